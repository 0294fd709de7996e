import { needsAttention } from '../words/payment.js';
import { isSpan, startOf } from './span.js';

/**
 * @typedef {import('../gateway/types.js').Payment} Payment
 *
 * @typedef {object} Filter what the list is narrowed to, in the API's names and in text as in the address
 * @property {string} [status] a comma between them
 * @property {string} [currency]
 * @property {string} [reference]
 * @property {string} [needs_attention] true, where it narrows
 * @property {string} [created] a time that moves on, of the page's own: hour, today or week
 * @property {string} [created_gte]
 * @property {string} [created_lt]
 * @property {string} [amount_gte] minor units
 * @property {string} [amount_lte] minor units
 */

/** @type {readonly (keyof Filter)[]} */
export const FILTERS = ['status', 'currency', 'reference', 'needs_attention', 'created', 'created_gte', 'created_lt',
  'amount_gte', 'amount_lte'];

/**
 * @param {URLSearchParams} query
 * @returns {Filter} with no other time beside one that moves on
 */
export function filterOf(query) {
  const filter = Object.fromEntries(FILTERS.flatMap((name) => (query.get(name) ? [[name, query.get(name)]] : [])));
  return isSpan(filter.created ?? undefined)
    ? { ...filter, created_gte: undefined, created_lt: undefined }
    : { ...filter, created: undefined };
}

/**
 * @param {Filter} filter
 * @returns {URLSearchParams} always in the same order
 */
export function queryOf(filter) {
  return new URLSearchParams(FILTERS.flatMap((name) => (filter[name] ? [[name, filter[name] ?? '']] : [])));
}

/**
 * What the server is asked for: with the instants that a time which moves on stands for now.
 *
 * @param {Filter} filter
 * @param {Date} [now]
 * @returns {URLSearchParams}
 */
export const questionOf = (filter, now = new Date()) => queryOf(fixed(filter, now));

/** @param {Filter} filter */
export const isNarrow = (filter) => FILTERS.some((name) => filter[name]);

/**
 * As the server decides it, so that a list which was read narrow stays right while it is live.
 *
 * @param {Filter} asked
 * @param {Payment} payment
 * @param {Date} [now]
 */
export function matches(asked, payment, now = new Date()) {
  const filter = asked.created ? fixed(asked, now) : asked;
  return (
    (!filter.status || filter.status.split(',').includes(payment.status)) &&
    (!filter.currency || filter.currency === payment.currency) &&
    (!filter.reference || filter.reference === payment.reference) &&
    (!filter.needs_attention || needsAttention(payment)) &&
    (!filter.amount_gte || payment.amount >= Number(filter.amount_gte)) &&
    (!filter.amount_lte || payment.amount <= Number(filter.amount_lte)) &&
    (!filter.created_gte || timeOf(payment.created_at) >= timeOf(filter.created_gte)) &&
    (!filter.created_lt || timeOf(payment.created_at) < timeOf(filter.created_lt))
  );
}

/**
 * @param {Filter} filter
 * @param {Date} now
 * @returns {Filter}
 */
function fixed({ created, ...filter }, now) {
  return isSpan(created) ? { ...filter, created_gte: startOf(created, now).toISOString() } : filter;
}

/** @param {string} instant */
const timeOf = (instant) => Date.parse(instant);
