import { matches } from '../filter/filter.js';

/**
 * @typedef {import('../filter/filter.js').Filter} Filter
 * @typedef {import('../gateway/types.js').Payment} Payment
 * @typedef {import('../gateway/types.js').PaymentEvent} PaymentEvent
 * @typedef {import('./pages.js').PaymentPage} PaymentPage
 *
 * @typedef {object} State
 * @property {number} position the last journal position that is in here
 * @property {readonly Payment[]} rows newest first, each id once, all of them match the filter
 * @property {boolean} more whether the server has older ones that match
 * @property {Filter} filter
 */

/** Rows that stay when the list is let go of what was scrolled past. */
export const KEPT_ROWS = 1000;

/** @type {State} */
export const EMPTY = Object.freeze({ position: 0, rows: [], more: false, filter: {} });

/**
 * A list as it was at its position.
 *
 * @param {PaymentPage} page
 * @param {Filter} [filter] what the page was asked for
 * @returns {State}
 */
export function snapshot(page, filter = {}) {
  return { position: page.position, rows: page.data.map(rowOf), more: page.next !== null, filter };
}

/**
 * The state after an event. One at or below the position is known already and changes nothing,
 * not even the identity of the state.
 *
 * @param {State} state
 * @param {PaymentEvent} event
 * @returns {State}
 */
export function apply(state, event) {
  return applyAll(state, [event]);
}

/**
 * @param {State} state
 * @param {readonly PaymentEvent[]} events by position
 * @returns {State}
 */
export function applyAll(state, events) {
  const news = events.filter(({ id }) => id > state.position);
  const last = news.at(-1);
  return last ? { ...mergeAll(state, news.map(({ data }) => data)), position: last.id } : state;
}

/**
 * The state with payments in their places, unless versions at least as new are there. One that
 * does not match leaves. One older than the oldest row waits for its page, so that the list has
 * no hole.
 *
 * @param {State} state
 * @param {readonly Payment[]} payments
 * @returns {State}
 */
export function mergeAll(state, payments) {
  /** @type {Payment[] | null} copied once, and only when something changes */
  let rows = null;
  for (const payment of payments) {
    const all = rows ?? state.rows;
    const index = placeOf(all, payment.id);
    const known = all[index]?.id === payment.id ? all[index] : undefined;
    const wanted = matches(state.filter, payment) && (known || index < all.length || !state.more);
    if (known ? known.version < payment.version : wanted) {
      rows ??= [...state.rows];
      rows.splice(index, known ? 1 : 0, ...(wanted ? [rowOf(payment)] : []));
    }
  }
  return rows ? { ...state, rows } : state;
}

/**
 * The state with a further page at its end.
 *
 * @param {State} state
 * @param {PaymentPage} page
 * @returns {State}
 */
export function extend(state, page) {
  return { ...mergeAll({ ...state, more: false }, page.data), more: page.next !== null };
}

/**
 * The state without its oldest rows, which the server still has. Twice as many may gather
 * before that, so that it is rare.
 *
 * @param {State} state
 * @param {number} [kept]
 * @returns {State}
 */
export function trim(state, kept = KEPT_ROWS) {
  return state.rows.length <= 2 * kept ? state : { ...state, rows: state.rows.slice(0, kept), more: true };
}

/**
 * The state without what is too old by now for its filter, where that is a time which moves on. What is older still
 * does not match either.
 *
 * @param {State} state
 * @param {Date} [now]
 * @returns {State}
 */
export function expire(state, now = new Date()) {
  const rows = state.filter.created ? state.rows.filter((row) => matches(state.filter, row, now)) : state.rows;
  return rows.length === state.rows.length ? state : { ...state, rows, more: false };
}

/**
 * @param {readonly {id: string}[]} rows newest first
 * @param {string} id
 * @returns {number} where the id is, or would be: so many rows are newer
 */
export function placeOf(rows, id) {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (rows[middle].id > id) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

/**
 * What a row shows; tens of thousands of whole payments would be much to hold.
 *
 * @param {Payment} payment
 * @returns {Payment}
 */
export function rowOf(payment) {
  const { id, status, version, amount, currency, amount_captured, amount_refunded, payment_method } = payment;
  const { reference, description, decline, created_at } = payment;
  const disputes = payment.disputes?.filter((dispute) => dispute.status === 'open');
  const operations = payment.operations?.filter((operation) => operation.status === 'pending');
  return {
    id, status, version, amount, currency, amount_captured, amount_refunded, payment_method,
    reference, description, decline, created_at,
    operations: operations?.length ? operations : undefined,
    disputes: disputes?.length ? disputes : undefined,
  };
}
