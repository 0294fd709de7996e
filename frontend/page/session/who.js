import { find, write } from '../elements/dom.js';
import { wordsOf } from '../words/problem.js';
import { modeName, switchMode } from './session.js';

/** @typedef {import('./session.js').Session} Session */

/** Shows for which merchant somebody is signed in, as whom and in which mode, and lets that be changed. */
export class Who {
  #names;
  #mode;
  #choice;
  #problem;
  #onSwitch;

  /**
   * @param {ParentNode} page
   * @param {HTMLElement} problem where it is said that the mode could not be changed
   * @param {(session: Session) => void} onSwitch
   */
  constructor(page, problem, onSwitch) {
    this.#names = find(page, '#merchant', HTMLElement);
    this.#mode = find(page, '#mode', HTMLElement);
    this.#choice = find(page, '#mode-choice', HTMLSelectElement);
    this.#problem = problem;
    this.#onSwitch = onSwitch;
    this.#choice.addEventListener('change', () => this.#switch());
  }

  /** @param {Session} session */
  show({ merchant, mode, modes, actor, role }) {
    const person = actor.type === 'person' ? [actor.name, role].filter(Boolean).join(', ') : '';
    this.#names.textContent = [merchant.name, person].filter(Boolean).join(' · ');
    this.#names.title = this.#names.textContent;
    const both = modes.length > 1;
    this.#mode.hidden = both;
    this.#mode.textContent = modeName(mode);
    this.#choice.hidden = !both;
    this.#choice.value = mode;
    this.#choice.disabled = false;
    this.#mode.dataset.mode = this.#choice.dataset.mode = mode;
  }

  async #switch() {
    this.#choice.disabled = true;
    write(this.#problem, '');
    try {
      this.#onSwitch(await switchMode(this.#choice.value));
    } catch (problem) {
      this.#choice.value = this.#choice.dataset.mode ?? 'test';
      this.#choice.disabled = false;
      write(this.#problem, `The mode is as it was. ${wordsOf(problem)}`);
    }
  }
}
