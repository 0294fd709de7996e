/**
 * @typedef {{pointer?: string, detail: string}} FieldError
 * @typedef {{detail?: string, title?: string, code?: string, most?: number, errors?: FieldError[]}} ProblemBody
 * @typedef {{method?: string, headers?: Record<string, string>, body?: object}} Call
 */

const TIMEOUT_MS = 20_000;

/** The path below which the gateway is, as far as this file is in it; nothing where it has its host to itself. */
const BASE = import.meta.url.startsWith('http')
  ? new URL(import.meta.url).pathname.replace('/page/gateway/call.js', '')
  : '';

/**
 * Where an address of the API is, from the page and from its worker alike; one that the server gave is whole.
 *
 * @param {string} path
 */
export const address = (path) => (path.startsWith(`${BASE}/v1/`) ? path : BASE + path);

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
    return await fetch(address(path), init);
  } catch {
    throw new Problem(0, { code: 'unreachable', detail: 'The server cannot be reached.' });
  }
}

/** @param {Response} response */
function retryAfter(response) {
  const seconds = Number.parseInt(response.headers.get('Retry-After') ?? '', 10);
  return Number.isNaN(seconds) ? undefined : Math.min(seconds * 1000, TIMEOUT_MS);
}

/**
 * Whether a call may have had its effect although no answer says so. Only then is its key still of use.
 *
 * @param {number} status of the problem; 0 when there was no answer
 */
export function mayHaveHappened(status) {
  return status === 0 || status === 408 || status >= 500;
}

/** `randomUUID` is there on https and localhost only; the page may be served on a plain address. */
export function uuid() {
  if (crypto.randomUUID) {
    return crypto.randomUUID();
  }
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
