import { find, write } from '../elements/dom.js';
import { badge, element } from '../elements/element.js';
import { currencyOf } from '../money/currencies.js';
import { parseMoney } from '../money/reading.js';
import { STATUSES, lookOf } from '../words/payment.js';
import { amountWords, plainWords, startOf, statusWords, timeWords, toInstant, toLocal } from './words.js';

/**
 * @typedef {import('./filter.js').Filter} Filter
 * @typedef {(part: Filter) => void} Change takes the part of the filter that is another now
 * @typedef {{panel: HTMLElement, words: (filter: Filter) => string, show: (filter: Filter) => void}} Field
 */

/**
 * Any number of statuses, applied as they are ticked.
 *
 * @param {HTMLElement} panel
 * @param {Change} change
 * @returns {Field}
 */
export function statusField(panel, change) {
  const boxes = STATUSES.map((status) => optionOf(status));
  find(panel, '.options', HTMLElement).replaceChildren(...boxes.map(({ label }) => label));
  panel.addEventListener('change', () => {
    const chosen = boxes.filter(({ box }) => box.checked).map(({ box }) => box.value);
    change({ status: chosen.join(',') || undefined });
  });
  return {
    panel,
    words: statusWords,
    show: ({ status = '' }) => boxes.forEach(({ box }) => (box.checked = status.split(',').includes(box.value))),
  };
}

/** @param {string} status */
function optionOf(status) {
  const { word, tone } = lookOf(status);
  const box = element('input', { type: 'checkbox', value: status });
  const label = element('label', { class: 'option' }, box, badge(word, tone));
  return { label, box };
}

/**
 * A range in the decimals of the chosen currency.
 *
 * @param {HTMLElement} panel
 * @param {Change} change
 * @returns {Field}
 */
export function amountField(panel, change) {
  const [from, to] = ends(panel);
  const problem = find(panel, '.problem', HTMLElement);
  let currency = '';
  panel.addEventListener('submit', (event) => {
    event.preventDefault();
    const [least, most] = [from, to].map(({ value }) => boundOf(value, currency));
    const wrong = least.complaint || most.complaint || (isAbove(least, most) ? 'From is more than to.' : '');
    write(problem, wrong);
    if (!wrong) {
      panel.hidePopover();
      change({ amount_gte: least.minor?.toString(), amount_lte: most.minor?.toString() });
    }
  });
  return {
    panel,
    words: amountWords,
    show: (filter) => {
      currency = filter.currency ?? '';
      from.value = plainWords(filter.amount_gte, currency);
      to.value = plainWords(filter.amount_lte, currency);
      find(panel, '.note', HTMLElement).hidden = currency !== '';
      panel.querySelectorAll('input, button').forEach((field) => field.toggleAttribute('disabled', currency === ''));
      write(problem, '');
    },
  };
}

/** @typedef {{minor?: bigint, complaint?: string}} Bound neither where nothing was typed */

/**
 * @param {string} text
 * @param {string} currency
 * @returns {Bound}
 */
const boundOf = (text, currency) => (text.trim() ? parseMoney(text, currencyOf(currency)) : {});

/**
 * @param {Bound} least
 * @param {Bound} most
 */
const isAbove = ({ minor: least }, { minor: most }) => least !== undefined && most !== undefined && least > most;

/**
 * A range of time in the reader's zone.
 *
 * @param {HTMLElement} panel
 * @param {Change} change
 * @returns {Field}
 */
export function timeField(panel, change) {
  const [from, to] = ends(panel);
  const problem = find(panel, '.problem', HTMLElement);
  panel.addEventListener('submit', (event) => {
    event.preventDefault();
    const [since, until] = [toInstant(from.value), toInstant(to.value)];
    const wrong = since && until && since >= until ? 'From is not before until.' : '';
    write(problem, wrong);
    if (!wrong) {
      panel.hidePopover();
      change({ created_gte: since || undefined, created_lt: until || undefined });
    }
  });
  panel.addEventListener('click', ({ target }) => {
    const since = target instanceof HTMLElement ? target.dataset.since : undefined;
    if (since === 'hour' || since === 'day' || since === 'week') {
      panel.hidePopover();
      change({ created_gte: toInstant(toLocal(startOf(since, new Date()).toISOString())), created_lt: undefined });
    }
  });
  return {
    panel,
    words: timeWords,
    show: (filter) => {
      from.value = toLocal(filter.created_gte);
      to.value = toLocal(filter.created_lt);
      write(problem, '');
    },
  };
}

/** @param {HTMLElement} panel */
function ends(panel) {
  const [from, to] = panel.querySelectorAll('input');
  return [from, to];
}
