import { call } from '../gateway/call.js';

/**
 * Says what came of an operation that no processor can tell of. The same word again changes nothing.
 *
 * @param {string} payment its id
 * @param {string} operation its id
 * @param {import('./meaning.js').Word} word
 * @returns {Promise<import('../gateway/types.js').Payment>} the payment after it
 */
export const resolve = (payment, operation, word) =>
  call(`/v1/payments/${encodeURIComponent(payment)}/operations/${encodeURIComponent(operation)}/resolution`,
    { method: 'POST', body: word });
