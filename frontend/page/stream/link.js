import { checkSession } from '../session/session.js';
import { Hub } from './hub.js';
import { readHead } from './pages.js';

/**
 * @typedef {import('./hub.js').Notice} Notice
 * @typedef {import('./hub.js').Request} Request
 * @typedef {{post: (request: Request) => void, close: () => void}} Link a tab's connection to a hub
 */

/** Tabs with another protocol get a worker of their own while an old one still runs. */
const NAME = 'sluice-1';

/**
 * To the hub that all tabs share. It needs no secure context, outlives any tab and is not slowed
 * down in the background, which is why it is no elected tab.
 *
 * @param {(notice: Notice) => void} hear
 * @param {() => void} broken the worker could not be started
 * @returns {Link}
 */
export function sharedLink(hear, broken) {
  const worker = new SharedWorker(new URL('worker.js', import.meta.url), { type: 'module', name: NAME });
  worker.onerror = broken;
  worker.port.onmessage = ({ data }) => hear(data);
  return {
    post: (request) => worker.port.postMessage(request),
    close: () => {
      worker.onerror = null;
      worker.port.onmessage = null;
      worker.port.postMessage({ kind: 'leave' });
    },
  };
}

/**
 * To a hub of the tab's own, for browsers that have no shared workers.
 *
 * @param {(notice: Notice) => void} hear
 * @returns {Link}
 */
export function ownLink(hear) {
  const hub = new Hub({ session: checkSession, head: readHead });
  return { post: (request) => hub.hear(hear, request), close: () => hub.hear(hear, { kind: 'leave' }) };
}

/** @returns {boolean} */
export const canShare = () => 'SharedWorker' in globalThis;
