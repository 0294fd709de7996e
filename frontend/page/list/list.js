import { placeOf } from '../stream/store.js';
import { Row, paymentAt } from './row.js';
import { inSight, scrollFor } from './viewport.js';

/**
 * @typedef {import('./difference.js').Difference} Difference
 * @typedef {import('../gateway/types.js').Payment} Payment
 * @typedef {object} ListOptions
 * @property {(id: string) => string} hrefOf
 * @property {() => void} onNearEnd the reader comes close to the last row
 */

/** So many rows before the last one more are asked for. */
const NEAR_END = 40;
/** Up to here rows glide when others come or go; a rush of them just appears. */
const MOST_ROWS_TO_GLIDE = 3;
const GLIDE_MS = 360;
/** When more are new at once, none of them stands out. */
const MOST_ROWS_TO_MARK = 12;

/** The rows of the table. However many there are, only those in sight are in the document. */
export class PaymentList {
  #table;
  #body;
  #template;
  #options;
  /** @type {readonly Payment[]} */
  #rows = [];
  #more = false;
  /** @type {Map<string, Row>} */
  #shown = new Map();
  /** The row that the keyboard is on. @type {string | null} */
  #active = null;
  /** The payment that is open. @type {string | null} */
  #open = null;
  #height = 0;
  #today = '';
  #painting = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #gliding;

