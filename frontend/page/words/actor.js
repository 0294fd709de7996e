import { isolated } from './text.js';

/** @typedef {import('../gateway/types.js').Actor} Actor */

/** @type {Record<string, (name: string) => string>} */
const NAMES = {
  api_key: (name) => `${isolated(name)} (key)`,
  sluice: (name) => (name === 'expiry' ? 'itself' : 'the gateway'),
};

/**
 * Who did something, as the end of "by …".
 *
 * @param {Actor} actor
 * @returns {string} such as "Web shop (key)", "Ada Lovelace", "simulator" or "itself"
 */
export function nameOf({ type, name }) {
  return NAMES[type]?.(name) ?? isolated(name);
}
