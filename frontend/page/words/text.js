/**
 * @param {number} number
 * @param {string} noun
 * @returns {string} 1 → "1 payment", 2020 → "2,020 payments"
 */
export function count(number, noun) {
  return `${number.toLocaleString()} ${noun}${number === 1 ? '' : 's'}`;
}

/**
 * What is to be said of a text that the gateway would refuse for its length, which it counts in code points; a field's
 * own `maxlength` counts most emoji twice, and cuts what is pasted.
 *
 * @param {string} name what it is, such as "A reason"
 * @param {string} text
 * @param {number} most
 * @returns {string} empty where it is short enough
 */
export function tooLong(name, text, most) {
  const { length } = [...text];
  return length > most ? `${name} may have ${count(most, 'character')} at most; this has ${length.toLocaleString()}.` : '';
}

/** Letters that run from right to left, and marks that turn the text after them around. */
const TURNING = /[\u0590-\u08FF\u200F\u202A-\u202E\u2066-\u2069\uFB1D-\uFDFF\uFE70-\uFEFC]/u;

/**
 * What others wrote, as a part of a sentence whose other words stay in their order.
 *
 * @param {string} text
 */
export function isolated(text) {
  return TURNING.test(text) ? `\u2068${text}\u2069` : text;
}

/**
 * A name of the API as people write it; what people wrote stays as it is.
 *
 * @param {string} name
 * @returns {string} refund_failed → "Refund failed"
 */
export function sentence(name) {
  const words = /^[a-z0-9_]+$/.test(name) ? name.replaceAll('_', ' ') : name;
  return words.charAt(0).toUpperCase() + words.slice(1);
}
