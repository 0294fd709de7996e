import { find, write } from '../elements/dom.js';
import { badge, element } from '../elements/element.js';
import { currencies, currencyOf } from '../money/currencies.js';
import { parseMoney } from '../money/reading.js';
import { STATUSES, lookOf } from '../words/payment.js';
import { isSpan } from './span.js';
import { amountWords, keptInstant, plainWords, statusWords, timeWords, toLocal } from './words.js';

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
 * A range in the decimals of a currency. Where none is chosen yet it is chosen here, since amounts of several
 * cannot be compared.
 *
 * @param {HTMLElement} panel
 * @param {Change} change
 * @returns {Field}
 */
export function amountField(panel, change) {
  const [from, to] = ends(panel);
  const problem = find(panel, '.problem', HTMLElement);
  const choice = find(panel, 'select', HTMLSelectElement);
  panel.addEventListener('submit', (event) => {
    event.preventDefault();
    const currency = choice.value;
    const [least, most] = [from, to].map(({ value }) => boundOf(value, currency));
    const wrong = least.complaint || most.complaint || (isAbove(least, most) ? 'From is more than to.' : '');
    write(problem, currency ? wrong : 'Choose a currency.');
    if (!currency) {
      choice.focus();
    } else if (!wrong) {
      panel.hidePopover();
      change({ currency, amount_gte: least.minor?.toString(), amount_lte: most.minor?.toString() });
    }
  });
  return {
    panel,
    words: amountWords,
    show: (filter) => {
      const { currency = '', amount_gte: least, amount_lte: most } = filter;
      choice.replaceChildren(new Option('Choose …', ''), ...currencies().map(({ code }) => new Option(code)));
      choice.value = currency;
      find(panel, '.choice-of-currency', HTMLElement).hidden = choice.value !== '';
      from.value = plainWords(least, currency);
      to.value = plainWords(most, currency);
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
const boundOf = (text, currency) => (text.trim() && currency ? parseMoney(text, currencyOf(currency)) : {});

/**
 * @param {Bound} least
 * @param {Bound} most
 */
const isAbove = ({ minor: least }, { minor: most }) => least !== undefined && most !== undefined && least > most;

/**
 * A range of time in the reader's zone, or a time up to now.
 *
 * @param {HTMLElement} panel
 * @param {Change} change
 * @returns {Field}
 */
export function timeField(panel, change) {
  const [from, to] = ends(panel);
  const problem = find(panel, '.problem', HTMLElement);
  /** @type {Filter} what the fields were filled with */
  let before = {};
  panel.addEventListener('submit', (event) => {
    event.preventDefault();
    const since = keptInstant(from.value, before.created_gte);
    const until = keptInstant(to.value, before.created_lt);
    const wrong = since && until && Date.parse(since) >= Date.parse(until) ? 'From is not before until.' : '';
    write(problem, wrong);
    if (!wrong) {
      panel.hidePopover();
      const created = since || until ? undefined : before.created;
      change({ created, created_gte: since || undefined, created_lt: until || undefined });
    }
  });
  panel.addEventListener('click', ({ target }) => {
    const span = target instanceof HTMLElement ? target.dataset.span : undefined;
    if (isSpan(span)) {
      panel.hidePopover();
      change({ created: span === before.created ? undefined : span, created_gte: undefined, created_lt: undefined });
    }
  });
  return {
    panel,
    words: timeWords,
    show: (filter) => {
      before = filter;
      fillTime(from, filter.created_gte);
      fillTime(to, filter.created_lt);
      panel.querySelectorAll('[data-span]').forEach((button) =>
        button.setAttribute('aria-pressed', String(button.getAttribute('data-span') === filter.created)));
      write(problem, '');
    },
  };
}

/**
 * @param {HTMLInputElement} input
 * @param {string | undefined} instant
 */
function fillTime(input, instant) {
  input.value = toLocal(instant);
  // Seconds are shown where there are some, and may be typed then.
  input.step = input.value.split(':').length > 2 ? '1' : '60';
}

/** @param {HTMLElement} panel */
function ends(panel) {
  const [from, to] = panel.querySelectorAll('input');
  return [from, to];
}
