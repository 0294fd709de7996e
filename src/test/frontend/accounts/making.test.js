import assert from 'node:assert/strict';
import { test } from 'node:test';
import { commandFor } from '../../../../frontend/page/accounts/making.js';

test('makes an account with keys of the mode, none of which is there', () => {
  assert.equal(commandFor('https://pay.example', 'live'), [
    'curl https://pay.example/v1/processor-accounts \\',
    '  -H "Authorization: Bearer $SLUICE_API_KEY" \\',
    '  -H "Content-Type: application/json" \\',
    '  -d \'{"processor": "stripe", "label": "Stripe",',
    '       "credentials": {"secret_key": "sk_live_…"}}\'',
  ].join('\n'));
  assert.match(commandFor('https://pay.example', 'test'), /sk_test_…/);
});
