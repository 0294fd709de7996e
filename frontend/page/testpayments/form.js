import { write } from '../elements/dom.js';
import { badge, element, fill } from '../elements/element.js';
import { Problem } from '../gateway/call.js';
import { readWhole, refusalOf } from '../money/amounts.js';
import { currencies, currencyOf } from '../money/currencies.js';
import { plainMoney } from '../money/money.js';
import { reshape } from '../money/reading.js';
import { moneyOf } from '../money/sum.js';
import { lookOf } from '../words/payment.js';
import { wordsOf } from '../words/problem.js';
import { CARDS, CARD_GROUPS } from './cards.js';
import { makePayment } from './make.js';

/** @typedef {import('../gateway/types.js').Payment} Payment */

const USUAL = ['EUR', 'USD', 'GBP', 'CHF', 'JPY'];
/** How long the outcome is waited for before the payment is shown as it is. */
const WAIT_S = 3;

/** Makes one test payment, of any card that the simulator has. */
export class TestForm {
  #onPayment;
  #onOpen;
  #amount = element('input', { id: 'test-amount', inputmode: 'decimal', autocomplete: 'off', 'aria-describedby': 'test-amount-problem' });
  #amountProblem = element('p', { id: 'test-amount-problem', class: 'field-problem', role: 'alert', hidden: true });
  #currency = element('select', { id: 'test-currency' }, ...codes().map((code) => element('option', {}, code)));
  #effect = element('p', { class: 'hint', id: 'test-effect' });
  #capture;
  #problem = element('p', { class: 'problem', role: 'alert', hidden: true });
  #result = element('div', { class: 'test-result', role: 'status', hidden: true });
  #busy = false;
  /** In which the amount is written. */
  #before = currencyOf(USUAL[0]);
  root;

  /**
   * @param {{onPayment: (payment: Payment) => void, onOpen: (id: string) => void}} means
   */
  constructor({ onPayment, onOpen }) {
    this.#onPayment = onPayment;
    this.#onOpen = onOpen;
    this.#capture = choice('test-capture', 'Capture', [['automatic', 'Automatic'], ['manual', 'Manual']]);
    this.root = element('form', { class: 'test-form', novalidate: true },
      element('div', { class: 'test-amount' },
        element('div', { class: 'field' }, element('label', { for: 'test-amount' }, 'Amount'), this.#amount),
        element('div', { class: 'field' }, element('label', { for: 'test-currency' }, 'Currency'), this.#currency),
        this.#amountProblem),
      cards(),
      this.#effect,
      this.#capture,
      element('button', { type: 'submit', class: 'button primary wide' }, 'Make a test payment'),
      this.#problem,
      this.#result);
    this.root.addEventListener('change', () => this.#explain());
    this.root.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#submit();
    });
    this.#currency.addEventListener('change', () => {
      const currency = currencyOf(this.#currency.value);
      this.#amount.value = reshape(this.#amount.value, this.#before, currency);
      this.#before = currency;
    });
    this.#amount.value = plainMoney(1999, this.#before);
    this.#explain();
  }

  #explain() {
    const card = CARDS.get(this.#chosen('test-card'));
    write(this.#effect, card?.effect ?? '');
  }

  async #submit() {
    if (this.#busy) {
      return;
    }
    const currency = this.#currency.value;
    const read = readWhole(this.#amount.value, currencyOf(currency));
    write(this.#problem, '');
    this.#complain('complaint' in read ? read.complaint : '');
    if ('complaint' in read) {
      this.#amount.focus();
      return;
    }
    this.#setBusy(true);
    try {
      const payment = await makePayment({
        amount: read.amount,
        currency,
        payment_method: this.#chosen('test-card'),
        capture: this.#chosen('test-capture') === 'manual' ? 'manual' : 'automatic',
        reference: `test-${Date.now().toString(36).slice(-6)}`,
        return_url: `${location.origin}/`,
      }, WAIT_S);
      this.#onPayment(payment);
      this.#show(payment);
    } catch (problem) {
      this.#refuse(problem, currency);
    } finally {
      this.#setBusy(false);
    }
  }

  /** @param {Payment} payment */
  #show(payment) {
    const { word, tone } = lookOf(payment.status);
    const open = element('button', { type: 'button', class: 'button small' }, 'Show it');
    open.addEventListener('click', () => this.#onOpen(payment.id));
    const url = payment.next_action?.url;
    this.#result.hidden = false;
    fill(this.#result,
      element('div', { class: 'test-made' }, moneyOf(payment.amount, payment.currency), badge(word, tone), open),
      payment.decline && element('p', { class: 'hint' }, payment.decline.message),
      url ? element('p', { class: 'hint' }, 'The bank asks the cardholder now. Its page leads back to this one.') : null,
      url ? element('a', { class: 'button wide', href: url }, 'Go through the challenge') : null);
  }

  /**
   * @param {unknown} problem
   * @param {string} currency
   */
  #refuse(problem, currency) {
    this.#result.hidden = true;
    const amount = problem instanceof Problem ? refusalOf(problem, currencyOf(currency)) : '';
    this.#complain(amount);
    write(this.#problem, amount ? '' : wordsOf(problem));
  }

  /** @param {string} words about the amount */
  #complain(words) {
    write(this.#amountProblem, words);
    this.#amount.setAttribute('aria-invalid', String(words !== ''));
  }

  /** @param {string} name */
  #chosen(name) {
    return String(new FormData(this.root).get(name));
  }

  /** @param {boolean} busy */
  #setBusy(busy) {
    this.#busy = busy;
    this.root.setAttribute('aria-busy', String(busy));
  }
}

/** The usual currencies before the others. */
function codes() {
  const all = currencies().map(({ code }) => code);
  return [...USUAL, ...all.filter((code) => !USUAL.includes(code))];
}

/**
 * A few choices side by side, the first of which is chosen.
 *
 * @param {string} name
 * @param {string} title
 * @param {[string, string][]} choices value and word
 * @param {string} [chosen]
 */
export function choice(name, title, choices, chosen = choices[0][0]) {
  return element('fieldset', { class: 'field' },
    element('legend', {}, title),
    element('div', { class: 'switch' }, ...choices.map(([value, word]) =>
      element('label', { class: 'choice' }, element('input', { type: 'radio', name, value, checked: value === chosen }), element('span', {}, word)))));
}

/** The cards in groups, each to be chosen. */
function cards() {
  return element('div', { class: 'test-cards', role: 'radiogroup', 'aria-label': 'Card', 'aria-describedby': 'test-effect' },
    ...CARD_GROUPS.map(({ title, cards: group }) => element('div', { class: 'test-group' },
      element('p', { class: 'test-group-title', 'aria-hidden': 'true' }, title),
      element('div', { class: 'test-chips' }, ...group.map(({ token, name }) =>
        element('label', { class: 'choice test-chip' },
          element('input', { type: 'radio', name: 'test-card', value: token, checked: token === 'pm_card_visa' }),
          element('span', {}, name)))))));
}
