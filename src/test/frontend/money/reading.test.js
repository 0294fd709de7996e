import assert from 'node:assert/strict';
import { test } from 'node:test';
import { currencyOf } from '../../../../frontend/page/money/currencies.js';
import { formatMoney, plainMoney } from '../../../../frontend/page/money/money.js';
import { parseMoney, reshape } from '../../../../frontend/page/money/reading.js';
import { ALL, learnThem } from '../testing/currencies.js';

learnThem();

/** They differ in separators, groups, digits, the place and the name of the currency, and the direction. */
const LOCALES = ['en', 'en-IN', 'en-ZA', 'de', 'de-CH', 'fr', 'fr-CH', 'es', 'pt', 'pt-CV', 'sv', 'pl', 'ar-EG', 'ar-MA', 'fa',
  'ur', 'ckb', 'he', 'hi', 'hi-IN-u-nu-deva', 'bn', 'ne', 'my', 'dz', 'ja', 'zh-u-nu-hanidec', 'th-u-nu-thai', 'ff-Adlm'];
const SEED = Number(process.env.SEED ?? Date.now() % 1_000_000);

const read = (text, code = 'EUR', locale = 'en') => {
  const { minor, complaint } = parseMoney(text, currencyOf(code), locale);
  return complaint?.replace(/\s/g, ' ') ?? Number(minor);
};

test(`what is shown is read again, for every currency in every language (SEED=${SEED})`, () => {
  let state = SEED;
  const random = (below) => (state = (state * 48271 + 11) % 2147483647) % below;
  for (const currency of ALL) {
    for (const locale of LOCALES) {
      const minor = BigInt(1 + random(10 ** (1 + random(9)))) * 10n ** BigInt(random(4));
      for (const write of [formatMoney, plainMoney]) {
        const text = write(minor, currency, locale);
        assert.deepEqual(parseMoney(text, currency, locale), { minor }, `${locale}: ${text}`);
      }
    }
  }
});

test('a separator is what it is in the language of the reader', () => {
  assert.equal(read('1,000', 'KWD', 'en'), 1_000_000);
  assert.equal(read('1,000', 'KWD', 'de'), 1000);
  assert.equal(read('1.000', 'KWD', 'de'), 1_000_000);
  assert.equal(read('1.000', 'BHD', 'en'), 1000);
  assert.equal(read('5,000.000', 'KWD', 'en'), 5_000_000);
  assert.equal(read('1,999.00'), 199_900);
  assert.equal(read('1,999', 'JPY'), 1999);
  assert.equal(read('1.999', 'JPY', 'de'), 1999);
  assert.equal(read('1,00,000', 'INR', 'en-IN'), 10_000_000);
  assert.equal(read('1 234,5', 'EUR', 'fr'), 123_450);
  assert.equal(read("1'234.50", 'CHF', 'de-CH'), 123_450);
});

test('what is written otherwise is read where there is one way to', () => {
  assert.equal(read('19,9'), 1990);
  assert.equal(read('19.99', 'EUR', 'fr'), 1999);
  assert.equal(read('1.234,56'), 123_456);
  assert.equal(read('1 000'), 100_000);
  assert.equal(read('1.000.000'), 100_000_000);
  assert.equal(read('0,500', 'KWD'), 500);
  assert.equal(read(' 20 '), 2000);
});

test('what can be read in two ways is refused with both', () => {
  assert.equal(read('1.000', 'KWD', 'fr'), 'It may be 1 000,000 KWD or 1,000 KWD: write which one.');
  assert.match(read('1,000', 'KWD', 'de-CH'), /^It may be KWD 1.000\.000 or KWD 1\.000: write which one\.$/);
  assert.match(read('1.000', 'EUR', 'fr'), /^EUR has 2 decimals/);
});

test('digits of other scripts are digits', () => {
  assert.equal(read('١٢٫٥', 'EGP', 'ar-EG'), 1250);
  assert.equal(read('۱٬۲۳۴٫۵۶', 'EUR', 'fa'), 123_456);
  assert.equal(read('१२.५', 'INR', 'hi'), 1250);
  assert.equal(read('１９．９９', 'USD', 'ja'), 1999);
  assert.equal(read('١٬٠٠٠', 'KWD', 'en'), 1_000_000);
});

test('the currency may stand beside its amount, another may not', () => {
  for (const text of ['€5', '5 €', 'EUR 5', '5eur', '€5.00']) {
    assert.equal(read(text), 500);
  }
  assert.equal(read('$5', 'CAD'), 500);
  for (const text of ['$5', 'USD 5', '€5€', '€']) {
    assert.match(read(text), /^Write the amount as in €1,234\.50\.$/);
  }
});

test('no digit is lost, however many there are', () => {
  assert.deepEqual(parseMoney('123456789012345678901.23', currencyOf('EUR'), 'en'), { minor: 12345678901234567890123n });
});

for (const text of ['', 'ten', '-1', '.5', '1e3', '1.', ',', '1/2', '1-000', '1,,000', '1,0000', '10,00,00', '1 00', '5²', '9'.repeat(70)]) {
  test(`refuses "${text}" rather than guessing`, () => assert.match(read(text), /rite the amount as in/));
}

test('says how many decimals there are', () => {
  assert.equal(read('19.999'), 'EUR has 2 decimals: write the amount as in €1,234.50.');
  assert.equal(read('12.50', 'JPY'), 'JPY has no decimals: write the amount as in ¥1,234.');
});

test('reads nothing in a currency of which it does not know the decimals', () => {
  assert.match(read('1', 'XXX'), /cannot be read/);
});

test('an amount follows the currency', () => {
  const follow = (text, from, to, locale) => reshape(text, currencyOf(from), currencyOf(to), locale);

  assert.equal(follow('19.99', 'EUR', 'JPY', 'en'), '20');
  assert.equal(follow('1,234', 'JPY', 'EUR', 'en'), '1234.00');
  assert.equal(follow('2,5', 'EUR', 'KWD', 'de'), '2,500');
  assert.equal(follow('1.005', 'KWD', 'EUR', 'en'), '1.01');
  assert.equal(follow('ten', 'JPY', 'EUR', 'en'), 'ten');
});
