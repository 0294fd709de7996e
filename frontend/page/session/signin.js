import { find, write } from '../elements/dom.js';
import { wordsOf } from '../words/problem.js';
import { ProviderButton } from './provider.js';
import { signIn } from './session.js';

/**
 * @typedef {import('./session.js').Demo} Demo
 * @typedef {import('./session.js').Session} Session
 */

/** The form that turns an API key into a session. The key is sent once and not kept. */
export class SignIn {
  #form;
  #key;
  #problem;
  #reason;
  #demoButton;
  #provider;
  #onSession;
  #busy = false;

  /**
   * @param {HTMLElement} view
   * @param {(session: Session) => void} onSession
   */
  constructor(view, onSession) {
    this.#form = find(view, 'form', HTMLFormElement);
    this.#key = find(view, '#api-key', HTMLInputElement);
    this.#problem = find(view, '.problem', HTMLElement);
    this.#reason = find(view, '.reason', HTMLElement);
    this.#demoButton = find(view, '#use-demo-key', HTMLButtonElement);
    this.#provider = new ProviderButton(view);
    this.#onSession = onSession;
    this.#form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#submit(this.#key.value.trim());
    });
  }

  /**
   * @param {Demo} demo
   * @param {string} [reason] as of {@link explain}
   */
  show(demo, reason = '') {
    const demoKey = demo.enabled ? (demo.api_key ?? '') : '';
    find(this.#form, '.demo', HTMLElement).hidden = demoKey === '';
    this.#demoButton.onclick = () => this.#submit(demoKey);
    this.#key.value = '';
    this.#complain('');
    this.explain(reason);
    this.#provider.show();
    this.#key.focus();
  }

  /** @param {string} reason why the reader is here again */
  explain(reason) {
    write(this.#reason, reason);
  }

  /** @param {string} apiKey */
  async #submit(apiKey) {
    if (this.#busy) {
      return;
    }
    if (apiKey === '') {
      this.#complain('Enter an API key.');
      this.#key.focus();
      return;
    }
    this.#setBusy(true);
    this.#complain('');
    write(this.#reason, '');
    try {
      const session = await signIn(apiKey);
      this.#key.value = '';
      this.#onSession(session);
    } catch (problem) {
      this.#complain(wordsOf(problem));
      this.#key.focus();
      this.#key.select();
    } finally {
      this.#setBusy(false);
    }
  }

  /** @param {boolean} busy */
  #setBusy(busy) {
    this.#busy = busy;
    this.#form.setAttribute('aria-busy', String(busy));
  }

  /** @param {string} words */
  #complain(words) {
    write(this.#problem, words);
    this.#key.setAttribute('aria-invalid', String(words !== ''));
  }
}
