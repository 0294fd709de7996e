import * as api from './api.js';
import { EMPTY, apply, extend, leavesGap, merge, snapshot } from './store.js';
import { Stream, backoff } from './stream.js';

/**
 * @typedef {import('./store.js').State} State
 * @typedef {import('./types.js').ConnectionState} ConnectionState
 * @typedef {import('./types.js').Payment} Payment
 * @typedef {import('./types.js').PaymentEvent} PaymentEvent
 *
 * @typedef {object} LiveOptions
 * @property {(state: State, fresh: boolean) => void} onChange fresh when nothing is to be marked as new
 * @property {(state: ConnectionState) => void} onConnection
 * @property {() => void} onSignedOut
 */

/** The merchant's payments: a snapshot, and the stream that continues it. */
export class LivePayments {
  #options;
  #state = EMPTY;
  /** @type {Set<(event: PaymentEvent, previous: Payment | undefined) => void>} */
  #subscribers = new Set();
  /** @type {Stream | null} */
  #stream = null;

  /** @param {LiveOptions} options */
  constructor(options) {
    this.#options = options;
  }

  get isOpen() {
    return this.#stream !== null;
  }

  /** The last journal position that the page holds. */
  get position() {
    return this.#state.position;
  }

  /**
   * @param {(event: PaymentEvent, previous: Payment | undefined) => void} subscriber called with every
   *   event of the merchant, once and in order, and with the payment before it where that is known
   * @returns {() => void} ends it
   */
  subscribe(subscriber) {
    this.#subscribers.add(subscriber);
    return () => this.#subscribers.delete(subscriber);
  }

  /** Loads the list and follows it. Fails when the list cannot be loaded. */
  async open() {
    this.close();
    this.#set(snapshot(await api.payments()), true);
    this.#stream = this.#newStream();
    this.#stream.start();
  }

  close() {
    this.#stream?.stop();
    this.#stream = null;
    this.#state = EMPTY;
  }

  wake() {
    this.#stream?.wake();
  }

  check() {
    this.#stream?.check();
  }

  /**
   * A payment the page made itself; the stream may be ahead of it or behind.
   *
   * @param {Payment} payment
   */
  add(payment) {
    this.#set(merge(this.#state, payment), false);
  }

  async loadOlder() {
    if (this.#state.next) {
      const page = await api.morePayments(this.#state.next);
      this.#set(extend(this.#state, page), true);
    }
  }

  /** @returns {Stream} */
  #newStream() {
    /** @type {Stream} */
    const stream = new Stream({
      position: () => this.#state.position,
      onEvent: (event) => this.#receive(stream, event),
      onReset: () => this.#reload(stream),
      onState: (state) => this.#options.onConnection(state),
      onSignedOut: () => this.#signOut(),
      session: api.session,
      goesOnAfter: api.goesOnAfter,
    });
    return stream;
  }

  /**
   * @param {Stream} stream
   * @param {PaymentEvent} event
   */
  #receive(stream, event) {
    if (leavesGap(this.#state, event)) {
      stream.stop();
      this.#reload(stream);
    } else if (event.id > this.#state.position) {
      const previous = this.#state.rows.find(({ id }) => id === event.payment_id);
      this.#set(apply(this.#state, event), false);
      this.#subscribers.forEach((subscriber) => subscriber(event, previous));
    }
  }

  /**
   * Starts over from a new snapshot, for as long as it takes. The rows stay in sight meanwhile.
   *
   * @param {Stream} stream
   */
  async #reload(stream) {
    this.#options.onConnection('reconnecting');
    for (let attempt = 0; stream === this.#stream; attempt++) {
      await new Promise((resolve) => setTimeout(resolve, backoff(attempt)));
      try {
        const page = await api.payments(this.#state.rows.length);
        if (stream === this.#stream) {
          this.#set(snapshot(page), false);
          this.#stream = this.#newStream();
          this.#stream.start();
        }
        return;
      } catch (problem) {
        if (problem instanceof api.Problem && problem.status === 401 && stream === this.#stream) {
          this.#signOut();
        }
      }
    }
  }

  #signOut() {
    this.close();
    this.#options.onSignedOut();
  }

  /**
   * @param {State} state
   * @param {boolean} fresh
   */
  #set(state, fresh) {
    const changed = state.rows !== this.#state.rows || fresh;
    this.#state = state;
    if (changed) {
      this.#options.onChange(state, fresh);
    }
  }
}
