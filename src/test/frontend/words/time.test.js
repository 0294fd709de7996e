import assert from 'node:assert/strict';
import { test } from 'node:test';
import { offset, span, timeOf } from '../../../../frontend/page/words/time.js';

test('shows the date when it is not today', () => {
  const now = new Date(2026, 4, 10, 12);

  assert.equal(timeOf(new Date(2026, 4, 10, 9, 5, 7), now, 'en-GB'), '09:05:07');
  assert.equal(timeOf(new Date(2026, 4, 9, 9, 5, 7), now, 'en-GB'), '9 May, 09:05');
  assert.equal(timeOf(new Date(2025, 4, 9, 9, 5, 7), now, 'en-GB'), '9 May 2025, 09:05');
});

test('writes lengths of time for reading', () => {
  assert.deepEqual([449, 1500, 60_000, 61_000, 3_600_000, 90_000_000].map(span), ['449 ms', '1.5 s', '1 min', '1 min 1 s', '1 h', '1 d 1 h']);
  assert.equal(offset('2026-03-02T09:30:00.000Z', '2026-03-02T09:30:00.449Z'), '+449 ms');
  assert.equal(offset('2026-03-02T09:30:00Z', '2026-03-02T09:30:00Z'), '');
});
