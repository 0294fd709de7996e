import assert from 'node:assert/strict';
import { test } from 'node:test';
import { namedBy, read, treeOf } from '../testing/modules.js';

const PAGE = 'frontend/page/';
const TESTS = 'src/test/frontend/';
/** Test folders that are of no part. */
const OF_ALL = ['clients', 'layout', 'testing'];

const ROW = /^\| `(\w+)` \| .* \| (.*) \|$/gm;

const within = (folder, path) => path.startsWith(folder);
const partOf = (path) => path.slice(PAGE.length).split('/')[0];
const modules = treeOf('frontend/page').files.filter((path) => path.endsWith('.js'));
const parts = [...new Set(treeOf('frontend/page').files.map(partOf))];

/** What each part may use, in the order of the table. */
const table = new Map(
  [...read('frontend/README.md').matchAll(ROW)].map(([, part, uses]) => [part, uses === '–' ? [] : uses.split(', ')]));

test('a part is a folder that the table describes', () => {
  assert.deepEqual([...table.keys()].sort(), parts.sort());
  assert.deepEqual(treeOf('frontend/page').folders.length, parts.length + 1);
});

test('the table goes one way: a part may use parts above it', () => {
  const order = [...table.keys()];

  const wrong = [...table].flatMap(([part, uses]) =>
    uses.filter((used) => !order.slice(0, order.indexOf(part)).includes(used)).map((used) => `${part} → ${used}`));

  assert.deepEqual(wrong, []);
});

test('a part uses what the table says, and nothing else', () => {
  const uses = new Map([...table.keys()].map((part) => [part, new Map()]));
  for (const module of modules) {
    const { fixed, later, types } = namedBy(module);
    const others = [...fixed, ...later, ...types].filter((path) => partOf(path) !== partOf(module));
    others.forEach((path) => uses.get(partOf(module)).set(within(PAGE, path) ? partOf(path) : path, `${module} → ${path}`));
  }

  const forbidden = [...uses].flatMap(([part, used]) =>
    [...used].filter(([other]) => !table.get(part).includes(other)).map(([, example]) => example));
  const unused = [...table].flatMap(([part, allowed]) =>
    allowed.filter((other) => !uses.get(part).has(other)).map((other) => `${part} → ${other}`));

  assert.deepEqual({ forbidden, unused }, { forbidden: [], unused: [] });
});

test('a test stands in the folder of the module that it tests', () => {
  const tests = treeOf('src/test/frontend').files.map((path) => path.slice(TESTS.length));

  const lost = tests.filter((path) =>
    !OF_ALL.includes(path.split('/')[0]) && !modules.includes(`${PAGE}${path.replace('.test.js', '.js')}`));
  const unseen = tests.filter((path) => path.endsWith('.test.js') && path.split('/').length !== 2);

  assert.deepEqual({ lost, unseen }, { lost: [], unseen: [] });
});
