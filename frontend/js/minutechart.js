import { BarChart, clock } from './chart.js';
import { count } from './describe.js';
import { write } from './dom.js';
import { element } from './element.js';

/** @typedef {import('./figures.js').Minutes} Minutes */

/** A picture is described anew this often at most; its figures change more often. */
const DESCRIBE_EVERY_MS = 10_000;

/** Payments per minute as bars, with what they say in words. */
export class MinuteChart {
  #now = element('p', { class: 'figure-value' });
  #note = element('p', { class: 'figure-note' });
  #canvas = element('div', { class: 'chart', role: 'img' });
  #bars = new BarChart(this.#canvas, (index) => this.#point(index));
  root = element('section', { class: 'figure minutes', 'data-figure': 'minutes', 'aria-label': 'Payments per minute' },
    element('h2', { class: 'figure-title' }, 'Payments per minute'),
    element('div', { class: 'minutes-line' }, this.#now, this.#note,
      element('p', { class: 'legend' }, element('span', { 'data-tone': 'all' }, 'All'), element('span', { 'data-tone': 'bad' }, 'Refused'))),
    this.#canvas);
  /** @type {Minutes} */
  #minutes = { times: [], all: [], refused: [] };
  /** @type {number | null} */
  #index = null;
  #describedAt = 0;

  /** @param {Minutes} minutes the last one is under way */
  show(minutes) {
    this.#minutes = minutes;
    this.#bars.show(minutes.times, minutes.all, minutes.refused);
    this.#point(this.#index);
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
    const { times, all, refused } = this.#minutes;
    const at = index ?? times.length - 1;
    this.#index = index;
    if (at >= 0 && at < times.length) {
      write(this.#now, all[at].toLocaleString());
      const when = index === null ? 'in this minute' : `at ${clock(times[at])}`;
      write(this.#note, refused[at] > 0 ? `${when}, ${refused[at].toLocaleString()} refused` : when);
    }
  }
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
  return `${count(sum, 'payment')} in the last hour, ${no} of them refused; at most ${most} in a minute, at ${clock(times[all.indexOf(most)])}.`;
}
