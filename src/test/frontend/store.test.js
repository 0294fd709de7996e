import assert from 'node:assert/strict';
import { test } from 'node:test';
import { EMPTY, LIVE_ROWS, apply, extend, leavesGap, merge, snapshot } from '../../../frontend/js/store.js';

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
  const state = merge(snapshot(page([1], null, 4)), payment(1, 3, 'captured'));

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
  assert.equal(extended.next, null);
});

test('keeps a bounded number of rows and knows where the rest is', () => {
  let state = EMPTY;
  for (let n = 1; n <= LIVE_ROWS + 20; n++) {
    state = apply(state, event(n, payment(n)));
  }

  assert.equal(state.rows.length, LIVE_ROWS);
  assert.equal(state.rows.at(-1).id, id(21));
  assert.equal(state.next, `/v1/payments?limit=50&after=${id(21)}`);
});

test('sees a hole in the positions', () => {
  const state = snapshot(page([1], null, 4));

  assert.equal(leavesGap(state, event(5, payment(2))), false);
  assert.equal(leavesGap(state, event(3, payment(2))), false);
  assert.equal(leavesGap(state, event(6, payment(2))), true);
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
