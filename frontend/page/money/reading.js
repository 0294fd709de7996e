import { figuresOf, separatorsOf } from './figures.js';
import { formatMoney, plainMoney } from './money.js';

/**
 * @typedef {import('./currencies.js').Currency} Currency
 * @typedef {import('./figures.js').Separators} Separators
 *
 * @typedef {object} Reading one way in which figures can be read
 * @property {string} whole
 * @property {string} fraction
 * @property {boolean} isLocal whether the reader's own way of writing has it so
 */

/** A number that is written in groups: of three, or of two in India, but for the last; the first is none of zeros. */
const GROUPS = /^[1-9]\d{0,2}(?: \d{3})+$|^[1-9]\d?(?: \d{2})+ \d{3}$/;
/** What separates groups somewhere; the comma and the point separate fractions elsewhere. */
const GROUP_SIGNS = [' ', "'", '\u066c', ',', '.'];
const DECIMAL_SIGNS = ['\u066b', ',', '.'];

/**
 * What someone typed, in minor units. It is read as the reader's own language writes amounts, and so
 * are all amounts that the page shows. What this language does not write so is read where there is but
 * one way to; else it is refused rather than guessed. No amount passes through a fraction.
 *
 * @param {string} text
 * @param {Currency} currency
 * @param {string} [locale] the reader's own unless given
 * @returns {{minor: bigint} | {complaint: string}}
 */
export function parseMoney(text, currency, locale) {
  if (currency.exponent === null) {
    return { complaint: 'Amounts of this currency cannot be read here.' };
  }
  const readings = readingsOf(figuresOf(text, currency, locale), separatorsOf(currency, locale));
  const reading = readings.find(({ isLocal }) => isLocal) ?? readings[0];
  const isClear = readings.length === 1 || reading?.isLocal;
  if (!reading) {
    return { complaint: `Write the amount as in ${exampleOf(currency, locale)}.` };
  }
  if (!isClear && readings.every(({ fraction }) => fraction.length <= Number(currency.exponent))) {
    const [one, other] = readings.map((each) => formatMoney(minorOf(each, currency.exponent ?? 0), currency, locale));
    return { complaint: `It may be ${one} or ${other}: write which one.` };
  }
  if (!isClear || reading.fraction.length > currency.exponent) {
    return { complaint: `${decimalsOf(currency)}: write the amount as in ${exampleOf(currency, locale)}.` };
  }
  return { minor: minorOf(reading, currency.exponent) };
}

/**
 * What someone typed for one currency, rounded to what another can hold: "19.99", EUR, JPY → "20".
 *
 * @param {string} text
 * @param {Currency} from
 * @param {Currency} to
 * @param {string} [locale]
 */
export function reshape(text, from, to, locale) {
  const read = parseMoney(text, from, locale);
  if ('complaint' in read || to.exponent === null) {
    return text;
  }
  const more = to.exponent - (from.exponent ?? 0);
  const scale = 10n ** BigInt(Math.abs(more));
  return plainMoney(more < 0 ? (read.minor + scale / 2n) / scale : read.minor * scale, to, locale);
}

/**
 * The ways in which figures can be read: without a fraction, and with what follows the last separator as one.
 *
 * @param {string[]} figures digits, and single separators between them; empty where there is something else
 * @param {Separators} local
 * @returns {Reading[]}
 */
function readingsOf(figures, local) {
  const readings = figures.length === 0 ? [] : [readingOf(figures, '', '', local)];
  if (figures.length > 1) {
    const [decimal, fraction] = figures.slice(-2);
    readings.push(readingOf(figures.slice(0, -2), decimal, fraction, local));
  }
  return readings.filter((reading) => reading !== null);
}

/**
 * @param {string[]} figures
 * @param {string} decimal what separates the fraction; empty for none
 * @param {string} fraction
 * @param {Separators} local
 * @returns {Reading | null} null where they cannot be meant so
 */
function readingOf(figures, decimal, fraction, local) {
  const runs = figures.filter((_, index) => index % 2 === 0);
  const [group = '', ...others] = new Set(figures.filter((_, index) => index % 2 === 1));
  const isGrouped = group !== '';
  const isSplit = decimal !== '';
  const isWritten = others.length === 0 && (!isGrouped || (group !== decimal && GROUPS.test(runs.join(' '))));
  const mayBe = (!isGrouped || [...GROUP_SIGNS, local.group].includes(group))
    && (!isSplit || [...DECIMAL_SIGNS, local.decimal].includes(decimal));
  const isLocal = (!isGrouped || group === local.group) && (!isSplit || decimal === local.decimal);
  return isWritten && mayBe ? { whole: runs.join(''), fraction, isLocal } : null;
}

/**
 * @param {Reading} reading
 * @param {number} digits
 */
const minorOf = ({ whole, fraction }, digits) => BigInt(whole + fraction.padEnd(digits, '0'));

/** @param {Currency} currency */
const decimalsOf = ({ code, exponent }) =>
  exponent === 0 ? `${code} has no decimals` : `${code} has ${exponent} decimals`;

/**
 * @param {Currency} currency
 * @param {string} [locale]
 */
function exampleOf(currency, locale) {
  const digits = currency.exponent ?? 0;
  return formatMoney(BigInt(`1234${'500000'.slice(0, digits)}`), currency, locale);
}
