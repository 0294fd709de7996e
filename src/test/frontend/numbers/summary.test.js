import assert from 'node:assert/strict';
import { test } from 'node:test';
import { perBucket, percent, refusals, success, volumes } from '../../../../frontend/page/numbers/figures.js';
import { MOST_KNOWN, applyAll, since, tallyOf } from '../../../../frontend/page/numbers/summary.js';

const START = Date.parse('2026-03-02T09:00:00Z');
const WAYS = [
  ['processing', 'captured', 'partially_refunded', 'refunded'],
  ['processing', 'declined'],
  ['processing', 'requires_action', 'authorized', 'voided'],
  ['processing', 'authorized', 'partially_captured'],
  ['processing', 'failed'],
  ['processing'],
];

/** The same numbers each time for the same seed. */
function random(seed) {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state % below;
  };
}

function paymentAs(status, version, base) {
  const captured = /captured|refunded/.test(status) ? base.amount - (status === 'partially_captured' ? 1 : 0) : 0;
  const refunded = status === 'refunded' ? captured : status === 'partially_refunded' ? 1 : 0;
  return {
    ...base, status, version, amount_captured: captured, amount_refunded: refunded,
    decline: status === 'declined' ? { code: base.amount % 2 ? 'lost_card' : 'insufficient_funds', message: '' } : null,
  };
}

/** A journal in which the lives of many payments are interleaved. */
function journal(seed, count) {
  const next = random(seed);
  const lives = Array.from({ length: count }, (_, number) => {
    const base = {
      id: `pay_${String(number).padStart(6, '0')}`, amount: 2 + next(500), currency: ['EUR', 'JPY', 'USD'][next(3)],
      created_at: new Date(START + number * 7000).toISOString(),
    };
    return WAYS[next(WAYS.length)].map((status, index) => paymentAs(status, index + 1, base));
  });
  const events = [];
  while (lives.length > 0) {
    const index = Math.min(next(5), lives.length - 1);
    const data = lives[index].shift();
    events.push({ id: events.length + 1, type: 'x', payment_id: data.id, version: data.version, data });
    if (lives[index].length === 0) {
      lives.splice(index, 1);
    }
  }
  return events;
}

/** What the server answers at a position: groups of the payments as they are. */
function summaryAt(events, position, bucketSeconds, from = START) {
  const now = new Map(events.filter(({ id }) => id <= position).map(({ data }) => [data.id, data]));
  const groups = new Map();
  const codes = new Map();
  for (const payment of now.values()) {
    const created = Date.parse(payment.created_at);
    if (created >= from) {
      const start = new Date(created - (created % (bucketSeconds * 1000))).toISOString().replace('.000Z', 'Z');
      const key = `${start} ${payment.status} ${payment.currency}`;
      const { status, currency } = payment;
      const none = { start, status, currency, count: 0, amount: 0, amount_captured: 0, amount_refunded: 0 };
      const group = groups.get(key) ?? none;
      group.count += 1;
      group.amount += payment.amount;
      group.amount_captured += payment.amount_captured;
      group.amount_refunded += payment.amount_refunded;
      groups.set(key, group);
      if (payment.decline) {
        codes.set(payment.decline.code, (codes.get(payment.decline.code) ?? 0) + 1);
      }
    }
  }
  return {
    from: new Date(from).toISOString(), bucket_seconds: bucketSeconds, position, data: [...groups.values()],
    declines: [...codes].map(([code, count]) => ({ code, count })),
  };
}

const changesOf = (events) => events.map((event) => ({ event }));
const plain = (tally) => ({
  position: tally.position,
  declines: [...tally.declines].filter(([, count]) => count > 0).sort(),
  groups: [...tally.groups.values()].map((group) => ({ ...group, start: Date.parse(group.start) }))
    .sort((one, other) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1)),
});

