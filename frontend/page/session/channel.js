/** Another than that of pages which told of merchants alone. */
const NAME = 'sluice-session-2';

/** The longest wait that a browser's timer takes. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/**
 * The life of the session as the browser sees it: tells the other tabs of the browser who signed in
 * or out, since they share it, and knows when it ends.
 */
export class SessionChannel {
  #channel;
  #onEnd;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #end;

  /**
   * @param {(identity: string | null) => void} onChange who signed in, in another tab; null when signed out
   * @param {() => void} onEnd the session should be over now
   */
  constructor(onChange, onEnd) {
    this.#onEnd = onEnd;
    this.#channel = 'BroadcastChannel' in globalThis ? new BroadcastChannel(NAME) : null;
    if (this.#channel) {
      this.#channel.onmessage = ({ data }) => onChange(data.identity);
    }
  }

  /** @param {string} instant when the session ends */
  expect(instant) {
    clearTimeout(this.#end);
    const left = Date.parse(instant) - Date.now() + 1000;
    this.#end = setTimeout(this.#onEnd, Math.min(left, LONGEST_TIMER_MS));
  }

  /** @param {string | null} identity who signed in, or null */
  tell(identity) {
    this.#channel?.postMessage({ identity });
  }
}
