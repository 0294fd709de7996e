import { Problem, call } from '../gateway/call.js';

/**
 * @typedef {'test' | 'live'} Mode
 * @typedef {{type: string, id?: string, name: string}} Actor
 * @typedef {{merchant: {id: string, name: string}, mode: Mode, modes: Mode[], actor: Actor, role?: string,
 *   scopes: string[], expires_at: string}} Session
 * @typedef {{enabled: boolean, api_key?: string, merchant_id?: string}} Demo
 */

/** @param {Mode} mode */
export const modeName = (mode) => (mode === 'live' ? 'Live mode' : 'Test mode');

/** @returns {Promise<Demo>} whether this is a demo, and with which key to sign in */
export const readDemo = () => call('/demo');

/** @returns {Promise<Session>} fails with status 401 when nobody is signed in */
export const readSession = () => call('/v1/session');

/**
 * Who is signed in and whose payments are seen: in two tabs that see the same it is the same.
 *
 * @param {Session} session
 */
export const identityOf = ({ merchant, mode, actor }) => [merchant.id, mode, actor.type, actor.id ?? ''].join(' ');

/**
 * Fails with status 401 when nobody is signed in, or somebody else, or in the other mode.
 *
 * @param {string} identity
 */
export async function checkSession(identity) {
  if (identityOf(await readSession()) !== identity) {
    throw new Problem(401, { code: 'session_ended' });
  }
}

/**
 * @param {string} apiKey
 * @returns {Promise<Session>}
 */
export const signIn = (apiKey) => call('/v1/session', { method: 'POST', body: { api_key: apiKey } });

/**
 * @param {string} mode
 * @returns {Promise<Session>} as it is then
 */
export const switchMode = (mode) => call('/v1/session', { method: 'PATCH', body: { mode } });

/** @returns {Promise<{redirect: string} | undefined>} where to sign out as well, if anywhere */
export const signOut = () => call('/v1/session', { method: 'DELETE' });
