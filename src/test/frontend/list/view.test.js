import assert from 'node:assert/strict';
import { beforeEach, mock, test } from 'node:test';
import { PaymentsView } from '../../../../frontend/page/list/view.js';
import { EMPTY, mergeAll } from '../../../../frontend/page/stream/store.js';
import { fakePage } from '../testing/elements.js';

const PAINT_EVERY_MS = 250;

let now;
let counted;
let view;
let state;
let painted;

beforeEach(() => {
  mock.restoreAll();
  mock.timers.reset();
  mock.timers.enable({ apis: ['setTimeout'] });
  now = 100_000;
  mock.method(performance, 'now', () => now);
  counted = [];
  painted = [];
  const root = fakePage();
  const announcer = { say() {}, count: ({ added, changed }) => counted.push([added, changed]) };
  view = new PaymentsView(root, { announcer, hrefOf: (id) => `/?payment=${id}`, loadOlder: async () => {}, onPause() {} });
  mock.method(view.list, 'render', (rows, _more, difference) => painted.push({ rows: rows.length, ...difference }));
  state = EMPTY;
  view.show(state, 'fresh');
  painted.length = 0;
});

test('paints a burst of events at once', () => {
  for (let number = 1; number <= 100; number++) {
    arrive(number);
  }
  assert.equal(painted.length, 0);

  pass(PAINT_EVERY_MS);

  assert.deepEqual(painted.map(({ rows }) => rows), [100]);
  assert.deepEqual(counted, [[100, 0]]);
});

test('paints four times a second at most, however many events come', () => {
  for (let ms = 0; ms < 2000; ms += 10) {
    arrive(ms);
    pass(10);
  }

  assert.equal(painted.length, 8);
});

test('paints at once after a rest', () => {
  pass(PAINT_EVERY_MS);

  arrive(1);
  pass(0);

  assert.deepEqual(painted.map(({ rows }) => rows), [1]);
});

test('marks what is new and what changed', () => {
  arrive(1);
  pass(PAINT_EVERY_MS);
  arrive(2);
  arrive(1, 2);
  pass(PAINT_EVERY_MS);

  assert.deepEqual([...painted[1].added], ['pay_0002']);
  assert.deepEqual([...painted[1].changed], ['pay_0001']);
});

test('paints nothing while it is paused', () => {
  view.togglePause();
  arrive(1);
  pass(2 * PAINT_EVERY_MS);
  assert.equal(painted.length, 0);

  view.togglePause();

  assert.deepEqual(painted.map(({ rows }) => rows), [1]);
});

function pass(ms) {
  now += ms;
  mock.timers.tick(ms);
}

function arrive(number, version = 1) {
  const id = `pay_${String(number).padStart(4, '0')}`;
  state = mergeAll(state, [{ id, version, status: 'captured' }]);
  view.show(state, 'live');
}
