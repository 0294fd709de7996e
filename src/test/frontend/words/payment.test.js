import assert from 'node:assert/strict';
import { test } from 'node:test';
import { amountNote, lookOf, methodLine, methodName, needsAttention, statusNote, titleOf } from '../../../../frontend/page/words/payment.js';
import { learnThem } from '../testing/currencies.js';

learnThem();

const payment = (fields) => ({ status: 'captured', amount: 1000, currency: 'JPY', ...fields });

test('every status of the contract has words of its own', () => {
  const statuses = ['processing', 'requires_action', 'authorized', 'partially_captured', 'captured',
    'partially_refunded', 'refunded', 'voided', 'declined', 'failed', 'expired'];

  assert.equal(new Set(statuses.map((status) => lookOf(status).word)).size, statuses.length);
});

test('a status that is new to the page is shown as written', () => {
  assert.deepEqual(lookOf('under_review'), { word: 'Under review', tone: 'quiet' });
});

test('says why a payment was declined', () => {
  assert.equal(statusNote(payment({ status: 'declined', decline: { code: 'x', message: 'No funds.' } })), 'No funds.');
});

test('says what is under way', () => {
  const operations = [{ kind: 'authorize', amount: 1000, status: 'succeeded' }, { kind: 'capture', amount: 400, status: 'pending' }];

  assert.equal(statusNote(payment({ status: 'authorized', operations })), 'Capture pending');
  assert.equal(statusNote(payment({ status: 'processing', operations })), '');
});

test('says that the customer is waited for, unless the merchant gives up', () => {
  const operations = [{ kind: 'sale', amount: 1000, status: 'pending' }];
  const givenUp = [...operations, { kind: 'void', amount: 1000, status: 'pending' }];

  assert.equal(statusNote(payment({ status: 'requires_action', operations: givenUp })), 'Void pending');

  assert.equal(statusNote(payment({ status: 'requires_action', operations })), 'Waiting for the customer');
  assert.equal(statusNote(payment({ status: 'requires_action' })), 'Waiting for the customer');
});

test('says what part of the amount has moved, where it is a part', () => {
  assert.equal(amountNote(payment({ amount_captured: 1000, amount_refunded: 0 })), '');
  assert.match(amountNote(payment({ amount_captured: 300 })), /300 captured$/);
  assert.match(amountNote(payment({ amount_captured: 1000, amount_refunded: 200 })), /200 refunded$/);
  assert.equal(amountNote(payment({ amount_captured: 1000, amount_refunded: 1000 })), '');
});

test('names the method', () => {
  assert.equal(methodName('pm_card_visa'), 'Visa');
  assert.equal(methodName('pm_card_declined'), 'Card · declined');
  assert.equal(methodName('pm_sepa'), 'pm_sepa');
  assert.equal(methodName({ type: 'stripe', token: 'pm_1' }), 'Stripe');
  assert.equal(methodLine({ type: 'stripe', token: 'pm_1' }), 'stripe, token pm_1');
  assert.equal(methodLine('pm_card_visa'), 'pm_card_visa');
});

test('calls a payment by what can be read', () => {
  assert.equal(titleOf(payment({ reference: 'order-1', description: 'Shoes' })), 'order-1');
  for (const unseen of ['', ' ', '\u200B', '\u00A0\u3000', '\u2800', '\u202E', '\u0301']) {
    assert.equal(titleOf(payment({ reference: unseen, description: 'Shoes' })), 'Shoes');
    assert.equal(titleOf(payment({ reference: unseen, description: unseen })), '');
  }
});

test('says first what somebody has to look at', () => {
  const attention = { reason: 'key_forgotten', since: '2026-03-02T09:30:02.000Z' };
  const disputes = [{ status: 'open' }];

  assert.equal(statusNote(payment({ status: 'processing', operations: [{ status: 'pending', attention }] })),
    'Needs attention');
  assert.equal(statusNote(payment({ decline: { code: 'x', message: 'No funds.' }, operations: [{ attention }] })), 'Needs attention');
  assert.equal(statusNote(payment({ status: 'captured', disputes })), 'Disputed');
  assert.equal(statusNote(payment({ status: 'captured', disputes: [{ status: 'won' }] })), '');
});

test('needs attention as long as one of its operations does', () => {
  const attention = { reason: 'key_forgotten', since: '2026-03-02T09:30:02.000Z' };

  assert.equal(needsAttention(payment({ operations: [{ status: 'succeeded' }, { status: 'pending', attention }] })), true);
  assert.equal(needsAttention(payment({ operations: [{ status: 'succeeded', resolution: {} }] })), false);
  assert.equal(needsAttention(payment({})), false);
});
