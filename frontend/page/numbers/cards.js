import { element, fill } from '../elements/element.js';
import { moneyOf } from '../money/sum.js';
import { count, sentence } from '../words/text.js';
import { FigureCard } from './card.js';
import { percent, refusals, success, volumes } from './figures.js';

/**
 * @typedef {import('./figures.js').Volume} Volume
 * @typedef {import('./summary.js').Tally} Tally
 */

const MOST_CURRENCIES = 4;
const MOST_REASONS = 3;

/** Today in figures. */
export class FigureCards {
  #volume = new FigureCard('volume', 'Volume today');
  #success = new FigureCard('success', 'Success rate today');
  #refusals = new FigureCard('refusals', 'Refused today');
  #otherName = element('summary');
  #otherSums = element('dl', { class: 'figure-list' });
  /** Stays what it is while figures change, so that it stays open and keeps the focus. */
  #others = element('details', { class: 'figure-others', hidden: true }, this.#otherName, this.#otherSums);
  root = element('div', { class: 'figure-cards' }, this.#volume.root, this.#success.root, this.#refusals.root);

  constructor() {
    this.#volume.root.append(this.#others);
  }

  /** @param {Tally} today */
  show(today) {
    this.#showVolume(volumes(today));
    this.#showSuccess(today);
    this.#showRefusals(today);
  }

  /** @param {Volume[]} all */
  #showVolume([first, ...others]) {
    const shown = others.length < MOST_CURRENCIES ? others : others.slice(0, MOST_CURRENCIES - 2);
    const hidden = others.slice(shown.length);
    this.#volume.show(
      first ? moneyOf(first.captured, first.currency) : '–',
      first ? sub(first.refunded > 0 && [moneyOf(first.refunded, first.currency), ' refunded'], 'captured') : 'Nothing captured yet',
      shown.length > 0 && element('dl', { class: 'figure-list' }, ...shown.map(sumOf)));
    this.#others.hidden = hidden.length === 0;
    this.#otherName.textContent = `${hidden.length} other currencies`;
    fill(this.#otherSums, ...hidden.map(sumOf));
  }

  /** @param {Tally} today */
  #showSuccess(today) {
    const { approved, refused, open, rate } = success(today);
    const meter = element('div', { class: 'figure-meter', 'aria-hidden': 'true' }, element('span'));
    const bar = /** @type {HTMLElement} */ (meter.firstElementChild);
    bar.style.width = `${100 * (rate ?? 0)}%`;
    this.#success.show(
      rate === null ? '–' : percent(rate),
      rate === null ? 'No outcome yet' : `${approved.toLocaleString()} of ${count(approved + refused, 'payment')} approved`,
      rate !== null && meter,
      open > 0 && element('p', { class: 'figure-note' }, `${open.toLocaleString()} without an outcome yet`));
  }

  /** @param {Tally} today */
  #showRefusals(today) {
    const all = refusals(today);
    const { refused } = success(today);
    const shown = all.length > MOST_REASONS ? all.slice(0, MOST_REASONS - 1) : all;
    const rest = refused - shown.reduce((total, reason) => total + reason.count, 0);
    const rows = [...shown, ...(rest > 0 ? [{ code: 'Other reasons', count: rest }] : [])];
    this.#refusals.show(refused.toLocaleString(), refused === 0 ? 'None' : 'by reason',
      rows.length > 0 && element('dl', { class: 'figure-list bars' }, ...rows.map((reason) => {
        const line = row(sentence(reason.code), reason.count.toLocaleString());
        line.style.setProperty('--share', `${(100 * reason.count) / refused}%`);
        return line;
      })));
  }
}

/** @param {Volume} volume */
const sumOf = ({ currency, captured }) => row(currency, moneyOf(captured, currency));

/**
 * @param {false | (HTMLElement | string)[]} parts
 * @param {string} otherwise
 */
const sub = (parts, otherwise) => element('span', {}, ...(parts || [otherwise]));

/**
 * @param {string} name
 * @param {HTMLElement | string} value
 */
const row = (name, value) => element('div', {}, element('dt', {}, name), element('dd', {}, value));
