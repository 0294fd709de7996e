import { amountNote, lookOf, methodName, statusNote, timeOf } from './describe.js';
import { find, write } from './dom.js';
import { formatMoney } from './money.js';

/**
 * @typedef {import('./types.js').Payment} Payment
 * @typedef {{added: number, changed: number}} Difference
 */

/** Up to here new rows push the others down in sight; a rush of them just appears. */
const MOST_ROWS_TO_SLIDE = 3;
const SLIDE_MS = 320;

/** The rows of the table, kept equal to a list of payments by touching only what differs. */
export class PaymentList {
  #body;
  #template;
  /** @type {Map<string, {row: HTMLTableRowElement, payment: Payment}>} */
  #shown = new Map();

  /**
   * @param {HTMLTableSectionElement} body
   * @param {HTMLTemplateElement} template one row
   */
  constructor(body, template) {
    this.#body = body;
    this.#template = template;
    body.addEventListener('animationend', ({ target }) => {
      if (target instanceof HTMLElement) {
        target.classList.remove('is-new', 'is-changed');
      }
    });
  }

  /**
   * @param {readonly Payment[]} payments newest first
   * @param {boolean} [marking] whether what is new or changed is to be seen as such
   * @returns {Difference}
   */
  render(payments, marking = true) {
    const first = this.#body.firstElementChild;
    const difference = { added: 0, changed: 0 };
    this.#removeAllBut(new Set(payments.map(({ id }) => id)));
    let cursor = this.#body.firstElementChild;
    for (const payment of payments) {
      const row = this.#rowFor(payment, difference, marking);
      if (row === cursor) {
        cursor = row.nextElementSibling;
      } else {
        this.#body.insertBefore(row, cursor);
      }
    }
    if (marking && difference.added <= MOST_ROWS_TO_SLIDE) {
      this.#slide(first);
    }
    return difference;
  }

  /** @param {Set<string>} ids */
  #removeAllBut(ids) {
    for (const [id, { row }] of this.#shown) {
      if (!ids.has(id)) {
        row.remove();
        this.#shown.delete(id);
      }
    }
  }

  /**
   * @param {Payment} payment
   * @param {Difference} difference
   * @param {boolean} marking
   */
  #rowFor(payment, difference, marking) {
    const shown = this.#shown.get(payment.id);
    if (shown?.payment === payment) {
      return shown.row;
    }
    const row = shown?.row ?? this.#newRow();
    this.#shown.set(payment.id, { row, payment });
    fill(row, payment);
    if (!shown || shown.payment.version !== payment.version) {
      difference[shown ? 'changed' : 'added']++;
      if (marking) {
        mark(row, shown ? 'is-changed' : 'is-new');
      }
    }
    return row;
  }

  #newRow() {
    const row = this.#template.content.firstElementChild?.cloneNode(true);
    return /** @type {HTMLTableRowElement} */ (row);
  }

  /**
   * Lets the rows that were there move to their new place.
   *
   * @param {Element | null} first the row that was on top
   */
  #slide(first) {
    const moved = first instanceof HTMLElement && first.isConnected ? first.offsetTop - topOf(this.#body) : 0;
    if (moved > 0 && !matchMedia('(prefers-reduced-motion: reduce)').matches) {
      this.#body.animate([{ transform: `translateY(${-moved}px)` }, { transform: 'none' }], {
        duration: SLIDE_MS,
        easing: 'cubic-bezier(0.2, 0, 0, 1)',
      });
    }
  }
}

/** @param {HTMLElement} body */
function topOf(body) {
  const row = body.firstElementChild;
  return row instanceof HTMLElement ? row.offsetTop : 0;
}

/**
 * @param {HTMLElement} row
 * @param {'is-new' | 'is-changed'} name
 */
function mark(row, name) {
  row.classList.remove('is-new', 'is-changed');
  void row.offsetWidth; // so that a second change in a row starts the animation again
  row.classList.add(name);
}

/**
 * @param {HTMLTableRowElement} row
 * @param {Payment} payment
 */
function fill(row, payment) {
  const part = (/** @type {string} */ name) => find(row, `.${name}`, HTMLElement);
  const look = lookOf(payment.status);
  const created = new Date(payment.created_at);
  const title = payment.reference || payment.description || '';

  row.dataset.id = payment.id;
  row.dataset.status = payment.status;
  const time = find(row, 'time', HTMLTimeElement);
  time.dateTime = payment.created_at;
  time.title = created.toLocaleString();
  time.textContent = timeOf(created, new Date());
  write(part('reference'), title);
  write(part('id'), payment.id);
  write(part('sum'), formatMoney(payment.amount, payment.currency));
  write(part('moved'), amountNote(payment));
  part('badge').dataset.tone = look.tone;
  write(part('badge'), look.word);
  write(part('reason'), statusNote(payment));
  part('reason').title = statusNote(payment);
  part('reference').title = title;
  write(part('method'), methodName(payment.payment_method));
  part('method').title = payment.payment_method;
}
