import { count } from './describe.js';
import { find, wordsOf, write } from './dom.js';
import { PaymentList } from './list.js';
import { EMPTY } from './store.js';

/**
 * @typedef {import('./store.js').State} State
 * @typedef {import('./announce.js').Announcer} Announcer
 */

/** However many events arrive, the list changes this often at most. */
const PAINT_EVERY_MS = 250;
/** Above this many pixels the top of the list is in sight. */
const NEAR_TOP = 160;

/** The list on the screen: painted at a calm pace, held still while paused. */
export class PaymentsView {
  #list;
  #announcer;
  #table;
  #empty;
  #older;
  #pause;
  #unseen;
  #problem;
  /** @type {State} */
  #state = EMPTY;
  /** @type {State} */
  #painted = EMPTY;
  #paused = false;
  #unseenRows = 0;
  #paintedAt = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /**
   * @param {HTMLElement} root
   * @param {Announcer} announcer
   */
  constructor(root, announcer) {
    this.#announcer = announcer;
    this.#list = new PaymentList(
      find(root, 'tbody', HTMLTableSectionElement),
      find(document, '#payment-row', HTMLTemplateElement),
    );
    this.#table = find(root, '#list', HTMLElement);
    this.#empty = find(root, '#empty', HTMLElement);
    this.#older = find(root, '#older', HTMLButtonElement);
    this.#pause = find(root, '#pause', HTMLButtonElement);
    this.#unseen = find(root, '#unseen', HTMLButtonElement);
    this.#problem = find(root, '#list-problem', HTMLElement);
    this.#pause.addEventListener('click', () => this.#togglePause());
    this.#unseen.addEventListener('click', () => this.#goToTop());
    addEventListener('scroll', () => scrollY < NEAR_TOP && this.#setUnseen(0), { passive: true });
  }

  /**
   * @param {State} state
   * @param {boolean} fresh whether to paint it at once and mark nothing as new
   */
  show(state, fresh) {
    this.#state = state;
    if (fresh) {
      this.#paint(false);
    } else {
      const wait = Math.max(0, this.#paintedAt + PAINT_EVERY_MS - performance.now());
      this.#timer ??= setTimeout(() => this.#tick(), wait);
    }
  }

  clear() {
    this.#paused = false;
    this.#showPause();
    this.complain('');
    this.show(EMPTY, true);
  }

  /** @param {string} words */
  complain(words) {
    write(this.#problem, words);
  }

  /** @param {() => Promise<void>} load */
  async whileLoadingOlder(load) {
    if (this.#older.getAttribute('aria-busy') === 'true') {
      return;
    }
    this.#older.setAttribute('aria-busy', 'true');
    this.complain('');
    try {
      await load();
    } catch (problem) {
      this.complain(wordsOf(problem));
    } finally {
      this.#older.setAttribute('aria-busy', 'false');
    }
  }

  #tick() {
    if (this.#paused) {
      this.#restartClock();
      this.#showPause();
    } else {
      this.#paint(true);
    }
  }

  #restartClock() {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#paintedAt = performance.now();
  }

  /** @param {boolean} marking */
  #paint(marking) {
    this.#restartClock();
    this.#painted = this.#state;
    const { rows, next } = this.#state;
    this.#table.hidden = rows.length === 0;
    this.#empty.hidden = rows.length > 0;
    this.#older.hidden = next === null;
    const difference = this.#list.render(rows, marking);
    if (marking) {
      this.#announcer.count(difference);
      this.#setUnseen(scrollY < NEAR_TOP ? 0 : this.#unseenRows + difference.added);
    }
    this.#showPause();
  }

  #togglePause() {
    this.#paused = !this.#paused;
    this.#tick();
  }

  #showPause() {
    const known = new Map(this.#painted.rows.map((payment) => [payment.id, payment.version]));
    const waiting = this.#paused ? this.#state.rows.filter(({ id, version }) => known.get(id) !== version).length : 0;
    const word = waiting > 0 ? `Resume (${waiting})` : 'Resume';
    write(this.#pause, this.#paused ? word : 'Pause');
    this.#pause.dataset.paused = String(this.#paused);
    this.#pause.title = this.#paused ? `${count(waiting, 'change')} to show` : 'Hold the list still while you read';
  }

  /** @param {number} rows new ones above what is in sight */
  #setUnseen(rows) {
    this.#unseenRows = rows;
    this.#unseen.hidden = rows === 0;
    if (rows > 0) {
      write(this.#unseen, `↑ ${count(rows, 'new payment')}`);
    }
  }

  #goToTop() {
    const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
    scrollTo({ top: 0, behavior: still ? 'auto' : 'smooth' });
    this.#setUnseen(0);
  }
}
