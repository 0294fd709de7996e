import { may } from '../session/rights.js';

/**
 * @typedef {import('../gateway/types.js').Payment} Payment
 * @typedef {'capture' | 'refund' | 'void'} Kind
 * @typedef {{kind: Kind, amount?: number, reason?: string}} Ask
 *
 * @typedef {object} Intent something that is wanted, until it is known to be done or refused
 * @property {Ask} ask
 * @property {string} key of every attempt at it
 * @property {number} before how many such operations there were before the first attempt
 */

/** @type {Kind[]} */
export const KINDS = ['capture', 'refund', 'void'];

/** @type {Record<Kind, string>} */
const SCOPES = { capture: 'payments:write', refund: 'refunds:write', void: 'payments:write' };

/** @type {Record<Kind, {verb: string, done: string, effect: string}>} */
const WORDS = {
  capture: { verb: 'Capture', done: 'captured', effect: 'The customer is charged.' },
  refund: { verb: 'Refund', done: 'refunded', effect: 'The money goes back to the customer. This cannot be undone.' },
  void: { verb: 'Void', done: 'released', effect: 'What is reserved and not captured is released. This cannot be undone.' },
};

const GIVE_UP = 'The customer can no longer approve it, and nothing is charged. This cannot be undone.';

/**
 * What comes of an operation, in a sentence.
 *
 * @param {Kind} kind
 * @param {Payment} payment
 */
export const effectOf = (kind, { status }) =>
  kind === 'void' && status === 'requires_action' ? GIVE_UP : WORDS[kind].effect;

/** @param {Kind} kind */
export const wordsFor = (kind) => WORDS[kind];

/**
 * What a payment lets be asked for now by whoever is signed in, with the most of it in minor units.
 *
 * @param {Payment} payment
 * @returns {{kind: Kind, most: number}[]}
 */
export function choicesOf(payment) {
  const { capture = 0, refund = 0, void: voidable = false } = payment.available_actions ?? {};
  const reserved = (payment.amount_authorized ?? 0) - (payment.amount_captured ?? 0);
  const releasable = payment.status === 'requires_action' ? payment.amount : reserved;
  const most = { capture, refund, void: voidable ? releasable : 0 };
  return KINDS.filter((kind) => may(SCOPES[kind]))
    .map((kind) => ({ kind, most: most[kind] }))
    .filter((choice) => choice.most > 0);
}

/**
 * The intent to go on with: the one that is open where it asks for the same, so that trying
 * again after a lost answer does nothing twice, else a new one.
 *
 * @param {Intent | null} open
 * @param {Ask} ask
 * @param {Payment} payment
 * @param {() => string} newKey
 * @returns {Intent}
 */
export function intentFor(open, ask, payment, newKey) {
  return open && isSame(open.ask, ask) ? open : { ask, key: newKey(), before: countLike(ask, payment) };
}

/**
 * Whether a payment shows that an intent had its effect, although no answer said so.
 *
 * @param {Intent} intent
 * @param {Payment} payment
 */
export const hasHappened = (intent, payment) => countLike(intent.ask, payment) > intent.before;

/**
 * @param {Ask} one
 * @param {Ask} other
 */
function isSame(one, other) {
  return one.kind === other.kind && one.amount === other.amount && one.reason === other.reason;
}

/**
 * @param {Ask} ask
 * @param {Payment} payment
 */
function countLike({ kind, amount }, payment) {
  const operations = payment.operations ?? [];
  return operations.filter((one) => one.kind === kind && (amount === undefined || one.amount === amount)).length;
}
