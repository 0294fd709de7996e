import { queryOf } from '../filter/filter.js';
import { PAGE_SIZE } from '../stream/store.js';

/**
 * @typedef {import('./types.js').Currency} Currency
 * @typedef {import('./types.js').Demo} Demo
 * @typedef {import('./types.js').Payment} Payment
 * @typedef {import('./types.js').PaymentEvent} PaymentEvent
 * @typedef {import('./types.js').PaymentPage} PaymentPage
 * @typedef {import('./types.js').PaymentRequest} PaymentRequest
 * @typedef {import('./types.js').Session} Session
 * @typedef {{pointer?: string, detail: string}} FieldError
 * @typedef {{detail?: string, title?: string, code?: string, most?: number, errors?: FieldError[]}} ProblemBody
 * @typedef {{method?: string, headers?: Record<string, string>, body?: object}} Call
 */

const TIMEOUT_MS = 20_000;
const MAX_ATTEMPTS = 3;
const MAX_PAGE_SIZE = 500;

/** An answer that is none: the server's problem details in its words, or no answer at all. */
export class Problem extends Error {
  /**
   * @param {number} status 0 when there was no answer
   * @param {ProblemBody} body
   * @param {number} [retryAfterMs] how long the server asks to wait
   */
  constructor(status, body, retryAfterMs) {
    super(body.detail ?? body.title ?? `The server answered ${status}.`);
    this.name = 'Problem';
    this.status = status;
    this.code = body.code ?? '';
    this.errors = body.errors ?? [];
    this.most = body.most;
    this.retryAfterMs = retryAfterMs;
  }
}

/** @returns {Promise<Demo>} */
export const demo = () => call('/demo');

/** @returns {Promise<Session>} */
export const session = () => call('/v1/session');

/**
 * @param {string} apiKey
 * @returns {Promise<Session>}
 */
export const signIn = (apiKey) => call('/v1/session', { method: 'POST', body: { api_key: apiKey } });

/** @returns {Promise<void>} */
export const signOut = () => call('/v1/session', { method: 'DELETE' });

/** @returns {Promise<Currency[]>} */
export const currencies = async () => (await call('/v1/currencies')).data;

/**
 * @param {import('../filter/filter.js').Filter} filter
 * @param {{after?: string, limit?: number}} [page] after the payment of which id
 * @returns {Promise<PaymentPage>}
 */
export function payments(filter, { after, limit = PAGE_SIZE } = {}) {
  const query = queryOf(filter);
  query.set('limit', String(Math.min(limit, MAX_PAGE_SIZE)));
  if (after) {
    query.set('after', after);
  }
  return call(`/v1/payments?${query}`);
}

/**
 * @param {number} position
 * @returns {Promise<{data: PaymentEvent[], head: number}>} what comes after it, oldest first
 */
export const events = (position, limit = MAX_PAGE_SIZE) => call(`/v1/events?after=${position}&limit=${limit}`);

/**
 * @param {number} position
 * @returns {Promise<number>} the last one of the journal
 */
export const head = async (position) => (await events(position, 1)).head;

/**
 * Makes one payment, however often it has to ask: every attempt carries the same key.
 *
 * @param {PaymentRequest} request
 * @returns {Promise<Payment>} as soon as it is recorded; the stream tells the rest
 */
export async function createPayment(request) {
  const headers = { 'Idempotency-Key': uuid(), Prefer: 'respond-async' };
  for (let attempt = 1; ; attempt++) {
    try {
      return await call('/v1/payments', { method: 'POST', headers, body: request });
    } catch (problem) {
      if (attempt === MAX_ATTEMPTS || !(problem instanceof Problem) || !mayBeAskedAgain(problem)) {
        throw problem;
      }
      await new Promise((resolve) => setTimeout(resolve, problem.retryAfterMs ?? 1000 * attempt));
    }
  }
}

/** @param {Problem} problem */
function mayBeAskedAgain(problem) {
  return problem.status === 0 || (problem.status === 409 && problem.retryAfterMs !== undefined);
}

/**
 * Asks the API; an answer of another kind than success is thrown as a `Problem`.
 *
 * @param {string} path
 * @param {Call} [options]
 * @returns {Promise<any>}
 */
export async function call(path, { method = 'GET', headers = {}, body } = {}) {
  const response = await answer(path, {
    method,
    headers: { Accept: 'application/json', ...(body && { 'Content-Type': 'application/json' }), ...headers },
    body: body && JSON.stringify(body),
    cache: 'no-store',
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  const content = response.status === 204 ? undefined : await response.json().catch(() => null);
  if (!response.ok || content === null) {
    throw new Problem(response.status, content ?? {}, retryAfter(response));
  }
  return content;
}

/**
 * @param {string} path
 * @param {RequestInit} init
 */
async function answer(path, init) {
  try {
    return await fetch(path, init);
  } catch {
    throw new Problem(0, { code: 'unreachable', detail: 'The server cannot be reached.' });
  }
}

/** @param {Response} response */
function retryAfter(response) {
  const seconds = Number.parseInt(response.headers.get('Retry-After') ?? '', 10);
  return Number.isNaN(seconds) ? undefined : Math.min(seconds * 1000, TIMEOUT_MS);
}

/** `randomUUID` is there on https and localhost only; the page may be served on a plain address. */
export function uuid() {
  if (crypto.randomUUID) {
    return crypto.randomUUID();
  }
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
