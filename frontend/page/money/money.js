/** @typedef {import('./currencies.js').Currency} Currency */

/** @type {Map<string, Intl.NumberFormat>} */
const formats = new Map();

/**
 * How amounts of a currency are written.
 *
 * @param {Currency} currency
 * @param {string} [locale] the reader's own unless given
 * @param {Intl.NumberFormatOptions} [style]
 */
export function formatOf({ code, exponent }, locale, style = {}) {
  const key = `${locale} ${code} ${exponent} ${JSON.stringify(style)}`;
  let format = formats.get(key);
  if (!format) {
    const digits = { minimumFractionDigits: exponent ?? 0, maximumFractionDigits: exponent ?? 0 };
    format = new Intl.NumberFormat(locale, { style: 'currency', currency: code, ...digits, ...style });
    formats.set(key, format);
  }
  return format;
}

/**
 * An amount in minor units as people write it: 1999, EUR → €19.99. The number goes to the
 * formatter as a decimal string, so no amount passes through a fraction. Where the digits of the
 * currency are not known, minor units are all that can be said.
 *
 * @param {number | bigint} minor
 * @param {Currency} currency
 * @param {string} [locale] the reader's own unless given
 */
export function formatMoney(minor, currency, locale) {
  return currency.exponent === null
    ? [`${minor}`, currency.code, '(in minor units)'].filter(Boolean).join(' ')
    : formatOf(currency, locale).format(decimal(minor, currency.exponent));
}

/**
 * An amount as someone would type it: in the digits and with the decimal separator of the reader, and
 * nothing else. `parseMoney` reads it.
 *
 * @param {number | bigint} minor
 * @param {Currency} currency
 * @param {string} [locale]
 */
export function plainMoney(minor, currency, locale) {
  const format = formatOf(currency, locale, { useGrouping: false });
  return format.formatToParts(/** @type {any} */ (decimal(minor, currency.exponent ?? 0)))
    .filter(({ type }) => type === 'integer' || type === 'decimal' || type === 'fraction')
    .map(({ value }) => value)
    .join('');
}

/**
 * @param {number | bigint} minor
 * @param {number} digits
 * @returns {string} 1999, 2 → "19.99"
 */
export function toDecimal(minor, digits) {
  const sign = minor < 0 ? '-' : '';
  const figures = String(minor).replace('-', '').padStart(digits + 1, '0');
  return digits === 0 ? sign + figures : `${sign}${figures.slice(0, -digits)}.${figures.slice(-digits)}`;
}

/**
 * @param {number | bigint} minor
 * @param {number} digits
 */
const decimal = (minor, digits) => /** @type {Intl.StringNumericLiteral} */ (toDecimal(minor, digits));
