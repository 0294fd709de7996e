import { find, write } from '../elements/dom.js';
import { Problem } from '../gateway/call.js';
import { wordsOf } from '../words/problem.js';
import { signOut } from './session.js';

/** Signs out from wherever a button offers it; `data-sign-out` names where it is said that it did not work. */
export class SignOut {
  #onSignedOut;
  /** @type {HTMLElement[]} where it may be said */
  #places = [];

  /** @param {() => void} onSignedOut */
  constructor(onSignedOut) {
    this.#onSignedOut = onSignedOut;
    for (const button of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll('[data-sign-out]'))) {
      const place = find(document, `#${button.dataset.signOut}`, HTMLElement);
      this.#places.push(place);
      button.addEventListener('click', () => this.#leave(place));
    }
  }

  /** There is nothing to complain of any more. */
  reset() {
    this.#places.forEach((place) => write(place, ''));
  }

  /** @param {HTMLElement} place */
  async #leave(place) {
    let there;
    try {
      there = await signOut();
    } catch (problem) {
      if (!(problem instanceof Problem) || problem.status !== 401) {
        write(place, `You are still signed in. ${wordsOf(problem)}`);
        return;
      }
    }
    this.#onSignedOut();
    if (there) {
      location.assign(there.redirect);
    }
  }
}
