import { element } from '../elements/element.js';
import { field } from '../elements/field.js';
import { isLeft, readPart } from '../money/amounts.js';
import { formatMoney, plainMoney } from '../money/money.js';
import { tooLong } from '../words/text.js';

/** @typedef {import('../money/currencies.js').Currency} Currency */

/** Of a reason, as the gateway has it. */
const MOST_LETTERS = 200;

/** How much, and why: what is typed for a capture or a refund, and what is wrong with it. */
export class OperationFields {
  #amount = field('operation-amount', 'Amount', { inputmode: 'decimal' });
  #reason = field('operation-reason', 'Reason (optional)', {});
  root = element('div', { class: 'operation-fields' }, this.#amount.root, this.#reason.root);
  /** How it is said what is left. */
  #left = '';

  /**
   * @param {{most: number, currency: Currency, hasReason: boolean}} bounds
   */
  start({ most, currency, hasReason }) {
    this.#amount.input.value = plainMoney(most, currency);
    this.#reason.input.value = '';
    this.#reason.root.hidden = !hasReason;
    this.bound(most, currency);
  }

  /**
   * @param {number} most
   * @param {Currency} currency
   */
  bound(most, currency) {
    const isSaid = this.#left !== '' && this.#amount.problem.textContent === this.#left;
    this.#left = isLeft(most, currency);
    if (isSaid) {
      this.sayWhatIsLeft();
    }
    this.#amount.hint.textContent = `At most ${formatMoney(most, currency)}`;
  }

  /**
   * What was typed; where that is no amount, or the reason is too long, it says so and there is none.
   *
   * @param {{most: number, currency: Currency}} bounds
   * @returns {{amount: number, reason?: string} | null}
   */
  read({ most, currency }) {
    const read = readPart(this.#amount.input.value, { currency, most });
    if ('complaint' in read) {
      this.complain({ amount: read.complaint });
      this.#amount.input.focus();
      return null;
    }
    const reason = this.#reason.root.hidden ? '' : this.#reason.input.value.trim();
    const complaint = tooLong('A reason', reason, MOST_LETTERS);
    if (complaint) {
      this.complain({ reason: complaint });
      this.#reason.input.focus();
      return null;
    }
    return { amount: read.amount, ...(reason && { reason }) };
  }

  /** @param {{amount?: string, reason?: string}} words */
  complain({ amount = '', reason = '' }) {
    this.#amount.complain(amount);
    this.#reason.complain(reason);
  }

  sayWhatIsLeft() {
    this.complain({ amount: this.#left });
  }

  focus() {
    this.#amount.input.focus({ preventScroll: true });
    this.#amount.input.select();
  }
}
