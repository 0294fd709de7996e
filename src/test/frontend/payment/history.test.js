import assert from 'node:assert/strict';
import { test } from 'node:test';
import { append, changedOperation, entriesOf, isComplete } from '../../../../frontend/page/payment/history.js';
import { learnThem } from '../testing/currencies.js';

learnThem();

const sale = { id: 'op_1', kind: 'sale', amount: 1000, status: 'pending', processor: 'simulator', reason: null };
const done = { ...sale, status: 'succeeded' };
const refund = { id: 'op_2', kind: 'refund', amount: 300, status: 'pending', processor: 'simulator', reason: 'damaged' };

const event = (version, type, operations, fields = {}) => ({
  id: 10 + version, type: `payment.${type}`, payment_id: 'pay_1', version, created_at: `2026-03-02T09:30:0${version}.000Z`,
  data: { id: 'pay_1', status: 'captured', version, amount: 1000, currency: 'JPY', operations, decline: null, ...fields },
});
const life = [
  event(1, 'created', [sale]),
  event(2, 'captured', [done]),
  event(3, 'refund_pending', [done, refund]),
  event(4, 'refund_failed', [done, { ...refund, status: 'declined', reason: 'refund_failed' }]),
];

test('keeps events in order and each once', () => {
  const events = [life[2], life[0], life[2], life[1]].reduce(append, []);

  assert.deepEqual(events.map(({ version }) => version), [1, 2, 3]);
  assert.equal(append(events, life[1]), events);
  assert.ok(isComplete(events));
});

test('sees that an event is missing', () => {
  assert.ok(!isComplete([life[0], life[2]]));
  assert.ok(!isComplete([life[1]]));
});

test('finds the operation that an event is about', () => {
  assert.equal(changedOperation(undefined, life[0].data)?.id, 'op_1');
  assert.equal(changedOperation(life[1].data, life[2].data)?.id, 'op_2');
  assert.equal(changedOperation(life[1].data, life[1].data), undefined);
});

const key = { type: 'api_key', id: 'key_1', name: 'Web shop' };
const simulator = { type: 'processor', name: 'simulator' };

test('tells what happened, by whom and why', () => {
  const entries = entriesOf([key, simulator, { type: 'person', id: 'ada', name: 'Ada Lovelace' }, simulator]
    .map((actor, index) => ({ ...life[index], actor })));

  assert.deepEqual(entries.map(({ actor }) => actor),
    ['by Web shop (key)', 'by simulator', 'by Ada Lovelace', 'by simulator']);
  assert.match(entries[1].title, /1,000 captured$/);
  assert.match(entries[2].title, /^Refund of .*300 requested$/);
  assert.equal(entries[2].note, 'Damaged');
  assert.match(entries[3].title, /^Refund of .*300 did not happen$/);
  assert.equal(entries[3].note, 'Refund failed');
});

test('says why a payment was declined', () => {
  const declined = event(2, 'declined', [{ ...sale, status: 'declined', reason: 'lost_card' }], {
    decline: { code: 'lost_card', message: 'The card was reported lost.' },
  });

  assert.equal(entriesOf([life[0], declined])[1].note, 'The card was reported lost. (lost_card)');
});

test('shows an event that is new to the page as it is written', () => {
  const [entry] = entriesOf([event(1, 'put_on_hold', [sale])]);

  assert.equal(entry.title, 'Put on hold');
  assert.equal(entry.actor, 'by the gateway');
});

test('says what the gateway did by itself', () => {
  const own = (name) => ({ type: 'sluice', name });

  assert.deepEqual(entriesOf([{ ...event(1, 'expired', [sale]), actor: own('expiry') },
    { ...event(2, 'refund_pending', [done, refund]), actor: own('correction') }]).map(({ actor }) => actor),
  ['by itself', 'by the gateway']);
});

test('tells of old events what can be told of them', () => {
  assert.deepEqual(entriesOf(life.map((old) => ({ ...old, actor: null }))).map(({ actor }) => actor),
    ['by the merchant', 'by simulator', 'by the merchant', 'by simulator']);
});

test('keeps a name in its place, whichever way it runs', () => {
  const [entry] = entriesOf([{ ...life[0], actor: { ...key, name: 'חנות' } }]);

  assert.equal(entry.actor, 'by \u2068חנות\u2069 (key)');
});

test('tells of doubts and disputes', () => {
  const doubtful = { ...sale, attention: { reason: 'key_forgotten', since: '2026-03-02T09:30:02.000Z' } };
  const dispute = { id: 'dp_1', amount: 400, reason: 'fraudulent', status: 'open' };
  const entries = entriesOf([
    event(1, 'created', [sale]),
    event(2, 'needs_attention', [doubtful]),
    event(3, 'captured', [done]),
    event(4, 'dispute_opened', [done], { disputes: [dispute] }),
    event(5, 'dispute_won', [done], { disputes: [{ ...dispute, status: 'won' }] }),
  ]);

  assert.deepEqual(entries.map(({ title }) => title), [
    'Payment created', 'Nobody can tell what came of ¥1,000', '¥1,000 captured', '¥400 disputed by the customer',
    'Dispute of ¥400 won',
  ]);
  assert.match(entries[1].note, /remembers for a time only/);
  assert.equal(entries[3].note, 'Fraudulent');
});
