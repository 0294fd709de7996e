import { call, uuid } from '../gateway/call.js';

/**
 * @typedef {import('../gateway/types.js').Payment} Payment
 *
 * @typedef {object} NewPayment
 * @property {number} amount
 * @property {string} currency
 * @property {string} payment_method
 * @property {'automatic' | 'manual'} capture
 * @property {string} [reference]
 * @property {string} [return_url]
 */

/**
 * @param {NewPayment} request
 * @param {number} waitSeconds how long the processor's answer is waited for
 * @returns {Promise<Payment>}
 */
export function makePayment(request, waitSeconds) {
  const headers = { 'Idempotency-Key': uuid(), Prefer: waitSeconds > 0 ? `wait=${waitSeconds}` : 'respond-async' };
  return call('/v1/payments', { method: 'POST', headers, body: request });
}
