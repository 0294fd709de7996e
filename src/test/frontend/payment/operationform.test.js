import assert from 'node:assert/strict';
import { test } from 'node:test';
import { currencyOf } from '../../../../frontend/page/money/currencies.js';
import { formatMoney } from '../../../../frontend/page/money/money.js';
import { OperationForm } from '../../../../frontend/page/payment/operationform.js';
import { hold } from '../../../../frontend/page/session/rights.js';
import { learnThem } from '../testing/currencies.js';
import { fakePage } from '../testing/elements.js';

learnThem();
hold({ scopes: ['payments:write', 'refunds:write'] });

const [TWENTY, THIRTY] = [2000, 3000].map((minor) => formatMoney(minor, currencyOf('EUR')));
const HELD = {
  id: 'pay_1', version: 2, status: 'authorized', amount: 3000, currency: 'EUR', amount_authorized: 3000,
  amount_captured: 0, available_actions: { capture: 3000, refund: 0, void: true }, operations: [],
};
const CAPTURING = {
  ...HELD, version: 3, available_actions: { capture: 2000, refund: 0, void: false },
  operations: [{ kind: 'capture', amount: 1000, status: 'pending' }],
};
const PART_CAPTURED = {
  ...HELD, version: 4, status: 'partially_captured', amount_captured: 1000,
  available_actions: { capture: 2000, refund: 1000, void: true },
  operations: [{ kind: 'capture', amount: 1000, status: 'succeeded' }],
};
const VOIDED = { ...HELD, version: 4, status: 'voided', available_actions: { capture: 0, refund: 0, void: false } };

test('asks to confirm what would be released now', () => {
  const shown = askToVoid();
  assert.equal(shown.title.textContent, `Void ${THIRTY}?`);

  shown.form.show(PART_CAPTURED, true);

  assert.equal(shown.title.textContent, `Void ${TWENTY}?`);
  assert.equal(shown.go.textContent, `Void ${TWENTY}`);
  assert.equal(shown.problem.textContent, 'A part was captured meanwhile.');
});

test('goes on asking the same while the same would be released', () => {
  const shown = askToVoid();

  shown.form.show({ ...HELD, version: 3 }, true);

  assert.equal(shown.title.textContent, `Void ${THIRTY}?`);
  assert.equal(shown.problem.textContent, '');
});

test('says that a void has to wait', () => {
  const shown = askToVoid();

  shown.form.show(CAPTURING, true);
  shown.form.show(PART_CAPTURED, true);

  assert.equal(shown.isOpen(), false);
  assert.equal(shown.result.textContent, 'A void is not possible while something else is under way.');
});

test('says that a void is over', () => {
  const shown = askToVoid();

  shown.form.show(VOIDED, true);

  assert.equal(shown.isOpen(), false);
  assert.equal(shown.result.textContent, 'A void is not possible any more.');
});

function askToVoid() {
  fakePage();
  const form = new OperationForm(HELD);
  const [choices, element, { children: [result] }] = form.root.children;
  const [title, , , problem, { children: [go] }] = element.children;
  form.show(HELD, true);
  choices.children[2].listeners.click();
  return { form, title, problem, go, result, isOpen: () => !element.hidden };
}
