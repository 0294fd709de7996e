/**
 * @typedef {import('./types.js').Payment} Payment
 * @typedef {import('./types.js').PaymentEvent} PaymentEvent
 * @typedef {import('./types.js').PaymentPage} PaymentPage
 *
 * @typedef {object} State
 * @property {number} position the last journal position that is in here
 * @property {readonly Payment[]} rows newest first, each id once
 * @property {string | null} next where the older payments are
 * @property {number} room how many rows are kept
 */

/** Rows kept while payments stream in; what the reader asked for with "Older" comes on top. */
export const LIVE_ROWS = 500;

export const PAGE_SIZE = 50;

/** @type {State} */
export const EMPTY = Object.freeze({ position: 0, rows: [], next: null, room: LIVE_ROWS });

/**
 * A list as it was at its position.
 *
 * @param {PaymentPage} page
 * @returns {State}
 */
export function snapshot(page) {
  return { position: page.position, rows: page.data, next: page.next, room: LIVE_ROWS };
}

/**
 * The state after an event. An event at or below the position is known already and changes
 * nothing, not even the identity of the state.
 *
 * @param {State} state
 * @param {PaymentEvent} event
 * @returns {State}
 */
export function apply(state, event) {
  if (event.id <= state.position) {
    return state;
  }
  return { ...merge(state, event.data), position: event.id };
}

/**
 * Positions have no gap, so a jump means that something was missed.
 *
 * @param {State} state
 * @param {PaymentEvent} event
 */
export function leavesGap(state, event) {
  return event.id > state.position + 1;
}

/**
 * The state with a payment in its place, unless a version at least as new is there. A payment
 * older than the oldest row waits for "Older payments", so that the list has no hole.
 *
 * @param {State} state
 * @param {Payment} payment
 * @returns {State}
 */
export function merge(state, payment) {
  const index = placeOf(state.rows, payment.id);
  const known = state.rows[index];
  if (known?.id === payment.id) {
    return known.version >= payment.version ? state : { ...state, rows: state.rows.with(index, payment) };
  }
  if (index === state.rows.length && state.next !== null) {
    return state;
  }
  return trim({ ...state, rows: state.rows.toSpliced(index, 0, payment) });
}

/**
 * The state with a further page at its end.
 *
 * @param {State} state
 * @param {PaymentPage} page
 * @returns {State}
 */
export function extend(state, page) {
  const roomy = { ...state, next: null, room: state.room + page.data.length };
  return { ...page.data.reduce(merge, roomy), next: page.next };
}

/**
 * @param {State} state
 * @returns {State}
 */
function trim(state) {
  if (state.rows.length <= state.room) {
    return state;
  }
  const rows = state.rows.slice(0, state.room);
  return { ...state, rows, next: `/v1/payments?limit=${PAGE_SIZE}&after=${rows[rows.length - 1].id}` };
}

/**
 * @param {readonly Payment[]} rows newest first
 * @param {string} id
 * @returns {number} where the id is, or would be
 */
function placeOf(rows, id) {
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
