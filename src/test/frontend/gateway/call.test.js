import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mayHaveHappened } from '../../../../frontend/page/gateway/call.js';

test('only an answer says that nothing happened', () => {
  assert.deepEqual([0, 408, 500, 503].map(mayHaveHappened), [true, true, true, true]);
  assert.deepEqual([401, 404, 409, 422].map(mayHaveHappened), [false, false, false, false]);
});
