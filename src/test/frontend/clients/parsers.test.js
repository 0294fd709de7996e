import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { test } from 'node:test';

// Other people's clients read what the gateway writes; a test of the gateway holds it to this file.
const require = createRequire(new URL('../../../../frontend/package.json', import.meta.url));
const stream = readFileSync(new URL('../../resources/dev/sluice/feed/stream.txt', import.meta.url));

test('fetch-event-source hands on no message whose data is no JSON', () => {
  const { getLines, getMessages } = require('@microsoft/fetch-event-source/lib/cjs/parse.js');
  const messages = [];
  const ids = [];
  const read = getLines(getMessages((id) => ids.push(id), () => {}, (message) => messages.push(message)));

  stream.forEach((byte) => read(Uint8Array.of(byte)));

  assert.deepEqual(messages.map(({ event }) => event), ['position', 'position', 'payment.captured', 'end']);
  messages.forEach(({ data }) => assert.equal(typeof JSON.parse(data), 'object'));
  assert.deepEqual(ids, ['2', '4', '5']);
});

for (const [to, id] of [['data: {"position":2}\n\n', '2'], ['data: {"position":4}\n\n', '4'], ['', '5']]) {
  test(`EventSource goes on after ${id} where the connection is cut`, async () => {
    const { EventSource } = require('eventsource');
    const end = to ? stream.indexOf(to) + to.length : stream.length;
    const asked = [];
    const seen = [];

    await new Promise((resolve) => {
      const source = new EventSource('http://gateway.example/v1/events', {
        fetch: async (_url, { headers }) => {
          asked.push(headers['Last-Event-ID']);
          if (asked.length === 2) {
            source.close();
            resolve(undefined);
            return new Response(null, { status: 204 });
          }
          return new Response(stream.subarray(0, end), { headers: { 'content-type': 'text/event-stream' } });
        },
      });
      source.onmessage = () => assert.fail('nothing is without a name');
      source.addEventListener('payment.captured', ({ data }) => seen.push(JSON.parse(data).id));
    });

    assert.deepEqual(asked, [undefined, id]);
    assert.deepEqual(seen, to ? [] : [5]);
  });
}
