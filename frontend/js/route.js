/** The parameters of the address that narrow the list, named as the API names them. */
export const FILTERS = ['status', 'currency', 'reference', 'created_gte', 'created_lt', 'amount_gte', 'amount_lte'];

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

  /** @returns {Record<string, string>} only what is set */
  get filter() {
    const query = new URLSearchParams(location.search);
    return Object.fromEntries(FILTERS.flatMap((name) => (query.get(name) ? [[name, query.get(name) ?? '']] : [])));
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
   * @param {Record<string, string>} filter
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
 * @param {Record<string, string>} filter
 * @param {string | null} payment
 */
function addressOf(filter, payment) {
  const query = new URLSearchParams(FILTERS.flatMap((name) => (filter[name] ? [[name, filter[name]]] : [])));
  if (payment) {
    query.set(PAYMENT, payment);
  }
  const search = query.toString().replaceAll('%2C', ',').replaceAll('%3A', ':');
  return search === '' ? '/' : `/?${search}`;
}
