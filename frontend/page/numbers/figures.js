/**
 * What is read off a tally.
 *
 * @typedef {import('./summary.js').Tally} Tally
 * @typedef {{currency: string, count: number, captured: number, refunded: number}} Volume
 * @typedef {{approved: number, refused: number, open: number, rate: number | null}} Success
 * @typedef {{times: number[], all: number[], refused: number[]}} Minutes
 */

const REFUSED = new Set(['declined', 'failed']);
const OPEN = new Set(['processing', 'requires_action']);

/**
 * What was captured, currency by currency, the one with most payments first.
 *
 * @param {Tally} tally
 * @returns {Volume[]}
 */
export function volumes(tally) {
  /** @type {Map<string, Volume>} */
  const sums = new Map();
  for (const { currency, count, amount_captured: captured, amount_refunded: refunded } of tally.groups.values()) {
    const sum = sums.get(currency) ?? { currency, count: 0, captured: 0, refunded: 0 };
    sums.set(currency, {
      currency, count: sum.count + count, captured: sum.captured + captured, refunded: sum.refunded + refunded,
    });
  }
  return [...sums.values()].sort((one, other) => other.count - one.count || (one.currency < other.currency ? -1 : 1));
}

/**
 * How many of the payments that have an outcome were approved. What became of them afterwards (a
 * void, a refund, an expiry) does not take that back.
 *
 * @param {Tally} tally
 * @returns {Success} without a rate while nothing has an outcome
 */
export function success(tally) {
  const sums = { approved: 0, refused: 0, open: 0 };
  for (const { status, count } of tally.groups.values()) {
    sums[REFUSED.has(status) ? 'refused' : OPEN.has(status) ? 'open' : 'approved'] += count;
  }
  const decided = sums.approved + sums.refused;
  return { ...sums, rate: decided === 0 ? null : sums.approved / decided };
}

/**
 * Why payments were refused: by their issuers, code by code, or because no processor could be reached.
 *
 * @param {Tally} tally
 * @returns {{code: string, count: number}[]} the most frequent first
 */
export function refusals(tally) {
  const failed = [...tally.groups.values()].reduce((sum, { status, count }) => sum + (status === 'failed' ? count : 0), 0);
  return [...tally.declines, /** @type {[string, number]} */ (['Failed, nothing charged', failed])]
    .map(([code, count]) => ({ code, count }))
    .filter(({ count }) => count > 0)
    .sort((one, other) => other.count - one.count || (one.code < other.code ? -1 : 1));
}

/**
 * How many payments were created in each of the last buckets, the one under way last.
 *
 * @param {Tally} tally
 * @param {number} now
 * @param {number} length how many buckets
 * @returns {Minutes} times in seconds since 1970
 */
export function perBucket(tally, now, length) {
  const last = Math.floor(now / tally.bucket) * tally.bucket;
  const first = last - (length - 1) * tally.bucket;
  const times = Array.from({ length }, (_, index) => (first + index * tally.bucket) / 1000);
  const all = times.map(() => 0);
  const refused = times.map(() => 0);
  for (const { start, status, count } of tally.groups.values()) {
    const index = (Date.parse(start) - first) / tally.bucket;
    if (index >= 0 && index < length) {
      all[index] += count;
      refused[index] += REFUSED.has(status) ? count : 0;
    }
  }
  return { times, all, refused };
}

/**
 * A share for reading: 97.2 %, and never 100 % or 0 % of what is not quite that.
 *
 * @param {number} share from 0 to 1
 * @param {string} [locale]
 */
export function percent(share, locale) {
  const near = share > 0 && share < 1 ? Math.min(Math.max(share, 0.001), 0.999) : share;
  return new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 }).format(near);
}
