import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Checks } from '../../../../frontend/page/accounts/checks.js';
import { Problem } from '../../../../frontend/page/gateway/call.js';
import { fakePage } from '../testing/elements.js';

const [ONE, OTHER] = ['One', 'Other'].map((label) => ({ id: label, label }));

test('asks for one account at a time', async () => {
  const { asked, answer, checks } = start();

  checks[0].button.listeners.click();
  checks[0].button.listeners.click();
  checks[1].button.listeners.click();
  assert.deepEqual(asked, [ONE]);
  assert.equal(checks[0].button.attributes['aria-busy'], 'true');
  assert.equal(checks[1].button.attributes['aria-disabled'], 'true');
  await answer({ works: true, detail: 'The key is good.' });

  assert.equal(checks[1].button.attributes['aria-disabled'], 'false');
  checks[1].button.listeners.click();
  assert.deepEqual(asked, [ONE, OTHER]);
});

test('goes on after what went wrong', async () => {
  const { asked, fail, checks } = start();

  checks[0].button.listeners.click();
  await fail(new Problem(429, { detail: 'Too many.' }));
  checks[0].button.listeners.click();

  assert.deepEqual(asked, [ONE, ONE]);
});

function start() {
  fakePage();
  const asked = [];
  let settle = {};
  const all = new Checks({
    check: (account) => {
      asked.push(account);
      return new Promise((resolve, reject) => (settle = { resolve, reject }));
    },
  });
  const soon = () => new Promise((resolve) => setImmediate(resolve));
  return {
    asked,
    checks: [ONE, OTHER].map((account) => all.of(account)),
    answer: (answer) => (settle.resolve(answer), soon()),
    fail: (problem) => (settle.reject(problem), soon()),
  };
}
