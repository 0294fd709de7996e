import { element, fill } from '../elements/element.js';

/** A figure under its title, with what there is to say of it. */
export class FigureCard {
  #value = element('p', { class: 'figure-value' });
  #note = element('p', { class: 'figure-note' });
  #more = element('div');
  root;

  /**
   * @param {string} name
   * @param {string} title
   */
  constructor(name, title) {
    this.root = element('section', { class: 'figure', 'data-figure': name, 'aria-label': title },
      element('h2', { class: 'figure-title' }, title), this.#value, this.#note, this.#more);
  }

  /**
   * @param {HTMLElement | string} figure
   * @param {HTMLElement | string} note
   * @param {...import('../elements/element.js').Child} more
   */
  show(figure, note, ...more) {
    fill(this.#value, figure);
    // A figure is made smaller where it has no room, and never cut off.
    this.#value.style.setProperty('--letters', String(this.#value.textContent?.length));
    fill(this.#note, note);
    fill(this.#more, ...more);
  }
}
