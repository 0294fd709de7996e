/** @typedef {import('../list/list.js').PaymentList} PaymentList */

/**
 * @typedef {object} Commands
 * @property {PaymentList} list
 * @property {() => boolean} isReady whether there is a list to move in
 * @property {{readonly isOn: boolean}} singleKeys whether letters and signs do something
 * @property {() => void} close
 * @property {() => void} find
 * @property {() => void} help
 * @property {() => void} pause
 * @property {() => void} top
 */

/** The keys of the page. Those of a field, a panel or a dialog are left to it; a slider has none of these. */
export class Keyboard {
  /** @type {Record<string, () => void>} */
  #signs;
  /** @type {Record<string, () => void>} */
  #anywhere;
  /** @type {Record<string, () => void>} */
  #inList;
  #isReady;
  #singleKeys;

  /** @param {Commands} commands */
  constructor({ list, isReady, singleKeys, close, find, help, pause, top }) {
    this.#isReady = isReady;
    this.#singleKeys = singleKeys;
    this.#signs = {
      j: () => list.move(1),
      k: () => list.move(-1),
      g: top,
      p: pause,
      '/': find,
      '?': help,
    };
    this.#anywhere = { Escape: close };
    this.#inList = {
      ArrowDown: () => list.move(1),
      ArrowUp: () => list.move(-1),
      PageDown: () => list.move(list.pageful),
      PageUp: () => list.move(-list.pageful),
      Home: () => list.move(-Infinity),
      End: () => list.move(Infinity),
    };
    addEventListener('keydown', (event) => this.#press(event));
  }

  /** @param {KeyboardEvent} event */
  #press(event) {
    const { key, target } = event;
    const taken = event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey;
    if (taken || !this.#isReady() || isElsewhere(target)) {
      return;
    }
    const inList = target instanceof Element && target.closest('#list') !== null;
    const sign = this.#singleKeys.isOn ? this.#signs[key] : undefined;
    const command = sign ?? this.#anywhere[key] ?? (inList ? this.#inList[key] : undefined);
    if (command) {
      event.preventDefault();
      command();
    }
  }
}

/** @param {EventTarget | null} target */
function isElsewhere(target) {
  return (
    document.querySelector('dialog[open], :popover-open') !== null ||
    (target instanceof Element && target.closest('input:not([type=range]), select, textarea, [popover], [contenteditable]') !== null)
  );
}
