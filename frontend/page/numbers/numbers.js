import { element, fill } from '../elements/element.js';
import { FigureCards } from './cards.js';
import { perBucket } from './figures.js';
import { MinuteChart } from './minutechart.js';
import { NOTHING, applyAll, readSummary, since, tallyOf } from './summary.js';

/**
 * @typedef {import('../gateway/types.js').Payment} Payment
 * @typedef {import('../gateway/types.js').PaymentEvent} PaymentEvent
 * @typedef {import('../stream/live.js').LivePayments} LivePayments
 * @typedef {import('./summary.js').Tally} Tally
 * @typedef {{position: number}} Snapshot from where on `apply` sees every event
 * @typedef {{event: PaymentEvent, previous?: Payment}} Change
 */

const PAINT_EVERY_MS = 500;
/** As many changes as wait at most to be painted together. */
const MOST_WAITING = 2000;
const LOOK_EVERY_MS = 5000;
/** A summary is read again this often at most, however many changes it takes. */
const REREAD_AFTER_MS = 5000;
const DAY_BUCKET_S = 900;
const MINUTES = 60;

/** Today in numbers and the last hour as a picture, from a summary and from the stream after it. */
export class Numbers {
  #root;
  #live;
  /** @type {{today: Tally, hour: Tally} | null} */
  #tallies = null;
  /** @type {Change[]} */
  #waiting = [];
  #isOpen = false;
  #isReading = false;
  #readAt = 0;
  #position = 0;
  #day = '';
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #paint;
  /** @type {ReturnType<typeof setInterval> | undefined} */
  #watch;
  /** @type {MinuteChart | null} */
  #chart = null;
  #cards = new FigureCards();
  #strip = element('div', { class: 'card figures' }, this.#cards.root);

  /**
   * @param {HTMLElement} root
   * @param {{live: LivePayments}} means
   */
  constructor(root, { live }) {
    this.#root = root;
    this.#live = live;
    root.hidden = true;
    new ResizeObserver(() => this.#makeReachable()).observe(this.#strip);
  }

  /** @param {Snapshot} snapshot */
  open({ position }) {
    this.close();
    this.#isOpen = true;
    this.#position = position;
    this.#watch = setInterval(() => this.#look(), LOOK_EVERY_MS);
    if (position > 0) {
      this.#hold(element('div', { class: 'bone' }), element('div', { class: 'bone' }));
    }
    this.#read();
  }

  /**
   * One event, each exactly once and in order.
   *
   * @param {PaymentEvent} event
   * @param {Payment | undefined} previous the payment before it, where the page happens to know it
   */
  apply(event, previous) {
    if (!this.#isOpen) {
      return;
    }
    const isGap = event.id > this.#position + 1;
    this.#position = event.id;
    this.#waiting.push({ event, previous });
    if (isGap) {
      this.#tallies &&= { ...this.#tallies, today: { ...this.#tallies.today, stale: true } };
    }
    if (this.#waiting.length >= MOST_WAITING && !this.#isReading) {
      this.#settle();
    }
    this.#paint ??= setTimeout(() => this.#show(), PAINT_EVERY_MS);
  }

  close() {
    this.#isOpen = false;
    this.#isReading = false;
    this.#readAt = 0;
    clearInterval(this.#watch);
    clearTimeout(this.#paint);
    this.#paint = undefined;
    this.#chart?.close();
    this.#chart?.root.remove();
    this.#chart = null;
    this.#tallies = null;
    this.#waiting = [];
    this.#root.hidden = true;
    this.#root.replaceChildren();
  }

  /**
   * Keeps the place of what is not there yet.
   *
   * @param {...HTMLElement} content
   */
  #hold(...content) {
    this.#root.hidden = false;
    this.#root.dataset.empty = 'false';
    fill(this.#root, element('div', { class: 'card figures' }, ...content));
  }

  /** Where the strip is to be swiped, it is to be scrolled by the keyboard too. */
  #makeReachable() {
    if (getComputedStyle(this.#strip).overflowX === 'auto') {
      this.#strip.tabIndex = 0;
    } else {
      this.#strip.removeAttribute('tabindex');
    }
  }

  /** What waits is counted, unless a summary is on its way that may hold it already. */
  #settle() {
    if (this.#tallies && !this.#isReading) {
      const { today, hour } = this.#tallies;
      this.#tallies = { today: applyAll(today, this.#waiting), hour: applyAll(hour, this.#waiting) };
      this.#waiting = [];
    }
  }

  async #read() {
    this.#settle();
    const session = this.#watch;
    const now = new Date();
    const midnight = new Date(now.getFullYear(), now.getMonth(), now.getDate());
    // To the middle of the day's first bucket, so that clocks may differ by half of one.
    const sinceMidnight = Math.floor((now.getTime() - midnight.getTime()) / 1000) - DAY_BUCKET_S / 2;
    this.#isReading = true;
    this.#readAt = Date.now();
    try {
      const [day, hour] = await Promise.all([
        readSummary(Math.max(1, sinceMidnight), DAY_BUCKET_S),
        readSummary(MINUTES * 60, 60),
      ]);
      if (session === this.#watch) {
        this.#day = now.toDateString();
        this.#tallies = {
          today: tallyOf(day, this.#tallies?.today.known),
          hour: tallyOf(hour, this.#tallies?.hour.known),
        };
      }
    } catch {
      // It is tried again at the next look, and what is shown stays until then.
      if (session === this.#watch && !this.#tallies) {
        this.#hold(element('p', { class: 'figure-failure' }, 'The numbers cannot be read just now. They appear as soon as they can be.'));
      }
    } finally {
      if (session === this.#watch) {
        this.#isReading = false;
        this.#show();
      }
    }
  }

  /** Time goes on without events: minutes pass, a day ends, a page goes on from a new snapshot. */
  #look() {
    if (this.#isReading) {
      return;
    }
    const { today, hour } = this.#tallies ?? { today: NOTHING, hour: NOTHING };
    const isBehind = this.#live.position > this.#position;
    const isOver = this.#day !== new Date().toDateString();
    if ((isOver || isBehind || today.stale || hour.stale) && Date.now() >= this.#readAt + REREAD_AFTER_MS) {
      this.#position = Math.max(this.#position, this.#live.position);
      this.#read();
    } else {
      this.#show();
    }
  }

  #show() {
    clearTimeout(this.#paint);
    this.#paint = undefined;
    this.#settle();
    if (!this.#tallies || !this.#isOpen) {
      return;
    }
    const now = Date.now();
    this.#tallies.hour = since(this.#tallies.hour, now - (MINUTES + 1) * 60_000);
    const { today, hour } = this.#tallies;
    if (!this.#chart) {
      this.#chart = new MinuteChart();
      this.#root.hidden = false;
      this.#strip.append(this.#chart.root);
      fill(this.#root, this.#strip);
    }
    this.#root.dataset.position = String(Math.min(today.position, hour.position));
    this.#root.dataset.empty = String(today.groups.size === 0 && hour.groups.size === 0);
    this.#cards.show(today);
    this.#chart.show(perBucket(hour, now, MINUTES));
  }
}
