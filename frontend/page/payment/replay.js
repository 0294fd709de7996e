import { write } from '../elements/dom.js';
import { element, fill } from '../elements/element.js';

/** @typedef {import('./history.js').Entry} Entry */

/** Goes through the versions of a payment by a slider, and says so while it is not the newest. */
export class Replay {
  place = element('span', { class: 'replay-place' });
  slider = element('input', { type: 'range', class: 'slider', min: 1, step: 1, 'aria-label': 'Version' });
  banner = element('div', { class: 'replay-banner', hidden: true });
  #words = element('p', { role: 'status' });

  /** @param {(version: number | null) => void} onLook null for the newest */
  constructor(onLook) {
    const back = element('button', { type: 'button', class: 'button small' }, 'Back to now');
    back.addEventListener('click', () => {
      onLook(null);
      this.slider.focus({ preventScroll: true });
    });
    this.slider.addEventListener('input', () => onLook(Number(this.slider.value)));
    fill(this.banner, this.#words, back);
  }

  /**
   * @param {Entry[]} entries
   * @param {number} version
   */
  show(entries, version) {
    const entry = entries[version - 1];
    const last = entries.length;
    this.slider.max = String(last);
    this.slider.value = String(version);
    this.slider.hidden = last === 1;
    this.slider.setAttribute('aria-valuetext', `${version} of ${last}: ${entry.title}`);
    this.slider.style.setProperty('--passed', `${(100 * (version - 1)) / Math.max(1, last - 1)}%`);
    write(this.place, `Version ${version} of ${last}`);
    this.banner.hidden = version === last;
    if (version !== last) {
      const at = new Date(entry.at).toLocaleTimeString();
      write(this.#words, `As it was at ${at}`);
    }
  }
}
