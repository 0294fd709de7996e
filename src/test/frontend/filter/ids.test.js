import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { idIn, paymentOf } from '../../../../frontend/page/filter/ids.js';

const VALUE = '01k8t3b6y2e9rv0h5m7q4n1c8d';
let asked = [];

beforeEach(() => (asked = []));

/** The server knows payments and operations by these paths. */
const serve = (answers) => {
  globalThis.fetch = async (path) => {
    asked.push(path);
    const body = answers[path];
    return new Response(JSON.stringify(body ?? { detail: 'No such payment.' }), { status: body ? 200 : 404 });
  };
};

test('knows an id in any case, with or without what it is of', () => {
  assert.deepEqual(idIn(`pay_${VALUE}`), { kind: 'pay', value: VALUE });
  assert.deepEqual(idIn(`PAY_${VALUE.toUpperCase()}`), { kind: 'pay', value: VALUE });
  assert.deepEqual(idIn(`Op_${VALUE}`), { kind: 'op', value: VALUE });
  assert.deepEqual(idIn(VALUE.toUpperCase()), { kind: '', value: VALUE });
  for (const text of ['', 'order-4711', `key_${VALUE}`, VALUE.slice(1), `9${VALUE.slice(1)}`, `${VALUE.slice(1)}u`]) {
    assert.equal(idIn(text), null);
  }
});

test('a payment is found by its id without being asked for', async () => {
  serve({});

  assert.equal(await paymentOf({ kind: 'pay', value: VALUE }), `pay_${VALUE}`);
  assert.deepEqual(asked, []);
});

test('a payment is found by the id of an operation', async () => {
  serve({ [`/v1/payments?operation=op_${VALUE}`]: { data: [{ id: 'pay_1' }] } });

  assert.equal(await paymentOf({ kind: 'op', value: VALUE }), 'pay_1');
});

test('an id without a kind may be of either, or of neither', async () => {
  serve({ [`/v1/payments/pay_${VALUE}`]: { id: `pay_${VALUE}` } });
  assert.equal(await paymentOf({ kind: '', value: VALUE }), `pay_${VALUE}`);

  serve({ [`/v1/payments?operation=op_${VALUE}`]: { data: [{ id: 'pay_1' }] } });
  assert.equal(await paymentOf({ kind: '', value: VALUE }), 'pay_1');

  serve({ [`/v1/payments?operation=op_${VALUE}`]: { data: [] } });
  assert.equal(await paymentOf({ kind: '', value: VALUE }), null);
});

test('it is said where the server cannot be asked', async () => {
  globalThis.fetch = async () => {
    throw new TypeError('no network');
  };

  await assert.rejects(paymentOf({ kind: '', value: VALUE }), { status: 0 });
});
