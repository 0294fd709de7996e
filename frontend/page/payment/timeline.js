import { element, fill, moment } from '../elements/element.js';
import { offset } from '../words/time.js';

/** @typedef {import('./history.js').Entry} Entry */

const CLOCK = new Intl.DateTimeFormat(undefined, {
  hour: '2-digit', minute: '2-digit', second: '2-digit', fractionalSecondDigits: 3,
});
const DAY = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', year: 'numeric' });

/** What happened to a payment, line by line; each line shows the payment as it was then. */
export class Timeline {
  #onLook;
  /** @type {Map<number, HTMLLIElement>} */
  #lines = new Map();
  root = element('ol', { class: 'timeline' });

  /** @param {(version: number) => void} onLook */
  constructor(onLook) {
    this.#onLook = onLook;
  }

  /**
   * @param {Entry[]} entries
   * @param {number} version what is looked at
   */
  show(entries, version) {
    for (const [index, entry] of entries.entries()) {
      const line = this.#lines.get(entry.version) ?? this.#add(entry, entries[0].at, entries[index - 1]?.at);
      const isLooked = entry.version === version;
      line.dataset.place = isLooked ? 'here' : entry.version < version ? 'before' : 'after';
      const button = /** @type {HTMLElement} */ (line.firstElementChild);
      if (isLooked) {
        button.setAttribute('aria-current', 'step');
      } else {
        button.removeAttribute('aria-current');
      }
    }
  }

  /**
   * @param {Entry} entry
   * @param {string} start
   * @param {string} [previous] when the line before was
   */
  #add(entry, start, previous) {
    const at = new Date(entry.at);
    const button = element('button', { type: 'button', title: `Show the payment as it was at version ${entry.version}` });
    fill(button,
      element('span', { class: 'timeline-line' },
        element('span', { class: 'timeline-title' }, entry.title),
        moment(entry.at, CLOCK.format(at))),
      element('span', { class: 'timeline-line timeline-by' },
        element('span', {}, entry.actor),
        element('span', {}, isOtherDay(previous, at) ? DAY.format(at) : offset(start, entry.at))),
      entry.note ? element('span', { class: 'timeline-note' }, entry.note) : null);
    button.addEventListener('click', () => this.#onLook(entry.version));
    const line = element('li', { 'data-tone': entry.tone }, button);
    this.#lines.set(entry.version, line);
    this.root.append(line);
    return line;
  }
}

/**
 * @param {string | undefined} previous
 * @param {Date} at
 */
const isOtherDay = (previous, at) => previous === undefined || new Date(previous).toDateString() !== at.toDateString();
