import { currencyOf } from '../money/currencies.js';
import { formatMoney, plainMoney } from '../money/money.js';
import { lookOf } from '../words/payment.js';

/** @typedef {import('./filter.js').Filter} Filter */

/** An amount in an address, which may say anything. */
const MINOR = /^\d{1,19}$/;

/**
 * @param {Filter} filter
 * @returns {string} empty when it does not narrow
 */
export function statusWords({ status }) {
  const statuses = status?.split(',') ?? [];
  return statuses.length > 2 ? `${statuses.length} statuses` : statuses.map((one) => lookOf(one).word).join(', ');
}

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
 */
export function timeWords({ created_gte: from, created_lt: to }, locale) {
  const format = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' });
  const time = (/** @type {string} */ instant) => {
    const at = new Date(instant);
    return Number.isNaN(at.getTime()) ? instant : format.format(at);
  };
  if (from && to) {
    return `${time(from)} – ${time(to)}`;
  }
  return from ? `since ${time(from)}` : to ? `until ${time(to)}` : '';
}

/**
 * An instant as a `datetime-local` field takes it, in the reader's zone.
 *
 * @param {string | undefined} instant
 * @returns {string}
 */
export function toLocal(instant) {
  const at = new Date(instant ?? '');
  if (Number.isNaN(at.getTime())) {
    return '';
  }
  const [year, ...parts] = [at.getFullYear(), at.getMonth() + 1, at.getDate(), at.getHours(), at.getMinutes()];
  const [month, day, hour, minute] = parts.map((part) => String(part).padStart(2, '0'));
  return `${String(year).padStart(4, '0')}-${month}-${day}T${hour}:${minute}`;
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
 * @param {'hour' | 'day' | 'week'} since
 * @param {Date} now
 * @returns {Date} an hour ago, the start of the day, or the start of the day six days ago
 */
export function startOf(since, now) {
  if (since === 'hour') {
    return new Date(now.getTime() - 3_600_000);
  }
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() - (since === 'week' ? 6 : 0));
}
