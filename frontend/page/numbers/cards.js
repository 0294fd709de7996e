import { element } from '../elements/element.js';
import { moneyOf } from '../money/sum.js';
import { count, sentence } from '../words/text.js';
import { declines, percent, success, volumes } from './figures.js';

/** @typedef {import('./summary.js').Tally} Tally */

const MOST_CURRENCIES = 4;
const MOST_REASONS = 3;

/**
 * Today in figures.
 *
 * @param {Tally} today
 * @returns {HTMLElement[]}
 */
export const figureCards = (today) => [volumeCard(today), successCard(today), declineCard(today)];

/** @param {Tally} today */
function volumeCard(today) {
  const all = volumes(today);
  const [first, ...others] = all;
  const shown = others.length < MOST_CURRENCIES ? others : others.slice(0, MOST_CURRENCIES - 2);
  const hidden = others.length - shown.length;
  return card('volume', 'Volume today',
    first ? moneyOf(first.captured, first.currency) : '–',
    first ? sub(first.refunded > 0 && [moneyOf(first.refunded, first.currency), ' refunded'], 'captured') : 'Nothing captured yet',
    shown.length > 0 && element('dl', { class: 'figure-list' },
      ...shown.map(({ currency, captured }) => row(currency, moneyOf(captured, currency))),
      hidden > 0 && row('Other currencies', String(hidden))));
}

/** @param {Tally} today */
function successCard(today) {
  const { approved, refused, open, rate } = success(today);
  const decided = approved + refused;
  const meter = element('div', { class: 'figure-meter', 'aria-hidden': 'true' }, element('span'));
  const bar = /** @type {HTMLElement} */ (meter.firstElementChild);
  bar.style.width = `${100 * (rate ?? 0)}%`;
  return card('success', 'Success rate today',
    rate === null ? '–' : percent(rate),
    rate === null ? 'No outcome yet' : `${approved.toLocaleString()} of ${count(decided, 'payment')} approved`,
    rate !== null && meter,
    open > 0 && element('p', { class: 'figure-note' }, `${open.toLocaleString()} without an outcome yet`));
}

/** @param {Tally} today */
function declineCard(today) {
  const all = declines(today);
  const sum = all.reduce((total, reason) => total + reason.count, 0);
  const shown = all.length > MOST_REASONS ? all.slice(0, MOST_REASONS - 1) : all;
  const rest = sum - shown.reduce((total, reason) => total + reason.count, 0);
  const rows = [...shown, ...(rest > 0 ? [{ code: 'Other reasons', count: rest }] : [])];
  return card('declines', 'Declined today', sum.toLocaleString(), sum === 0 ? 'No declines' : 'by reason',
    rows.length > 0 && element('dl', { class: 'figure-list bars' }, ...rows.map((reason) => {
      const line = row(sentence(reason.code), reason.count.toLocaleString());
      line.style.setProperty('--share', `${(100 * reason.count) / sum}%`);
      return line;
    })));
}

/**
 * @param {string} name
 * @param {string} title
 * @param {HTMLElement | string} figure
 * @param {HTMLElement | string} note
 * @param {...import('../elements/element.js').Child} more
 */
function card(name, title, figure, note, ...more) {
  const value = element('p', { class: 'figure-value' }, figure);
  // A figure is made smaller where it has no room, and never cut off.
  value.style.setProperty('--letters', String(value.textContent?.length));
  return element('section', { class: 'figure', 'data-figure': name, 'aria-label': title },
    element('h2', { class: 'figure-title' }, title),
    value,
    element('p', { class: 'figure-note' }, note),
    ...more);
}

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
