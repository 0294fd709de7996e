import { Problem } from '../gateway/call.js';
import { backoff } from '../stream/stream.js';
import { wordsOf } from '../words/problem.js';

/**
 * @typedef {import('../filter/filter.js').Filter} Filter
 *
 * @typedef {object} NarrowingOptions
 * @property {(filter: Filter) => Promise<void>} narrow makes the list another one
 * @property {(busy: boolean) => void} onBusy while it is on its way for the first time
 * @property {(words: string, isRefused: boolean) => void} onProblem says why it is not there; empty for nothing to say
 * @property {(filter: Filter) => void} onRefused the list stays what it was, and this is its filter
 * @property {(problem: Problem) => void} onBarred the reader may not see payments any more
 */

/**
 * Narrows the list to what the address says. Where that cannot be had, the list stays; it is said, and tried again
 * where this may help.
 */
export class Narrowing {
  #options;
  /** @type {Filter} of the list that is shown */
  #shown = {};
  /** @type {Filter} of the list that is to be shown */
  #wanted = {};
  #attempt = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #again;

  /** @param {NarrowingOptions} options */
  constructor(options) {
    this.#options = options;
  }

  /** @param {Filter} filter of the list that is shown from now on */
  start(filter) {
    this.stop();
    this.#shown = filter;
    this.#wanted = filter;
  }

  stop() {
    clearTimeout(this.#again);
    this.#again = undefined;
    this.#attempt = 0;
    this.#options.onProblem('', false);
  }

  /** @param {Filter} filter */
  async to(filter) {
    if (!isSame(filter, this.#wanted)) {
      this.stop();
      this.#wanted = filter;
      await this.#ask(filter);
    }
  }

  /** Asks at once for what is still to be had, if so. */
  retry() {
    if (this.#again !== undefined) {
      clearTimeout(this.#again);
      this.#again = undefined;
      this.#ask(this.#wanted);
    }
  }

  /** @param {Filter} filter */
  async #ask(filter) {
    const { narrow, onBusy } = this.#options;
    onBusy(this.#attempt === 0); // what was said to stay is not veiled at each new try
    const problem = await narrow(filter).catch((reason) => reason);
    if (filter !== this.#wanted) {
      return;
    }
    onBusy(false);
    if (problem) {
      this.#fail(problem);
    } else {
      this.#shown = filter;
      this.stop();
    }
  }

  /** @param {unknown} problem */
  #fail(problem) {
    const { onProblem, onRefused, onBarred } = this.#options;
    const { status = 0, retryAfterMs = 0 } = problem instanceof Problem ? problem : {};
    if (problem instanceof Problem && (status === 401 || status === 403)) {
      onBarred(problem);
    } else if (status === 0 || status === 408 || status === 429 || status >= 500) {
      onProblem(`${wordsOf(problem)} The list is as it was before; trying again …`, false);
      this.#again = setTimeout(() => this.retry(), Math.max(backoff(this.#attempt++), retryAfterMs));
    } else {
      this.#wanted = this.#shown;
      onProblem(wordsOf(problem), true);
      onRefused(this.#shown);
    }
  }
}

/**
 * @param {Filter} one
 * @param {Filter} other
 */
const isSame = (one, other) => JSON.stringify(one) === JSON.stringify(other);
