import assert from 'node:assert/strict';
import { test } from 'node:test';
import { count, isolated, sentence, tooLong } from '../../../../frontend/page/words/text.js';

test('counts', () => {
  assert.equal(count(1, 'payment'), '1 payment');
  assert.equal(count(2, 'payment'), '2 payments');
});

test('measures as the gateway does, for which an emoji is one character', () => {
  assert.equal(tooLong('A reason', '😀'.repeat(200), 200), '');
  assert.equal(tooLong('A reason', 'x'.repeat(200), 200), '');
  assert.equal(tooLong('A reason', '😀'.repeat(201), 200), 'A reason may have 200 characters at most; this has 201.');
});

test('leaves what people wrote as it is', () => {
  assert.equal(sentence('refund_failed'), 'Refund failed');
  assert.equal(sentence('Ordered by ERIKA'), 'Ordered by ERIKA');
});

test('groups the digits of large numbers', () => {
  assert.equal(count(2020, 'payment'), `${(2020).toLocaleString()} payments`);
});

test('keeps what turns text around from the words after it', () => {
  assert.equal(isolated('order-1'), 'order-1');
  for (const turning of ['\u202Eredro', '\u05D0\u05D1', '\u0627']) {
    assert.equal(isolated(turning), `\u2068${turning}\u2069`);
  }
});
