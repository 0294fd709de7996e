import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { PageTitle } from '../../../../frontend/page/frame/title.js';

const PAYMENT = { id: 'pay_1', reference: 'order-1', status: 'captured' };

let page;
let title;

beforeEach(() => {
  page = { hidden: false, title: '' };
  globalThis.document = page;
  title = new PageTitle();
  title.show(true);
});

test('names what is shown', () => {
  assert.equal(page.title, 'Payments · Sluice');
  title.open(PAYMENT);
  assert.equal(page.title, 'order-1 · Captured · Sluice');
  title.open({ ...PAYMENT, reference: null });
  assert.equal(page.title, 'pay_1 · Captured · Sluice');
  title.open(null);
  assert.equal(page.title, 'Payments · Sluice');
  title.show(false);
  assert.equal(page.title, 'Sign in · Sluice');
});

test('says when it is not live', () => {
  title.connect('Offline');
  assert.equal(page.title, 'Payments · Offline · Sluice');
  title.connect('');
  assert.equal(page.title, 'Payments · Sluice');
});

test('counts the payments that came while nobody looked', () => {
  title.apply({ version: 1 });
  assert.equal(page.title, 'Payments · Sluice');
  page.hidden = true;
  title.apply({ version: 1 });
  title.apply({ version: 2 });
  title.apply({ version: 1 });
  assert.equal(page.title, '(2) Payments · Sluice');
  title.look();
  assert.equal(page.title, 'Payments · Sluice');
});
