/**
 * @typedef {import('./types.js').Payment} Payment
 * @typedef {import('./types.js').PaymentEvent} PaymentEvent
 * @typedef {{position: number}} Snapshot from where on `apply` sees every event
 */

/** The numbers and pictures above the list. */
export class Numbers {
  #root;

  /**
   * @param {HTMLElement} root
   * @param {{api: typeof import('./api.js')}} _means
   */
  constructor(root, _means) {
    this.#root = root;
    this.#root.hidden = true;
  }

  /** @param {Snapshot} _snapshot */
  open(_snapshot) {}

  /**
   * One event, each exactly once and in order.
   *
   * @param {PaymentEvent} _event
   * @param {Payment | undefined} _previous the payment before it, where the page happens to know it
   */
  apply(_event, _previous) {}

  close() {}
}
