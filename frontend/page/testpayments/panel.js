import { element, fill } from '../elements/element.js';
import { TestForm } from './form.js';
import { TrafficPanel } from './trafficpanel.js';

/**
 * @typedef {import('../stream/live.js').LivePayments} LivePayments
 * @typedef {import('../words/announce.js').Announcer} Announcer
 * @typedef {{live: LivePayments, announcer: Announcer, onOpen: (id: string) => void}} Means
 */

/** What is in the dialog of the test payments. */
export class TestPanel {
  #traffic;

  /**
   * @param {HTMLDialogElement} dialog
   * @param {Means} means
   */
  constructor(dialog, { live, announcer, onOpen }) {
    this.#traffic = new TrafficPanel((sentence) => announcer.say(sentence));
    const form = new TestForm({
      onPayment: (payment) => live.add(payment),
      onOpen: (id) => {
        dialog.close();
        onOpen(id);
      },
    });
    const close = element('button', { type: 'button', class: 'aside-close', 'aria-label': 'Close the test payments' });
    close.addEventListener('click', () => dialog.close());
    fill(dialog,
      element('div', { class: 'aside-bar' }, element('h2', { class: 'aside-caption' }, 'Test payments'), close),
      form.root,
      this.#traffic.root);
  }

  stop() {
    this.#traffic.stop();
  }
}
