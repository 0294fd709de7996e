import { currencyOf } from '../money/currencies.js';
import { formatMoney, plainMoney } from '../money/money.js';
import { lookOf } from '../words/payment.js';
import { idIn } from './ids.js';
import { isSpan, spanWords } from './span.js';

/** @typedef {import('./filter.js').Filter} Filter */

/** An amount in an address, which may say anything. */
const MINOR = /^\d{1,19}$/;

/**
 * @param {Filter} filter
 * @returns {string} empty when it does not narrow
 */
export function statusWords(filter) {
  const statuses = filter.status?.split(',') ?? [];
  return statuses.length > 2 ? `${statuses.length} statuses` : statusNames(filter);
}

/** @param {Filter} filter */
const statusNames = ({ status }) => status?.split(',').map((one) => lookOf(one).word).join(', ') ?? '';

/**
 * @param {Filter} filter
 * @param {string} [locale]
 */
export function amountWords({ amount_gte: from, amount_lte: to, currency = '' }, locale) {
  const money = (/** @type {string} */ minor) =>
    MINOR.test(minor) ? formatMoney(BigInt(minor), currencyOf(currency), locale) : minor;
  if (from && to) {
    return from === to ? money(from) : `${money(from)} – ${money(to)}`;
  }
  return from ? `from ${money(from)}` : to ? `up to ${money(to)}` : '';
}

/**
 * A bound of a range of amounts as a field takes it.
 *
 * @param {string | undefined} minor
 * @param {string} currency
 * @param {string} [locale]
 */
export const plainWords = (minor, currency, locale) =>
  minor && MINOR.test(minor) && currency ? plainMoney(BigInt(minor), currencyOf(currency), locale) : '';

/**
 * @param {Filter} filter
 * @param {string} [locale]
 * @param {Date} [now]
 */
export function timeWords({ created, created_gte: from, created_lt: to }, locale, now = new Date()) {
  if (isSpan(created)) {
    return spanWords(created);
  }
  const time = (/** @type {string} */ instant) => instantWords(instant, now, locale);
  if (from && to) {
    return `${time(from)} – ${time(to)}`;
  }
  return from ? `since ${time(from)}` : to ? `until ${time(to)}` : '';
}

/**
 * As short as it is clear: with a year that is not this one, with seconds where there are some, and with the
 * name of the zone for an hour that comes twice.
 *
 * @param {string} instant
 * @param {Date} now
 * @param {string} [locale]
 */
function instantWords(instant, now, locale) {
  const at = new Date(instant);
  if (Number.isNaN(at.getTime())) {
    return instant;
  }
  const isRepeated = new Date(toLocal(instant)).getTime() !== Math.floor(at.getTime() / 1000) * 1000;
  return new Intl.DateTimeFormat(locale, {
    day: 'numeric',
    month: 'short',
    ...(at.getFullYear() !== now.getFullYear() && { year: 'numeric' }),
    hour: '2-digit',
    minute: '2-digit',
    ...(at.getSeconds() !== 0 && { second: '2-digit' }),
    ...(isRepeated && { timeZoneName: 'short' }),
  }).format(at);
}

/**
 * An instant as a `datetime-local` field takes it, in the reader's zone; with seconds where there are some.
 *
 * @param {string | undefined} instant
 * @returns {string}
 */
export function toLocal(instant) {
  const at = new Date(instant ?? '');
  if (Number.isNaN(at.getTime())) {
    return '';
  }
  const two = (/** @type {number} */ part) => String(part).padStart(2, '0');
  const day = [String(at.getFullYear()).padStart(4, '0'), two(at.getMonth() + 1), two(at.getDate())].join('-');
  const seconds = at.getSeconds() === 0 ? [] : [at.getSeconds()];
  return `${day}T${[at.getHours(), at.getMinutes(), ...seconds].map(two).join(':')}`;
}

/**
 * @param {string} local as a `datetime-local` field gives it
 * @returns {string} the instant in UTC, empty for none
 */
export function toInstant(local) {
  const at = new Date(local);
  return local === '' || Number.isNaN(at.getTime()) ? '' : at.toISOString().replace('.000Z', 'Z');
}

/**
 * The instant that a field shows. One that was not touched stays what it was, to the fraction of a second and in
 * an hour that comes twice.
 *
 * @param {string} local as a `datetime-local` field gives it
 * @param {string | undefined} before the instant that it was filled with
 */
export const keptInstant = (local, before) => (before && local === toLocal(before) ? before : toInstant(local));

/**
 * What was searched for and is not there, in sentences.
 *
 * @param {Filter} filter
 * @param {string} [locale]
 */
export function searchWords(filter, locale) {
  const { reference, currency, needs_attention: wanted } = filter;
  const parts = [
    ['status', statusNames(filter)], ['currency', currency], ['amount', amountWords(filter, locale)],
    ['time', timeWords(filter, locale)],
  ].filter(([, words]) => words).map(([name, words]) => `${name} (${words})`);
  const narrowed = [...(wanted ? ['what needs attention'] : []), ...parts];
  const among = narrowed.length > 0 ? `Searched by ${narrowed.join(', ')}. ` : '';
  if (reference && idIn(reference)) {
    return `${among}No payment and no operation has the ID “${reference}”, and no reference is exactly that.`;
  }
  return reference
    ? `${among}No reference is exactly “${reference}”, letter by letter. Parts of a reference, customers and descriptions are not looked through.`
    : among.trim();
}
