/**
 * @param {number} number
 * @param {string} noun
 * @returns {string} 1 → "1 payment", 2 → "2 payments"
 */
export function count(number, noun) {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
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
