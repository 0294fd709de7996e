import { element, fill } from './element.js';
import { TestForm } from './testform.js';
import { TrafficPanel } from './trafficpanel.js';

/**
 * @typedef {import('./live.js').LivePayments} LivePayments
 * @typedef {import('./announce.js').Announcer} Announcer
 */

/** The panel that makes test payments: one as it is wanted, or many of a kind. */
export class TestPayments {
  #dialog;
  #form;
  #traffic;

  /**
   * @param {HTMLDialogElement} dialog
   * @param {{live: LivePayments, announcer: Announcer, onOpen: (id: string) => void}} means
   */
  constructor(dialog, { live, announcer, onOpen }) {
    this.#dialog = dialog;
    this.#traffic = new TrafficPanel((sentence) => announcer.say(sentence));
    this.#form = new TestForm({
      onPayment: (payment) => live.add(payment),
      onOpen: (id) => {
        dialog.close();
        onOpen(id);
      },
    });
    const close = element('button', { type: 'button', class: 'detail-close', 'aria-label': 'Close the test payments' });
    close.addEventListener('click', () => dialog.close());
    dialog.addEventListener('click', (event) => event.target === dialog && dialog.close());
    fill(dialog, element('div', { class: 'test-inside' },
      element('div', { class: 'detail-bar' }, element('h2', { class: 'detail-caption' }, 'Test payments'), close),
      this.#form.root,
      this.#traffic.root));
  }

  open() {
    this.#dialog.showModal();
    this.#form.open();
  }

  /** Also when the session ends: nothing goes on by itself after this. */
  close() {
    this.#traffic.stop();
    this.#dialog.close();
  }
}
