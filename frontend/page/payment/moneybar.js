import { element } from '../elements/element.js';
import { moneyOf } from '../money/sum.js';

/** @typedef {import('../gateway/types.js').Payment} Payment */

/**
 * Where the money of a payment is: reserved, taken and given back, as figures and as a bar.
 *
 * @param {Payment} payment
 * @returns {HTMLElement[]}
 */
export function moneyBar(payment) {
  const { amount, currency } = payment;
  const { amount_authorized: authorized = 0, amount_captured: captured = 0, amount_refunded: refunded = 0 } = payment;
  const bar = element('div', { class: 'money-bar', 'aria-hidden': 'true' },
    part('back', refunded, amount),
    part('good', captured - refunded, amount),
    part('held', authorized - captured, amount));
  const figures = element('dl', { class: 'money-figures' },
    figure('Authorized', 'held', authorized, currency),
    figure('Captured', 'good', captured, currency),
    figure('Refunded', 'back', refunded, currency));
  return [bar, figures];
}

/**
 * @param {string} tone
 * @param {number} amount
 * @param {number} whole
 */
function part(tone, amount, whole) {
  if (amount <= 0) {
    return null;
  }
  const piece = element('span', { 'data-tone': tone });
  piece.style.flexBasis = `${(100 * amount) / whole}%`;
  return piece;
}

/**
 * @param {string} name
 * @param {string} tone
 * @param {number} amount
 * @param {string} currency
 */
function figure(name, tone, amount, currency) {
  return element('div', { 'data-tone': tone, 'data-none': amount === 0 },
    element('dt', {}, name),
    element('dd', {}, moneyOf(amount, currency)));
}
