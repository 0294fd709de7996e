import { Problem } from '../gateway/call.js';
import { Feed } from './feed.js';
import { Known } from './known.js';
import { PAGE_SIZE, isOfPayment, readPayments } from './pages.js';
import { EMPTY, applyAll, expire, extend, mergeAll, snapshot, trim } from './store.js';
import { backoff } from './stream.js';

/**
 * @typedef {import('../filter/filter.js').Filter} Filter
 * @typedef {import('./store.js').State} State
 * @typedef {import('./feed.js').Health} Health
 * @typedef {import('../gateway/types.js').Payment} Payment
 * @typedef {import('../gateway/types.js').PaymentEvent} PaymentEvent
 * @typedef {(event: PaymentEvent, previous: Payment | undefined) => void} Subscriber
 *
 * @typedef {object} LiveOptions
 * @property {(state: State, how: 'fresh' | 'live' | 'older') => void} onChange
 *   fresh: another list; live: by events; older: with further rows at its end
 * @property {(health: Health) => void} onHealth
 * @property {() => void} onReset the events had a hole that only a new snapshot could close
 * @property {() => void} onSignedOut
 * @property {() => boolean} mayTrim whether nobody looks at the end of the list
 */

const OLDER_PAGE_SIZE = 250;

/** The merchant's payments: a snapshot, narrowed by a filter, and the stream that continues it. */
export class LivePayments {
  #options;
  #feed;
  #merchant = '';
  #state = EMPTY;
  /** What the reader wants to see; the state follows as soon as it is loaded. @type {Filter} */
  #filter = {};
  /** Counts the lists that were asked for, so that an answer that was overtaken is let go. */
  #asked = 0;
  /** Counts the sessions. */
  #opened = 0;
  /** What arrives while pages are on their way, which may be older. @type {Set<PaymentEvent[]>} */
  #collecting = new Set();
  #known = new Known();
  /** @type {Set<Subscriber>} */
  #subscribers = new Set();
  #loadingOlder = false;

