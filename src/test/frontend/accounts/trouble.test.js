import assert from 'node:assert/strict';
import { test } from 'node:test';
import { doubtOf, isUnsure, troubleOf } from '../../../../frontend/page/accounts/trouble.js';
import { Problem } from '../../../../frontend/page/gateway/call.js';

const problem = (status, detail = 'It went wrong.') => new Problem(status, { detail });

test('says what to do next', () => {
  assert.equal(troubleOf(problem(0)), 'It went wrong. Try again once you are connected.');
  assert.equal(troubleOf(problem(503)), 'It went wrong. Try again in a moment.');
  assert.match(troubleOf(problem(403)), /Ask whoever gives keys or roles here for it\.$/);
  assert.match(troubleOf(problem(404)), /It was deleted meanwhile\./);
});

test('leaves it at what the server says of too much at once', () => {
  assert.equal(troubleOf(problem(429, 'Try again when that has ended.')), 'Try again when that has ended.');
});

test('says of a change when it may have been made', () => {
  for (const status of [0, 408, 500, 503]) {
    assert.ok(isUnsure(problem(status)), String(status));
    assert.equal(doubtOf(problem(status)), 'It went wrong. Whether it was done is not known. Trying again is safe.');
  }
  for (const status of [403, 404, 422, 429]) {
    assert.ok(!isUnsure(problem(status)), String(status));
    assert.doesNotMatch(doubtOf(problem(status)), /not known/);
  }
});

test('has words for what is no answer at all', () => {
  assert.equal(troubleOf(new Error('Broken')), 'Broken');
});
