import { boundsOf, digitsOf, formatMoney, parseMoney, toDecimal } from './money.js';

/** @typedef {import('../gateway/call.js').Problem} Problem */

/** How the API refuses an amount of a new payment for its size. */
const OUT_OF_BOUNDS = new Set(['amount_too_small', 'amount_too_large']);

/**
 * What someone typed for an amount of which so much is left, or what is wrong with it.
 *
 * @param {string} text
 * @param {{currency: string, most: number}} bounds
 * @returns {{amount: number} | {complaint: string}}
 */
export function readPart(text, { currency, most }) {
  const amount = parseMoney(text, digitsOf(currency));
  if (amount === null) {
    return { complaint: hint(currency) };
  }
  if (amount === 0) {
    return { complaint: 'The amount must be more than nothing.' };
  }
  return amount > most ? { complaint: isLeft(most, currency) } : { amount };
}

/**
 * What someone typed for a payment, or what is wrong with it.
 *
 * @param {string} text
 * @param {string} currency
 * @returns {{amount: number} | {complaint: string}}
 */
export function readWhole(text, currency) {
  const amount = parseMoney(text, digitsOf(currency));
  if (amount === null) {
    return { complaint: hint(currency) };
  }
  const { least, most } = boundsOf(currency);
  return amount < least || amount > most ? { complaint: mayBe(currency) } : { amount };
}

/**
 * What the server says of an amount. Its words count limits in the minor unit, as the API does; here
 * they are said as people write money.
 *
 * @param {Pick<Problem, 'code' | 'errors' | 'most'>} problem
 * @param {string} currency
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
 * @param {string} currency
 */
export const isLeft = (most, currency) => `At most ${formatMoney(most, currency)} is left.`;

/** @param {string} currency */
function mayBe(currency) {
  const { least, most } = boundsOf(currency);
  return `A payment may be from ${formatMoney(least, currency)} to ${formatMoney(most, currency)}.`;
}

/** @param {string} currency */
function hint(currency) {
  const digits = digitsOf(currency);
  return digits === 0
    ? `${currency} has no decimals: write the amount as in 1999.`
    : `Write the amount as in ${toDecimal(19 * 10 ** digits + 10 ** (digits - 1), digits)}, without a thousands separator.`;
}
