import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clock } from '../../../frontend/js/chart.js';
import { describe, minuteWords } from '../../../frontend/js/minutechart.js';

const MINUTES = { times: [600, 660, 720], all: [0, 1, 1200], refused: [0, 0, 7] };

test('a minute is said with its time and its payments', () => {
  assert.equal(minuteWords(MINUTES, 0), `${clock(600)}: no payments`);
  assert.equal(minuteWords(MINUTES, 1), `${clock(660)}: 1 payment`);
});

test('the last minute is said to be under way', () => {
  assert.equal(minuteWords(MINUTES, 2), `${clock(720)}, this minute: 1200 payments, 7 refused`);
});

test('the whole picture is said in a sentence', () => {
  assert.match(describe(MINUTES), /^1201 payments in the last hour, 7 of them refused; at most 1200 in a minute, at /);
  assert.equal(describe({ times: [600], all: [0], refused: [0] }), 'No payments in the last hour.');
});
