import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readPart, readWhole, refusalOf } from '../../../../frontend/page/money/amounts.js';

const EUR = { code: 'EUR', exponent: 2, smallest: 50, largest: 999_999_999_999 };
const JPY = { code: 'JPY', exponent: 0, smallest: 1, largest: 5_000_000 };
const BHD = { code: 'BHD', exponent: 3, smallest: 1, largest: 5_000_000 };

const refused = (fields) => ({ code: '', errors: [], most: undefined, ...fields });
const amountIsWrong = [{ pointer: '/amount', detail: 'amount must be at most 1999 now, in the minor unit.' }];

test('reads amounts in the decimals of their currency', () => {
  const read = (text, currency) => readPart(text, { currency, most: 1999 }, 'en');

  assert.deepEqual(read('19.99', EUR), { amount: 1999 });
  assert.deepEqual(read('19,9', EUR), { amount: 1990 });
  assert.deepEqual(read('1.999', BHD), { amount: 1999 });
  assert.deepEqual(read('1999', JPY), { amount: 1999 });
  assert.match(read('19.99', JPY).complaint, /JPY has no decimals/);
  assert.match(read('19.999', EUR).complaint, /EUR has 2 decimals/);
  assert.match(read('1,999.00', EUR).complaint, /At most .*19\.99 is left/);
  assert.match(read('', EUR).complaint, /as in/);
  assert.match(read('0.00', EUR).complaint, /more than nothing/);
  assert.match(read('20', EUR).complaint, /At most .*19\.99 is left/);
  assert.match(read('9'.repeat(40), EUR).complaint, /At most .*19\.99 is left/);
});

test('a part may be smaller than the smallest payment', () => {
  assert.deepEqual(readPart('0.01', { currency: EUR, most: 1999 }, 'en'), { amount: 1 });
});

test('a payment is within the bounds of its currency, which are said in its decimals', () => {
  assert.deepEqual(readWhole('0.50', EUR, 'en'), { amount: 50 });
  assert.deepEqual(readWhole('5,000,000', JPY, 'en'), { amount: 5_000_000 });
  for (const text of ['0', '0.49', '10000000000', '9'.repeat(15)]) {
    assert.match(readWhole(text, EUR, 'en').complaint, /^A payment may be from \D*0\.50 to \D*9,999,999,999\.99\.$/);
  }
  assert.match(readWhole('5000001', JPY, 'en').complaint, /to ¥5,000,000\.$/);
  assert.match(readWhole('ten', JPY, 'en').complaint, /Write the amount as in/);
});

test('a limit of the server is said in the decimals of the currency', () => {
  const tooMuch = refused({ code: 'amount_exceeds_refundable', most: 1999, errors: amountIsWrong });

  assert.match(refusalOf(tooMuch, EUR), /^At most \D*19\.99 is left\.$/);
  assert.match(refusalOf(refused({ code: 'amount_too_large', errors: amountIsWrong }), EUR), /^A payment may be from/);
  assert.match(refusalOf(refused({ code: 'amount_too_small', errors: amountIsWrong }), JPY), /from ¥1 to/);
});

test('other words about an amount are the server’s, and none where it is not at fault', () => {
  const errors = [{ pointer: '/amount', detail: 'amount must be an integer.' }];

  assert.equal(refusalOf(refused({ code: 'invalid_type', errors }), EUR), 'amount must be an integer.');
  assert.equal(refusalOf(refused({ code: 'x', errors: [{ pointer: '/reason', detail: 'too long' }] }), EUR), '');
  assert.equal(refusalOf(refused({ code: 'x' }), EUR), '');
});
