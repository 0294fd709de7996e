/**
 * @typedef {import('./live.js').LivePayments} LivePayments
 * @typedef {import('./announce.js').Announcer} Announcer
 */

/** The panel that makes test payments. */
export class TestPayments {
  #dialog;

  /**
   * @param {HTMLDialogElement} dialog
   * @param {{live: LivePayments, announcer: Announcer}} _means
   */
  constructor(dialog, _means) {
    this.#dialog = dialog;
  }

  open() {
    this.#dialog.showModal();
  }

  /** Also when the session ends: nothing may go on by itself after this. */
  close() {
    this.#dialog.close();
  }
}
