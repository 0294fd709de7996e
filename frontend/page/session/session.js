import { call } from '../gateway/call.js';

/**
 * @typedef {{merchant: {id: string, name: string}, expires_at: string}} Session
 * @typedef {{enabled: boolean, api_key?: string, merchant_id?: string}} Demo
 */

/** @returns {Promise<Demo>} whether this is a demo, and with which key to sign in */
export const readDemo = () => call('/demo');

/** @returns {Promise<Session>} fails with status 401 when nobody is signed in */
export const readSession = () => call('/v1/session');

/**
 * @param {string} apiKey
 * @returns {Promise<Session>}
 */
export const signIn = (apiKey) => call('/v1/session', { method: 'POST', body: { api_key: apiKey } });

/** @returns {Promise<void>} */
export const signOut = () => call('/v1/session', { method: 'DELETE' });
