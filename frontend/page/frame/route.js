import { filterOf, queryOf } from '../filter/filter.js';

/** @typedef {import('../filter/filter.js').Filter} Filter */

const PAYMENT = 'payment';

/** What the address says: which payment is open and what the list is narrowed to. */
export class Route {
  #onChange;

  /** @param {(route: Route) => void} onChange also when the reader goes back or forward */
  constructor(onChange) {
    this.#onChange = onChange;
    addEventListener('popstate', () => onChange(this));
  }

  /** @returns {string | null} the id of the payment that is open */
  get payment() {
    return new URLSearchParams(location.search).get(PAYMENT);
  }

  /** @returns {Filter} what the list is narrowed to */
  get filter() {
    return filterOf(new URLSearchParams(location.search));
  }

  /**
   * The address with another payment open.
   *
   * @param {string} id
   */
  hrefOf(id) {
    return addressOf(this.filter, id);
  }

  /** @param {string} id */
  open(id) {
    this.#go(addressOf(this.filter, id));
  }

  close() {
    this.#go(addressOf(this.filter, null));
  }

  /**
   * @param {Filter} filter
   * @param {boolean} [replacing] whether going back skips the address that was
   */
  narrow(filter, replacing = false) {
    this.#go(addressOf(filter, this.payment), replacing);
  }

  /**
   * @param {string} address
   * @param {boolean} [replacing]
   */
  #go(address, replacing = false) {
    if (address !== addressOf(this.filter, this.payment)) {
      history[replacing ? 'replaceState' : 'pushState'](null, '', address);
      this.#onChange(this);
    }
  }
}

/**
 * @param {Filter} filter
 * @param {string | null} payment
 */
function addressOf(filter, payment) {
  const query = queryOf(filter);
  if (payment) {
    query.set(PAYMENT, payment);
  }
  const search = query.toString().replaceAll('%2C', ',').replaceAll('%3A', ':');
  return search === '' ? '/' : `/?${search}`;
}
