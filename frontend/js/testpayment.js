import { createPayment } from './api.js';
import { find, wordsOf, write } from './dom.js';
import { digitsOf, parseMoney, reshape } from './money.js';

/** @typedef {import('./types.js').Payment} Payment */

/** The form that makes a test payment, with the few choices that change how it goes. */
export class TestPayment {
  #form;
  #amount;
  #currency;
  #problem;
  #onPayment;
  #busy = false;

  /**
   * @param {HTMLFormElement} form
   * @param {(payment: Payment) => void} onPayment
   */
  constructor(form, onPayment) {
    this.#form = form;
    this.#amount = find(form, '#amount', HTMLInputElement);
    this.#currency = find(form, '#currency', HTMLSelectElement);
    this.#problem = find(form, '.problem', HTMLElement);
    this.#onPayment = onPayment;
    this.#currency.addEventListener('change', () => {
      this.#amount.value = reshape(this.#amount.value, digitsOf(this.#currency.value));
    });
    const options = find(form, '#toggle-choices', HTMLButtonElement);
    options.addEventListener('click', () => {
      const open = form.classList.toggle('is-open');
      options.setAttribute('aria-expanded', String(open));
    });
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#submit();
    });
  }

  async #submit() {
    if (this.#busy) {
      return;
    }
    const currency = this.#currency.value;
    const amount = parseMoney(this.#amount.value, digitsOf(currency));
    this.#complain(amount === null ? amountHint(currency) : '');
    if (amount === null) {
      this.#form.classList.add('is-open');
      this.#amount.focus();
      return;
    }
    this.#setBusy(true);
    try {
      this.#onPayment(await createPayment({ ...this.#choices(), amount, currency, reference: newReference() }));
    } catch (problem) {
      write(this.#problem, wordsOf(problem));
    } finally {
      this.#setBusy(false);
    }
  }

  /** @returns {Pick<import('./types.js').PaymentRequest, 'payment_method' | 'capture'>} */
  #choices() {
    const data = new FormData(this.#form);
    return {
      payment_method: String(data.get('payment_method')),
      capture: data.get('capture') === 'manual' ? 'manual' : 'automatic',
    };
  }

  /** @param {boolean} busy */
  #setBusy(busy) {
    this.#busy = busy;
    this.#form.setAttribute('aria-busy', String(busy));
  }

  /** @param {string} words about the amount */
  #complain(words) {
    write(this.#problem, words);
    this.#amount.setAttribute('aria-invalid', String(words !== ''));
  }
}

/** @param {string} currency */
function amountHint(currency) {
  const digits = digitsOf(currency);
  return digits === 0
    ? `${currency} has no decimals: write the amount as in 1999.`
    : `Write the amount as in ${(19.99).toFixed(digits)}, without a thousands separator.`;
}

function newReference() {
  return `test-${Date.now().toString(36).slice(-6)}`;
}
