import assert from 'node:assert/strict';
import { afterEach, beforeEach, mock, test } from 'node:test';
import { LivePayments } from '../../../../frontend/page/stream/live.js';

let journal;
let replica;
let asked;
let sources;
let shown;
let live;
/** Whether the gateway is of a version that knows no replica. */
let old;
/** Runs before a list is answered. */
let meanwhile;

const { fetch } = globalThis;
const PAGE = 2;

class Source {
  listeners = {};

  constructor() {
    sources.push(this);
  }

  addEventListener(type, listener) {
    this.listeners[type] = listener;
  }

  close() {}
}

/** Of a payment, which is told of at once. */
function happens(id, version, status = 'captured') {
  const data = { id, version, status, amount: 100, currency: 'EUR', created_at: '2026-01-01T00:00:00Z' };
  journal.push({ id: journal.length + 1, type: `payment.${status}`, payment_id: id, data });
  sources.forEach(({ listeners }) => listeners[`payment.${status}`]({ data: JSON.stringify(journal.at(-1)) }));
}

function list(query, head) {
  const payments = new Map(journal.slice(0, head).map(({ data }) => [data.id, data]));
  const all = [...payments.values()]
    .filter(({ id, status }) => id < (query.get('after') ?? 'z') && (query.get('status') ?? status).includes(status))
    .sort((one, other) => (one.id < other.id ? 1 : -1));
  return { data: all.slice(0, PAGE), next: all.length > PAGE ? 'more' : null, position: head };
}

function answer(path) {
  const query = new URL(path, 'http://localhost').searchParams;
  if (query.has('min_position') && old) {
    return Response.json({ code: 'invalid_parameter' }, { status: 422 });
  }
  const least = Number(query.get('min_position') ?? (query.has('after') ? Infinity : 0));
  return Response.json(list(query, replica >= least ? Math.min(replica, journal.length) : journal.length));
}

const rows = () => shown.rows.map(({ id, version }) => `${id}.${version}`);
const settled = () => new Promise((resolve) => setImmediate(resolve));

async function arrive() {
  mock.timers.tick(100);
  await settled();
}

beforeEach(async () => {
  mock.timers.reset();
  mock.timers.enable({ apis: ['setTimeout', 'setInterval'] });
  [journal, asked, sources, old, replica, meanwhile] = [[], [], [], false, Infinity, () => {}];
  globalThis.EventSource = Source;
  globalThis.fetch = async (path) => {
    asked.push(path);
    const response = answer(path);
    await meanwhile();
    return response;
  };
  live = new LivePayments({
    onChange: (state) => (shown = state),
    onHealth() {}, onReset() {}, onSignedOut() {},
    mayTrim: () => false,
  });
  ['pay_1', 'pay_2', 'pay_3'].forEach((id) => happens(id, 1));
  await live.open('mer_1', {});
});

afterEach(() => {
  live.close();
  delete globalThis.EventSource;
  globalThis.fetch = fetch;
});

test('another filter shows what the page had seen, however far behind a replica is', async () => {
  replica = 3;
  happens('pay_3', 2);
  happens('pay_4', 1);
  await arrive();

  await live.narrow({ status: 'captured' });

  assert.deepEqual(rows(), ['pay_4.1', 'pay_3.2']);
});

test('another filter shows what comes while its list is on its way', async () => {
  meanwhile = () => (happens('pay_4', 1), arrive());

  await live.narrow({ status: 'captured' });

  assert.deepEqual(rows(), ['pay_4.1', 'pay_3.1', 'pay_2.1']);
});

test('older payments are as the page had seen them, however far behind a replica is', async () => {
  replica = 3;
  happens('pay_1', 2);
  await arrive();

  await live.loadOlder();

  assert.deepEqual(rows(), ['pay_3.1', 'pay_2.1', 'pay_1.2']);
});

/** The events up to its position are not applied to the list any more. */
test('older payments are no older than the list', async () => {
  sources[0].listeners = new Proxy({}, { get: () => () => {} });
  happens('pay_1', 2);
  await live.narrow({ status: 'captured' });
  replica = 3;

  await live.loadOlder();

  assert.equal(live.position, 3);
  assert.deepEqual(rows(), ['pay_3.1', 'pay_2.1', 'pay_1.2']);
});

test('a list that starts over is no older than what was shown', async () => {
  replica = 3;
  happens('pay_4', 1);
  await arrive();

  sources[0].listeners.reset({ data: '{}' });
  mock.timers.tick(1000);
  await settled();
  await settled();

  assert.equal(sources.length, 2);
  assert.deepEqual(rows(), ['pay_4.1', 'pay_3.1']);
});

test('asks for no position where nothing was seen', async () => {
  live.close();
  journal = [];
  live = new LivePayments({ onChange() {}, onHealth() {}, onReset() {}, onSignedOut() {}, mayTrim: () => false });
  await live.open('mer_2', {});

  await live.narrow({ status: 'captured' });

  assert.deepEqual(asked.filter((path) => path.includes('min_position')), []);
});

test('asks a gateway of the version before as that can be asked', async () => {
  old = true;

  await live.narrow({ status: 'captured' });

  assert.deepEqual(rows(), ['pay_3.1', 'pay_2.1']);
  assert.equal(asked.length, 3);
});
