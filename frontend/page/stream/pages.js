import { questionOf } from '../filter/filter.js';
import { Problem, call } from '../gateway/call.js';

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
 * @param {{after?: string, limit?: number, minPosition?: number}} [page] after the payment of which id, and the
 *   position that it must not be older than
 * @returns {Promise<PaymentPage>}
 */
export function readPayments(filter, { after, limit = PAGE_SIZE, minPosition } = {}) {
  const query = questionOf(filter);
  query.set('limit', String(Math.min(limit, MAX_PAGE_SIZE)));
  if (after) {
    query.set('after', after);
  }
  return ask(`/v1/payments?${query}`, minPosition);
}

/**
 * @param {number} position
 * @param {number} [minPosition] that must be taken into account
 * @returns {Promise<{data: JournalEvent[], head: number}>} what comes after the position, oldest first
 */
export const readEvents = (position, minPosition, limit = MAX_PAGE_SIZE) =>
  ask(`/v1/events?after=${position}&limit=${limit}`, minPosition);

/**
 * @param {number} position
 * @returns {Promise<number>} the last one of the journal, or one that was it some seconds ago
 */
export const readHead = async (position) => (await readEvents(position, 0, 1)).head;

/**
 * While another version is rolled out an instance of the one before may answer, which refuses `min_position`; the
 * primary database answers there.
 *
 * @param {string} path
 * @param {number} [minPosition]
 */
async function ask(path, minPosition = 0) {
  try {
    return await call(minPosition > 0 ? `${path}&min_position=${minPosition}` : path);
  } catch (problem) {
    if (minPosition > 0 && problem instanceof Problem && problem.status === 422) {
      return call(path);
    }
    throw problem;
  }
}

/**
 * @param {JournalEvent} event
 * @returns {event is PaymentEvent}
 */
export const isOfPayment = (event) => event.type.startsWith('payment.');
