import { write } from '../elements/dom.js';
import { element } from '../elements/element.js';
import { count } from '../words/text.js';
import { BarChart, clock } from './chart.js';

/** @typedef {import('./figures.js').Minutes} Minutes */

/** A picture is described anew this often at most; its figures change more often. */
const DESCRIBE_EVERY_MS = 10_000;

/**
 * Payments per minute as bars, with what they say in words. The minute to be read is pointed at, or
 * walked to by the keyboard: a slider lies over the bars, unseen, and its value is a minute.
 */
export class MinuteChart {
  #now = element('p', { class: 'figure-value' });
  #note = element('p', { class: 'figure-note' });
  #canvas = element('div', { class: 'chart', role: 'img' });
  #bars = new BarChart(this.#canvas, (index) => this.#point(index));
  #slider = element('input', { type: 'range', class: 'minutes-slider', step: 1, 'aria-label': 'Minute' });
  root = element('section', { class: 'figure minutes', 'data-figure': 'minutes', 'aria-label': 'Payments per minute' },
    element('div', { class: 'minutes-head' },
      element('h2', { class: 'figure-title' }, 'Payments per minute'),
      element('p', { class: 'legend' }, element('span', { 'data-tone': 'all' }, 'All'), element('span', { 'data-tone': 'bad' }, 'Refused'))),
    element('div', { class: 'minutes-line' }, this.#now, this.#note),
    element('div', { class: 'minutes-picture' }, this.#slider, this.#canvas));
  /** @type {Minutes} */
  #minutes = { times: [], all: [], refused: [] };
  /** The bar that is pointed at. @type {number | null} */
  #pointed = null;
  /** The minute that was walked to, which stays the same one while time goes on. @type {number | null} */
  #walked = null;
  #describedAt = 0;

  constructor() {
    this.#slider.addEventListener('input', () => this.#walk(Number(this.#slider.value) * 60));
    this.#slider.addEventListener('blur', () => this.#walk(null));
  }

  /** @param {Minutes} minutes the last one is under way */
  show(minutes) {
    this.#minutes = minutes;
    this.#bars.show(minutes.times, minutes.all, minutes.refused);
    this.#paint();
    if (performance.now() >= this.#describedAt + DESCRIBE_EVERY_MS || this.#describedAt === 0) {
      this.#describedAt = performance.now();
      this.#canvas.setAttribute('aria-label', describe(minutes));
    }
  }

  close() {
    this.#bars.close();
  }

  /** @param {number | null} index the bar that is pointed at */
  #point(index) {
    this.#pointed = index;
    this.#paint();
  }

  /** @param {number | null} time of a minute; that of the last one, or none, follows the clock */
  #walk(time) {
    this.#walked = time === this.#minutes.times.at(-1) ? null : time;
    this.#paint();
    this.#say();
  }

  #paint() {
    const { times, all, refused } = this.#minutes;
    const walked = this.#walked === null ? null : Math.max(0, times.indexOf(this.#walked));
    const index = walked ?? this.#pointed;
    const at = index ?? times.length - 1;
    if (at >= 0 && at < times.length) {
      write(this.#now, all[at].toLocaleString());
      const when = index === null ? 'in this minute' : `at ${clock(times[at])}`;
      write(this.#note, refused[at] > 0 ? `${when}, ${refused[at].toLocaleString()} refused` : when);
      this.#turn(times[0], times[times.length - 1], times[walked ?? times.length - 1]);
    }
    this.#bars.mark(walked);
  }

  /**
   * @param {number} first
   * @param {number} last
   * @param {number} time
   */
  #turn(first, last, time) {
    this.#slider.min = String(first / 60);
    this.#slider.max = String(last / 60);
    this.#slider.value = String(time / 60);
    if (document.activeElement !== this.#slider) {
      this.#say();
    }
  }

  /** What is said of a minute changes only when another is chosen, or each payment would be announced. */
  #say() {
    const { times } = this.#minutes;
    const index = this.#walked === null ? times.length - 1 : Math.max(0, times.indexOf(this.#walked));
    if (index >= 0) {
      this.#slider.setAttribute('aria-valuetext', minuteWords(this.#minutes, index));
    }
  }
}

/**
 * One minute in words.
 *
 * @param {Minutes} minutes
 * @param {number} index
 */
export function minuteWords({ times, all, refused }, index) {
  const when = `${clock(times[index])}${index === times.length - 1 ? ', this minute' : ''}`;
  const made = all[index] === 0 ? 'no payments' : count(all[index], 'payment');
  return `${when}: ${made}${refused[index] > 0 ? `, ${refused[index].toLocaleString()} refused` : ''}`;
}

/**
 * The picture in a sentence, for who does not see it.
 *
 * @param {Minutes} minutes
 */
export function describe({ times, all, refused }) {
  const sum = all.reduce((total, number) => total + number, 0);
  if (sum === 0) {
    return 'No payments in the last hour.';
  }
  const most = Math.max(...all);
  const no = refused.reduce((total, number) => total + number, 0);
  return `${count(sum, 'payment')} in the last hour, ${no.toLocaleString()} of them refused; at most ${most.toLocaleString()} in a minute, at ${clock(times[all.indexOf(most)])}.`;
}
