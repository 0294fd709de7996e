import { element, fill } from '../elements/element.js';
import { wordsOf } from '../words/problem.js';

/**
 * @typedef {import('../stream/live.js').LivePayments} LivePayments
 * @typedef {import('../words/announce.js').Announcer} Announcer
 * @typedef {{live: LivePayments, announcer: Announcer, onOpen: (id: string) => void}} Means
 */

/** The panel that makes test payments: one as it is wanted, or many of a kind. It is loaded when it is opened. */
export class TestPayments {
  #dialog;
  #means;
  /** @type {import('./panel.js').TestPanel | null} */
  #panel = null;

  /**
   * @param {HTMLDialogElement} dialog
   * @param {Means} means
   */
  constructor(dialog, means) {
    this.#dialog = dialog;
    this.#means = means;
    dialog.addEventListener('click', (event) => event.target === dialog && dialog.close());
  }

  async open() {
    this.#dialog.showModal();
    try {
      const { TestPanel } = await import('./panel.js');
      this.#panel ??= new TestPanel(this.#dialog, this.#means);
    } catch (problem) {
      const close = element('button', { type: 'button', class: 'button' }, 'Close');
      close.addEventListener('click', () => this.#dialog.close());
      fill(this.#dialog, element('div', { class: 'aside-message', role: 'alert' },
        element('h2', {}, 'The panel could not be loaded'), element('p', {}, wordsOf(problem)), close));
    }
  }

  /** Also when the session ends: nothing goes on by itself after this. */
  close() {
    this.#panel?.stop();
    this.#dialog.close();
  }
}
