import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { ResolutionForm } from '../../../../frontend/page/resolution/form.js';
import { hold } from '../../../../frontend/page/session/rights.js';
import { learnThem } from '../testing/currencies.js';
import { fakePage } from '../testing/elements.js';

learnThem();

const attention = { reason: 'key_forgotten', since: '2026-03-02T09:30:02.000Z' };
const SALE = { id: 'op_1', kind: 'sale', amount: 1000, status: 'pending', processor: 'stripe', attention };
const DONE = { ...SALE, status: 'succeeded', attention: undefined, resolution: { actor: { type: 'person', name: 'Ada' }, note: null } };
const paymentWith = (operation) => ({ id: 'pay_1', amount: 1000, currency: 'JPY', operations: [operation] });

/** What the gateway was asked, and what it answers. */
let asked = [];
let answers = [];

beforeEach(() => {
  hold({ scopes: ['payments:write'] });
  asked = [];
  globalThis.fetch = async (path, { body }) => {
    asked.push({ path, body: JSON.parse(body) });
    return answers.shift()();
  };
});

test('sends what was chosen and confirmed', async () => {
  answers = [answer(200, paymentWith({ ...DONE, processor_reference: 'pi_1' }))];
  const shown = open();

  await shown.submit();
  assert.equal(shown.outcomeProblem.textContent, 'Choose what came of it.');
  shown.choose('succeeded');
  shown.reference.value = ' pi_1 ';
  await shown.submit();
  assert.deepEqual(asked, []);
  assert.match(shown.question.textContent, /counts as taken/);
  await shown.submit();

  assert.deepEqual(asked, [{ path: '/v1/payments/pay_1/operations/op_1/resolution',
    body: { outcome: 'succeeded', processor_reference: 'pi_1' } }]);
  assert.ok(shown.form.isOver);
  assert.match(shown.said[0], /^Recorded: /);
});

test('sends no reference of what failed', async () => {
  answers = [answer(200, paymentWith({ ...DONE, status: 'failed' }))];
  const shown = open();

  shown.choose('succeeded');
  shown.reference.value = 'pi_1';
  shown.choose('failed');
  assert.ok(shown.referenceField.hidden);
  await shown.submit();
  await shown.submit();

  assert.deepEqual(asked[0].body, { outcome: 'failed' });
});

test('refuses at the field what the gateway would refuse', async () => {
  const shown = open();
  shown.choose('succeeded');

  shown.reference.value = 'pi 1';
  shown.note.value = 'x'.repeat(501);
  await shown.submit();

  assert.match(shown.referenceProblem.textContent, /without spaces/);
  assert.match(shown.noteProblem.textContent, /500 characters at most; this has 501/);
});

test('says at the field what the gateway refused', async () => {
  answers = [answer(422, { detail: 'No.', errors: [{ pointer: '/note', detail: 'must not be a card number' }] })];
  const shown = open();

  shown.choose('failed');
  await shown.submit();
  await shown.submit();

  assert.equal(shown.noteProblem.textContent, 'must not be a card number');
  assert.equal(shown.title.textContent, 'What came of it?');
});

test('offers to try again where the answer was lost, and says what the stream brings', async () => {
  answers = [() => Promise.reject(new TypeError('gone')), answer(503, { detail: 'Busy.' })];
  const shown = open();
  shown.choose('succeeded');
  await shown.submit();
  await shown.submit();
  assert.match(shown.problem.textContent, /Trying again is safe/);
  assert.equal(shown.go.textContent, 'Try again');

  await shown.submit();
  assert.deepEqual(asked[1], asked[0]);
  shown.form.show(paymentWith(DONE), DONE);

  assert.ok(shown.form.isOver);
  assert.match(shown.said[0], /^Recorded: /);
});

test('stays with what has to be done first', async () => {
  const detail = 'This payment is being voided. Resolve the void first, then this operation.';
  answers = [answer(409, { code: 'release_pending', detail })];
  const shown = open();

  shown.choose('failed');
  await shown.submit();
  await shown.submit();

  assert.equal(shown.problem.textContent, detail);
  assert.equal(shown.go.textContent, 'Record failure');
});

test('goes away when somebody else was faster', () => {
  const shown = open();

  shown.form.show(paymentWith(DONE), DONE);

  assert.ok(shown.form.root.hidden);
  assert.match(shown.said[0], /said before, by Ada/);
});

test('offers nothing to whoever may not', () => {
  hold({ scopes: ['payments:read'] });
  const { button } = made();

  assert.ok(button.hidden);
});

/** @param {number} status */
function answer(status, body) {
  return () => ({ ok: status < 400, status, headers: new Headers(), json: async () => body });
}

function made() {
  fakePage();
  const said = [];
  const form = new ResolutionForm(paymentWith(SALE), SALE, { onStart() {}, onEnd: (words) => said.push(words) });
  const [{ children: [, , button] }, element] = form.root.children;
  return { form, said, button, element };
}

function open() {
  const shown = made();
  const [title, fields, question, problem, { children: [go] }] = shown.element.children;
  const [{ children: [choices, outcomeProblem] }, referenceField, noteField] = fields.children;
  shown.button.listeners.click();
  return {
    ...shown, title, question, problem, go, outcomeProblem, referenceField,
    reference: referenceField.children[1], referenceProblem: referenceField.children[3],
    note: noteField.children[1], noteProblem: noteField.children[3],
    choose(outcome) {
      choices.children.forEach(({ children: [input] }, index) => (input.checked = index === (outcome === 'failed' ? 1 : 0)));
      fields.listeners.change();
    },
    async submit() {
      shown.element.listeners.submit({ preventDefault() {} });
      await new Promise((done) => setImmediate(done));
    },
  };
}
