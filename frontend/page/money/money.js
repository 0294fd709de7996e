/** @type {Map<string, Intl.NumberFormat | null>} */
const formats = new Map();
/** @type {Map<string, import('./currencies.js').Currency>} */
const known = new Map();

/**
 * From here on the digits and the bounds of these currencies are the server's, not the browser's.
 *
 * @param {import('./currencies.js').Currency[]} currencies
 */
export function learnCurrencies(currencies) {
  formats.clear();
  currencies.forEach((currency) => known.set(currency.code, currency));
}

/**
 * @param {string} currency
 * @param {string} [locale]
 * @returns {Intl.NumberFormat | null} null for a code that is none
 */
function formatOf(currency, locale) {
  const key = `${locale} ${currency}`;
  let format = formats.get(key);
  if (format === undefined) {
    try {
      const digits = known.get(currency)?.exponent;
      const fraction = { minimumFractionDigits: digits, maximumFractionDigits: digits };
      format = new Intl.NumberFormat(locale, { style: 'currency', currency, ...(digits !== undefined && fraction) });
    } catch {
      format = null;
    }
    formats.set(key, format);
  }
  return format;
}

/**
 * How many digits the minor unit of a currency has: 2 for EUR, 0 for JPY.
 *
 * @param {string} currency
 */
export function digitsOf(currency) {
  return known.get(currency)?.exponent ?? formatOf(currency)?.resolvedOptions().maximumFractionDigits ?? 0;
}

/**
 * The smallest and the largest amount of a payment, in minor units.
 *
 * @param {string} currency
 * @returns {{least: number, most: number}}
 */
export function boundsOf(currency) {
  const { smallest = 1, largest = Number.MAX_SAFE_INTEGER } = known.get(currency) ?? {};
  return { least: smallest, most: largest };
}

/**
 * An amount in minor units as people write it: 1999, EUR → €19.99. The number goes to the
 * formatter as a decimal string, so no amount passes through a fraction.
 *
 * @param {number} minor
 * @param {string} currency
 * @param {string} [locale] the reader's own unless given
 */
export function formatMoney(minor, currency, locale) {
  const format = formatOf(currency, locale);
  if (!format) {
    return `${minor} ${currency}`;
  }
  return format.format(/** @type {Intl.StringNumericLiteral} */ (toDecimal(minor, digitsOf(currency))));
}

/**
 * @param {number} minor
 * @param {number} digits
 * @returns {string} 1999, 2 → "19.99"
 */
export function toDecimal(minor, digits) {
  const sign = minor < 0 ? '-' : '';
  const figures = String(Math.abs(minor)).padStart(digits + 1, '0');
  return digits === 0 ? sign + figures : `${sign}${figures.slice(0, -digits)}.${figures.slice(-digits)}`;
}

/**
 * What someone typed, in minor units. Point and comma both separate decimals; a group
 * separator is refused rather than guessed.
 *
 * @param {string} text
 * @param {number} digits
 * @returns {number | null} null when it is no amount of this currency
 */
export function parseMoney(text, digits) {
  const match = /^(\d{1,15})(?:[.,](\d+))?$/.exec(text.trim());
  const decimals = match?.[2] ?? '';
  if (!match || decimals.length > digits) {
    return null;
  }
  return Number(match[1] + decimals.padEnd(digits, '0'));
}

/**
 * What someone typed for one currency, rounded to what another can hold: "19.99", 0 → "20".
 *
 * @param {string} text
 * @param {number} digits
 */
export function reshape(text, digits) {
  const number = Number(text.trim().replace(',', '.'));
  return Number.isFinite(number) && text.trim() !== '' ? number.toFixed(digits) : text;
}
