import { Problem, call } from '../gateway/call.js';

/**
 * @typedef {object} Currency
 * @property {string} code
 * @property {number | null} exponent how many digits its minor unit has; null where the page does not know it
 * @property {number} smallest of a payment, in minor units
 * @property {number} largest
 */

/** @type {ReadonlyMap<string, Currency> | null} */
let table = null;

/**
 * From here on amounts can be written and read.
 *
 * @param {Currency[]} currencies those of the server, which alone knows their digits and bounds
 */
export function learnCurrencies(currencies) {
  table = new Map(currencies.map((currency) => [currency.code, currency]));
}

/**
 * Asks for the currencies and learns them. Where they were learnt before, a failure changes nothing.
 *
 * @returns {Promise<void>}
 */
export async function needCurrencies() {
  try {
    learnCurrencies((await call('/v1/currencies')).data);
  } catch (problem) {
    if (!table) {
      throw problem instanceof Problem ? withoutThem(problem) : problem;
    }
  }
}

/** @returns {Currency[]} those in which payments can be made */
export const currencies = () => [...known().values()];

/**
 * What has to be known of a currency before an amount in it is written or read.
 *
 * @param {string} code
 * @returns {Currency} without an exponent where the server had none of this code
 */
export function currencyOf(code) {
  return known().get(code) ?? { code, exponent: null, smallest: 1, largest: Number.MAX_SAFE_INTEGER };
}

/** Nothing may be shown before they are there, so that no amount is ever written with guessed digits. */
function known() {
  if (!table) {
    throw new Error('The currencies are not known yet.');
  }
  return table;
}

/** @param {Problem} problem */
function withoutThem({ status, message, code, retryAfterMs }) {
  return new Problem(status, { code, detail: `${message} Without the currencies no amount can be shown.` }, retryAfterMs);
}