for (const seed of [1, 2, 3, 4, 5]) {
  test(`a summary and the events after it add up to the later summary (seed ${seed})`, () => {
    const events = journal(seed, 120);
    const known = applyAll(tallyOf(summaryAt(events, 0, 60)), changesOf(events.slice(0, 90))).known;

    const tally = applyAll(tallyOf(summaryAt(events, 100, 60), known), changesOf(events.slice(90)));

    assert.ok(!tally.stale);
    assert.deepEqual(plain(tally), plain(tallyOf(summaryAt(events, events.length, 60))));
  });
}

test('an event that the summary holds already changes nothing', () => {
  const events = journal(7, 40);
  const tally = tallyOf(summaryAt(events, events.length, 60));

  assert.deepEqual(plain(applyAll(tally, changesOf(events))), plain(tally));
});

test('asks for a new summary when it does not know how a payment was, and not when it is told', () => {
  const events = journal(8, 30);
  const at = events.findIndex(({ version }) => version === 2);
  const previous = events.findLast(({ id, payment_id: id2 }) => id <= at && id2 === events[at].payment_id).data;
  const tally = tallyOf(summaryAt(events, at, 60));

  assert.ok(applyAll(tally, changesOf([events[at]])).stale);
  const told = applyAll(tally, [{ event: events[at], previous }]);
  assert.ok(!told.stale);
  assert.deepEqual(plain(told), plain(tallyOf(summaryAt(events, at + 1, 60))));
});

test('what was created before the window does not count', () => {
  const events = journal(9, 60);
  const from = START + 4 * 60_000;
  const tally = applyAll(tallyOf(summaryAt(events, 0, 60, from)), changesOf(events));

  assert.deepEqual(plain(tally), plain(tallyOf(summaryAt(events, events.length, 60, from))));
  assert.deepEqual(plain(since(tallyOf(summaryAt(events, events.length, 60)), from)).groups, plain(tally).groups);
});

test('remembers no more payments than it may', () => {
  const events = Array.from({ length: MOST_KNOWN + 10 }, (_, index) => ({
    id: index + 1, version: 1, payment_id: `pay_${index}`,
    data: paymentAs('processing', 1, { id: `pay_${index}`, amount: 5, currency: 'EUR', created_at: new Date(START).toISOString() }),
  }));

  const { known } = applyAll(tallyOf(summaryAt([], 0, 60)), changesOf(events));

  assert.equal(known.size, MOST_KNOWN);
  assert.ok(known.has(`pay_${MOST_KNOWN + 9}`));
});

test('reads the figures off a tally', () => {
  const group = (status, currency, count, captured = 0, refunded = 0) => ({
    start: new Date(START).toISOString(), status, currency, count,
    amount: 1, amount_captured: captured, amount_refunded: refunded,
  });
  const tally = tallyOf({
    from: new Date(START).toISOString(), bucket_seconds: 60, position: 9,
    data: [
      group('captured', 'EUR', 3, 300), group('refunded', 'EUR', 1, 100, 100),
      group('declined', 'JPY', 5), group('failed', 'EUR', 2), group('processing', 'EUR', 2),
    ],
    declines: [{ code: 'lost_card', count: 1 }, { code: 'insufficient_funds', count: 4 }],
  });

  assert.deepEqual(volumes(tally), [
    { currency: 'EUR', count: 8, captured: 400, refunded: 100 }, { currency: 'JPY', count: 5, captured: 0, refunded: 0 }]);
  assert.deepEqual(success(tally), { approved: 4, refused: 7, open: 2, rate: 4 / 11 });
  assert.deepEqual(refusals(tally), [
    { code: 'insufficient_funds', count: 4 }, { code: 'Failed, nothing charged', count: 2 }, { code: 'lost_card', count: 1 }]);
  assert.deepEqual(perBucket(tally, START + 61_000, 3), {
    times: [START - 60_000, START, START + 60_000].map((ms) => ms / 1000), all: [0, 13, 0], refused: [0, 7, 0] });
});

test('nothing decided has no rate, and almost all is not all', () => {
  assert.equal(success(tallyOf(summaryAt([], 0, 60))).rate, null);
  assert.equal(percent(0.99999, 'en'), '99.9%');
  assert.equal(percent(0.00001, 'en'), '0.1%');
  assert.equal(percent(1, 'en'), '100%');
});
