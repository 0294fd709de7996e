import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CARDS } from '../../../../frontend/page/testpayments/cards.js';
import { HIDDEN_MS, MOST_AT_ONCE, MOST_FAILURES, Traffic, plan } from '../../../../frontend/page/testpayments/traffic.js';

/** Traffic on a clock of its own, whose requests are answered when the test says so. */
function running({ rate = 5, answer = () => Promise.resolve({ id: 'pay_1', amount: 100 }) } = {}) {
  const clock = { now: 0 };
  const requests = [];
  const counts = [];
  const traffic = new Traffic({
    make: (request) => {
      requests.push(request);
      return answer(request);
    },
    operate: () => Promise.resolve(),
    onChange: (count) => counts.push(count),
    now: () => clock.now,
    random: () => 0.5,
  });
  traffic.set(rate, 'calm');
  const pass = async (ms) => {
    for (const end = clock.now + ms; clock.now < end;) {
      clock.now += 100;
      traffic.tick();
      await new Promise(setImmediate);
    }
  };
  return { traffic, requests, counts, pass };
}

const refusal = (status) => () => Promise.reject(Object.assign(new Error('The server cannot be reached.'), { status }));

test('keeps the rate that was asked for', async () => {
  const { traffic, requests, counts, pass } = running({ rate: 5 });
  traffic.start();

  await pass(10_000);
  traffic.stop();

  assert.ok(Math.abs(requests.length - 51) <= 1, `${requests.length} requests`);
  assert.equal(counts.at(-1).made, requests.length);
  assert.ok(!counts.at(-1).isRunning);
});

test('has no more requests under way than the limit, however slow the answers', async () => {
  const { traffic, requests, pass } = running({ rate: 50, answer: () => new Promise(() => {}) });
  traffic.start();

  await pass(5000);
  traffic.stop();

  assert.equal(requests.length, MOST_AT_ONCE);
});

test('does not make up for a long sleep with a flood', async () => {
  const { traffic, requests, pass } = running({ rate: 2 });
  traffic.start();
  await pass(1000);
  const before = requests.length;

  traffic.tick(); // the clock stood still
  await pass(100);
  traffic.stop();

  assert.ok(requests.length - before <= 2);
});

test('stops by itself after failures in a row, and says why', async () => {
  const { traffic, requests, counts, pass } = running({ rate: 10, answer: refusal(0) });
  traffic.start();

  await pass(3000);

  assert.ok(!traffic.isRunning);
  assert.equal(requests.length, MOST_FAILURES);
  assert.match(counts.at(-1).reason, /^Stopped: The server cannot be reached/);
});

test('stops at once when nobody is signed in any more', async () => {
  const { traffic, requests, pass } = running({ answer: refusal(401) });
  traffic.start();

  await pass(1000);

  assert.ok(!traffic.isRunning);
  assert.equal(requests.length, 1);
});

test('a failure between successes stops nothing', async () => {
  let number = 0;
  const answer = () => (++number % 2 ? refusal(503)() : Promise.resolve({ id: 'pay_1', amount: 100 }));
  const { traffic, counts, pass } = running({ answer });
  traffic.start();

  await pass(5000);

  assert.ok(traffic.isRunning);
  traffic.stop();
  assert.ok(counts.at(-1).refused >= 10);
});

test('stops when nobody has looked for long, and not before', async () => {
  const { traffic, counts, pass } = running({ rate: 0.5 });
  traffic.start();
  traffic.hide(true);
  await pass(HIDDEN_MS - 1000);
  assert.ok(traffic.isRunning);
  traffic.hide(false);
  traffic.hide(true);
  await pass(HIDDEN_MS - 1000);
  assert.ok(traffic.isRunning);

  await pass(2000);

  assert.ok(!traffic.isRunning);
  assert.match(counts.at(-1).reason, /nobody looked/);
});

test('plans payments that the gateway takes, with outcomes of every kind', () => {
  let state = 1;
  const random = () => ((state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32);
  const plans = Array.from({ length: 2000 }, () => plan('rough', random));

  assert.ok(plans.every(({ request: { amount } }) => Number.isInteger(amount) && amount > 0 && amount < 100_000));
  assert.deepEqual(new Set(plans.map(({ request }) => request.payment_method)), new Set(CARDS.keys()));
  assert.ok(plans.some(({ sequel }) => sequel?.kind === 'capture'));
  assert.ok(plans.some(({ sequel }) => sequel?.kind === 'refund'));
  assert.ok(plans.every(({ request, sequel }) => sequel?.kind !== 'capture' || request.capture === 'manual'));
});
