/**
 * @typedef {import('../gateway/types.js').Payment} Payment
 *
 * @typedef {object} Filter what the list is narrowed to, in the API's names and in text as in the address
 * @property {string} [status] a comma between them
 * @property {string} [currency]
 * @property {string} [reference]
 * @property {string} [created_gte]
 * @property {string} [created_lt]
 * @property {string} [amount_gte] minor units
 * @property {string} [amount_lte] minor units
 */

/** @type {readonly (keyof Filter)[]} */
export const FILTERS = ['status', 'currency', 'reference', 'created_gte', 'created_lt', 'amount_gte', 'amount_lte'];

/**
 * @param {URLSearchParams} query
 * @returns {Filter} without what is empty
 */
export function filterOf(query) {
  return Object.fromEntries(FILTERS.flatMap((name) => (query.get(name) ? [[name, query.get(name)]] : [])));
}

/**
 * @param {Filter} filter
 * @returns {URLSearchParams} always in the same order
 */
export function queryOf(filter) {
  return new URLSearchParams(FILTERS.flatMap((name) => (filter[name] ? [[name, filter[name] ?? '']] : [])));
}

/** @param {Filter} filter */
export const isNarrow = (filter) => FILTERS.some((name) => filter[name]);

/**
 * As the server decides it, so that a list which was read narrow stays right while it is live.
 *
 * @param {Filter} filter
 * @param {Payment} payment
 */
export function matches(filter, payment) {
  return (
    (!filter.status || filter.status.split(',').includes(payment.status)) &&
    (!filter.currency || filter.currency === payment.currency) &&
    (!filter.reference || filter.reference === payment.reference) &&
    (!filter.amount_gte || payment.amount >= Number(filter.amount_gte)) &&
    (!filter.amount_lte || payment.amount <= Number(filter.amount_lte)) &&
    (!filter.created_gte || timeOf(payment.created_at) >= timeOf(filter.created_gte)) &&
    (!filter.created_lt || timeOf(payment.created_at) < timeOf(filter.created_lt))
  );
}

/** @param {string} instant */
const timeOf = (instant) => Date.parse(instant);
