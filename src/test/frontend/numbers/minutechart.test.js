import assert from 'node:assert/strict';
import { test } from 'node:test';
import { STEPS, clock, short } from '../../../../frontend/page/numbers/chart.js';
import { describe, minuteWords } from '../../../../frontend/page/numbers/minutechart.js';

const MINUTES = { times: [600, 660, 720], all: [0, 1, 1200], refused: [0, 0, 7] };

test('a minute is said with its time and its payments', () => {
  assert.equal(minuteWords(MINUTES, 0), `${clock(600)}: no payments`);
  assert.equal(minuteWords(MINUTES, 1), `${clock(660)}: 1 payment`);
});

test('the last minute is said to be under way', () => {
  assert.equal(minuteWords(MINUTES, 2), `${clock(720)}, this minute: 1,200 payments, 7 refused`);
});

test('the whole picture is said in a sentence', () => {
  assert.match(describe(MINUTES),
    /^1,201 payments in the last hour, 7 of them refused; at most 1,200 in a minute, at /);
  assert.equal(describe({ times: [600], all: [0], refused: [0] }), 'No payments in the last hour.');
});

test('the axis has one line to three, however many payments there are', () => {
  for (const most of [4, 29, 999, 31_000, 99_999, 300_001, 3_000_000, 99_999_999]) {
    const step = STEPS.find((one) => most / one <= 3);

    assert.ok(step !== undefined && most / step >= 1, `${most} by ${step}`);
  }
});

test('the numbers of the axis are short', () => {
  assert.deepEqual([500, 1000, 1500, 20_000, 5_000_000].map((number) => short(number, 'en')),
    ['500', '1K', '1.5K', '20K', '5M']);
});
