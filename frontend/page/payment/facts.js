import { badge, element, moment } from '../elements/element.js';
import { moneyOf } from '../money/sum.js';
import { nameOf } from '../words/actor.js';
import { whyOf } from '../words/attention.js';
import { methodLine, methodName } from '../words/payment.js';
import { isolated, sentence } from '../words/text.js';
import { span } from '../words/time.js';

/**
 * @typedef {import('../gateway/types.js').Payment} Payment
 * @typedef {import('../gateway/types.js').Operation} Operation
 */

/** @type {Record<string, string>} */
const TONES = { pending: 'moving', succeeded: 'good', declined: 'bad', failed: 'bad' };

/** What a customer may have to approve. */
const CHARGES = new Set(['authorize', 'sale']);

/**
 * What is known of a payment beside its money.
 *
 * @param {Payment} payment
 * @returns {HTMLElement[]}
 */
export function facts(payment) {
  const method = methodName(payment.payment_method);
  const rows = [
    row('Method', method, method === payment.payment_method ? null : methodLine(payment.payment_method)),
    row('Capture', payment.capture && sentence(payment.capture)),
    row('Reference', payment.reference),
    row('Description', payment.description),
    row('Customer', payment.customer),
    row('Created', time(payment.created_at)),
    row('Last change', payment.updated_at && time(payment.updated_at)),
    row('Expires', payment.expires_at && time(payment.expires_at)),
    row('Decline code', payment.decline && element('span', { class: 'mono' }, payment.decline.code)),
    row('Network code', payment.decline?.network_code && element('span', { class: 'mono' }, payment.decline.network_code)),
    row('Advice', payment.decline?.advice && sentence(payment.decline.advice)),
    ...(payment.disputes ?? []).map((dispute) => row('Dispute', disputeLine(dispute, payment.currency), dispute.id)),
    ...Object.entries(payment.metadata ?? {}).map(([name, value]) => row(name, value, null, 'mono')),
  ];
  return [
    element('div', { class: 'sheet-title' }, element('h3', {}, 'Details')),
    element('dl', { class: 'facts' }, ...rows),
  ];
}

/**
 * @param {import('../gateway/types.js').Dispute} dispute
 * @param {string} currency
 */
function disputeLine({ amount, status, reason }, currency) {
  return element('span', {}, moneyOf(amount, currency), ` · ${sentence(status)} · ${isolated(sentence(reason))}`);
}

/**
 * What processors were asked for, and what they answered.
 *
 * @param {Payment} payment
 * @returns {HTMLElement[]}
 */
export function operations(payment) {
  const items = (payment.operations ?? []).map((operation) => item(operation, payment));
  return [
    element('div', { class: 'sheet-title' }, element('h3', {}, 'Operations')),
    element('ol', { class: 'operations' }, ...items),
  ];
}

/**
 * @param {Operation} operation
 * @param {Payment} payment
 */
function item(operation, { status: paymentStatus, currency }) {
  const { kind, amount, status, processor, reason, attempts = [], actor } = operation;
  const { created_at: asked, completed_at: answered, attention, resolution } = operation;
  const took = asked && answered ? span(Date.parse(answered) - Date.parse(asked)) : '';
  const awaited = paymentStatus === 'requires_action' && CHARGES.has(kind) ? 'the customer' : (processor ?? 'the processor');
  const said = [processor, took && `in ${took}`].filter(Boolean).join(' ');
  return element('li', {},
    element('div', { class: 'operation-line' },
      element('span', { class: 'operation-kind' }, sentence(kind)),
      badge(sentence(status), TONES[status] ?? 'quiet'),
      moneyOf(amount, currency)),
    actor ? element('p', { class: 'operation-note' }, `Asked for by ${nameOf(actor)}`) : null,
    element('p', { class: 'operation-note' },
      status === 'pending' ? `Waiting for ${attention ? 'a person' : awaited}` : `Answered by ${said}`,
      reason ? ` · ${isolated(sentence(reason))}` : ''),
    attention ? element('p', { class: 'operation-note' }, `Needs attention: ${whyOf(attention)}, since `,
      time(attention.since)) : null,
    resolution ? element('p', { class: 'operation-note' },
      `Resolved by ${nameOf(resolution.actor)}`, resolution.note ? ` · ${isolated(resolution.note)}` : '') : null,
    ...attempts.map((attempt) =>
      element('p', { class: 'operation-note' }, `Before, ${attempt.processor}: ${sentence(attempt.reason)}`)),
    element('p', { class: 'operation-id mono' }, operation.id),
    operation.processor_reference ? element('p', { class: 'operation-id mono' }, operation.processor_reference) : null);
}

/**
 * @param {string} name
 * @param {HTMLElement | string | null | undefined} value
 * @param {string | null} [title]
 * @param {string} [kind]
 */
function row(name, value, title = null, kind = '') {
  return value ? element('div', {}, element('dt', {}, name), element('dd', { title, class: kind || null }, value)) : null;
}

/** @param {string} at */
const time = (at) => moment(at, new Date(at).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'medium' }));
