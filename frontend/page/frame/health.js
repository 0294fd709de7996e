import { find, write } from '../elements/dom.js';

/**
 * @typedef {import('../stream/stream.js').ConnectionState} ConnectionState
 * @typedef {import('../stream/feed.js').Health} Health
 * @typedef {import('../words/announce.js').Announcer} Announcer
 */

/** How long a lost connection may be mended before it is spoken of. */
const PATIENCE_MS = 4000;

/** @type {Record<ConnectionState, {word: string, tone: string, title: string}>} */
const LOOKS = {
  connecting: { word: 'Connecting', tone: 'quiet', title: 'Opening the live stream' },
  live: { word: 'Live', tone: 'good', title: 'Changes appear as they happen' },
  behind: { word: 'Catching up', tone: 'waiting', title: 'What happened meanwhile is on its way' },
  reconnecting: { word: 'Reconnecting', tone: 'waiting', title: 'The connection was lost. What happens meanwhile will appear' },
  offline: { word: 'Offline', tone: 'bad', title: 'There is no network. What happens meanwhile will appear' },
};

const PAUSED = { word: 'Paused', tone: 'waiting', title: 'The list is held still. What has changed is shown when it goes on' };

/** Whether what the page shows is of this moment, said in a pill and, when it is not for long, in a sentence. */
export class HealthView {
  #pill;
  #word;
  #notice;
  #announcer;
  #onBack;
  #onWord;
  /** @type {ConnectionState} */
  #state = 'connecting';
  #behind = 0;
  #isPaused = false;
  #liveUntil = new Date();
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #patience;

  /**
   * @param {HTMLElement} pill
   * @param {HTMLElement} notice
   * @param {Announcer} announcer
   * @param {{onBack: () => void, onWord: (word: string) => void}} told when a lost connection is mended, and how it is
   *   in a word, which is none while it is live
   */
  constructor(pill, notice, announcer, { onBack, onWord }) {
    this.#pill = pill;
    this.#word = find(pill, 'span', HTMLElement);
    this.#notice = notice;
    this.#announcer = announcer;
    this.#onBack = onBack;
    this.#onWord = onWord;
  }

  /** @param {Health} health */
  show({ state, behind }) {
    const before = this.#state;
    this.#state = state;
    this.#behind = behind;
    this.#paint();
    if (state === 'live') {
      this.#recover(before);
    } else if (before === 'live' || before === 'connecting') {
      this.#lose();
    }
  }

  /** @param {boolean} paused whether the list is held still, however live the connection is */
  pause(paused) {
    this.#isPaused = paused;
    this.#paint();
  }

  #paint() {
    const state = this.#state;
    const look = this.#isPaused && state === 'live' ? PAUSED : LOOKS[state];
    const { word, tone, title } = look;
    this.#pill.dataset.state = state;
    this.#pill.dataset.tone = tone;
    this.#pill.title = title;
    write(this.#word, state === 'behind' ? `Behind by ${this.#behind.toLocaleString()}` : word);
    this.#onWord(look === LOOKS.live ? '' : word);
  }

  hide() {
    clearTimeout(this.#patience);
    this.#patience = undefined;
    this.#state = 'connecting';
    this.#notice.hidden = true;
  }

  /** @param {ConnectionState} before */
  #recover(before) {
    clearTimeout(this.#patience);
    this.#patience = undefined;
    if (before === 'connecting') {
      this.#announcer.say('Live.');
    } else if (!this.#notice.hidden) {
      this.#announcer.say('Connected again.');
    }
    this.#notice.hidden = true;
    if (before !== 'connecting' && before !== 'live') {
      this.#onBack();
    }
  }

  #lose() {
    this.#liveUntil = new Date();
    this.#patience ??= setTimeout(() => {
      const { word } = LOOKS[this.#state];
      const at = this.#liveUntil.toLocaleTimeString();
      write(this.#notice, `${word}. You see the payments as of ${at}; the rest follows by itself.`);
      this.#announcer.say(`${word}.`);
    }, PATIENCE_MS);
  }
}
