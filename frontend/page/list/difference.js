/**
 * @typedef {{id: string, version: number}} Row
 * @typedef {{added: Set<string>, changed: Set<string>, removed: Set<string>}} Difference
 */

/**
 * What separates two lists, by id.
 *
 * @param {readonly Row[]} before newest first
 * @param {readonly Row[]} after newest first
 * @returns {Difference}
 */
export function difference(before, after) {
  const found = { added: new Set(), changed: new Set(), removed: new Set() };
  for (let old = 0, now = 0; old < before.length || now < after.length; ) {
    const [was, is] = [before[old], after[now]];
    if (was === is || was?.id === is?.id) {
      if (was.version !== is.version) {
        found.changed.add(is.id);
      }
      old++;
      now++;
    } else if (!was || (is && is.id > was.id)) {
      found.added.add(is.id);
      now++;
    } else {
      found.removed.add(was.id);
      old++;
    }
  }
  return found;
}

/** @param {Difference} found */
export const sizeOf = ({ added, changed, removed }) => added.size + changed.size + removed.size;
