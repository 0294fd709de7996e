import { formatOf } from './money.js';

/**
 * @typedef {import('./currencies.js').Currency} Currency
 * @typedef {{group: string, decimal: string}} Separators how amounts of a currency are written
 */

/** What a longer text than any amount is. */
const MOST_LETTERS = 60;
/** Marks that say which way to write, and such, around and in amounts of some languages. */
const INVISIBLE = /[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/g;
const SPACE = /\s/g;
const APOSTROPHE = /[\u2018\u2019\uff07]/g;
/** Digits of any script; those of a script follow one another from its zero on. */
const DIGIT = /^\p{Nd}$/u;

/** @type {Record<string, string>} */
const WIDE = { '\uff0e': '.', '\uff0c': ',' };

/**
 * The digits of an amount and the separators between them, all of them as ASCII has them where it does.
 *
 * @param {string} text with or without the sign of the currency
 * @param {Currency} currency
 * @param {string} [locale]
 * @returns {string[]} digits and single separators in turn; empty where there is something else
 */
export function figuresOf(text, currency, locale) {
  const bare = withoutNames(normalize(text).trim(), namesOf(currency, locale));
  const figures = inAscii(bare, digitsOf(currency, locale)).split(/(\D)/u);
  return text.length <= MOST_LETTERS && figures.every((part) => part !== '') ? figures : [];
}

/**
 * @param {Currency} currency
 * @param {string} [locale]
 * @returns {Separators}
 */
export function separatorsOf(currency, locale) {
  const parts = formatOf({ ...currency, exponent: 2 }, locale, { useGrouping: true }).formatToParts(12345678);
  const signOf = (/** @type {string} */ wanted) => parts.find(({ type }) => type === wanted)?.value ?? '';
  return { group: normalize(signOf('group')), decimal: signOf('decimal') };
}

/**
 * How a currency is called in amounts, the longest name first.
 *
 * @param {Currency} currency
 * @param {string} [locale]
 */
function namesOf(currency, locale) {
  const displays = /** @type {const} */ (['symbol', 'narrowSymbol', 'code']);
  const names = displays.flatMap((currencyDisplay) =>
    formatOf(currency, locale, { currencyDisplay }).formatToParts(1)
      .filter(({ type }) => type === 'currency')
      .map(({ value }) => normalize(value).trim()));
  return [...new Set([...names, currency.code])].filter(Boolean).sort((one, other) => other.length - one.length);
}

/**
 * @param {string} text
 * @param {string[]} names one of which may stand at either end
 */
function withoutNames(text, names) {
  const upper = text.toUpperCase();
  for (const name of names) {
    if (upper.startsWith(name.toUpperCase())) {
      return text.slice(name.length).trim();
    }
    if (upper.endsWith(name.toUpperCase())) {
      return text.slice(0, -name.length).trim();
    }
  }
  return text;
}

/**
 * The ten digits of the reader, which are not in every script those that Unicode counts as such.
 *
 * @param {Currency} currency
 * @param {string} [locale]
 * @returns {string[]} from zero on; empty where they are ours
 */
function digitsOf(currency, locale) {
  const { numberingSystem } = formatOf(currency, locale).resolvedOptions();
  if (numberingSystem === 'latn') {
    return [];
  }
  const format = new Intl.NumberFormat('en', { numberingSystem, useGrouping: false });
  return Array.from({ length: 10 }, (_, digit) => format.format(digit));
}

/**
 * @param {string} text
 * @param {string[]} own
 */
const inAscii = (text, own) =>
  [...text]
    .map((letter) => {
      const digit = own.indexOf(letter);
      return digit >= 0 ? String(digit) : DIGIT.test(letter) ? String(valueOf(letter)) : WIDE[letter] ?? letter;
    })
    .join('');

/** @param {string} digit of any script */
function valueOf(digit) {
  const code = digit.codePointAt(0) ?? 0;
  let zero = code;
  while (DIGIT.test(String.fromCodePoint(zero - 1))) {
    zero--;
  }
  return (code - zero) % 10;
}

/** @param {string} text */
const normalize = (text) => text.replace(INVISIBLE, '').replace(SPACE, ' ').replace(APOSTROPHE, "'");
