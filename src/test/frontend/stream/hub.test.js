import assert from 'node:assert/strict';
import { beforeEach, mock, test } from 'node:test';
import { Hub } from '../../../../frontend/page/stream/hub.js';

const CLOSED = 2;

class Source {
  listeners = {};
  readyState = 0;

  constructor(url) {
    this.url = url;
    sources.push(this);
  }

  addEventListener(type, listener) {
    this.listeners[type] = listener;
  }

  close() {
    this.readyState = CLOSED;
  }

  send(...positions) {
    positions.forEach((id) => this.listeners['payment.captured']({ data: JSON.stringify({ id }) }));
    mock.timers.tick(100);
  }
}

let sources;
let head;
let hub;

const settled = () => new Promise((resolve) => setImmediate(resolve));

function tab() {
  const notices = [];
  const port = (notice) => notices.push(notice);
  return {
    notices,
    say: (request) => hub.hear(port, request),
    join: (position, merchant = 'mer_1') => hub.hear(port, { kind: 'join', merchant, position }),
    ids: () => notices.flatMap(({ events = [] }) => events.map(({ id }) => id)),
    health: () => notices.findLast(({ kind }) => kind === 'health'),
  };
}

beforeEach(() => {
  mock.timers.reset();
  mock.timers.enable({ apis: ['setTimeout', 'setInterval', 'Date'] });
  sources = [];
  head = 0;
  hub = new Hub({ session: async () => ({}), head: async () => head, connect: (url) => new Source(url) });
});

test('has one stream for all tabs', () => {
  const [first, second] = [tab(), tab()];
  first.join(4);
  second.join(4);

  sources[0].send(5, 6);

  assert.equal(sources.length, 1);
  assert.equal(sources[0].url, '/v1/events?after=4');
  assert.deepEqual(first.ids(), [5, 6]);
  assert.deepEqual(second.ids(), [5, 6]);
});

test('hands on what comes together together', () => {
  const one = tab();
  one.join(0);

  sources[0].send(1, 2, 3);

  assert.equal(one.notices.filter(({ kind }) => kind === 'events').length, 1);
});

test('says to a tab that joins late where the stream is', () => {
  tab().join(4);
  sources[0].send(5, 6);
  const late = tab();

  late.join(4);

  assert.equal(late.health().position, 6);
});

test('stops when the last tab has left, and begins where the next one is', () => {
  const [first, second] = [tab(), tab()];
  first.join(4);
  second.join(4);
  first.say({ kind: 'leave' });
  assert.equal(sources[0].readyState, 0);
  second.say({ kind: 'leave' });
  assert.equal(sources[0].readyState, CLOSED);

  first.join(9);

  assert.equal(sources[1].url, '/v1/events?after=9');
});

test('tells how far behind it is after an outage, until it has caught up', async () => {
  const one = tab();
  one.join(4);
  sources[0].onopen();
  await settled();
  assert.equal(one.health().state, 'live');
  sources[0].onerror();
  assert.equal(one.health().state, 'reconnecting');

  head = 7;
  sources[0].onopen();
  await settled();
  assert.deepEqual({ ...one.health() }, { kind: 'health', state: 'behind', behind: 3, position: 4 });
  sources[0].send(5, 6);
  assert.equal(one.health().behind, 1);
  sources[0].send(7);

  assert.equal(one.health().state, 'live');
});

test('lets all tabs go when the stream cannot be continued', () => {
  const [first, second] = [tab(), tab()];
  first.join(4);
  second.join(4);

  sources[0].listeners.reset({ data: '{}' });

  assert.equal(first.notices.at(-1).kind, 'reset');
  assert.equal(second.notices.at(-1).kind, 'reset');
  assert.equal(sources[0].readyState, CLOSED);
});

test('tabs of another merchant are signed out when someone else signs in', () => {
  const [first, second] = [tab(), tab()];
  first.join(4, 'mer_1');

  second.join(1, 'mer_2');

  assert.equal(first.notices.at(-1).kind, 'signed-out');
  assert.equal(sources[0].readyState, CLOSED);
  assert.equal(sources[1].url, '/v1/events?after=1');
});

test('answers a ping', () => {
  const one = tab();

  one.say({ kind: 'ping' });

  assert.deepEqual(one.notices, [{ kind: 'pong' }]);
});
