import { formatMoney } from './money.js';
import { parseMoney } from './reading.js';

/**
 * @typedef {import('../gateway/call.js').Problem} Problem
 * @typedef {import('./currencies.js').Currency} Currency
 */

/** How the API refuses an amount of a new payment for its size. */
const OUT_OF_BOUNDS = new Set(['amount_too_small', 'amount_too_large']);

/**
 * What someone typed for an amount of which so much is left, or what is wrong with it.
 *
 * @param {string} text
 * @param {{currency: Currency, most: number}} bounds
 * @param {string} [locale] the reader's own unless given, as everywhere here
 * @returns {{amount: number} | {complaint: string}}
 */
export function readPart(text, { currency, most }, locale) {
  const read = parseMoney(text, currency, locale);
  if ('complaint' in read) {
    return read;
  }
  if (read.minor === 0n) {
    return { complaint: 'The amount must be more than nothing.' };
  }
  return read.minor > most ? { complaint: isLeft(most, currency, locale) } : { amount: Number(read.minor) };
}

/**
 * What someone typed for a payment, or what is wrong with it.
 *
 * @param {string} text
 * @param {Currency} currency
 * @param {string} [locale]
 * @returns {{amount: number} | {complaint: string}}
 */
export function readWhole(text, currency, locale) {
  const read = parseMoney(text, currency, locale);
  if ('complaint' in read) {
    return read;
  }
  const { smallest, largest } = currency;
  const isWithin = read.minor >= smallest && read.minor <= largest;
  return isWithin ? { amount: Number(read.minor) } : { complaint: mayBe(currency, locale) };
}

/**
 * What the server says of an amount. Its words count limits in the minor unit, as the API does; here
 * they are said as people write money.
 *
 * @param {Pick<Problem, 'code' | 'errors' | 'most'>} problem
 * @param {Currency} currency
 * @returns {string} empty where the amount is not at fault
 */
export function refusalOf({ code, errors, most }, currency) {
  const detail = errors.find(({ pointer }) => pointer?.endsWith('amount'))?.detail ?? '';
  if (detail && most !== undefined) {
    return isLeft(most, currency);
  }
  return detail && OUT_OF_BOUNDS.has(code) ? mayBe(currency) : detail;
}

/**
 * @param {number} most
 * @param {Currency} currency
 * @param {string} [locale]
 */
export const isLeft = (most, currency, locale) => `At most ${formatMoney(most, currency, locale)} is left.`;

/**
 * @param {Currency} currency
 * @param {string} [locale]
 */
const mayBe = (currency, locale) =>
  `A payment may be from ${formatMoney(currency.smallest, currency, locale)} to ${formatMoney(currency.largest, currency, locale)}.`;
