import assert from 'node:assert/strict';
import { test } from 'node:test';
import { EMPTY, apply, applyAll, expire, extend, mergeAll, rowOf, snapshot, trim } from '../../../../frontend/page/stream/store.js';

const id = (n) => `pay_${String(n).padStart(6, '0')}`;
const payment = (n, version = 1, status = 'processing') => ({ id: id(n), version, status });
const event = (position, of) => ({ id: position, type: 'payment.x', payment_id: of.id, version: of.version, data: of });
const ids = (state) => state.rows.map((row) => row.id);
const page = (numbers, next = null, position = 0) => ({ data: numbers.map((n) => payment(n)), next, position });

test('starts from a snapshot and its position', () => {
  const state = snapshot(page([3, 2, 1], '/v1/payments?after=x', 12));

  assert.deepEqual(ids(state), [id(3), id(2), id(1)]);
  assert.equal(state.position, 12);
});

test('puts a new payment on top and moves on', () => {
  const state = apply(snapshot(page([1], null, 4)), event(5, payment(2)));

  assert.deepEqual(ids(state), [id(2), id(1)]);
  assert.equal(state.position, 5);
});

test('lets go of what its time has passed by', () => {
  const at = (n, hour) => ({ ...payment(n), created_at: new Date(2026, 2, 2, hour).toISOString() });
  const state = snapshot({ data: [at(3, 23), at(2, 22), at(1, 8)], next: 'x', position: 1 }, { created: 'hour' });

  assert.deepEqual(ids(expire(state, new Date(2026, 2, 2, 23))), [id(3), id(2)]);
  assert.deepEqual(ids(expire(state, new Date(2026, 2, 3, 9))), []);
  assert.equal(expire(state, new Date(2026, 2, 3, 9)).more, false);
  assert.equal(expire({ ...state, filter: {} }, new Date(2026, 2, 3, 9)).rows.length, 3);
});

test('puts a payment that comes late where it belongs', () => {
  const state = apply(snapshot(page([9, 5], null, 4)), event(5, payment(7)));

  assert.deepEqual(ids(state), [id(9), id(7), id(5)]);
});

test('ignores an event at or below its position', () => {
  const state = snapshot(page([1], null, 4));

  assert.equal(apply(state, event(4, payment(1, 9))), state);
  assert.equal(apply(state, event(1, payment(2))), state);
});

test('never replaces a version by a lower one, and still moves on', () => {
  const state = mergeAll(snapshot(page([1], null, 4)), [payment(1, 3, 'captured')]);

  const after = apply(state, event(5, payment(1, 2, 'authorized')));

  assert.equal(after.rows[0].status, 'captured');
  assert.equal(after.position, 5);
});

test('leaves the state it was given as it was', () => {
  const state = snapshot(page([2, 1], null, 4));

  apply(state, event(5, payment(2, 2, 'captured')));

  assert.equal(state.rows[0].status, 'processing');
  assert.equal(state.position, 4);
});

test('a payment below the last row waits for its page', () => {
  const more = snapshot(page([9, 8], '/v1/payments?after=x', 4));
  const all = snapshot(page([9, 8], null, 4));

  assert.deepEqual(ids(apply(more, event(5, payment(1)))), [id(9), id(8)]);
  assert.deepEqual(ids(apply(all, event(5, payment(1)))), [id(9), id(8), id(1)]);
});

test('an older page goes to the end and does not undo what the stream said', () => {
  const state = apply(snapshot(page([5, 4], '/next', 1)), event(2, payment(4, 2, 'captured')));

  const extended = extend(state, { data: [payment(4), payment(3), payment(2)], next: null, position: 2 });

  assert.deepEqual(ids(extended), [id(5), id(4), id(3), id(2)]);
  assert.equal(extended.rows[1].status, 'captured');
  assert.equal(extended.more, false);
});

test('lets go of its end when it is long, and knows that there is more', () => {
  const long = snapshot(page([9, 8, 7, 6, 5, 4, 3, 2, 1]));

  assert.equal(trim(long, 5), long);
  assert.deepEqual(ids(trim(long, 4)), [id(9), id(8), id(7), id(6)]);
  assert.equal(trim(long, 4).more, true);
});

test('a payment that no longer matches leaves, and one that now matches comes to its place', () => {
  const narrow = snapshot(page([9, 5], null, 4), { status: 'processing' });

  const without = apply(narrow, event(5, payment(9, 2, 'captured')));
  const within = apply(without, event(6, payment(7, 4, 'processing')));

  assert.deepEqual(ids(without), [id(5)]);
  assert.deepEqual(ids(within), [id(7), id(5)]);
  assert.equal(within.position, 6);
});

test('what does not match changes nothing but the position', () => {
  const narrow = snapshot(page([5], null, 4), { currency: 'EUR' });

  const after = apply(narrow, event(5, { ...payment(6), currency: 'JPY' }));

  assert.equal(after.rows, narrow.rows);
  assert.equal(after.position, 5);
});

test('many events at once are as one after the other', () => {
  const start = snapshot(page([5, 4], '/next', 4), { status: 'processing,captured' });
  const events = [payment(6), payment(5, 2, 'voided'), payment(6, 2, 'captured'), payment(3, 2), payment(4, 2, 'captured')]
    .map((one, index) => event(index + 3, one));

  assert.deepEqual(applyAll(start, events), events.reduce(apply, start));
});

test('a row holds what it shows and no more', () => {
  const operations = [{ kind: 'sale', status: 'succeeded' }, { kind: 'refund', status: 'pending' }];

  const row = rowOf({ ...payment(1), metadata: { a: 1 }, operations });

  assert.equal('metadata' in row, false);
  assert.deepEqual(row.operations, [operations[1]]);
  assert.equal(rowOf({ ...payment(1), operations: [operations[0]] }).operations, undefined);
});

test('any order and any repetition end with the newest versions, sorted', () => {
  const seed = Number(process.env.SEED ?? Date.now() % 1e9);
  const random = generator(seed);
  for (let round = 0; round < 200; round++) {
    const events = Array.from({ length: 60 }, (_, index) =>
      event(index + 1, payment(Math.floor(random() * 12), Math.floor(random() * 8) + 1)));
    const state = events.flatMap((one) => (random() < 0.3 ? [one, one] : [one])).reduce(apply, EMPTY);

    const newest = group(events);
    const expected = [...newest].sort().reverse()
      .map(([key, list]) => [key, Math.max(...list.map((one) => one.version))]);
    assert.deepEqual(state.rows.map((row) => [row.id, row.version]), expected, `SEED=${seed}`);
  }
});

function group(events) {
  const groups = new Map();
  for (const one of events) {
    groups.set(one.payment_id, [...(groups.get(one.payment_id) ?? []), one]);
  }
  return groups;
}

function generator(seed) {
  let state = seed;
  return () => {
    state = (state * 1664525 + 1013904223) % 4294967296;
    return state / 4294967296;
  };
}
