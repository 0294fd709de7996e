import { lookOf, titleOf } from '../words/payment.js';
import { isolated } from '../words/text.js';

/**
 * @typedef {import('../gateway/types.js').Payment} Payment
 * @typedef {import('../gateway/types.js').PaymentEvent} PaymentEvent
 */

const PRODUCT = 'Sluice';

/**
 * What the tab is called: after the payment that is open, or else the list, with how the connection is where it is not
 * live, and before it how many payments have come while nobody looked.
 */
export class PageTitle {
  #isSignedIn = false;
  #connection = '';
  #unseen = 0;
  /** @type {Payment | null} */
  #payment = null;

  /** @param {boolean} isSignedIn */
  show(isSignedIn) {
    this.#isSignedIn = isSignedIn;
    this.#write();
  }

  /** @param {Payment | null} payment that is open */
  open(payment) {
    this.#payment = payment;
    this.#write();
  }

  /** @param {string} word of the connection, none while it is live */
  connect(word) {
    this.#connection = word;
    this.#write();
  }

  /** @param {PaymentEvent} event of any payment */
  apply({ version }) {
    if (version === 1 && document.hidden) {
      this.#unseen++;
      this.#write();
    }
  }

  /** Somebody looks. */
  look() {
    this.#unseen = 0;
    this.#write();
  }

  #write() {
    document.title = this.#isSignedIn ? this.#words() : `Sign in · ${PRODUCT}`;
  }

  #words() {
    const name = this.#payment ? `${isolated(titleOf(this.#payment)) || this.#payment.id} · ${lookOf(this.#payment.status).word}` : 'Payments';
    const unseen = this.#unseen > 0 ? `(${this.#unseen.toLocaleString()}) ` : '';
    return unseen + [name, this.#connection, PRODUCT].filter(Boolean).join(' · ');
  }
}
