import { find, write } from '../elements/dom.js';
import { isNarrow } from '../filter/filter.js';
import { searchWords } from '../filter/words.js';
import { EMPTY, placeOf } from '../stream/store.js';
import { count } from '../words/text.js';
import { difference, sizeOf } from './difference.js';
import { Hold, renewed } from './hold.js';
import { PaymentList } from './list.js';
import { Tail } from './tail.js';

/**
 * @typedef {import('../stream/store.js').State} State
 * @typedef {import('../words/announce.js').Announcer} Announcer
 *
 * @typedef {object} ViewOptions
 * @property {Announcer} announcer
 * @property {(id: string) => string} hrefOf
 * @property {() => Promise<void>} loadOlder
 * @property {(paused: boolean) => void} onPause
 */

/** However many events arrive, the list changes this often at most. */
const PAINT_EVERY_MS = 250;

/**
 * The list on the screen: painted at a calm pace, held still while paused. Payments that arrive
 * above what the reader looks at wait until the reader comes back to the top, and no row comes or
 * goes while the pointer or the keyboard is on them.
 */
export class PaymentsView {
  #root;
  #list;
  #tail;
  #announcer;
  #onPause;
  #pause;
  #unseen;
  #hold;
  #state = EMPTY;
  /** What is on the screen. */
  #painted = EMPTY;
  /** The newest row in sight while the reader is further down. @type {string | null} */
  #ceiling = null;
  #paused = false;
  #paintedAt = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /**
   * @param {HTMLElement} root
   * @param {ViewOptions} options
   */
  constructor(root, { announcer, hrefOf, loadOlder, onPause }) {
    this.#root = root;
    this.#announcer = announcer;
    this.#onPause = onPause;
    this.#tail = new Tail(find(root, '#tail', HTMLElement), loadOlder, () => this.#list.refresh());
    this.#list = new PaymentList(
      find(root, '#list table', HTMLTableElement),
      find(document, '#payment-row', HTMLTemplateElement),
      { hrefOf, onNearEnd: () => this.#tail.load() },
    );
    this.#pause = find(root, '#pause', HTMLButtonElement);
    this.#unseen = find(root, '#unseen', HTMLButtonElement);
    this.#hold = new Hold({
      places: [find(root, '#list', HTMLElement), this.#unseen],
      rows: find(root, '#list tbody', HTMLElement),
      onRelease: () => this.#tick(),
    });
    this.#pause.addEventListener('click', () => this.togglePause());
    this.#unseen.addEventListener('click', () => this.goToTop());
    addEventListener('scroll', () => this.#follow(), { passive: true });
  }

  get list() {
    return this.#list;
  }

  /** Whether the reader looks at the top, so that the end may go. */
  get isAtTop() {
    return this.#list.isAtTop && !this.#paused && !this.#hold.isOn;
  }

  /**
   * @param {State} state
   * @param {'fresh' | 'live' | 'older'} how
   */
  show(state, how) {
    this.#state = state;
    if (how === 'fresh') {
      this.#ceiling = null;
      this.#paint();
    } else if (how === 'older') {
      this.#appendOlder();
    } else {
      const wait = Math.max(0, this.#paintedAt + PAINT_EVERY_MS - performance.now());
      this.#timer ??= setTimeout(() => this.#tick(), wait);
    }
  }

  clear() {
    this.#turn(false);
    this.show(EMPTY, 'fresh');
    this.#showPause();
    this.setBusy(false);
  }

  /** Asks once more for older payments that could not be had. */
  retry() {
    this.#tail.retry();
  }

  /** @param {boolean} busy while another list is on its way */
  setBusy(busy) {
    find(this.#root, '#list', HTMLElement).setAttribute('aria-busy', String(busy));
  }

  togglePause() {
    this.#turn(!this.#paused);
    this.#announcer.say(this.#paused ? 'The list is paused.' : 'The list goes on.');
    this.#tick();
  }

  /** @param {boolean} paused */
  #turn(paused) {
    this.#paused = paused;
    this.#onPause(paused);
  }

  /** Shows what waits, and the keyboard goes to the newest. */
  goToNewest() {
    this.#paintAll();
    this.#list.move(-Infinity);
  }

  goToTop() {
    this.#paintAll();
    const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
    scrollTo({ top: 0, behavior: still ? 'instant' : 'smooth' });
  }

  /** @returns {State} without what waits */
  #visible() {
    const { rows } = this.#state;
    if (this.#hold.isOn && this.#painted.rows.length > 0) {
      return { ...this.#state, rows: renewed(this.#painted.rows, rows) };
    }
    const held = this.#ceiling === null ? 0 : placeOf(rows, this.#ceiling);
    return held === 0 ? this.#state : { ...this.#state, rows: rows.slice(held) };
  }

  #tick() {
    if (this.#paused) {
      this.#restartClock();
      this.#showPause();
    } else {
      this.#paintNews(this.#visible());
    }
  }

  #paintAll() {
    if (!this.#paused) {
      this.#ceiling = null;
      this.#paintNews(this.#state);
    }
  }

  /** @param {State} state with what is new or changed in it marked */
  #paintNews(state) {
    const found = difference(this.#painted.rows, state.rows);
    this.#announcer.count({ added: found.added.size, changed: found.changed.size });
    this.#paint(state, found);
  }

  #restartClock() {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#paintedAt = performance.now();
  }

  /** @param {import('./difference.js').Difference} [found] what is marked */
  #paint(state = this.#state, found = undefined) {
    this.#restartClock();
    this.#painted = state;
    const { rows, more, filter } = this.#state;
    const none = rows.length === 0 && state.rows.length === 0;
    write(find(this.#root, '#no-match-words', HTMLElement), searchWords(filter));
    this.#root.dataset.list = none && !more ? (isNarrow(filter) ? 'no-match' : 'empty') : 'rows';
    this.#tail.show(more, state.rows.length);
    this.#list.render(state.rows, more, found);
    this.#showPause();
    this.#showUnseen();
  }

  /** Older rows are shown even while paused, since the reader asked for them. */
  #appendOlder() {
    const { rows } = this.#painted;
    const last = rows.at(-1);
    const from = last ? placeOf(this.#state.rows, last.id) : 0;
    const older = this.#state.rows.slice(this.#state.rows[from]?.id === last?.id ? from + 1 : from);
    this.#painted = { ...this.#state, rows: [...rows, ...older] };
    this.#tail.show(this.#state.more, this.#painted.rows.length);
    this.#list.render(this.#painted.rows, this.#state.more);
  }

  /** Near the top the list follows what comes; further down it stays as it is there. */
  #follow() {
    if (!this.#list.isAtTop) {
      this.#ceiling ??= this.#painted.rows[0]?.id ?? null;
    } else if (this.#ceiling !== null) {
      this.#ceiling = null;
      this.#tick();
    }
  }

  #showPause() {
    const waiting = this.#paused ? sizeOf(difference(this.#painted.rows, this.#visible().rows)) : 0;
    const word = waiting > 0 ? `Resume (${waiting.toLocaleString()})` : 'Resume';
    write(find(this.#pause, 'span', HTMLElement), this.#paused ? word : 'Pause');
    this.#pause.dataset.paused = String(this.#paused);
    this.#pause.title = this.#paused ? `${count(waiting, 'change')} to show (p)` : 'Hold the list still while you read (p)';
    this.#showUnseen();
  }

  #showUnseen() {
    const waiting = this.#paused ? 0 : difference(this.#painted.rows, this.#state.rows).added.size;
    write(this.#unseen, waiting === 0 ? '' : `↑ ${count(waiting, 'new payment')}`);
  }
}
