import { write } from './dom.js';

/**
 * @typedef {import('./types.js').PaymentEvent} PaymentEvent
 * @typedef {import('./live.js').LivePayments} LivePayments
 * @typedef {import('./announce.js').Announcer} Announcer
 */

/**
 * The payment that is open, beside the list. To be closed it dispatches `dismiss` (which bubbles)
 * on its root; the page then takes it out of the address and calls `close`.
 */
export class Detail {
  #root;

  /**
   * @param {HTMLElement} root focusable; shown and hidden by the page
   * @param {{live: LivePayments, announcer: Announcer}} _means
   */
  constructor(root, _means) {
    this.#root = root;
  }

  /** @param {string} paymentId as in the address, so it may be of no payment */
  show(paymentId) {
    const heading = document.createElement('h2');
    write(heading, paymentId);
    this.#root.replaceChildren(heading);
  }

  /**
   * Any event of the merchant, in order.
   *
   * @param {PaymentEvent} _event
   */
  apply(_event) {}

  close() {
    this.#root.replaceChildren();
  }
}
