import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inSight, scrollFor } from '../../../../frontend/page/list/viewport.js';
import { EMPTY, extend } from '../../../../frontend/page/stream/store.js';

const look = { screen: 600, height: 60, count: 50_000, beyond: 2 };

test('shows the rows of the screen and some more', () => {
  assert.deepEqual(inSight({ ...look, above: -200 }), { first: 0, last: 9 });
  assert.deepEqual(inSight({ ...look, above: 60_000 }), { first: 998, last: 1012 });
});

test('stays within the list', () => {
  assert.deepEqual(inSight({ ...look, above: 2_999_900 }), { first: 49_996, last: 50_000 });
  assert.deepEqual(inSight({ ...look, above: 9_999_999 }), { first: 50_000, last: 50_000 });
  assert.deepEqual(inSight({ ...look, count: 0, above: 0 }), { first: 0, last: 0 });
  assert.deepEqual(inSight({ ...look, above: -9_999 }), { first: 0, last: 0 });
});

test('keeps few of 50,000 payments in sight, wherever the reader is', () => {
  const id = (n) => `pay_${String(n).padStart(6, '0')}`;
  let state = { ...EMPTY, more: true };
  for (let newest = 50_000; newest > 0; newest -= 250) {
    const data = Array.from({ length: 250 }, (_, n) => ({ id: id(newest - n), version: 1 }));
    state = extend(state, { data, next: newest > 250 ? 'further' : null });
  }

  const { rows, more } = state;
  const most = rows.length * look.height - look.screen;
  const at = (share) => inSight({ ...look, above: share * most });
  const shown = [0, 0.5, 1].map(at).map(({ first, last }) => rows.slice(first, last).map((row) => row.id));

  assert.equal(rows.length, 50_000);
  assert.equal(more, false);
  assert.deepEqual(shown.map((ids) => ids.length), [12, 14, 12]);
  assert.deepEqual([shown[0][0], shown[1][7], shown[2].at(-1)], [id(50_000), id(25_000), id(1)]);
});

test('scrolls no further than it must', () => {
  const row = { height: 60, ceiling: 100, screen: 600 };

  assert.equal(scrollFor({ ...row, top: 300 }), 0);
  assert.equal(scrollFor({ ...row, top: 40 }), -60);
  assert.equal(scrollFor({ ...row, top: 570 }), 60);
});
