import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Row } from '../../../../frontend/page/list/row.js';
import { learnThem } from '../testing/currencies.js';
import { fakePage } from '../testing/elements.js';

learnThem();

const PAYMENT = {
  id: 'pay_1', version: 1, status: 'captured', amount: 1234, currency: 'EUR', payment_method: 'pm_card_visa',
  reference: 'order-1', created_at: '2026-03-01T10:20:30.400Z',
};

const row = () => new Row(fakePage().querySelector('template'));

test('tells the whole time on hover, whatever it shows', () => {
  const { element } = show(row());
  const time = element.querySelector('time');

  assert.equal(time.dateTime, PAYMENT.created_at);
  assert.equal(time.title, new Date(PAYMENT.created_at).toLocaleString(undefined, { dateStyle: 'full', timeStyle: 'long' }));
  assert.match(time.title, /2026/);
  assert.notEqual(time.textContent, '');
});

test('stands out when it changes, and no longer than it glows', () => {
  const shown = show(row());
  assert.ok(!shown.element.classList.contains('is-changed'));

  shown.mark('is-changed');
  shown.element.listeners.animationend({ animationName: 'arrive' });
  assert.ok(shown.element.classList.contains('is-changed'));
  shown.element.listeners.animationend({ animationName: 'glow' });

  assert.ok(!shown.element.classList.contains('is-changed'));
});

test('stands out anew when it changes again', () => {
  const shown = show(row());

  shown.mark('is-new');
  shown.mark('is-changed');

  assert.ok(shown.element.classList.contains('is-changed'));
  assert.ok(!shown.element.classList.contains('is-new'));
});

test('says that a payment needs attention, to whoever hears its name too', () => {
  const made = row();

  made.show({ ...PAYMENT, operations: [{ status: 'pending', attention: { reason: 'key_forgotten' } }] }, '/');

  assert.equal(made.element.querySelector('.reason').textContent, 'Needs attention');
  assert.ok(made.element.classList.contains('is-wanted'));
  assert.match(made.link.attributes['aria-label'], /, Captured, needs attention$/);
});

function show(made) {
  made.show(PAYMENT, '/?payment=pay_1');
  return made;
}
