import assert from 'node:assert/strict';
import { test } from 'node:test';
import { amountWords, startOf, statusWords, timeWords, toInstant, toLocal } from '../../../../frontend/page/filter/words.js';
import { learnThem } from '../testing/currencies.js';

learnThem();

test('names two statuses and counts more', () => {
  assert.equal(statusWords({}), '');
  assert.equal(statusWords({ status: 'captured,voided' }), 'Captured, Voided');
  assert.equal(statusWords({ status: 'captured,voided,failed' }), '3 statuses');
});

test('says a range of amounts in the currency', () => {
  const currency = 'EUR';

  assert.equal(amountWords({ currency }, 'en'), '');
  assert.equal(amountWords({ currency, amount_gte: '1000' }, 'en'), 'from €10.00');
  assert.equal(amountWords({ currency, amount_lte: '1000' }, 'en'), 'up to €10.00');
  assert.equal(amountWords({ currency, amount_gte: '5', amount_lte: '1000' }, 'en'), '€0.05 – €10.00');
  assert.equal(amountWords({ currency, amount_gte: '5', amount_lte: '5' }, 'en'), '€0.05');
});

test('says a range of time in the zone of the reader', () => {
  const since = toInstant('2026-03-02T09:30');

  assert.equal(timeWords({}, 'en-GB'), '');
  assert.match(timeWords({ created_gte: since }, 'en-GB'), /^since 2 Mar.*09:30$/);
  assert.match(timeWords({ created_lt: since }, 'en-GB'), /^until 2 Mar.*09:30$/);
  assert.equal(timeWords({ created_gte: 'nonsense' }, 'en-GB'), 'since nonsense');
});

test('an instant goes to a field and back', () => {
  assert.equal(toLocal(toInstant('2026-03-02T09:30')), '2026-03-02T09:30');
  assert.equal(toInstant(''), '');
  assert.equal(toLocal(undefined), '');
  assert.equal(toLocal('nonsense'), '');
});

test('a day starts at midnight of the reader', () => {
  const now = new Date(2026, 2, 2, 9, 30);

  assert.deepEqual(startOf('hour', now), new Date(2026, 2, 2, 8, 30));
  assert.deepEqual(startOf('day', now), new Date(2026, 2, 2));
  assert.deepEqual(startOf('week', now), new Date(2026, 1, 24));
});
