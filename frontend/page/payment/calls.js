import { call } from '../gateway/call.js';

/**
 * @typedef {import('../gateway/types.js').Payment} Payment
 * @typedef {import('../gateway/types.js').PaymentEvent} PaymentEvent
 * @typedef {import('./intent.js').Ask} Ask
 */

const EVENTS_PER_PAGE = 500;

/**
 * Everything that happened to a payment, from its first event.
 *
 * @param {string} id
 * @returns {Promise<PaymentEvent[]>}
 */
export async function eventsOf(id) {
  const events = [];
  let next = `/v1/payments/${encodeURIComponent(id)}/events?limit=${EVENTS_PER_PAGE}`;
  while (next) {
    const page = await call(next);
    events.push(...page.data);
    next = page.next && pathOf(page.next);
  }
  return events;
}

/**
 * Asks for a capture, a refund or a void.
 *
 * @param {string} id
 * @param {Ask} ask
 * @param {string} key what makes it safe to ask again
 * @returns {Promise<Payment>} as soon as it is recorded; the stream tells the rest
 */
export function operate(id, ask, key) {
  const { kind, ...body } = ask;
  const headers = { 'Idempotency-Key': key, Prefer: 'respond-async' };
  return call(`/v1/payments/${encodeURIComponent(id)}/${kind}s`, { method: 'POST', headers, body });
}

/** @param {string} url as a page gave it; its host may be that of a proxy, so the path counts */
function pathOf(url) {
  const { pathname, search } = new URL(url, location.href);
  return pathname + search;
}
