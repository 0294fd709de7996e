import { currencyOf } from '../money/currencies.js';
import { formatMoney } from '../money/money.js';
import { nameOf } from '../words/actor.js';
import { whyOf } from '../words/attention.js';
import { isolated, sentence } from '../words/text.js';

/**
 * @typedef {import('../gateway/types.js').Payment} Payment
 * @typedef {import('../gateway/types.js').PaymentEvent} PaymentEvent
 * @typedef {import('../gateway/types.js').Operation} Operation
 *
 * @typedef {object} Entry one line of a timeline
 * @property {number} version
 * @property {string} at
 * @property {string} title
 * @property {string} actor by whom it was brought about, as far as the data tells
 * @property {string} note
 * @property {string} tone
 */

/**
 * The events of one payment with one more, in order and each once.
 *
 * @param {readonly PaymentEvent[]} events
 * @param {PaymentEvent} event
 * @returns {readonly PaymentEvent[]} the same array where the event is known already
 */
export function append(events, event) {
  const index = events.findIndex(({ version }) => version >= event.version);
  if (index >= 0 && events[index].version === event.version) {
    return events;
  }
  return events.toSpliced(index < 0 ? events.length : index, 0, event);
}

/**
 * Versions count from 1 without a gap.
 *
 * @param {readonly PaymentEvent[]} events
 */
export function isComplete(events) {
  return events.every(({ version }, index) => version === index + 1);
}

/**
 * @param {readonly PaymentEvent[]} events
 * @returns {Entry[]}
 */
export function entriesOf(events) {
  return events.map((event, index) => {
    const before = events[index - 1]?.data;
    return entry(event, changedOperation(before, event.data), changed(before?.disputes, event.data.disputes));
  });
}

/**
 * The operation that an event is about: the one that is not as it was.
 *
 * @param {Payment | undefined} before
 * @param {Payment} after
 * @returns {Operation | undefined}
 */
export function changedOperation(before, after) {
  return changed(before?.operations, after.operations);
}

/**
 * @template {{id: string}} T
 * @param {readonly T[] | undefined} before
 * @param {readonly T[] | undefined} after
 * @returns {T | undefined} the last one that is not as it was
 */
function changed(before = [], after = []) {
  const known = new Map(before.map((one) => [one.id, JSON.stringify(one)]));
  return after.findLast((one) => known.get(one.id) !== JSON.stringify(one));
}

/** @typedef {{tone: string, title: (money: string) => string, by: 'merchant' | 'processor' | 'gateway'}} Kind */

/** @type {Record<string, Kind>} */
const KINDS = {
  created: { tone: 'moving', by: 'merchant', title: () => 'Payment created' },
  requires_action: { tone: 'waiting', by: 'processor', title: () => 'Customer asked to approve' },
  authorized: { tone: 'held', by: 'processor', title: (money) => `${money} authorized` },
  declined: { tone: 'bad', by: 'processor', title: () => 'Declined' },
  failed: { tone: 'bad', by: 'gateway', title: () => 'Failed, nothing was charged' },
  expired: { tone: 'quiet', by: 'gateway', title: () => 'Authorization expired' },
  capture_pending: { tone: 'moving', by: 'merchant', title: (money) => `Capture of ${money} requested` },
  captured: { tone: 'good', by: 'processor', title: (money) => `${money} captured` },
  capture_failed: { tone: 'bad', by: 'processor', title: (money) => `Capture of ${money} did not happen` },
  refund_pending: { tone: 'moving', by: 'merchant', title: (money) => `Refund of ${money} requested` },
  refunded: { tone: 'back', by: 'processor', title: (money) => `${money} refunded` },
  refund_failed: { tone: 'bad', by: 'processor', title: (money) => `Refund of ${money} did not happen` },
  void_pending: { tone: 'moving', by: 'merchant', title: (money) => `Release of ${money} requested` },
  voided: { tone: 'quiet', by: 'processor', title: (money) => `${money} released` },
  void_failed: { tone: 'bad', by: 'processor', title: (money) => `Release of ${money} did not happen` },
  needs_attention: { tone: 'waiting', by: 'gateway', title: (money) => `Nobody can tell what came of ${money}` },
  dispute_opened: { tone: 'bad', by: 'processor', title: (money) => `${money} disputed by the customer` },
  dispute_won: { tone: 'good', by: 'processor', title: (money) => `Dispute of ${money} won` },
  dispute_lost: { tone: 'bad', by: 'processor', title: (money) => `Dispute of ${money} lost` },
};

/** Why the gateway gives money back by itself. */
const APPROVED_TOO_LATE = 'approved_after_void';

/** Who it was, where that was not noted. */
const ACTORS = { merchant: 'the merchant', gateway: 'the gateway', processor: 'the processor' };

/**
 * @param {PaymentEvent} event
 * @param {Operation | undefined} operation
 * @param {import('../gateway/types.js').Dispute | undefined} dispute
 * @returns {Entry}
 */
function entry(event, operation, dispute) {
  const name = event.type.replace(/^payment\./, '');
  const kind = KINDS[name] ?? { tone: 'quiet', by: 'gateway', title: () => sentence(name) };
  const amount = (dispute ?? operation)?.amount ?? event.data.amount;
  return {
    version: event.version,
    at: event.created_at,
    title: kind.title(formatMoney(amount, currencyOf(event.data.currency))),
    actor: `by ${event.actor ? nameOf(event.actor) : guess(kind, event.data, operation)}`,
    note: dispute ? sentence(dispute.reason) : noteOf(event.data, operation),
    tone: kind.tone,
  };
}

/**
 * @param {Kind} kind
 * @param {Payment} payment
 * @param {Operation | undefined} operation
 */
function guess(kind, payment, operation) {
  const processor = kind.by === 'processor' && (operation ?? payment.operations?.at(-1))?.processor;
  return processor || ACTORS[operation?.reason === APPROVED_TOO_LATE ? 'gateway' : kind.by];
}

/**
 * @param {Payment} payment
 * @param {Operation | undefined} operation
 */
function noteOf(payment, operation) {
  if (payment.decline) {
    return `${isolated(payment.decline.message)} (${isolated(payment.decline.code)})`;
  }
  if (operation?.attention) {
    return whyOf(operation.attention);
  }
  return operation?.reason && operation.status !== 'succeeded' ? sentence(operation.reason) : '';
}
