import assert from 'node:assert/strict';
import { test } from 'node:test';
import { count, sentence } from '../../../../frontend/page/words/text.js';

test('counts', () => {
  assert.equal(count(1, 'payment'), '1 payment');
  assert.equal(count(2, 'payment'), '2 payments');
});

test('leaves what people wrote as it is', () => {
  assert.equal(sentence('refund_failed'), 'Refund failed');
  assert.equal(sentence('Ordered by ERIKA'), 'Ordered by ERIKA');
});
