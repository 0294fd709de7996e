import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inSight, scrollFor } from '../../../frontend/js/viewport.js';

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

test('scrolls no further than it must', () => {
  const row = { height: 60, ceiling: 100, screen: 600 };

  assert.equal(scrollFor({ ...row, top: 300 }), 0);
  assert.equal(scrollFor({ ...row, top: 40 }), -60);
  assert.equal(scrollFor({ ...row, top: 570 }), 60);
});
