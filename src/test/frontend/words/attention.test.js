import assert from 'node:assert/strict';
import { test } from 'node:test';
import { whyOf } from '../../../../frontend/page/words/attention.js';

test('says in sentences why a person has to look', () => {
  assert.match(whyOf({ reason: 'key_forgotten' }), /remembers for a time only/);
  assert.equal(whyOf({ reason: 'several_payments' }), 'Several payments');
});
