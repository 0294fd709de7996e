import assert from 'node:assert/strict';
import { test } from 'node:test';
import { currencies, currencyOf, needCurrencies } from '../../../../frontend/page/money/currencies.js';
import { formatMoney } from '../../../../frontend/page/money/money.js';
import { moneyOf } from '../../../../frontend/page/money/sum.js';
import { Row } from '../../../../frontend/page/list/row.js';
import { ALL, learnThem } from '../testing/currencies.js';
import { fakePage } from '../testing/elements.js';

const answer = (status, body) => (globalThis.fetch = async () => new Response(JSON.stringify(body), { status }));

// The order of these tests counts: a page knows no currency at first.

test('no amount can be written before the currencies are known', () => {
  const row = new Row(fakePage());

  assert.throws(() => currencyOf('EUR'), /not known yet/);
  assert.throws(() => moneyOf(1999, 'EUR'), /not known yet/);
  assert.throws(() => row.show({ id: 'pay_1', amount: 1999, currency: 'HUF', status: 'captured' }, '/'), /not known yet/);
});

test('it is said that amounts need the currencies where these cannot be had', async () => {
  answer(503, { detail: 'Too busy.' });

  await assert.rejects(needCurrencies(), (problem) =>
    problem.status === 503 && /Too busy. Without the currencies no amount can be shown/.test(problem.message));
  assert.throws(() => currencies(), /not known yet/);
});

test('the digits are the server’s, also where a browser has others', async () => {
  answer(200, { data: ALL });

  await needCurrencies();

  assert.equal(formatMoney(1_999_000, currencyOf('HUF'), 'en').replace(/\s/, ' '), 'HUF 19,990.00');
  assert.equal(formatMoney(1_999_000, currencyOf('IQD'), 'en').replace(/\s/, ' '), 'IQD 1,999.000');
  assert.ok(currencies().length > 150);
});

test('what was learnt stays where the currencies cannot be had again', async () => {
  answer(503, {});

  await needCurrencies();

  assert.equal(currencyOf('KWD').exponent, 3);
});

test('an amount of a currency that the server does not have is told in minor units', () => {
  learnThem();

  assert.equal(formatMoney(1999, currencyOf('XXX'), 'en'), '1999 XXX (in minor units)');
  assert.equal(formatMoney(1999, currencyOf(''), 'en'), '1999 (in minor units)');
});
