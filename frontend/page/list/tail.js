import { find, write } from '../elements/dom.js';
import { wordsOf } from '../words/problem.js';

/** What comes after the last row: more on its way, a problem with that, or the end. */
export class Tail {
  #root;
  #problem;
  #load;
  #loaded;
  #loading = false;

  /**
   * @param {HTMLElement} root
   * @param {() => Promise<void>} load brings the next page
   * @param {() => void} loaded looks whether that was enough
   */
  constructor(root, load, loaded) {
    this.#root = root;
    this.#load = load;
    this.#loaded = loaded;
    this.#problem = find(root, '.problem', HTMLElement);
    find(root, 'button', HTMLButtonElement).addEventListener('click', () => this.retry());
  }

  /** Asks again for what could not be had, if so. */
  retry() {
    if (this.#root.dataset.state === 'problem') {
      this.#turn('loading');
      this.load();
    }
  }

  /**
   * @param {boolean} more
   * @param {number} rows
   */
  show(more, rows) {
    if (!more) {
      this.#turn(rows > 0 ? 'end' : 'none');
    } else if (this.#root.dataset.state !== 'problem') {
      this.#turn('loading');
    }
  }

  /** Loads a page, unless one is on its way or could not be had: then the reader decides. */
  async load() {
    if (this.#loading || this.#root.dataset.state !== 'loading') {
      return;
    }
    this.#loading = true;
    try {
      await this.#load();
    } catch (problem) {
      write(this.#problem, wordsOf(problem));
      this.#turn('problem');
    } finally {
      this.#loading = false;
      this.#loaded();
    }
  }

  /** @param {'loading' | 'problem' | 'end' | 'none'} state */
  #turn(state) {
    this.#root.dataset.state = state;
  }
}
