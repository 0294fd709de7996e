import assert from 'node:assert/strict';
import { test } from 'node:test';
import { namedBy, reachedFrom, read, treeOf } from '../testing/modules.js';

const html = read('frontend/index.html');
const { files } = treeOf('frontend/page');

/** What the page links to in such a way, in the order in which it does. */
const linked = (pattern) => [...html.matchAll(pattern)].map(([, path]) => `frontend/${path}`);

const [entry] = linked(/<script type="module" src="([^"]+)">/g);
const preloaded = linked(/<link rel="modulepreload" href="([^"]+)">/g);
const styles = linked(/<link rel="stylesheet" href="([^"]+)">/g);

/** A module that is found only when its importer has come costs a round trip. */
test('every module that the first one needs is announced, and no other', () => {
  const needed = reachedFrom([entry], (module) => namedBy(module).fixed).filter((module) => module !== entry);

  assert.ok(needed.length > 0);
  assert.deepEqual(preloaded, needed);
});

test('every module is of use', () => {
  const used = reachedFrom([entry], (module) => Object.values(namedBy(module)).flat());

  assert.deepEqual(files.filter((path) => path.endsWith('.js') && !used.includes(path)), []);
});

test('every style sheet is linked once, by the page or by what needs it later', () => {
  const later = files.filter((path) => path.endsWith('.js'))
    .flatMap((module) => namedBy(module).later)
    .filter((path) => path.endsWith('.css'));

  assert.deepEqual([...styles, ...later].sort(), files.filter((path) => path.endsWith('.css')).sort());
});
