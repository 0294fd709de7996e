import { currencyOf } from '../money/currencies.js';
import { formatMoney } from '../money/money.js';
import { nameOf } from '../words/actor.js';
import { isolated } from '../words/text.js';

/**
 * @typedef {import('../gateway/types.js').Payment} Payment
 * @typedef {import('../gateway/types.js').Operation} Operation
 * @typedef {'succeeded' | 'failed'} Outcome
 *
 * @typedef {object} Word what somebody says that came of an operation
 * @property {Outcome} outcome
 * @property {string} [processor_reference]
 * @property {string} [note]
 *
 * @typedef {Record<Outcome, (money: string, processor: string) => string>} Meaning
 */

/** @type {Record<string, string>} */
const NOUNS = { authorize: 'authorization', sale: 'charge' };

/** By which the customer is charged, or the amount reserved. */
const CHARGES = new Set(['authorize', 'sale']);

/** @type {Record<string, Meaning>} */
const MEANINGS = {
  authorize: {
    succeeded: (money) => `${money} counts as reserved, and can be captured.`,
    failed: (_, processor) => 'The payment counts as failed: nothing is reserved. '
      + `If ${processor} did reserve it, another payment reserves it twice.`,
  },
  sale: {
    succeeded: (money) => `${money} counts as taken from the customer.`,
    failed: (_, processor) => 'The payment counts as failed: nothing was taken from the customer. '
      + `If ${processor} did take it, another payment takes it twice.`,
  },
  capture: {
    succeeded: (money) => `${money} counts as taken from the customer.`,
    failed: (money, processor) => `${money} counts as not taken, and can be captured again. `
      + `If ${processor} did take it, that takes it twice.`,
  },
  refund: {
    succeeded: (money) => `${money} counts as given back to the customer.`,
    failed: (money, processor) => `${money} counts as not given back, and can be refunded again. `
      + `If ${processor} did give it back, that gives it back twice.`,
  },
  void: {
    succeeded: (money) => `${money} counts as released: the customer is not charged for it.`,
    failed: (money) => `${money} counts as still reserved.`,
  },
};

/** Of the void of a payment that waited for its customer. @type {Meaning} */
const GIVEN_UP = {
  succeeded: (_, processor) => 'The customer can no longer approve the payment. '
    + `${processor} is asked first what came of the charge: what was taken goes back.`,
  failed: () => 'The customer may still approve the payment, and is charged then. What was taken already goes back.',
};

/** @param {Operation} operation */
export const processorOf = ({ processor }) => (processor ? isolated(processor) : 'the processor');

/**
 * What is to be found out about.
 *
 * @param {Operation} operation
 * @param {Payment} payment
 * @returns {string} such as "refund of €5.00"
 */
export const subjectOf = ({ kind, amount }, { currency }) =>
  `${NOUNS[kind] ?? kind.replaceAll('_', ' ')} of ${formatMoney(amount, currencyOf(currency))}`;

/**
 * What it means to say so, in sentences.
 *
 * @param {Word} word
 * @param {Operation} operation
 * @param {Payment} payment
 */
export function meaningOf({ outcome, processor_reference: reference }, operation, payment) {
  const money = formatMoney(operation.amount, currencyOf(payment.currency));
  const givesUp = isGivingUp(operation, payment);
  const meaning = givesUp ? GIVEN_UP : MEANINGS[operation.kind];
  const words = meaning?.[outcome](money, processorOf(operation)) ?? '';
  const undone = outcome === 'succeeded' && isCharge(operation) && isBeingVoided(payment)
    ? 'The payment is being voided, so it is let go again.' : '';
  const name = reference ? `At ${processorOf(operation)} it is ${reference}.` : '';
  const silence = givesUp ? '' : `Nothing is sent to ${processorOf(operation)}.`;
  return [words, undone, name, silence, 'This cannot be taken back.'].filter(Boolean).join(' ');
}

/**
 * What is to be said of the end of a doubt, to somebody who was about to end it.
 *
 * @param {Operation} operation as it ended
 * @param {Payment} payment
 * @param {Word | null} sent what they said, where they did
 */
export function endOf(operation, payment, sent) {
  const { status, resolution } = operation;
  const subject = subjectOf(operation, payment);
  const end = status === 'declined' ? 'was declined' : status;
  if (sent && isSaidBy(operation, sent)) {
    return `Recorded: the ${subject} ${end}.`;
  }
  const who = resolution ? nameOf(resolution.actor) : processorOf(operation);
  return `The ${subject} ${end}. This was said before, by ${who}: see the history.`;
}

/**
 * Whether it ended by these very words, and not by those of somebody who was faster.
 *
 * @param {Operation} operation
 * @param {Word} word
 */
const isSaidBy = ({ status, resolution, ...operation }, { outcome, note = '', ...word }) =>
  status === outcome && resolution !== undefined && (resolution.note ?? '') === note
    && (!word.processor_reference || word.processor_reference === operation.processor_reference);

/**
 * What there is to say of the name by which the processor knows it.
 *
 * @param {Operation} operation
 */
export function referenceHint(operation) {
  if (operation.processor_reference) {
    return `${operation.processor_reference} so far. That stays where nothing else is given.`;
  }
  return isCharge(operation) ? 'Without it the payment cannot be captured or refunded from here.' : '';
}

/** @param {Operation} operation */
const isCharge = ({ kind }) => CHARGES.has(kind);

/** @param {Payment} payment */
const isBeingVoided = ({ operations = [] }) =>
  operations.some(({ kind, status }) => kind === 'void' && status === 'pending');

/**
 * Whether it is the void of a payment that the customer had not approved yet.
 *
 * @param {Operation} operation
 * @param {Payment} payment
 */
const isGivingUp = ({ kind }, { operations = [] }) =>
  kind === 'void' && (operations[0]?.kind === 'sale' || operations[0]?.status === 'pending');
