import { call } from '../gateway/call.js';

/**
 * @typedef {import('../gateway/types.js').Payment} Payment
 * @typedef {import('../gateway/types.js').PaymentEvent} PaymentEvent
 *
 * @typedef {object} Group the payments of one status and currency that were created in one bucket
 * @property {string} start
 * @property {string} status
 * @property {string} currency
 * @property {number} count
 * @property {number} amount minor units, as the sums that follow
 * @property {number} amount_captured
 * @property {number} amount_refunded
 *
 * @typedef {object} Summary as the API answers it
 * @property {string} from
 * @property {number} bucket_seconds
 * @property {number} position
 * @property {Group[]} data
 * @property {{code: string, count: number}[]} declines
 *
 * @typedef {{event: PaymentEvent, previous?: Payment | null}} Change with how the payment was, where that is known
 *
 * @typedef {object} Tally
 * @property {number} position the last journal position that is in here
 * @property {number} from milliseconds since 1970, as is every time here; what was created before is left out
 * @property {number} bucket its length
 * @property {ReadonlyMap<string, Group>} groups
 * @property {ReadonlyMap<string, number>} declines by code
 * @property {ReadonlyMap<string, Payment>} known payments that may change yet, as they were last seen
 * @property {boolean} stale whether a payment changed of which it is not known how it was; a new summary mends that
 */

/**
 * @param {number} windowSeconds
 * @param {number} bucketSeconds
 * @returns {Promise<Summary>}
 */
export const readSummary = (windowSeconds, bucketSeconds) =>
  call(`/v1/payments/summary?window=${windowSeconds}s&bucket=${bucketSeconds}s`);

/** How many payments are remembered, the newest. A change of any other makes the tally stale. */
export const MOST_KNOWN = 10_000;

/** @type {Tally} */
export const NOTHING = Object.freeze({
  position: 0, from: 0, bucket: 60_000, groups: new Map(), declines: new Map(), known: new Map(), stale: false,
});

/**
 * @param {Summary} summary
 * @param {ReadonlyMap<string, Payment>} [known] as of the position of the summary or before
 * @returns {Tally}
 */
export function tallyOf(summary, known = new Map()) {
  return {
    position: summary.position,
    from: Date.parse(summary.from),
    bucket: summary.bucket_seconds * 1000,
    groups: new Map(summary.data.map((group) => [keyOf(Date.parse(group.start), group.status, group.currency), group])),
    declines: new Map(summary.declines.map(({ code, count }) => [code, count])),
    known,
    stale: false,
  };
}

/**
 * The tally after some events, in the order of the journal. What it holds already changes
 * nothing, so a summary and the stream from its position on may overlap.
 *
 * @param {Tally} tally
 * @param {readonly Change[]} changes
 * @returns {Tally}
 */
export function applyAll(tally, changes) {
  if (changes.length === 0) {
    return tally;
  }
  const next = {
    ...tally, groups: new Map(tally.groups), declines: new Map(tally.declines), known: new Map(tally.known),
  };
  for (const { event, previous } of changes) {
    if (event.id > next.position) {
      take(next, event, previous ?? undefined);
      next.position = event.id;
    }
    remember(next.known, event.data);
  }
  return next;
}

/**
 * The tally without the buckets that ended before a time.
 *
 * @param {Tally} tally
 * @param {number} from
 * @returns {Tally}
 */
export function since(tally, from) {
  const first = Math.floor(from / tally.bucket) * tally.bucket;
  if (first <= tally.from) {
    return tally;
  }
  const groups = new Map([...tally.groups].filter(([, group]) => Date.parse(group.start) >= first));
  return { ...tally, from: first, groups };
}

/**
 * @param {Tally & {groups: Map<string, Group>, declines: Map<string, number>}} tally
 * @param {PaymentEvent} event
 * @param {Payment} [previous]
 */
function take(tally, event, previous) {
  const payment = event.data;
  const created = Date.parse(payment.created_at);
  if (created < tally.from) {
    return;
  }
  if (event.version > 1) {
    const before = [tally.known.get(payment.id), previous].find((known) => known?.version === event.version - 1);
    if (!before) {
      tally.stale = true;
      return;
    }
    add(tally, before, created, -1);
  }
  add(tally, payment, created, 1);
}

/**
 * @param {Tally & {groups: Map<string, Group>, declines: Map<string, number>}} tally
 * @param {Payment} payment
 * @param {number} created
 * @param {1 | -1} sign
 */
function add({ groups, declines, bucket }, payment, created, sign) {
  const start = Math.floor(created / bucket) * bucket;
  const { status, currency } = payment;
  const key = keyOf(start, status, currency);
  const group = groups.get(key);
  const size = (group?.count ?? 0) + sign;
  if (size <= 0) {
    groups.delete(key);
  } else {
    groups.set(key, {
      start: group?.start ?? new Date(start).toISOString(),
      status,
      currency,
      count: size,
      amount: (group?.amount ?? 0) + sign * payment.amount,
      amount_captured: (group?.amount_captured ?? 0) + sign * (payment.amount_captured ?? 0),
      amount_refunded: (group?.amount_refunded ?? 0) + sign * (payment.amount_refunded ?? 0),
    });
  }
  if (payment.decline) {
    const { code } = payment.decline;
    declines.set(code, (declines.get(code) ?? 0) + sign);
  }
}

/**
 * @param {Map<string, Payment>} known
 * @param {Payment} payment
 */
function remember(known, payment) {
  if ((known.get(payment.id)?.version ?? 0) < payment.version) {
    known.delete(payment.id);
    known.set(payment.id, payment);
  }
  while (known.size > MOST_KNOWN) {
    known.delete(/** @type {string} */ (known.keys().next().value));
  }
}

/**
 * @param {number} start
 * @param {string} status
 * @param {string} currency
 */
const keyOf = (start, status, currency) => `${start} ${status} ${currency}`;
