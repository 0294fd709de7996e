/** @typedef {import('./session.js').Session} Session */

/** @type {readonly string[]} */
let scopes = [];

/** @param {Session | null} session whose rights count from now on; null when nobody is signed in */
export function hold(session) {
  scopes = session?.scopes ?? [];
}

/** @param {string} scope such as `refunds:write`; the server refuses it anyway to whoever does not have it */
export const may = (scope) => scopes.includes(scope);