  /** @param {LiveOptions} options */
  constructor(options) {
    this.#options = options;
    this.#feed = new Feed({
      onEvents: (events) => this.#receive(events),
      onHealth: options.onHealth,
      onReset: () => this.#reload(),
      onSignedOut: () => this.#signOut(),
    });
  }

  get isOpen() {
    return this.#merchant !== '';
  }

  /** The last journal position that the page holds. */
  get position() {
    return this.#feed.position;
  }

  /**
   * @param {Subscriber} subscriber called with every event of a payment, once and in order, and with
   *   the payment before it, as far as a row of the list shows it, where that is known
   * @returns {() => void} ends it
   */
  subscribe(subscriber) {
    this.#subscribers.add(subscriber);
    return () => this.#subscribers.delete(subscriber);
  }

  /**
   * Loads the list and follows it. Fails when the list cannot be loaded.
   *
   * @param {string} merchant
   * @param {Filter} filter
   * @param {Promise<unknown>} [needed] what has to be there before anything is shown
   */
  async open(merchant, filter, needed) {
    this.close();
    const opened = this.#opened;
    this.#filter = filter;
    const [page] = await Promise.all([readPayments(filter), needed]);
    if (opened === this.#opened) {
      this.#merchant = merchant;
      this.#show(snapshot(page, filter));
      this.#feed.open(merchant, page.position);
    }
  }

  close() {
    this.#asked++;
    this.#opened++;
    this.#feed.close();
    this.#merchant = '';
    this.#state = EMPTY;
    this.#known.clear();
  }

  /** @param {Filter} filter of another list; where that cannot be loaded this fails, and the list stays */
  async narrow(filter) {
    const asked = ++this.#asked;
    this.#filter = filter;
    try {
      const { page, events } = await this.#load(filter);
      if (asked === this.#asked) {
        this.#show(applyAll(snapshot(page, filter), events));
      }
    } catch (problem) {
      this.#filter = this.#filter === filter ? this.#state.filter : this.#filter;
      throw problem;
    }
  }

  /** Fails when the page cannot be loaded. */
  async loadOlder() {
    if (this.#loadingOlder || !this.#state.more) {
      return;
    }
    this.#loadingOlder = true;
    const asked = this.#asked;
    const { filter, rows } = this.#state;
    try {
      const { page, events } = await this.#load(filter, { after: rows.at(-1)?.id, limit: OLDER_PAGE_SIZE });
      if (asked === this.#asked) {
        this.#set(mergeAll(extend(this.#state, page), events.map(({ data }) => data)), 'older');
      }
    } finally {
      this.#loadingOlder = false;
    }
  }

  /** Time goes on. */
  expire() {
    this.#set(expire(this.#state), 'live');
  }

  wake() {
    this.#feed.wake();
  }

  check() {
    this.#feed.check();
  }

  /**
   * A payment as an answer showed it; the stream may be ahead of it or behind.
   *
   * @param {Payment} payment
   */
  add(payment) {
    if ((this.#known.get(payment.id)?.version ?? 0) < payment.version) {
      this.#set(mergeAll(this.#state, [payment]), 'live');
    }
  }

  /**
   * A page that is as new as the list and the events that are known of.
   *
   * @param {Filter} filter
   * @param {{after?: string, limit?: number}} [more]
   * @returns {Promise<{page: import('./pages.js').PaymentPage, events: PaymentEvent[]}>} with what came meanwhile
   */
  async #load(filter, more) {
    const minPosition = Math.max(this.#feed.head, this.#state.position);
    const events = /** @type {PaymentEvent[]} */ ([]);
    this.#collecting.add(events);
    try {
      return { page: await readPayments(filter, { ...more, minPosition }), events };
    } finally {
      this.#collecting.delete(events);
    }
  }

  /** @param {import('../gateway/types.js').JournalEvent[]} all what is about no payment is passed over */
  #receive(all) {
    const events = all.filter(isOfPayment);
    this.#collecting.forEach((collected) => collected.push(...events));
    const state = applyAll(this.#state, events);
    this.#set(this.#options.mayTrim() ? trim(state) : state, 'live');
    for (const event of events) {
      const previous = this.#known.get(event.payment_id);
      this.#known.learn(event.data);
      this.#subscribers.forEach((subscriber) => subscriber(event, previous));
    }
  }

  /** Starts over from a new snapshot, for as long as it takes. The rows stay in sight meanwhile. */
  async #reload() {
    const opened = this.#opened;
    this.#options.onHealth({ state: 'reconnecting', behind: 0 });
    for (let attempt = 0; opened === this.#opened; attempt++) {
      await new Promise((resolve) => setTimeout(resolve, backoff(attempt)));
      try {
        if (await this.#startOver(opened)) {
          return;
        }
      } catch (problem) {
        if (problem instanceof Problem && problem.status === 401 && opened === this.#opened) {
          this.#signOut();
        }
      }
    }
  }

  /**
   * @param {number} opened
   * @returns {Promise<boolean>} false when another list was asked for meanwhile
   */
  async #startOver(opened) {
    const asked = ++this.#asked;
    const filter = this.#filter;
    const { page } = await this.#load(filter, { limit: Math.max(this.#state.rows.length, PAGE_SIZE) });
    if (asked !== this.#asked || opened !== this.#opened) {
      return false;
    }
    this.#known.clear();
    this.#show(snapshot(page, filter));
    this.#feed.open(this.#merchant, page.position);
    this.#options.onReset();
    return true;
  }

  #signOut() {
    this.close();
    this.#options.onSignedOut();
  }

  /** @param {State} state another list */
  #show(state) {
    [...state.rows].reverse().forEach((row) => this.#known.learn(row));
    this.#set(state, 'fresh');
  }

  /**
   * @param {State} state
   * @param {'fresh' | 'live' | 'older'} how
   */
  #set(state, how) {
    const changed = state.rows !== this.#state.rows || how !== 'live';
    this.#state = state;
    if (changed) {
      this.#options.onChange(state, how);
    }
  }
}
