import { find, write } from '../elements/dom.js';
import { Problem } from '../gateway/call.js';
import { wordsOf } from '../words/problem.js';

const FIRST_WAIT_S = 3;
const LONGEST_WAIT_S = 30;

/** What is shown when the payments cannot be loaded. It tries again by itself where that may help. */
export class Failure {
  #root;
  #countdown;
  #retry;
  #wait = FIRST_WAIT_S;
  /** @type {ReturnType<typeof setInterval> | undefined} */
  #clock;

  /**
   * @param {HTMLElement} root
   * @param {() => void} retry
   */
  constructor(root, retry) {
    this.#root = root;
    this.#retry = retry;
    this.#countdown = find(root, '#next-try', HTMLElement);
    find(root, '#retry', HTMLButtonElement).addEventListener('click', () => this.#tryAgain());
    addEventListener('online', () => this.#clock !== undefined && this.#tryAgain());
  }

  /**
   * @param {unknown} problem
   * @param {boolean} narrow whether a filter may be to blame
   */
  show(problem, narrow) {
    const status = problem instanceof Problem ? problem.status : -1;
    write(find(this.#root, '#failure-words', HTMLElement), wordsOf(problem));
    const isFilter = narrow && status === 422;
    find(this.#root, '#drop-filters', HTMLElement).hidden = !isFilter;
    find(this.#root, '#retry', HTMLElement).hidden = isFilter;
    this.stop();
    if (status === 0 || status === 429 || status >= 500) {
      this.#countDown();
    }
  }

  stop() {
    clearInterval(this.#clock);
    this.#clock = undefined;
    write(this.#countdown, '');
  }

  /** The payments are there. */
  succeed() {
    this.stop();
    this.#wait = FIRST_WAIT_S;
  }

  #countDown() {
    let left = this.#wait;
    this.#wait = Math.min(this.#wait * 2, LONGEST_WAIT_S);
    const tell = () => write(this.#countdown, `Trying again in ${left} s`);
    tell();
    this.#clock = setInterval(() => (--left > 0 ? tell() : this.#tryAgain()), 1000);
  }

  #tryAgain() {
    this.stop();
    this.#retry();
  }
}
