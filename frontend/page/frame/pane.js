/**
 * @typedef {import('../payment/detail.js').Detail} Detail
 * @typedef {import('../list/list.js').PaymentList} PaymentList
 *
 * @typedef {object} PaneOptions
 * @property {HTMLElement} root of the detail
 * @property {HTMLElement} workspace the list and the detail
 * @property {Detail} detail
 * @property {PaymentList} list
 * @property {() => void} onDismiss the reader is done with the payment
 */

/** Below this width there is no room beside the list. */
const NARROW = '(max-width: 62.4375em)';

/** The place of the open payment: beside the list, or over it where there is no room. */
export class Pane {
  #options;
  #narrow = matchMedia(NARROW);
  /** @type {string | null} */
  #open = null;

  /** @param {PaneOptions} options */
  constructor(options) {
    this.#options = options;
    const { root, workspace, onDismiss } = options;
    root.addEventListener('dismiss', onDismiss);
    this.#narrow.addEventListener('change', () => this.#cover());
    workspace.addEventListener('click', ({ target }) => target === workspace && this.#isSheet() && onDismiss());
  }

  /**
   * @param {string | null} id of the payment, or null for none
   * @param {boolean} focusing whether the reader asked for it just now
   */
  show(id, focusing) {
    if (id === this.#open) {
      return;
    }
    const { root, workspace, detail, list } = this.#options;
    const before = this.#open;
    this.#open = id;
    root.hidden = id === null;
    workspace.dataset.open = String(id !== null);
    this.#cover();
    list.open(id);
    if (id === null) {
      detail.close();
      if (focusing) {
        list.focus(before ?? undefined);
      }
    } else {
      detail.show(id);
      if (focusing || this.#isSheet()) {
        root.focus({ preventScroll: true });
      }
    }
  }

  /** Shows the open payment anew. */
  refresh() {
    if (this.#open !== null) {
      this.#options.detail.show(this.#open);
    }
  }

  #isSheet() {
    return this.#open !== null && this.#narrow.matches;
  }

  /** What is under a sheet cannot be reached. */
  #cover() {
    const sheet = this.#isSheet();
    document.documentElement.classList.toggle('has-sheet', sheet);
    for (const element of [...document.querySelectorAll('.bar, .overview')]) {
      element.toggleAttribute('inert', sheet);
    }
  }
}
