/** @typedef {'hour' | 'today' | 'week'} Span a time up to now, which moves on with it */

/** @type {Record<Span, string>} */
const WORDS = { hour: 'Last hour', today: 'Today', week: 'Last 7 days' };

/**
 * @param {string | undefined} text
 * @returns {text is Span}
 */
export const isSpan = (text) => text !== undefined && Object.hasOwn(WORDS, text);

/** @param {Span} span */
export const spanWords = (span) => WORDS[span];

/**
 * @param {Span} span
 * @param {Date} now
 * @returns {Date} an hour ago, the start of the day, or the start of the day six days ago, in the reader's zone
 */
export function startOf(span, now) {
  if (span === 'hour') {
    return new Date(now.getTime() - 3_600_000);
  }
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() - (span === 'week' ? 6 : 0));
}
