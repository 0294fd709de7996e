import { checkSession } from '../session/session.js';
import { Hub } from './hub.js';
import { readHead } from './pages.js';

/** The hub in a worker that all tabs of a browser share: one connection, whichever of them close. */
const hub = new Hub({ session: checkSession, head: readHead });

addEventListener('connect', (event) => {
  const [port] = /** @type {MessageEvent} */ (event).ports;
  const tell = (/** @type {import('./hub.js').Notice} */ notice) => port.postMessage(notice);
  port.onmessage = ({ data }) => hub.hear(tell, data);
});
