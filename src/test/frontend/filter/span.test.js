import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isSpan, startOf } from '../../../../frontend/page/filter/span.js';

test('a day starts at midnight of the reader', () => {
  const now = new Date(2026, 2, 2, 9, 30);

  assert.deepEqual(startOf('hour', now), new Date(2026, 2, 2, 8, 30));
  assert.deepEqual(startOf('today', now), new Date(2026, 2, 2));
  assert.deepEqual(startOf('week', now), new Date(2026, 1, 24));
});

test('an address may say anything', () => {
  assert.equal(isSpan('today'), true);
  assert.equal(isSpan('toString'), false);
  assert.equal(isSpan(undefined), false);
});