  /**
   * @param {HTMLTableElement} table
   * @param {HTMLTemplateElement} template one row
   * @param {ListOptions} options
   */
  constructor(table, template, options) {
    this.#table = table;
    this.#body = table.tBodies[0];
    this.#template = template;
    this.#options = options;
    this.#body.addEventListener('focusin', ({ target }) => this.#activate(paymentAt(target)));
    addEventListener('scroll', () => this.refresh(), { passive: true });
    new ResizeObserver(() => this.refresh()).observe(this.#table);
    addEventListener('resize', () => this.refresh(), { passive: true });
  }

  /**
   * @param {readonly Payment[]} rows newest first
   * @param {boolean} more whether older ones can be loaded
   * @param {Difference} [difference] what is to be seen as new or changed
   */
  render(rows, more, difference) {
    this.#measure();
    const anchor = this.#anchor();
    const before = this.#rows;
    this.#rows = rows;
    this.#more = more;
    this.#table.setAttribute('aria-rowcount', String(more ? -1 : rows.length + 1));
    this.#body.style.height = `${rows.length * this.#height}px`;
    const moved = anchor ? placeOf(rows, anchor) - placeOf(before, anchor) : 0;
    if (moved !== 0) {
      scrollBy({ top: moved * this.#height, behavior: 'instant' });
    } else if (difference) {
      this.#glide(difference);
    }
    this.#paint();
    if (difference && difference.added.size <= MOST_ROWS_TO_MARK) {
      difference.added.forEach((id) => this.#shown.get(id)?.mark('is-new'));
    }
    difference?.changed.forEach((id) => this.#shown.get(id)?.mark('is-changed'));
  }

  /** @param {string | null} id of the payment that is open */
  open(id) {
    this.#open = id;
    this.#shown.forEach((row) => this.#dress(row));
  }

  /** @param {number} by so many rows the keyboard's row moves */
  move(by) {
    const index = (this.#active === null ? -1 : placeOf(this.#rows, this.#active)) + by;
    this.focus(this.#rows[Math.min(Math.max(index, 0), this.#rows.length - 1)]?.id);
  }

  /** @returns {number} rows that fit on the screen */
  get pageful() {
    return Math.max(1, Math.floor(innerHeight / Math.max(this.#height, 1)) - 3);
  }

  /** Whether the first row is in sight. */
  get isAtTop() {
    return this.#above() <= this.#height;
  }

  /** @returns {number} pixels of the list above the top of the screen */
  #above() {
    return -this.#body.getBoundingClientRect().top;
  }

  /** @param {string | undefined} id of a row, which may have left */
  focus(id) {
    const index = id ? placeOf(this.#rows, id) : -1;
    if (this.#rows[index]?.id === id && id) {
      this.#activate(id);
      this.#reveal(index);
      this.#paint();
      this.#shown.get(id)?.link.focus({ preventScroll: true });
    }
  }

  /** @param {number} index */
  #reveal(index) {
    const top = this.#body.getBoundingClientRect().top + index * this.#height;
    const ceiling = parseFloat(getComputedStyle(document.documentElement).scrollPaddingTop) || 0;
    const by = scrollFor({ top, height: this.#height, ceiling, screen: innerHeight });
    if (index === 0) {
      scrollTo({ top: 0, behavior: 'instant' });
    } else if (by !== 0) {
      scrollBy({ top: by, behavior: 'instant' });
    }
  }

  /** @param {string | null} id */
  #activate(id) {
    if (id && id !== this.#active) {
      this.#active = id;
      this.#shown.forEach((row) => this.#dress(row));
    }
  }

  /** @returns {string | undefined} the id of the first row in sight, where rows are above it */
  #anchor() {
    const above = this.#above();
    return above > this.#height ? this.#rows[Math.ceil(above / this.#height)]?.id : undefined;
  }

  #measure() {
    const today = new Date().toDateString();
    if (today !== this.#today) {
      this.#today = today;
      this.#shown.forEach((row) => (row.payment = undefined));
    }
    const height = parseFloat(getComputedStyle(this.#body).getPropertyValue('--row'));
    if (height !== this.#height) {
      this.#height = height;
      this.#body.style.height = `${this.#rows.length * height}px`;
    }
  }

  /** @param {Difference} difference */
  #glide({ added, removed }) {
    clearTimeout(this.#gliding);
    const calm = added.size + removed.size > 0 && Math.max(added.size, removed.size) <= MOST_ROWS_TO_GLIDE;
    this.#body.classList.toggle('is-gliding', calm);
    this.#gliding = setTimeout(() => this.#body.classList.remove('is-gliding'), GLIDE_MS);
  }

  /** Looks again what is in sight, with the next frame. */
  refresh() {
    this.#painting ||= requestAnimationFrame(() => {
      this.#measure();
      this.#paint();
    });
  }

  #paint() {
    cancelAnimationFrame(this.#painting);
    this.#painting = 0;
    const above = this.#above();
    const { first, last } = inSight({ above, screen: innerHeight, height: this.#height, count: this.#rows.length });
    const wanted = this.#rows.slice(first, last).map((payment, place) => ({ payment, index: first + place }));
    const kept = this.#kept(first, last);
    if (kept !== null) {
      wanted.splice(kept < first ? 0 : wanted.length, 0, { payment: this.#rows[kept], index: kept });
    }
    this.#put(wanted);
    if (this.#more && last > this.#rows.length - NEAR_END && this.#table.offsetParent) {
      this.#options.onNearEnd();
    }
  }

  /**
   * The keyboard's row stays in the document wherever it is, or the focus would be lost.
   *
   * @param {number} first
   * @param {number} last
   * @returns {number | null}
   */
  #kept(first, last) {
    if (this.#rows.length === 0) {
      return null;
    }
    const index = Math.min(this.#active ? placeOf(this.#rows, this.#active) : 0, this.#rows.length - 1);
    this.#active = this.#active && this.#rows[index].id;
    return index < first || index >= last ? index : null;
  }

  /** @param {{payment: Payment, index: number}[]} wanted */
  #put(wanted) {
    const focused = this.#body.contains(document.activeElement);
    const ids = new Set(wanted.map(({ payment }) => payment.id));
    for (const [id, row] of this.#shown) {
      if (!ids.has(id)) {
        row.element.remove();
        this.#shown.delete(id);
      }
    }
    let cursor = this.#body.firstElementChild;
    for (const { payment, index } of wanted) {
      const row = this.#rowOf(payment);
      row.show(payment, this.#options.hrefOf(payment.id));
      row.place(index, this.#height);
      this.#dress(row);
      if (row.element === cursor) {
        cursor = cursor.nextElementSibling;
      } else {
        this.#body.insertBefore(row.element, cursor);
      }
    }
    if (focused && !this.#body.contains(document.activeElement) && this.#active) {
      this.#shown.get(this.#active)?.link.focus({ preventScroll: true });
    }
  }

  /** @param {Payment} payment */
  #rowOf({ id }) {
    const row = this.#shown.get(id) ?? new Row(this.#template);
    this.#shown.set(id, row);
    return row;
  }

  /** @param {Row} row */
  #dress(row) {
    const id = row.payment?.id;
    row.dress(id === (this.#active ?? this.#rows[0]?.id), id === this.#open);
  }
}
