import assert from 'node:assert/strict';
import { beforeEach, mock, test } from 'node:test';
import { Announcer } from '../../../../frontend/page/words/announce.js';

const FIRST_MS = 1500;
const QUIET_MS = 8000;

let said;
let announcer;

beforeEach(() => {
  mock.timers.reset();
  mock.timers.enable({ apis: ['setTimeout', 'Date'], now: 1_000_000 });
  said = [];
  announcer = new Announcer({ set textContent(sentence) { said.push(sentence); } });
});

test('says in one sentence what came in a while', () => {
  announcer.count({ added: 1, changed: 0 });
  announcer.count({ added: 1, changed: 1 });
  mock.timers.tick(FIRST_MS - 1);
  assert.deepEqual(said, []);

  mock.timers.tick(1);

  assert.deepEqual(said, ['2 new payments, 1 payment changed.']);
});

test('is quiet between two sentences, however much happens', () => {
  for (let ms = 0; ms < FIRST_MS + 2 * QUIET_MS; ms += 100) {
    announcer.count({ added: 1, changed: 0 });
    mock.timers.tick(100);
  }

  assert.deepEqual(said, ['15 new payments.', '80 new payments.', '80 new payments.']);
});

test('counts from nothing after each sentence', () => {
  announcer.count({ added: 3, changed: 0 });
  mock.timers.tick(FIRST_MS);
  announcer.count({ added: 0, changed: 2 });
  mock.timers.tick(QUIET_MS);

  assert.deepEqual(said, ['3 new payments.', '2 payments changed.']);
});

test('says nothing where nothing changed', () => {
  announcer.count({ added: 0, changed: 0 });
  mock.timers.tick(QUIET_MS);

  assert.deepEqual(said, []);
});

test('answers the reader at once', () => {
  announcer.say('The list is paused.');

  assert.deepEqual(said, ['The list is paused.']);
});
