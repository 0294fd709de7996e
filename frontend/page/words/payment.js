import { currencyOf } from '../money/currencies.js';
import { formatMoney } from '../money/money.js';
import { sentence } from './text.js';

/**
 * @typedef {import('../gateway/types.js').Payment} Payment
 * @typedef {{word: string, tone: 'moving' | 'waiting' | 'held' | 'good' | 'back' | 'quiet' | 'bad'}} Look
 */

/** @type {Record<string, Look>} */
const LOOKS = {
  processing: { word: 'Processing', tone: 'moving' },
  requires_action: { word: 'Action required', tone: 'waiting' },
  authorized: { word: 'Authorized', tone: 'held' },
  partially_captured: { word: 'Partially captured', tone: 'good' },
  captured: { word: 'Captured', tone: 'good' },
  partially_refunded: { word: 'Partially refunded', tone: 'back' },
  refunded: { word: 'Refunded', tone: 'back' },
  voided: { word: 'Voided', tone: 'quiet' },
  declined: { word: 'Declined', tone: 'bad' },
  failed: { word: 'Failed', tone: 'bad' },
  expired: { word: 'Expired', tone: 'quiet' },
};

/** In the order of a payment's life. */
export const STATUSES = Object.keys(LOOKS);

/**
 * A status in words and in one of seven tones. One that the page does not know yet is shown
 * as it is written.
 *
 * @param {string} status
 * @returns {Look}
 */
export function lookOf(status) {
  return LOOKS[status] ?? { word: sentence(status), tone: 'quiet' };
}

/**
 * A method as one line, to be found again.
 *
 * @param {import('../gateway/types.js').Method} method
 */
export function methodLine(method) {
  return typeof method === 'string' ? method
    : Object.entries(method).map(([name, value]) => (name === 'type' ? value : `${name} ${value}`)).join(', ');
}

/**
 * Whether a person has to find out what came of one of its operations.
 *
 * @param {Payment} payment
 */
export const needsAttention = ({ operations = [] }) => operations.some(({ attention }) => attention);

/**
 * What is to be said beside the status: why it was declined, or what it waits for.
 *
 * @param {Payment} payment
 * @returns {string}
 */
export function statusNote(payment) {
  if (needsAttention(payment)) {
    return 'Needs attention';
  }
  if (payment.decline) {
    return payment.decline.message;
  }
  if (payment.disputes?.some((dispute) => dispute.status === 'open')) {
    return 'Disputed';
  }
  const pending = payment.operations?.findLast((operation) => operation.status === 'pending');
  if (payment.status === 'requires_action' && pending?.kind !== 'void') {
    return 'Waiting for the customer';
  }
  return pending && payment.status !== 'processing' ? `${sentence(pending.kind)} pending` : '';
}

/** Spaces, and what else is not seen. */
const UNSEEN = /^[\s\p{C}\p{Z}\p{M}\u115F\u1160\u2800\u3164\uFFA0]*$/u;

/**
 * What the merchant calls a payment: its reference, else its description, where there is anything to be read.
 *
 * @param {Payment} payment
 * @returns {string} nothing where it has no name
 */
export function titleOf({ reference, description }) {
  return [reference, description].find((text) => text && !UNSEEN.test(text)) ?? '';
}

/**
 * What part of the amount has moved, where that is not all of it.
 *
 * @param {Payment} payment
 * @returns {string}
 */
export function amountNote(payment) {
  const { amount, amount_captured: captured = 0, amount_refunded: refunded = 0 } = payment;
  const moneyOf = (/** @type {number} */ part) => formatMoney(part, currencyOf(payment.currency));
  if (refunded > 0 && refunded < amount) {
    return `${moneyOf(refunded)} refunded`;
  }
  return captured > 0 && captured < amount ? `${moneyOf(captured)} captured` : '';
}

/** @type {Record<string, string>} */
const BRANDS = { visa: 'Visa', mastercard: 'Mastercard', amex: 'American Express' };

/**
 * @param {import('../gateway/types.js').Method} method
 * @returns {string} pm_card_visa → "Visa", pm_card_declined → "Card · declined", an object → "Stripe"
 */
export function methodName(method) {
  if (typeof method !== 'string') {
    return sentence(method.type);
  }
  const card = /^pm_card_(\w+)$/.exec(method)?.[1];
  return card ? (BRANDS[card] ?? `Card · ${card.replaceAll('_', ' ')}`) : method;
}
