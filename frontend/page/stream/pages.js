import { questionOf } from '../filter/filter.js';
import { call } from '../gateway/call.js';

/**
 * @typedef {import('../filter/filter.js').Filter} Filter
 * @typedef {import('../gateway/types.js').Payment} Payment
 * @typedef {import('../gateway/types.js').JournalEvent} JournalEvent
 * @typedef {import('../gateway/types.js').PaymentEvent} PaymentEvent
 *
 * @typedef {object} PaymentPage
 * @property {Payment[]} data newest first
 * @property {string | null} next
 * @property {number} position
 */

/** The first page of the list: what a screen shows, and some more. */
export const PAGE_SIZE = 50;
const MAX_PAGE_SIZE = 500;

/**
 * @param {Filter} filter
 * @param {{after?: string, limit?: number}} [page] after the payment of which id
 * @returns {Promise<PaymentPage>}
 */
export function readPayments(filter, { after, limit = PAGE_SIZE } = {}) {
  const query = questionOf(filter);
  query.set('limit', String(Math.min(limit, MAX_PAGE_SIZE)));
  if (after) {
    query.set('after', after);
  }
  return call(`/v1/payments?${query}`);
}

/**
 * @param {number} position
 * @returns {Promise<{data: JournalEvent[], head: number}>} what comes after it, oldest first
 */
export const readEvents = (position, limit = MAX_PAGE_SIZE) => call(`/v1/events?after=${position}&limit=${limit}`);

/**
 * @param {number} position
 * @returns {Promise<number>} the last one of the journal
 */
export const readHead = async (position) => (await readEvents(position, 1)).head;

/**
 * @param {JournalEvent} event
 * @returns {event is PaymentEvent}
 */
export const isOfPayment = (event) => event.type.startsWith('payment.');
