import { element, fill } from '../elements/element.js';
import { wordsOf } from '../words/problem.js';

/** A dialog at the side of the page. What is in it is loaded when it is opened, with its styles. */
export class SidePanel {
  #dialog;
  #styles;
  #load;
  /** @type {Promise<unknown> | null} */
  #styled = null;
  /** Counts how often it was opened or closed, so that what comes too late is let go. */
  #turns = 0;

  /**
   * @param {HTMLDialogElement} dialog
   * @param {URL} styles
   * @param {() => Promise<(dialog: HTMLDialogElement) => void>} load what fills it
   */
  constructor(dialog, styles, load) {
    this.#dialog = dialog;
    this.#styles = styles;
    this.#load = load;
    dialog.addEventListener('click', (event) => event.target === dialog && this.close());
  }

  async open() {
    const turn = ++this.#turns;
    this.#dialog.showModal();
    try {
      const [show] = await Promise.all([this.#load(), this.#style()]);
      if (turn === this.#turns && this.#dialog.open) {
        show(this.#dialog);
      }
    } catch (problem) {
      this.#fail(problem);
    }
  }

  close() {
    this.#turns++;
    this.#dialog.close();
  }

  /** Once; what could not be loaded is asked for again. */
  #style() {
    this.#styled ??= link(this.#styles).catch((problem) => {
      this.#styled = null;
      throw problem;
    });
    return this.#styled;
  }

  /** @param {unknown} problem a browser asks once for what a page needs, until it loads the page anew */
  #fail(problem) {
    const again = element('button', { type: 'button', class: 'button' }, 'Load the page anew');
    again.addEventListener('click', () => location.reload());
    const close = element('button', { type: 'button', class: 'button quiet' }, 'Close');
    close.addEventListener('click', () => this.close());
    fill(this.#dialog, element('div', { class: 'aside-message', role: 'alert' },
      element('h2', {}, 'The panel could not be loaded'), element('p', {}, wordsOf(problem)), again, close));
  }
}

/** @param {URL} styles */
function link({ href }) {
  const sheet = element('link', { rel: 'stylesheet', href });
  return new Promise((resolve, reject) => {
    sheet.addEventListener('load', resolve);
    sheet.addEventListener('error', () => (sheet.remove(), reject(new Error('Its styles could not be loaded.'))));
    document.head.append(sheet);
  });
}
