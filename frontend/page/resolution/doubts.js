import { element } from '../elements/element.js';
import { ResolutionForm } from './form.js';

/**
 * @typedef {import('../gateway/types.js').Payment} Payment
 *
 * @typedef {object} Result where it is said what came of it
 * @property {HTMLElement} root
 * @property {(words: string) => void} say empty for nothing
 */

/** What a person has to find out about a payment, one by one. The forms stay, so that the focus does. */
export class Doubts {
  #result;
  /** @type {Map<string, ResolutionForm>} by the id of the operation */
  #forms = new Map();
  #list = element('div', { class: 'doubt-list' });
  root;

  /** @param {(onDismiss: () => void) => Result} makeResult */
  constructor(makeResult) {
    this.#result = makeResult(() => this.#focus());
    this.root = element('section', { class: 'doubts', 'aria-label': 'Needs attention' });
  }

  /**
   * @param {Payment} payment as it is
   * @param {boolean} isNow whether that is what the reader looks at
   */
  show(payment, isNow) {
    for (const operation of payment.operations ?? []) {
      const form = this.#forms.get(operation.id);
      if (form) {
        form.show(payment, operation);
      } else if (operation.attention) {
        this.#add(new ResolutionForm(payment, operation, {
          onStart: () => this.#result.say(''),
          onEnd: (words, hadFocus) => this.#end(words, hadFocus),
        }), operation.id);
      }
    }
    this.#list.hidden = this.#left().length === 0;
    this.root.inert = !isNow;
  }

  /**
   * @param {ResolutionForm} form
   * @param {string} operation
   */
  #add(form, operation) {
    if (this.#forms.size === 0) {
      this.root.append(this.#list, this.#result.root);
    }
    this.#forms.set(operation, form);
    this.#list.append(form.root);
  }

  /**
   * @param {string} words
   * @param {boolean} hadFocus
   */
  #end(words, hadFocus) {
    if (words) {
      this.#result.say(words);
    }
    this.#list.hidden = this.#left().length === 0;
    if (hadFocus) {
      this.#focus();
    }
  }

  /** Keeps the focus near where it was: at what is left to be said, or else in the panel. */
  #focus() {
    const [next] = this.#left();
    const panel = this.root.closest('[tabindex]');
    if (next) {
      next.focus();
    } else if (panel instanceof HTMLElement) {
      panel.focus({ preventScroll: true });
    }
  }

  #left() {
    return [...this.#forms.values()].filter((form) => !form.isOver);
  }
}
