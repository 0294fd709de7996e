import { write } from '../elements/dom.js';

/** How long something may take before it is spoken of. */
const PATIENCE_MS = 3000;

/**
 * Says that the currencies are waited for, where they take long.
 *
 * @param {Promise<void>} currencies
 * @param {HTMLElement} place
 */
export function sayWhereSlow(currencies, place) {
  const patience = setTimeout(
    () => write(place, 'Waiting for the currencies, without which no amount can be shown.'), PATIENCE_MS);
  return currencies.finally(() => {
    clearTimeout(patience);
    write(place, '');
  });
}
