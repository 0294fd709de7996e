import assert from 'node:assert/strict';
import { test } from 'node:test';
import { filterOf, isNarrow, matches, queryOf, questionOf } from '../../../../frontend/page/filter/filter.js';

const payment = {
  id: 'pay_1', status: 'captured', currency: 'EUR', reference: 'order-1', amount: 1999,
  created_at: '2026-03-02T09:30:00.123456Z',
};

const yes = [
  {},
  { status: 'captured' },
  { status: 'voided,captured' },
  { currency: 'EUR', reference: 'order-1' },
  { amount_gte: '1999', amount_lte: '1999' },
  { created_gte: '2026-03-02T09:30:00Z', created_lt: '2026-03-02T09:31:00Z' },
];

const no = [
  { status: 'capture' },
  { currency: 'JPY' },
  { reference: 'order' },
  { amount_gte: '2000' },
  { amount_lte: '1998' },
  { created_gte: '2026-03-02T09:31:00Z' },
  { created_lt: '2026-03-02T09:30:00Z' },
  { status: 'captured', currency: 'USD' },
];

for (const filter of yes) {
  test(`matches ${JSON.stringify(filter)}`, () => assert.equal(matches(filter, payment), true));
}

for (const filter of no) {
  test(`does not match ${JSON.stringify(filter)}`, () => assert.equal(matches(filter, payment), false));
}

test('matches what needs attention for as long as it does', () => {
  const attention = { reason: 'key_forgotten', since: '2026-03-02T09:30:02.000Z' };
  const filter = { needs_attention: 'true' };

  assert.equal(matches(filter, { ...payment, operations: [{ status: 'pending', attention }] }), true);
  assert.equal(matches(filter, { ...payment, operations: [{ status: 'succeeded' }] }), false);
  assert.equal(matches(filter, payment), false);
  assert.equal(queryOf(filterOf(new URLSearchParams(filter))).toString(), 'needs_attention=true');
});

test('reads the address and writes it again', () => {
  const query = new URLSearchParams('currency=EUR&payment=pay_1&status=captured,voided&reference=');

  assert.deepEqual(filterOf(query), { status: 'captured,voided', currency: 'EUR', created: undefined });
  assert.equal(queryOf(filterOf(query)).toString(), 'status=captured%2Cvoided&currency=EUR');
});

test('knows whether it narrows', () => {
  assert.equal(isNarrow({}), false);
  assert.equal(isNarrow({ status: undefined }), false);
  assert.equal(isNarrow({ currency: 'EUR' }), true);
});

test('a time that moves on stays so in the address, and is an instant for the server', () => {
  const query = 'created=today';
  const filter = filterOf(new URLSearchParams(query));

  assert.equal(queryOf(filter).toString(), query);
  assert.equal(questionOf(filter, new Date(2026, 2, 2, 9, 30)).get('created_gte'), new Date(2026, 2, 2).toISOString());
  assert.equal(questionOf(filter, new Date(2026, 2, 3, 0, 0)).get('created_gte'), new Date(2026, 2, 3).toISOString());
  assert.equal(questionOf(filter).has('created'), false);
  assert.deepEqual(filterOf(new URLSearchParams('created=tomorrow')), { created: undefined });
});

test('what was of today is not any more after midnight', () => {
  const late = { ...payment, created_at: new Date(2026, 2, 2, 23, 59).toISOString() };

  assert.equal(matches({ created: 'today' }, late, new Date(2026, 2, 2, 23, 59, 30)), true);
  assert.equal(matches({ created: 'today' }, late, new Date(2026, 2, 3, 0, 0)), false);
  assert.equal(matches({ created: 'hour' }, late, new Date(2026, 2, 3, 0, 58)), true);
  assert.equal(matches({ created: 'hour' }, late, new Date(2026, 2, 3, 1, 0)), false);
  assert.equal(matches({ created: 'week' }, late, new Date(2026, 2, 8, 23, 0)), true);
});
