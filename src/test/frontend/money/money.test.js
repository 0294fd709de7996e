import assert from 'node:assert/strict';
import { test } from 'node:test';
import { currencyOf } from '../../../../frontend/page/money/currencies.js';
import { formatMoney, plainMoney, toDecimal } from '../../../../frontend/page/money/money.js';
import { learnThem } from '../testing/currencies.js';

learnThem();

const written = (minor, code, locale = 'en') => formatMoney(minor, currencyOf(code), locale).replace(/\s/g, ' ');
const plain = (minor, code, locale) => plainMoney(minor, currencyOf(code), locale);

test('formats minor units with the digits of the currency', () => {
  assert.equal(written(1999, 'EUR'), '€19.99');
  assert.equal(written(1999, 'JPY'), '¥1,999');
  assert.equal(written(1999, 'KWD'), 'KWD 1.999');
  assert.equal(written(5, 'EUR'), '€0.05');
});

test('formats the largest amount without losing a cent', () => {
  assert.equal(written(9007199254740991, 'EUR'), '€90,071,992,547,409.91');
  assert.equal(written(9223372036854775807n, 'EUR'), '€92,233,720,368,547,758.07');
});

test('writes an amount as its reader would type it', () => {
  assert.equal(plain(123_456_789, 'EUR', 'en'), '1234567.89');
  assert.equal(plain(123_456_789, 'EUR', 'de'), '1234567,89');
  assert.equal(plain(1999, 'KWD', 'de'), '1,999');
  assert.equal(plain(1999, 'JPY', 'fr'), '1999');
  assert.equal(plain(1250, 'EGP', 'ar-EG'), '١٢٫٥٠');
});

test('writes decimals', () => {
  assert.equal(toDecimal(7, 2), '0.07');
  assert.equal(toDecimal(-1999, 2), '-19.99');
  assert.equal(toDecimal(1999, 0), '1999');
  assert.equal(toDecimal(123_456n, 3), '123.456');
});
