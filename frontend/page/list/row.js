import { find, write } from '../elements/dom.js';
import { currencyOf } from '../money/currencies.js';
import { formatMoney } from '../money/money.js';
import { amountNote, lookOf, methodLine, methodName, needsAttention, statusNote, titleOf } from '../words/payment.js';
import { isolated } from '../words/text.js';
import { timeOf } from '../words/time.js';

/** @typedef {import('../gateway/types.js').Payment} Payment */

/** Longer amounts are written smaller. */
const MOST_LETTERS = 12;

/** One row of the list: its element, and what it shows. */
export class Row {
  element;
  link;
  /** @type {Payment | undefined} */
  payment;
  /** @type {number | undefined} */
  #index;
  /** @type {number | undefined} */
  #height;

  /** @param {HTMLTemplateElement} template */
  constructor(template) {
    this.element = /** @type {HTMLTableRowElement} */ (template.content.firstElementChild?.cloneNode(true));
    this.link = find(this.element, 'a', HTMLAnchorElement);
    this.element.addEventListener('animationend', ({ animationName }) => {
      if (animationName === 'glow') {
        this.element.classList.remove('is-new', 'is-changed');
      }
    });
  }

  /**
   * @param {Payment} payment
   * @param {string} href
   */
  show(payment, href) {
    if (this.payment === payment) {
      return;
    }
    this.payment = payment;
    const title = titleOf(payment);
    const sum = formatMoney(payment.amount, currencyOf(payment.currency));
    const look = lookOf(payment.status);
    const isWanted = needsAttention(payment);
    this.element.dataset.id = payment.id;
    this.element.dataset.status = payment.status;
    this.link.href = href;
    this.link.setAttribute('aria-label', `${isolated(title) || payment.id}, ${sum}, ${look.word}${isWanted ? ', needs attention' : ''}`);
    this.#showTime(new Date(payment.created_at));
    this.#write('reference', title || payment.id, title);
    this.link.classList.toggle('is-id', title === '');
    this.#write('id', title ? payment.id : '');
    this.#write('sum', sum, sum.length > MOST_LETTERS ? sum : '');
    this.#part('sum').dataset.long = String(sum.length > MOST_LETTERS);
    this.#write('moved', amountNote(payment));
    this.#write('badge', look.word);
    this.#part('badge').dataset.tone = look.tone;
    this.#write('reason', statusNote(payment), statusNote(payment));
    this.element.classList.toggle('is-wanted', isWanted);
    this.#write('method', methodName(payment.payment_method), methodLine(payment.payment_method));
  }

  /**
   * @param {number} index from 0
   * @param {number} height of a row
   */
  place(index, height) {
    if (this.#index !== index || height !== this.#height) {
      this.#index = index;
      this.#height = height;
      this.element.style.transform = `translateY(${index * height}px)`;
      this.element.setAttribute('aria-rowindex', String(index + 2));
    }
  }

  /**
   * @param {boolean} reachable by the tab key
   * @param {boolean} open whether its payment is open
   */
  dress(reachable, open) {
    this.link.tabIndex = reachable ? 0 : -1;
    this.element.classList.toggle('is-open', open);
    if (open) {
      this.link.setAttribute('aria-current', 'true');
    } else {
      this.link.removeAttribute('aria-current');
    }
  }

  /** @param {'is-new' | 'is-changed'} name */
  mark(name) {
    const { classList } = this.element;
    if (classList.contains('is-new') || classList.contains('is-changed')) {
      classList.remove('is-new', 'is-changed');
      void this.element.offsetWidth; // so that a second change in a row starts the animation again
    }
    classList.add(name);
  }

  /** @param {Date} at */
  #showTime(at) {
    const time = find(this.element, 'time', HTMLTimeElement);
    time.dateTime = at.toISOString();
    time.title = at.toLocaleString(undefined, { dateStyle: 'full', timeStyle: 'long' });
    time.textContent = timeOf(at, new Date());
  }

  /**
   * @param {string} part
   * @param {string} text
   * @param {string} [hint] the whole of what may be cut off
   */
  #write(part, text, hint = '') {
    const element = this.#part(part);
    write(element, text);
    if (element.title !== hint) {
      element.title = hint;
    }
  }

  /** @param {string} name */
  #part(name) {
    return find(this.element, `.${name}`, HTMLElement);
  }
}

/**
 * @param {EventTarget | null} target in a row
 * @returns {string | null} the id of its payment
 */
export function paymentAt(target) {
  const row = target instanceof Element ? target.closest('tr') : null;
  return row?.dataset.id ?? null;
}
