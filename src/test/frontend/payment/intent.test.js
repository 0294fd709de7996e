import assert from 'node:assert/strict';
import { test } from 'node:test';
import { choicesOf, effectOf, hasHappened, intentFor } from '../../../../frontend/page/payment/intent.js';
import { hold } from '../../../../frontend/page/session/rights.js';

hold({ scopes: ['payments:write', 'refunds:write'] });

const payment = (fields) => ({
  id: 'pay_1', amount: 1000, amount_authorized: 1000, amount_captured: 400, amount_refunded: 0, currency: 'EUR',
  available_actions: { capture: 600, refund: 400, void: true }, operations: [], ...fields,
});
const keys = () => {
  let number = 0;
  return () => `key-${++number}`;
};

test('offers what is possible, with the most of it', () => {
  assert.deepEqual(choicesOf(payment({})), [
    { kind: 'capture', most: 600 }, { kind: 'refund', most: 400 }, { kind: 'void', most: 600 }]);
  assert.deepEqual(choicesOf(payment({ available_actions: { capture: 0, refund: 400, void: false } })), [
    { kind: 'refund', most: 400 }]);
  assert.deepEqual(choicesOf(payment({ available_actions: undefined })), []);
});

test('offers nothing that whoever is signed in may not do', () => {
  hold({ scopes: ['payments:read', 'refunds:write'] });
  const offered = choicesOf(payment({}));
  hold({ scopes: ['payments:write', 'refunds:write'] });

  assert.deepEqual(offered, [{ kind: 'refund', most: 400 }]);
});

test('gives up all of what the customer has yet to approve', () => {
  const waiting = payment({ status: 'requires_action', amount_authorized: 0, amount_captured: 0,
    available_actions: { capture: 0, refund: 0, void: true } });

  assert.deepEqual(choicesOf(waiting), [{ kind: 'void', most: 1000 }]);
  assert.match(effectOf('void', waiting), /nothing is charged/);
  assert.match(effectOf('void', payment({})), /released/);
});

test('an intent keeps its key for as long as it asks for the same', () => {
  const newKey = keys();
  const first = intentFor(null, { kind: 'refund', amount: 100 }, payment({}), newKey);

  assert.equal(intentFor(first, { kind: 'refund', amount: 100 }, payment({}), newKey), first);
  assert.equal(intentFor(first, { kind: 'refund', amount: 101 }, payment({}), newKey).key, 'key-2');
  assert.equal(intentFor(first, { kind: 'refund', amount: 100, reason: 'x' }, payment({}), newKey).key, 'key-3');
  assert.equal(intentFor(null, { kind: 'refund', amount: 100 }, payment({}), newKey).key, 'key-4');
});

test('sees in the payment that a lost answer was a yes', () => {
  const before = payment({ operations: [{ kind: 'refund', amount: 100 }] });
  const intent = intentFor(null, { kind: 'refund', amount: 100 }, before, keys());

  assert.ok(!hasHappened(intent, before));
  assert.ok(!hasHappened(intent, payment({ operations: [...before.operations, { kind: 'refund', amount: 99 }] })));
  assert.ok(hasHappened(intent, payment({ operations: [...before.operations, { kind: 'refund', amount: 100 }] })));
});
