import { address } from '../gateway/call.js';

/**
 * @typedef {import('../gateway/types.js').JournalEvent} JournalEvent
 *
 * @typedef {'connecting' | 'live' | 'behind' | 'reconnecting' | 'offline'} ConnectionState
 *
 * @typedef {object} StreamOptions
 * @property {() => number} position the last position the page holds; each connection starts there
 * @property {(event: JournalEvent) => void} onEvent
 * @property {() => void} onReset the position cannot be served; the stream has stopped
 * @property {(state: ConnectionState) => void} onState
 * @property {() => void} onSignedOut the session is over; the stream has stopped
 * @property {() => Promise<unknown>} session fails with status 401 when signed out
 * @property {(position: number) => Promise<boolean>} goesOnAfter whether the journal goes on
 * @property {(url: string) => EventSource} [connect]
 */

/** An `EventSource` tells of those alone that it is asked for. */
const EVENTS = [
  'created', 'requires_action', 'authorized', 'declined', 'failed', 'expired',
  'capture_pending', 'captured', 'capture_failed',
  'refund_pending', 'refunded', 'refund_failed',
  'void_pending', 'voided', 'void_failed',
  'needs_attention', 'dispute_opened', 'dispute_won', 'dispute_lost',
].map((name) => `payment.${name}`).concat('destination.failing', 'destination.disabled', 'destination.recovered');

const CLOSED = 2;
const FIRST_RETRY_MS = 1000;
const LONGEST_RETRY_MS = 30_000;
/** After so long without an event the page asks whether it missed one. */
export const QUIET_MS = 30_000;
/** How long an event that the journal has may still be on its way. */
export const GRACE_MS = 3000;

/**
 * Grows by half to full doublings, so that pages which lost a server together do not come
 * back together.
 *
 * @param {number} attempt from 0
 * @param {() => number} [random]
 * @returns {number} milliseconds
 */
export function backoff(attempt, random = Math.random) {
  const longest = Math.min(FIRST_RETRY_MS * 2 ** attempt, LONGEST_RETRY_MS);
  return longest * (0.5 + random() / 2);
}

/**
 * The merchant's journal from a position on, over an `EventSource`, which reconnects by itself
 * after a broken connection. This adds what it lacks: a retry after an HTTP error, and an eye on
 * a connection that died without a word (the server's heartbeat is not visible to a page).
 */
export class Stream {
  #options;
  /** @type {EventSource | null} */
  #source = null;
  /** @type {ConnectionState | null} */
  #state = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #retry;
  /** @type {ReturnType<typeof setInterval> | undefined} */
  #watch;
  #attempt = 0;
  #heard = false;

  /** @param {StreamOptions} options */
  constructor(options) {
    this.#options = options;
  }

  start() {
    this.stop();
    this.#watch = setInterval(() => this.#lookAfterQuiet(), QUIET_MS);
    this.#open();
  }

  stop() {
    clearInterval(this.#watch);
    clearTimeout(this.#retry);
    this.#watch = undefined;
    this.#source?.close();
    this.#source = null;
  }

  /** The network or the page is back: do not wait for the next retry. */
  wake() {
    if (this.#watch !== undefined) {
      this.#attempt = 0;
      this.#open();
    }
  }

  /** The browser says it is offline. A server on this machine answers all the same, so ask. */
  async check() {
    if (this.#watch !== undefined) {
      await this.#look();
    }
  }

  #open() {
    clearTimeout(this.#retry);
    this.#source?.close();
    this.#say(this.#state === null ? 'connecting' : this.#lost());
    const connect = this.#options.connect ?? ((url) => new EventSource(address(url)));
    const source = connect(`/v1/events?after=${this.#options.position()}`);
    this.#source = source;
    source.onopen = () => this.#opened();
    source.onerror = () => this.#failed(source);
    for (const type of EVENTS) {
      source.addEventListener(type, (message) => this.#receive(source, message));
    }
    source.addEventListener('reset', () => this.#reset(source));
    source.addEventListener('end', () => source === this.#source && this.#reopen());
  }

  #opened() {
    this.#attempt = 0;
    this.#heard = true;
    this.#say('live');
  }

  /** @param {EventSource} source */
  #failed(source) {
    if (source !== this.#source) {
      return;
    }
    this.#say(this.#lost());
    if (source.readyState === CLOSED) {
      this.#reopen();
    }
  }

  /**
   * @param {EventSource} source
   * @param {MessageEvent} message
   */
  #receive(source, message) {
    if (source === this.#source) {
      this.#heard = true;
      this.#options.onEvent(JSON.parse(message.data));
    }
  }

  /** @param {EventSource} source */
  #reset(source) {
    if (source === this.#source) {
      this.stop();
      this.#say('reconnecting');
      this.#options.onReset();
    }
  }

  /** Asks who we are, then tries again after a while. */
  async #reopen() {
    this.#source?.close();
    this.#source = null;
    clearTimeout(this.#retry);
    this.#say(this.#lost());
    const watch = this.#watch;
    const signedOut = await this.#options.session().then(() => false, (problem) => problem.status === 401);
    if (watch !== this.#watch || this.#source) {
      return;
    }
    if (signedOut) {
      this.#end();
    } else {
      this.#retry = setTimeout(() => this.#open(), backoff(this.#attempt++));
    }
  }

  #end() {
    this.stop();
    this.#options.onSignedOut();
  }

  async #lookAfterQuiet() {
    const quiet = !this.#heard;
    this.#heard = false;
    if (this.#state === 'live' && quiet) {
      await this.#look();
    } else if (this.#state !== 'live' && this.#source) {
      this.#open();
    }
  }

  async #look() {
    const source = this.#source;
    const position = this.#options.position();
    try {
      const goesOn = await this.#options.goesOnAfter(position);
      if (goesOn && source) {
        setTimeout(() => this.#reopenIfStuck(source, position), GRACE_MS);
      }
    } catch (problem) {
      const status = /** @type {{status?: number}} */ (problem).status;
      if (source === this.#source && status === 401) {
        this.#end();
      } else if (source === this.#source && status === 0) {
        this.#reopen();
      }
    }
  }

  /**
   * @param {EventSource} source
   * @param {number} position
   */
  #reopenIfStuck(source, position) {
    if (source === this.#source && position === this.#options.position()) {
      this.#open();
    }
  }

  /** @returns {ConnectionState} */
  #lost() {
    return globalThis.navigator?.onLine === false ? 'offline' : 'reconnecting';
  }

  /** @param {ConnectionState} state */
  #say(state) {
    if (state !== this.#state) {
      this.#state = state;
      this.#options.onState(state);
    }
  }
}
