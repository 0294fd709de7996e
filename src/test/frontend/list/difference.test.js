import assert from 'node:assert/strict';
import { test } from 'node:test';
import { difference, sizeOf } from '../../../../frontend/page/list/difference.js';

const rows = (...ids) => ids.map((id) => ({ id, version: 1 }));

test('equal lists do not differ', () => {
  assert.equal(sizeOf(difference(rows('c', 'a'), rows('c', 'a'))), 0);
  assert.equal(sizeOf(difference([], [])), 0);
});

test('finds what came, changed and went', () => {
  const found = difference(rows('e', 'c', 'b'), [{ id: 'f', version: 1 }, { id: 'c', version: 2 }, ...rows('b', 'a')]);

  assert.deepEqual([...found.added], ['f', 'a']);
  assert.deepEqual([...found.changed], ['c']);
  assert.deepEqual([...found.removed], ['e']);
  assert.equal(sizeOf(found), 4);
});

test('everything is new at first, and gone at last', () => {
  assert.equal(difference([], rows('b', 'a')).added.size, 2);
  assert.equal(difference(rows('b', 'a'), []).removed.size, 2);
});
