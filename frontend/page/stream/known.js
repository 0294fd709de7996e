import { rowOf } from './store.js';

/** @typedef {import('../gateway/types.js').Payment} Payment */

const MOST = 5000;

/** The payments last heard of, as rows; the longest unheard of are forgotten first. */
export class Known {
  /** @type {Map<string, Payment>} */
  #payments = new Map();

  /** @param {string} id */
  get(id) {
    return this.#payments.get(id);
  }

  /** @param {Payment} payment */
  learn(payment) {
    this.#payments.delete(payment.id);
    this.#payments.set(payment.id, rowOf(payment));
    if (this.#payments.size > MOST) {
      this.#payments.delete(this.#payments.keys().next().value ?? '');
    }
  }

  clear() {
    this.#payments.clear();
  }
}
