import { Problem, call } from '../gateway/call.js';

/** @typedef {{kind: 'pay' | 'op' | '', value: string}} Id without a kind where none was written */

const ID = /^(?:(pay|op)_)?([0-7][0-9a-hjkmnp-tv-z]{25})$/i;

/**
 * @param {string} text in capitals or not
 * @returns {Id | null} the id that it may be
 */
export function idIn(text) {
  const [, kind = '', value = ''] = ID.exec(text) ?? [];
  return value ? { kind: /** @type {Id['kind']} */ (kind.toLowerCase()), value: value.toLowerCase() } : null;
}

/**
 * The payment that has an id, or an operation with it.
 *
 * @param {Id} id
 * @returns {Promise<string | null>} its own id; null where there is none
 */
export async function paymentOf({ kind, value }) {
  const payment = `pay_${value}`;
  if (kind === 'pay' || (kind === '' && await isThere(payment))) {
    return payment;
  }
  const { data } = await call(`/v1/payments?operation=op_${value}`);
  return data[0]?.id ?? null;
}

/** @param {string} payment */
async function isThere(payment) {
  try {
    await call(`/v1/payments/${payment}`);
    return true;
  } catch (problem) {
    if (problem instanceof Problem && problem.status === 404) {
      return false;
    }
    throw problem;
  }
}
