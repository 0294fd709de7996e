import assert from 'node:assert/strict';
import { test } from 'node:test';
import { amountWords, keptInstant, searchWords, statusWords, timeWords, toInstant, toLocal } from '../../../../frontend/page/filter/words.js';
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
  const now = new Date(2026, 10, 26);

  assert.equal(timeWords({}, 'en-GB', now), '');
  assert.match(timeWords({ created_gte: since }, 'en-GB', now), /^since 2 Mar\D*09:30$/);
  assert.match(timeWords({ created_lt: since }, 'en-GB', now), /^until 2 Mar\D*09:30$/);
  assert.equal(timeWords({ created_gte: 'nonsense' }, 'en-GB', now), 'since nonsense');
});

test('says the year where it is another, and seconds where there are some', () => {
  const now = new Date(2026, 10, 26);

  assert.match(timeWords({ created_gte: toInstant('2025-03-02T09:30') }, 'en-GB', now), /^since 2 Mar 2025\D*09:30$/);
  assert.match(timeWords({ created_gte: toInstant('2026-03-02T09:30:15') }, 'en-GB', now), /^since 2 Mar\D*09:30:15$/);
});

test('says a time that moves on as what it is', () => {
  assert.equal(timeWords({ created: 'today' }, 'en'), 'Today');
  assert.equal(timeWords({ created: 'week' }, 'en'), 'Last 7 days');
  assert.equal(timeWords({ created: 'hour' }, 'en'), 'Last hour');
});

test('an instant goes to a field and back', () => {
  assert.equal(toLocal(toInstant('2026-03-02T09:30')), '2026-03-02T09:30');
  assert.equal(toLocal(toInstant('2026-03-02T09:30:15')), '2026-03-02T09:30:15');
  assert.equal(toInstant(''), '');
  assert.equal(toLocal(undefined), '');
  assert.equal(toLocal('nonsense'), '');
});

test('an instant whose field was not touched stays as it was', () => {
  for (const instant of ['2026-03-02T09:30:15.123456Z', '2026-03-02T10:30:15+01:00']) {
    assert.equal(keptInstant(toLocal(instant), instant), instant);
  }
  assert.equal(keptInstant('2026-03-02T09:30', '2026-03-02T10:30:15Z'), toInstant('2026-03-02T09:30'));
  assert.equal(keptInstant('', '2026-03-02T10:30:15Z'), '');
  assert.equal(keptInstant('', undefined), '');
});

test('the hour that comes twice stays the second one', () => {
  const before = process.env.TZ;
  process.env.TZ = 'Europe/Berlin';
  try {
    const second = '2026-10-25T01:30:00Z';

    assert.equal(toLocal(second), '2026-10-25T02:30');
    assert.equal(keptInstant('2026-10-25T02:30', second), second);
    assert.match(timeWords({ created_gte: second }, 'en-GB', new Date('2026-11-26')), /02:30 (CET|GMT\+1)$/);
    assert.match(timeWords({ created_gte: '2026-10-25T00:30:00Z' }, 'en-GB', new Date('2026-11-26')), /02:30$/);
  } finally {
    process.env.TZ = before ?? '';
  }
});

test('says what was searched for', () => {
  const at = searchWords({ reference: 'order-1', currency: 'EUR', status: 'captured,voided,failed' }, 'en');

  assert.equal(searchWords({}, 'en'), '');
  assert.equal(searchWords({ currency: 'JPY', created: 'today' }, 'en'), 'Searched by currency (JPY), time (Today).');
  assert.equal(searchWords({ needs_attention: 'true' }, 'en'), 'Searched by what needs attention.');
  assert.match(at, /^Searched by status \(Captured, Voided, Failed\), currency \(EUR\)\. /);
  assert.match(at, / No reference is exactly “order-1”, letter by letter\./);
  assert.match(searchWords({ reference: 'op_01K8T3B6Y2E9RV0H5M7Q4N1C8D' }, 'en'), /^No payment and no operation has the ID “op_01K8/);
});
