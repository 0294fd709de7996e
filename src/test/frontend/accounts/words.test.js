import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  credentialOf, doneOf, effectOf, introOf, nameOf, notificationsOf, reachOf, secretsOf, takesOf, warningOf,
} from '../../../../frontend/page/accounts/words.js';
import { learnThem } from '../testing/currencies.js';

learnThem();

const ALL = { currencies: [], amount_gte: null, amount_lte: null, payment_methods: [] };
const STRIPE = {
  id: 'pra_1', processor: 'stripe', label: 'Stripe, Europe', enabled: true, order: 1, routing: ALL, credentials: {},
  secrets: ['secret_key', 'webhook_secret'], notification_url: '/processors/pra_1/notifications', first_used_at: null,
};
const DISABLED = { ...STRIPE, id: 'pra_2', enabled: false };

test('says which payments an account takes', () => {
  const taken = [
    [{}, 'All payments that Stripe takes'],
    [{ currencies: ['EUR'] }, 'Payments in EUR'],
    [{ currencies: ['EUR', 'GBP', 'USD'] }, 'Payments in EUR, GBP, or USD'],
    [{ payment_methods: ['token', 'stripe'] }, 'Payments by a token or Stripe'],
    [{ currencies: ['EUR'], amount_gte: 100, payment_methods: ['stripe'] }, 'Payments in EUR, of €1.00 or more, by Stripe'],
  ];

  taken.forEach(([routing, words]) => assert.equal(takes(routing), words));
});

test('writes amounts in the decimals of the one currency', () => {
  assert.equal(takes({ currencies: ['EUR'], amount_gte: 100, amount_lte: 500000 }), 'Payments in EUR, of €1.00 to €5,000.00');
  assert.equal(takes({ currencies: ['JPY'], amount_lte: 500000 }), 'Payments in JPY, of up to ¥500,000');
  assert.equal(takes({ currencies: ['KWD'], amount_gte: 1500, amount_lte: 1500 }), 'Payments in KWD, of exactly KWD 1.500');
  assert.equal(takes({ currencies: ['XXX'], amount_gte: 1500 }), 'Payments in XXX, of 1500 XXX (in minor units) or more');
});

test('guesses no decimals where there is not one currency', () => {
  assert.equal(takes({ amount_gte: 100, amount_lte: 500000 }), 'Payments of 100 to 500,000 in minor units');
  assert.equal(takes({ currencies: ['EUR', 'JPY'], amount_lte: 500000 }), 'Payments in EUR or JPY, of up to 500,000 in minor units');
  assert.equal(takes({ amount_gte: 0 }), 'Payments of 0 or more in minor units');
});

test('names secrets, and warns where that of notifications is missing', () => {
  assert.equal(secretsOf(STRIPE), 'Secret key, webhook secret');
  assert.equal(credentialOf('api_key'), 'API key');
  assert.equal(warningOf(STRIPE), '');
  assert.equal(warningOf({ secrets: ['secret_key'] }), 'Notifications are not believed until the webhook secret is given.');
});

test('says where notifications go, and where nobody reaches that', () => {
  const at = (page, path = STRIPE.notification_url) => notificationsOf({ notification_url: path }, page);

  assert.equal(at('https://pay.example/?status=captured'), 'https://pay.example/processors/pra_1/notifications');
  assert.equal(at('https://x.example/pay/', '/pay/processors/pra_1/notifications'), 'https://x.example/pay/processors/pra_1/notifications');
  for (const host of ['localhost:8080', '127.0.0.1', '[::1]:8080', 'sluice.localhost']) {
    assert.ok(reachOf(`http://${host}/?status=captured`).startsWith(`No processor elsewhere reaches http://${host}: `), host);
  }
  assert.equal(reachOf('https://localhost.example/'), '');
});

test('says what it means to disable an account', () => {
  const other = { ...STRIPE, id: 'pra_3' };

  assert.equal(effectOf(STRIPE, [STRIPE, other, DISABLED]),
    'No new payment is made with it. What was begun there goes on being asked for there: captures, refunds and voids too.');
  assert.match(effectOf(STRIPE, [STRIPE, DISABLED]), /No account is enabled then: new payments go/);
});

test('says what it means to enable an account', () => {
  assert.equal(effectOf(DISABLED, [STRIPE, DISABLED]), 'New payments that it takes are made with it, in its order.');
  assert.match(effectOf(DISABLED, [DISABLED]), /So far new payments go to the processors/);
});

test('says what was done', () => {
  assert.match(doneOf(STRIPE), /^It is enabled/);
  assert.match(doneOf(DISABLED), /^It is disabled: no new payment/);
});

test('says who is asked where no account is enabled', () => {
  assert.match(introOf([DISABLED, STRIPE]), /^In the order in which they are asked/);
  assert.match(introOf([DISABLED]), /^None is enabled: new payments go to the processors that the operator/);
});

test('leaves the words around a name in their order', () => {
  assert.equal(nameOf(STRIPE), 'Stripe, Europe');
  assert.equal(nameOf({ label: '\u05d0' }), '\u2068\u05d0\u2069');
});

/** In a language whose spaces are those of the keyboard. */
const takes = (routing) => takesOf({ ...STRIPE, routing: { ...ALL, ...routing } }, 'en-US').replaceAll('\u00a0', ' ');
