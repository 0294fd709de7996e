import { Stream } from './stream.js';

/**
 * @typedef {import('./stream.js').ConnectionState} ConnectionState
 * @typedef {import('../gateway/types.js').JournalEvent} JournalEvent
 *
 * @typedef {{kind: 'join', merchant: string, position: number} | {kind: 'leave' | 'wake' | 'check' | 'ping'}} Request
 *   what a tab says to the hub
 * @typedef {{kind: 'events', events: JournalEvent[]}
 *   | {kind: 'health', state: ConnectionState, behind: number, position: number}
 *   | {kind: 'reset' | 'signed-out' | 'pong'}} Notice
 *   what the hub says to its tabs
 * @typedef {(notice: Notice) => void} Port a tab's ear
 *
 * @typedef {object} HubMeans
 * @property {(merchant: string) => Promise<unknown>} session fails with status 401 when another or nobody is signed in
 * @property {(position: number) => Promise<number>} head the last position of the journal
 * @property {(url: string) => EventSource} [connect]
 */

/** Events that arrive together are handed on together. */
const GATHER_MS = 40;
const TICK_MS = 5000;
/** A clock that jumped by more was asleep. */
const ASLEEP_MS = 20_000;

/** One stream of one merchant for any number of tabs. A tab fills by itself what came before it joined. */
export class Hub {
  #means;
  /** @type {Set<Port>} */
  #ports = new Set();
  /** @type {Stream | null} */
  #stream = null;
  #merchant = '';
  #position = 0;
  /** What the journal had come to when the stream was opened. */
  #target = 0;
  /** @type {ConnectionState} */
  #state = 'connecting';
  #turns = 0;
  /** @type {JournalEvent[]} */
  #gathered = [];
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #flushing;
  /** @type {ReturnType<typeof setInterval> | undefined} */
  #clock;

  /** @param {HubMeans} means */
  constructor(means) {
    this.#means = means;
  }

  /**
   * @param {Port} port
   * @param {Request} request
   */
  hear(port, request) {
    if (request.kind === 'join') {
      this.#join(port, request.merchant, request.position);
    } else if (request.kind === 'leave') {
      this.#leave(port);
    } else if (request.kind === 'ping') {
      port({ kind: 'pong' });
    } else {
      this.#stream?.[request.kind]();
    }
  }

  /**
   * @param {Port} port
   * @param {string} merchant
   * @param {number} position the last one that the tab has
   */
  #join(port, merchant, position) {
    if (this.#stream && this.#merchant !== merchant) {
      this.#end({ kind: 'signed-out' }, port);
    }
    this.#ports.add(port);
    if (this.#stream) {
      port(this.#health());
    } else {
      this.#merchant = merchant;
      this.#position = position;
      this.#start();
    }
  }

  /** @param {Port} port */
  #leave(port) {
    this.#ports.delete(port);
    if (this.#ports.size === 0) {
      this.#stop();
    }
  }

  #start() {
    this.#state = 'connecting';
    this.#target = this.#position;
    this.#stream = new Stream({
      position: () => this.#position,
      onEvent: (event) => this.#receive(event),
      onReset: () => this.#end({ kind: 'reset' }),
      onState: (state) => this.#turn(state),
      onSignedOut: () => this.#end({ kind: 'signed-out' }),
      session: () => this.#means.session(this.#merchant),
      goesOnAfter: async (position) => (await this.#means.head(position)) > position,
      connect: this.#means.connect,
    });
    this.#stream.start();
    this.#watchTheClock();
  }

  #stop() {
    this.#turns++;
    clearInterval(this.#clock);
    clearTimeout(this.#flushing);
    this.#stream?.stop();
    this.#stream = null;
    this.#gathered = [];
    this.#flushing = undefined;
  }

  /**
   * Stops, and lets the tabs go with a word.
   *
   * @param {Notice} notice
   * @param {Port} [but] who is not told
   */
  #end(notice, but) {
    const ports = [...this.#ports];
    this.#flush();
    this.#stop();
    this.#ports.clear();
    ports.filter((port) => port !== but).forEach((port) => port(notice));
  }

  /** After sleep a connection may be dead without having said so. */
  #watchTheClock() {
    let last = Date.now();
    this.#clock = setInterval(() => {
      if (Date.now() - last > ASLEEP_MS) {
        this.#stream?.check();
      }
      last = Date.now();
    }, TICK_MS);
  }

  /** @param {ConnectionState} state */
  async #turn(state) {
    const turn = ++this.#turns;
    if (state === 'live' && this.#state !== 'connecting') {
      this.#target = await this.#means.head(this.#position).catch(() => this.#position);
    }
    if (turn === this.#turns) {
      this.#state = state;
      this.#tell(this.#health());
    }
  }

  /** @param {JournalEvent} event */
  #receive(event) {
    if (event.id > this.#position) {
      this.#position = event.id;
      this.#gathered.push(event);
      this.#flushing ??= setTimeout(() => this.#flush(), GATHER_MS);
    }
  }

  #flush() {
    clearTimeout(this.#flushing);
    this.#flushing = undefined;
    if (this.#gathered.length > 0) {
      this.#tell({ kind: 'events', events: this.#gathered });
      const caughtUp = this.#gathered[0].id <= this.#target;
      this.#gathered = [];
      if (caughtUp) {
        this.#tell(this.#health());
      }
    }
  }

  /** @returns {Notice} */
  #health() {
    const behind = this.#state === 'live' ? Math.max(0, this.#target - this.#position) : 0;
    return { kind: 'health', state: behind > 0 ? 'behind' : this.#state, behind, position: this.#position };
  }

  /** @param {Notice} notice */
  #tell(notice) {
    this.#ports.forEach((port) => port(notice));
  }
}
