import { count } from './text.js';

/** The shortest time between two sentences about the list. */
const QUIET_MS = 8000;
const GATHER_MS = 1500;

/** Speaks to a screen reader: one sentence for all that changed in a while, never one each. */
export class Announcer {
  #region;
  #added = 0;
  #changed = 0;
  #lastAt = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /** @param {HTMLElement} region a polite live region */
  constructor(region) {
    this.#region = region;
  }

  /** @param {string} sentence */
  say(sentence) {
    this.#region.textContent = sentence;
  }

  /** @param {{added: number, changed: number}} difference */
  count({ added, changed }) {
    this.#added += added;
    this.#changed += changed;
    if (this.#added + this.#changed > 0 && this.#timer === undefined) {
      const wait = Math.max(GATHER_MS, this.#lastAt + QUIET_MS - Date.now());
      this.#timer = setTimeout(() => this.#tell(), wait);
    }
  }

  #tell() {
    const added = this.#added > 0 ? count(this.#added, 'new payment') : '';
    const changed = this.#changed > 0 ? `${count(this.#changed, 'payment')} changed` : '';
    this.say(`${[added, changed].filter(Boolean).join(', ')}.`);
    this.#added = 0;
    this.#changed = 0;
    this.#lastAt = Date.now();
    this.#timer = undefined;
  }
}
