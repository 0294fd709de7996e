import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Doubts } from '../../../../frontend/page/resolution/doubts.js';
import { hold } from '../../../../frontend/page/session/rights.js';
import { learnThem } from '../testing/currencies.js';
import { fakePage } from '../testing/elements.js';

learnThem();
hold({ scopes: ['payments:write'] });

const attention = { reason: 'key_forgotten', since: '2026-03-02T09:30:02.000Z' };
const refund = (id, fields) => ({ id, kind: 'refund', amount: 400, status: 'pending', processor: 'stripe', ...fields });
const payment = (...operations) => ({ id: 'pay_1', amount: 1000, currency: 'JPY', operations });

test('shows what is in doubt for as long as it is', () => {
  const { doubts } = made();

  doubts.show(payment(refund('op_1')), true);
  assert.deepEqual(doubts.root.children, []);
  doubts.show(payment(refund('op_1', { attention }), refund('op_2', { attention })), true);
  const [list] = doubts.root.children;
  assert.equal(list.children.length, 2);
  assert.ok(!list.hidden);
  doubts.show(payment(refund('op_1', { status: 'failed' }), refund('op_2', { attention })), true);
  assert.deepEqual(list.children.map(({ hidden }) => hidden), [true, false]);
  doubts.show(payment(refund('op_1', { status: 'failed' }), refund('op_2', { status: 'succeeded' })), true);

  assert.ok(list.hidden);
});

test('leaves its forms as they are while the payment changes in other ways', () => {
  const { doubts } = made();
  doubts.show(payment(refund('op_1', { attention })), true);
  const [list] = doubts.root.children;
  const [{ children: [{ children: [, , button] }, form] }] = list.children;
  button.listeners.click();

  doubts.show(payment(refund('op_1', { attention }), refund('op_2')), true);

  assert.equal(list.children.length, 1);
  assert.ok(!form.hidden);
});

test('lets nothing be said while the past is looked at', () => {
  const { doubts } = made();

  doubts.show(payment(refund('op_1', { attention })), false);

  assert.ok(doubts.root.inert);
});

test('says nothing of a doubt that ended while nobody was at it', () => {
  const { doubts, said } = made();

  doubts.show(payment(refund('op_1', { attention })), true);
  doubts.show(payment(refund('op_1', { status: 'succeeded' })), true);

  assert.deepEqual(said, []);
});

function made() {
  const page = fakePage();
  const said = [];
  const doubts = new Doubts(() => ({ root: page.createElement('div'), say: (words) => said.push(words) }));
  return { doubts, said };
}
