import assert from 'node:assert/strict';
import { test } from 'node:test';
import { digitsOf, formatMoney, parseMoney, reshape, toDecimal } from '../../../../frontend/page/money/money.js';

test('formats minor units with the digits of the currency', () => {
  assert.equal(formatMoney(1999, 'EUR', 'en'), '€19.99');
  assert.equal(formatMoney(1999, 'JPY', 'en'), '¥1,999');
  assert.equal(formatMoney(1999, 'KWD', 'en').replace(/\s/, ' '), 'KWD 1.999');
  assert.equal(formatMoney(5, 'EUR', 'en'), '€0.05');
});

test('formats the largest amount without losing a cent', () => {
  assert.equal(formatMoney(9007199254740991, 'EUR', 'en'), '€90,071,992,547,409.91');
});

test('shows the code of a currency that is none', () => {
  assert.equal(formatMoney(1999, 'nonsense', 'en'), '1999 nonsense');
});

test('writes decimals', () => {
  assert.equal(toDecimal(7, 2), '0.07');
  assert.equal(toDecimal(-1999, 2), '-19.99');
  assert.equal(toDecimal(1999, 0), '1999');
});

test('reads what people type', () => {
  assert.equal(parseMoney('19.99', 2), 1999);
  assert.equal(parseMoney(' 19,9 ', 2), 1990);
  assert.equal(parseMoney('20', 2), 2000);
  assert.equal(parseMoney('1.999', 3), 1999);
});

for (const text of ['', 'ten', '-1', '1.999', '1,000.50', '.5', '1e3', '1.', '9'.repeat(20)]) {
  test(`refuses "${text}" rather than guessing`, () => assert.equal(parseMoney(text, 2), null));
}

test('what was read is what is written, for every number of digits', () => {
  for (const digits of [0, 2, 3]) {
    for (let minor = 1; minor < 1e12; minor = minor * 7 + 3) {
      assert.equal(parseMoney(toDecimal(minor, digits), digits), minor);
    }
  }
});

test('an amount follows the currency', () => {
  assert.equal(reshape('19.99', digitsOf('JPY')), '20');
  assert.equal(reshape('20', digitsOf('EUR')), '20.00');
  assert.equal(reshape('ten', digitsOf('EUR')), 'ten');
});
