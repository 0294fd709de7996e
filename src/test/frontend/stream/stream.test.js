import assert from 'node:assert/strict';
import { beforeEach, mock, test } from 'node:test';
import { GRACE_MS, QUIET_MS, Stream, backoff } from '../../../../frontend/page/stream/stream.js';

const CONNECTING = 0;
const CLOSED = 2;

class Source {
  listeners = {};
  readyState = CONNECTING;

  constructor(url) {
    this.url = url;
  }

  addEventListener(type, listener) {
    this.listeners[type] = listener;
  }

  close() {
    this.readyState = CLOSED;
  }

  send(position, type = 'payment.captured') {
    this.listeners[type]({ data: JSON.stringify({ id: position }) });
  }

  fail(readyState) {
    this.readyState = readyState;
    this.onerror();
  }
}

let seen;
let stream;

const settle = async () => {
  for (let turn = 0; turn < 10; turn++) {
    await Promise.resolve();
  }
};

function open(options = {}) {
  seen = { sources: [], states: [], events: [], resets: 0, signedOut: 0, position: 7 };
  stream = new Stream({
    position: () => seen.position,
    onEvent: (event) => seen.events.push((seen.position = event.id)),
    onReset: () => seen.resets++,
    onState: (state) => seen.states.push(state),
    onSignedOut: () => seen.signedOut++,
    session: async () => ({}),
    goesOnAfter: async () => false,
    connect: (url) => {
      seen.sources.push(new Source(url));
      return seen.sources.at(-1);
    },
    ...options,
  });
  stream.start();
}

const last = () => seen.sources.at(-1);
const refuse = (status) => async () => {
  throw Object.assign(new Error(), { status });
};

beforeEach(() => {
  stream?.stop();
  mock.timers.reset();
  mock.timers.enable({ apis: ['setTimeout', 'setInterval'] });
});

test('starts from the position of the page', () => {
  open();
  last().onopen();
  last().send(8);

  assert.equal(last().url, '/v1/events?after=7');
  assert.deepEqual(seen.events, [8]);
  assert.deepEqual(seen.states, ['connecting', 'live']);
});

test('hears of what is about no payment, so that it misses no position', () => {
  open();
  last().onopen();
  ['failing', 'disabled', 'recovered'].forEach((name, index) => last().send(8 + index, `destination.${name}`));

  assert.deepEqual(seen.events, [8, 9, 10]);
});

test('lets the browser reconnect a broken connection', async () => {
  open();
  last().onopen();
  last().fail(CONNECTING);
  await settle();
  last().onopen();

  assert.equal(seen.sources.length, 1);
  assert.deepEqual(seen.states, ['connecting', 'live', 'reconnecting', 'live']);
});

test('goes on from the last position after an HTTP error', async () => {
  open();
  last().onopen();
  last().send(8);
  last().fail(CLOSED);
  await settle();
  mock.timers.tick(1000);

  assert.equal(seen.sources.length, 2);
  assert.equal(last().url, '/v1/events?after=8');
});

test('goes to the sign-in when the session is over', async () => {
  open({ session: refuse(401) });
  last().fail(CLOSED);
  await settle();
  mock.timers.tick(60_000);

  assert.equal(seen.signedOut, 1);
  assert.equal(seen.sources.length, 1);
});

test('keeps trying while the server cannot be asked', async () => {
  open({ session: refuse(0) });
  for (let attempt = 0; attempt < 4; attempt++) {
    last().fail(CLOSED);
    await settle();
    mock.timers.tick(30_000);
    await settle();
  }

  assert.equal(seen.signedOut, 0);
  assert.ok(seen.sources.length >= 5);
});

test('stops at a reset and says so', () => {
  open();
  last().onopen();
  last().listeners.reset({ data: '{"reason":"purged","position":90}' });

  assert.equal(seen.resets, 1);
  assert.equal(last().readyState, CLOSED);
});

test('takes nothing from a connection it has left', () => {
  open();
  const left = last();
  stream.wake();
  left.send(8);
  left.fail(CLOSED);

  assert.deepEqual(seen.events, []);
  assert.equal(seen.sources.length, 2);
});

test('reopens a connection that is silent while the journal goes on', async () => {
  open({ goesOnAfter: async () => true });
  last().onopen();
  for (let look = 0; look < 2; look++) {
    mock.timers.tick(QUIET_MS);
    await settle();
  }
  mock.timers.tick(GRACE_MS);

  assert.equal(seen.sources.length, 2);
});

test('leaves a connection alone that is silent with reason', async () => {
  open();
  last().onopen();
  for (let look = 0; look < 5; look++) {
    mock.timers.tick(QUIET_MS);
    await settle();
  }

  assert.equal(seen.sources.length, 1);
  assert.equal(seen.states.at(-1), 'live');
});

test('notices on a silent connection that the session is over', async () => {
  open({ goesOnAfter: refuse(401) });
  last().onopen();
  mock.timers.tick(QUIET_MS);
  mock.timers.tick(QUIET_MS);
  await settle();

  assert.equal(seen.signedOut, 1);
});

test('asks at once who it is when the server ends the stream with a word', async () => {
  open({ session: refuse(401) });
  seen.sources[0].onopen();

  seen.sources[0].listeners.end({ data: '{"reason":"session_ended"}' });
  await settle();

  assert.equal(seen.signedOut, 1);
  assert.equal(seen.sources[0].readyState, CLOSED);
});

test('a stopped stream stays stopped', async () => {
  open();
  last().fail(CLOSED);
  stream.stop();
  await settle();
  mock.timers.tick(120_000);
  stream.wake();

  assert.equal(seen.sources.length, 1);
});

test('waits longer each time, up to half a minute, and never all at once', () => {
  assert.equal(backoff(0, () => 1), 1000);
  assert.equal(backoff(0, () => 0), 500);
  assert.equal(backoff(3, () => 1), 8000);
  assert.equal(backoff(50, () => 1), 30_000);
});
