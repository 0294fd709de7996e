import { canShare, ownLink, sharedLink } from './link.js';
import { readEvents } from './pages.js';
import { backoff } from './stream.js';

/**
 * @typedef {import('./hub.js').Notice} Notice
 * @typedef {import('./link.js').Link} Link
 * @typedef {import('./stream.js').ConnectionState} ConnectionState
 * @typedef {import('../gateway/types.js').JournalEvent} JournalEvent
 * @typedef {{state: ConnectionState, behind: number}} Health behind by so many events
 *
 * @typedef {object} FeedOptions
 * @property {(events: JournalEvent[]) => void} onEvents each event once, in order and without a hole
 * @property {(health: Health) => void} onHealth
 * @property {() => void} onReset the events cannot be continued; the feed is closed
 * @property {() => void} onSignedOut the session is over; the feed is closed
 * @property {(position: number, minPosition: number) => Promise<{data: JournalEvent[], head: number}>} [events]
 *   a page of the journal, which is not older than a position
 * @property {(hear: (notice: Notice) => void, broken: () => void) => Link} [share]
 * @property {(hear: (notice: Notice) => void) => Link} [own]
 */

/** So many missed events are fetched; beyond that a new snapshot is cheaper. */
export const MOST_TO_FILL = 5000;
/** How often the worker is asked for a sign of life; after two without one it is given up. */
export const PING_MS = 15_000;

/** The merchant's journal as one tab reads it: from the hub, and from the API what the hub did not bring. */
export class Feed {
  #options;
  #merchant = '';
  #position = 0;
  #head = 0;
  /** @type {Link | null} */
  #link = null;
  #shares = canShare();
  #filling = false;
  #unanswered = 0;
  /** @type {Health} */
  #health = { state: 'connecting', behind: 0 };
  /** @type {ReturnType<typeof setInterval> | undefined} */
  #pinging;

  /** @param {FeedOptions} options */
  constructor(options) {
    this.#options = options;
  }

  get position() {
    return this.#position;
  }

  /** The last position that is known to exist. */
  get head() {
    return this.#head;
  }

  /**
   * @param {string} merchant
   * @param {number} position the last event that is not to come again
   */
  open(merchant, position) {
    this.close();
    this.#merchant = merchant;
    this.#position = position;
    this.#head = position;
    this.#connect();
    this.#pinging = setInterval(() => this.#ping(), PING_MS);
  }

  close() {
    clearInterval(this.#pinging);
    this.#link?.close();
    this.#link = null;
  }

  /** The network or the page is back. */
  wake() {
    this.#link?.post({ kind: 'wake' });
  }

  /** Something may have gone wrong without a word. */
  check() {
    this.#link?.post({ kind: 'check' });
  }

  #connect() {
    this.#link?.close();
    this.#unanswered = 0;
    /** @type {Link | null} */
    let link = null;
    const hear = (/** @type {Notice} */ notice) => link === this.#link && this.#hear(notice);
    const broken = () => link === this.#link && this.#goAlone();
    const { share = sharedLink, own = ownLink } = this.#options;
    link = this.#shares ? share(hear, broken) : own(hear);
    this.#link = link;
    link.post({ kind: 'join', merchant: this.#merchant, position: this.#position });
  }

  #goAlone() {
    this.#shares = false;
    this.#connect();
  }

  #ping() {
    if (this.#unanswered >= 2) {
      this.#goAlone();
    } else if (this.#shares) {
      this.#unanswered++;
      this.#link?.post({ kind: 'ping' });
    }
  }

  /** @param {Notice} notice */
  #hear(notice) {
    this.#unanswered = 0;
    if (notice.kind === 'events') {
      this.#receive(notice.events);
    } else if (notice.kind === 'health') {
      this.#health = { state: notice.state, behind: notice.behind };
      this.#learn(notice.position);
      this.#tell();
    } else if (notice.kind !== 'pong') {
      this.close();
      this.#options[notice.kind === 'reset' ? 'onReset' : 'onSignedOut']();
    }
  }

  /** @param {JournalEvent[]} events */
  #receive(events) {
    const news = events.filter(({ id }) => id > this.#position);
    const whole = news.every(({ id }, index) => id === this.#position + 1 + index);
    if (news.length > 0 && whole) {
      this.#position += news.length;
      this.#options.onEvents(news);
    }
    this.#learn(events.at(-1)?.id ?? 0);
  }

  /** @param {number} head */
  #learn(head) {
    this.#head = Math.max(this.#head, head);
    if (this.#head > this.#position && !this.#filling) {
      this.#fill();
    }
  }

  /** Fetches what is missing up to the head. What the hub brings meanwhile is fetched as well. */
  async #fill() {
    const link = this.#link;
    this.#filling = true;
    for (let attempt = 0; link === this.#link && this.#head > this.#position; ) {
      if (this.#head - this.#position > MOST_TO_FILL) {
        this.close();
        this.#options.onReset();
        break;
      }
      this.#tell();
      try {
        const page = await (this.#options.events ?? readEvents)(this.#position, this.#head);
        attempt = 0;
        if (link === this.#link) {
          this.#take(page);
        }
      } catch (problem) {
        if (/** @type {{status?: number}} */ (problem).status === 401 && link === this.#link) {
          this.close();
          this.#options.onSignedOut();
        }
        await new Promise((resolve) => setTimeout(resolve, backoff(attempt++)));
      }
    }
    this.#filling = false;
    if (link === this.#link) {
      this.#tell();
    } else if (this.#link) {
      this.#learn(0);
    }
  }

  /** @param {{data: JournalEvent[], head: number}} page */
  #take({ data, head }) {
    this.#receive(data);
    if (data.length === 0) {
      this.#head = Math.min(this.#head, Math.max(head, this.#position));
    }
  }

  #tell() {
    const behind = this.#head - this.#position;
    const busy = behind > 0 && (this.#health.state === 'live' || this.#health.state === 'behind');
    this.#options.onHealth(busy ? { state: 'behind', behind: Math.max(behind, this.#health.behind) } : this.#health);
  }
}
