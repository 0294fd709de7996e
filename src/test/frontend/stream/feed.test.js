import assert from 'node:assert/strict';
import { beforeEach, mock, test } from 'node:test';
import { Feed, MOST_TO_FILL, PING_MS } from '../../../../frontend/page/stream/feed.js';

let journal;
let fetched;
let replica;
let links;
let heard;
let feed;

const settled = () => new Promise((resolve) => setImmediate(resolve));
const events = (...ids) => ids.map((id) => ({ id }));
const health = (position, state = 'live', behind = 0) => ({ kind: 'health', state, behind, position });

function link(hear) {
  const made = { hear, said: [], closed: false };
  links.push(made);
  return { post: (request) => made.said.push(request), close: () => (made.closed = true) };
}

beforeEach(() => {
  mock.timers.reset();
  mock.timers.enable({ apis: ['setTimeout', 'setInterval'] });
  journal = 0;
  fetched = [];
  replica = Infinity;
  links = [];
  heard = { ids: [], health: null, reset: 0, signedOut: 0 };
  feed = new Feed({
    onEvents: (some) => heard.ids.push(...some.map(({ id }) => id)),
    onHealth: (now) => (heard.health = now),
    onReset: () => heard.reset++,
    onSignedOut: () => heard.signedOut++,
    own: link,
    events: async (position, minPosition = 0) => {
      fetched.push(position);
      const head = replica >= Math.max(position, minPosition) ? Math.min(replica, journal) : journal;
      const ids = Array.from({ length: Math.min(2, head - position) }, (_, index) => position + 1 + index);
      return { data: events(...ids), head };
    },
  });
});

test('joins with its position and passes on what comes', () => {
  feed.open('mer_1', 4);
  links[0].hear({ kind: 'events', events: events(5, 6) });

  assert.deepEqual(links[0].said, [{ kind: 'join', merchant: 'mer_1', position: 4 }]);
  assert.deepEqual(heard.ids, [5, 6]);
  assert.equal(feed.position, 6);
});

test('takes each event once', () => {
  feed.open('mer_1', 4);
  links[0].hear({ kind: 'events', events: events(3, 4, 5) });
  links[0].hear({ kind: 'events', events: events(5, 6) });

  assert.deepEqual(heard.ids, [5, 6]);
});

test('fetches what came before it joined', async () => {
  journal = 9;
  feed.open('mer_1', 4);

  links[0].hear(health(9));
  assert.deepEqual(heard.health, { state: 'behind', behind: 5 });
  await settled();

  assert.deepEqual(heard.ids, [5, 6, 7, 8, 9]);
  assert.deepEqual(heard.health, { state: 'live', behind: 0 });
});

test('fills a hole, together with what arrives meanwhile', async () => {
  journal = 8;
  feed.open('mer_1', 4);

  links[0].hear({ kind: 'events', events: events(7) });
  links[0].hear({ kind: 'events', events: events(8) });
  await settled();

  assert.deepEqual(heard.ids, [5, 6, 7, 8]);
});

test('fills a hole that a replica of the journal does not have yet', async () => {
  journal = 11;
  replica = 10;
  feed.open('mer_1', 10);

  links[0].hear(health(11));
  await settled();

  assert.deepEqual(heard.ids, [11]);
  assert.equal(feed.position, 11);
});

test('fills no hole beyond the end of the journal', async () => {
  journal = 10;
  feed.open('mer_1', 9);

  links[0].hear(health(12));
  await settled();

  assert.deepEqual(heard.ids, [10]);
  assert.equal(feed.head, 10);
  assert.deepEqual(heard.health, { state: 'live', behind: 0 });
  assert.deepEqual(fetched, [9, 10]);
});

test('starts over when too much is missing', () => {
  feed.open('mer_1', 4);

  links[0].hear(health(5 + MOST_TO_FILL));

  assert.equal(heard.reset, 1);
  assert.equal(links[0].closed, true);
});

test('a reset and a sign-out close it', () => {
  feed.open('mer_1', 4);
  links[0].hear({ kind: 'reset' });
  feed.open('mer_1', 4);
  links[1].hear({ kind: 'signed-out' });

  assert.deepEqual([heard.reset, heard.signedOut], [1, 1]);
  assert.deepEqual(links.map(({ closed }) => closed), [true, true]);
});

test('goes alone when the worker gives no sign of life', () => {
  globalThis.SharedWorker = class {};
  let alone = 0;
  const shared = new Feed({
    onEvents() {}, onHealth() {}, onReset() {}, onSignedOut() {},
    share: link,
    own: (hear) => (alone++, link(hear)),
  });
  delete globalThis.SharedWorker;

  shared.open('mer_1', 4);
  mock.timers.tick(2 * PING_MS);
  links[0].hear({ kind: 'pong' });
  mock.timers.tick(2 * PING_MS);
  assert.equal(alone, 0);
  mock.timers.tick(PING_MS);

  assert.equal(alone, 1);
  assert.deepEqual(links[1].said, [{ kind: 'join', merchant: 'mer_1', position: 4 }]);
});
