import { find, write } from '../elements/dom.js';
import { amountField, statusField, timeField } from './fields.js';
import { wordsOf } from '../words/problem.js';
import { tooLong } from '../words/text.js';
import { isNarrow } from './filter.js';
import { idIn, paymentOf } from './ids.js';
import { attach } from './popover.js';

/**
 * @typedef {import('./filter.js').Filter} Filter
 *
 * @typedef {object} FilterBarOptions
 * @property {(filter: Filter, replacing: boolean) => void} onChange replacing: while it is being typed
 * @property {(id: string) => void} onPayment its id was searched for, or that of one of its operations
 */

const TYPING_MS = 350;
/** Of a reference, as the gateway has it. */
const MOST_LETTERS = 200;

/** The controls that narrow the list; what they show is what the address says. */
export class FilterBar {
  #root;
  #options;
  #search;
  #currency;
  #attention;
  #clear;
  #problem;
  /** Counts the searches, so that an answer that was overtaken is let go. */
  #searches = 0;
  /** @type {Filter} */
  #filter = {};
  /** @type {{field: import('./fields.js').Field, chip: HTMLElement}[]} */
  #fields;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #typing;

  /**
   * @param {HTMLElement} root
   * @param {FilterBarOptions} options
   */
  constructor(root, options) {
    this.#root = root;
    this.#options = options;
    this.#search = find(root, '#search', HTMLInputElement);
    this.#currency = find(root, '#currency-filter', HTMLSelectElement);
    this.#attention = find(root, '#attention-filter', HTMLButtonElement);
    this.#clear = find(root, '#clear-filters', HTMLButtonElement);
    this.#problem = find(root, '#filter-problem', HTMLElement);
    const change = (/** @type {Filter} */ part) => this.#change(part);
    this.#fields = [
      statusField(find(root, '#status-filter', HTMLElement), change),
      amountField(find(root, '#amount-filter', HTMLElement), change),
      timeField(find(root, '#time-filter', HTMLElement), change),
    ].map((field) => ({ field, chip: this.#chipOf(field) }));
    this.#listen();
  }

  /** @param {{code: string}[]} currencies */
  offer(currencies) {
    const [none] = this.#currency.options;
    this.#currency.replaceChildren(none, ...currencies.map(({ code }) => new Option(code)));
    this.show(this.#filter);
  }

  /** @param {Filter} filter */
  show(filter) {
    this.#filter = filter;
    if (document.activeElement !== this.#search && this.#problem.hidden) {
      this.#search.value = filter.reference ?? '';
    }
    this.#currency.value = filter.currency ?? '';
    this.#currency.classList.toggle('is-set', Boolean(filter.currency));
    this.#attention.setAttribute('aria-pressed', String(Boolean(filter.needs_attention)));
    this.#attention.classList.toggle('is-set', Boolean(filter.needs_attention));
    for (const { field, chip } of this.#fields) {
      const words = field.words(filter);
      write(find(chip, '.value', HTMLElement), words);
      chip.classList.toggle('is-set', words !== '');
    }
    this.#clear.hidden = !isNarrow(filter);
  }

  /**
   * Says beside the filters what is wrong with them. What was typed stays.
   *
   * @param {string} words empty for nothing
   * @param {boolean} [isRefused] whether what is searched for is to blame
   */
  complain(words, isRefused = false) {
    write(this.#problem, words);
    this.#search.setAttribute('aria-invalid', String(isRefused && this.#search.value !== ''));
  }

  focus() {
    this.#search.focus();
    this.#search.select();
  }

  clear() {
    clearTimeout(this.#typing);
    this.#searches++;
    this.#search.value = '';
    this.complain('');
    this.#options.onChange({}, false);
  }

  /** @param {import('./fields.js').Field} field */
  #chipOf(field) {
    const chip = find(this.#root, `[popovertarget='${field.panel.id}']`, HTMLButtonElement);
    attach(field.panel, chip, () => field.show(this.#filter));
    return chip;
  }

  #listen() {
    this.#clear.addEventListener('click', () => this.clear());
    this.#currency.addEventListener('change', () => this.#change({
      currency: this.#currency.value || undefined,
      // The bounds were in the minor unit of the other one.
      amount_gte: undefined,
      amount_lte: undefined,
    }));
    this.#attention.addEventListener('click', () =>
      this.#change({ needs_attention: this.#filter.needs_attention ? undefined : 'true' }));
    this.#search.addEventListener('input', () => {
      clearTimeout(this.#typing);
      this.#typing = setTimeout(() => this.#find(true), TYPING_MS);
    });
    this.#search.addEventListener('keydown', (event) => {
      if (event.key === 'Enter') {
        this.#find(false);
      } else if (event.key === 'Escape' && this.#search.value === '') {
        this.#search.blur();
      }
      if (event.key === 'Escape') {
        event.stopPropagation();
      }
    });
  }

  /** @param {boolean} typing */
  async #find(typing) {
    clearTimeout(this.#typing);
    const search = ++this.#searches;
    const text = this.#search.value.trim();
    const id = idIn(text);
    const complaint = tooLong('A reference', text, MOST_LETTERS);
    this.complain(complaint, complaint !== '');
    if (complaint) {
      return;
    }
    try {
      const payment = id && await paymentOf(id);
      if (search === this.#searches && payment) {
        this.#options.onPayment(payment);
      } else if (search === this.#searches) {
        this.#change({ reference: text || undefined }, typing);
      }
    } catch (problem) {
      if (search === this.#searches) {
        this.complain(`${wordsOf(problem)} Press Enter to search again.`);
      }
    }
  }

  /**
   * @param {Filter} part
   * @param {boolean} [replacing]
   */
  #change(part, replacing = false) {
    this.#options.onChange({ ...this.#filter, ...part }, replacing);
  }
}
