import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Of the repository. */
const ROOT = fileURLToPath(new URL('../../../../', import.meta.url));

const COMMENT = /\/\*[\s\S]*?\*\//g;
const FIXED = /^(?:import|export)\b[^'"]*?\bfrom '([^']+)'|^import '([^']+)'/gm;
const LATER = /\bimport\('([^']+)'\)/g;
const WORKER = /new URL\('([^']+)', import\.meta\.url\)/g;

/** @param {string} path from the root of the repository, as all paths here */
export const read = (path) => readFileSync(join(ROOT, path), 'utf8');

/**
 * Everything in a folder and below it, but for what npm installs.
 *
 * @param {string} folder
 * @returns {{files: string[], folders: string[]}} the folder itself among them
 */
export function treeOf(folder) {
  const entries = readdirSync(join(ROOT, folder), { withFileTypes: true }).filter(({ name }) => name !== 'node_modules');
  const below = entries.filter((entry) => entry.isDirectory()).map(({ name }) => treeOf(`${folder}/${name}`));
  return {
    files: [
      ...entries.filter((entry) => entry.isFile()).map(({ name }) => `${folder}/${name}`),
      ...below.flatMap(({ files }) => files),
    ],
    folders: [folder, ...below.flatMap(({ folders }) => folders)],
  };
}

/**
 * What a module names: at once, when it is needed, as a worker, or for a type alone.
 *
 * @param {string} module
 */
export function namedBy(module) {
  const text = read(module);
  const code = text.replace(COMMENT, '');
  const paths = (source, pattern) =>
    [...source.matchAll(pattern)].map(([, path, bare]) => join(dirname(module), path ?? bare));
  return {
    fixed: paths(code, FIXED),
    later: [...paths(code, LATER), ...paths(code, WORKER)],
    types: (text.match(COMMENT) ?? []).flatMap((comment) => paths(comment, LATER)),
  };
}

/**
 * The modules that come with some others, those among them.
 *
 * @param {string[]} modules
 * @param {(module: string) => string[]} next
 */
export function reachedFrom(modules, next) {
  const reached = new Set(modules);
  for (const module of reached) {
    next(module).forEach((other) => reached.add(other));
  }
  return [...reached].sort();
}
