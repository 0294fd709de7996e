import { element } from '../elements/element.js';
import { KINDS, wordsFor } from './intent.js';

/** @typedef {import('./intent.js').Kind} Kind */

/** What can be done with a payment, a button each. They stay, so that the focus does. */
export class OperationChoices {
  #buttons;
  root;

  /** @param {(kind: Kind) => void} onChoose */
  constructor(onChoose) {
    this.#buttons = new Map(KINDS.map((kind) => [kind, choice(kind, onChoose)]));
    this.root = element('div', { class: 'operation-choices' }, ...this.#buttons.values());
  }

  /**
   * @param {Kind[]} kinds that are possible
   * @param {boolean} isOpen whether it is time to choose
   */
  show(kinds, isOpen) {
    const focused = document.activeElement;
    this.#buttons.forEach((button, kind) => (button.hidden = !kinds.includes(kind)));
    this.root.hidden = !isOpen || kinds.length === 0;
    if (focused instanceof HTMLButtonElement && focused.hidden && this.root.contains(focused)) {
      this.focus(null);
    }
  }

  /**
   * Keeps the focus near where it was: at a choice, or else in the panel.
   *
   * @param {Kind | null} kind
   */
  focus(kind) {
    const shown = [...this.#buttons].filter(([, button]) => !button.hidden);
    const [, button] = shown.find(([other]) => other === kind) ?? shown[0] ?? [];
    const place = button ?? this.root.closest('[tabindex]');
    if (place instanceof HTMLElement) {
      place.focus({ preventScroll: true });
    }
  }
}

/**
 * @param {Kind} kind
 * @param {(kind: Kind) => void} onChoose
 */
function choice(kind, onChoose) {
  const button = element('button', { type: 'button', class: 'button' }, wordsFor(kind).verb);
  button.addEventListener('click', () => onChoose(kind));
  return button;
}
