import { element, fill } from '../elements/element.js';
import { Problem } from '../gateway/call.js';
import { wordsOf } from '../words/problem.js';
import { eventsOf } from './calls.js';
import { append, entriesOf, isComplete } from './history.js';

/**
 * @typedef {import('../gateway/types.js').Payment} Payment
 * @typedef {import('../gateway/types.js').PaymentEvent} PaymentEvent
 * @typedef {import('../stream/live.js').LivePayments} LivePayments
 * @typedef {import('../words/announce.js').Announcer} Announcer
 * @typedef {import('./sheet.js').PaymentSheet} PaymentSheet
 */

/** How often it is looked whether the stream went on without this. */
const LOOK_EVERY_MS = 5000;

/** The list is shown before what only an open payment needs is fetched. */
const SOON_MS = 2000;

/**
 * The payment that is open, beside the list. To be closed it dispatches `dismiss` (which bubbles)
 * on its root; the page then takes it out of the address and calls `close`.
 */
export class Detail {
  #root;
  #caption = element('div', { class: 'aside-caption' });
  #live;
  #announcer;
  #onShow;
  /** @type {string | null} */
  #id = null;
  /** @type {readonly PaymentEvent[]} */
  #events = [];
  /** @type {PaymentSheet | null} */
  #sheet = null;
  /** @type {(new (payment: Payment, announcer: Announcer) => PaymentSheet) | null} */
  #Sheet = null;
  #loading = false;
  /** Whether that is shown instead of the payment; one that is missing will not be there later. */
  #hasFailed = false;
  /** Whether something of the page itself is missing: a browser asks for that once, until it loads the page anew. */
  #isIncomplete = false;
  /** The last position that is accounted for. */
  #position = 0;
  /** @type {ReturnType<typeof setInterval> | undefined} */
  #watch;

  /**
   * @param {HTMLElement} root focusable; shown and hidden by the page
   * @param {{live: LivePayments, announcer: Announcer, onShow: (payment: Payment | null) => void}} _means
   */
  constructor(root, { live, announcer, onShow }) {
    this.#root = root;
    this.#live = live;
    this.#announcer = announcer;
    this.#onShow = onShow;
    setTimeout(() => this.#fetchSheet().catch(() => undefined), SOON_MS);
    root.addEventListener('keydown', (event) => {
      if (event.key === 'Escape' && !event.defaultPrevented) {
        event.preventDefault();
        this.#dismiss();
      }
    });
  }

  /** @param {string} paymentId as in the address, so it may be of no payment; the one that is shown is read anew */
  show(paymentId) {
    if (paymentId === this.#id) {
      // Some of it may have been undone: nothing of before is put together with what is read.
      this.#events = [];
      this.#load(paymentId);
      return;
    }
    this.#forget();
    this.#id = paymentId;
    this.#watch = setInterval(() => this.#look(), LOOK_EVERY_MS);
    this.#fill(null, skeleton());
    this.#root.scrollTop = 0;
    this.#load(paymentId);
  }

  /**
   * Any event of a payment, in order.
   *
   * @param {PaymentEvent} event
   */
  apply(event) {
    this.#position = event.id;
    if (event.payment_id !== this.#id) {
      return;
    }
    this.#events = append(this.#events, event);
    if (this.#loading) {
      return;
    }
    if (this.#Sheet && isComplete(this.#events)) {
      this.#paint(this.#Sheet);
      this.#announcer.say(`${entriesOf(this.#events).at(-1)?.title}.`);
    } else {
      this.#load(event.payment_id);
    }
  }

  /** Asks again for a payment that could not be loaded, if so; by itself a page is loaded anew once. */
  retry() {
    if (this.#id && this.#hasFailed && !(this.#isIncomplete && wasReloaded())) {
      this.#again(this.#id);
    }
  }

  close() {
    this.#forget();
    this.#root.replaceChildren();
  }

  #forget() {
    clearInterval(this.#watch);
    this.#onShow(null);
    this.#sheet = null;
    this.#id = null;
    this.#events = [];
    this.#loading = false;
    this.#hasFailed = false;
  }

  /** After a reset the page goes on from a new snapshot, and what came between is read here. */
  #look() {
    const isBehind = this.#live.position > this.#position || !isComplete(this.#events);
    if (this.#id && this.#sheet && isBehind) {
      this.#load(this.#id);
    }
  }

  /** @param {string} id */
  async #load(id) {
    if (this.#loading) {
      return;
    }
    this.#loading = true;
    const position = this.#live.position;
    try {
      const [events, Sheet] = await Promise.all([eventsOf(id), this.#fetchSheet()]);
      if (id === this.#id) {
        this.#position = Math.max(this.#position, position);
        this.#events = this.#events.reduce(append, events);
        if (isComplete(this.#events)) {
          this.#paint(Sheet);
        }
      }
    } catch (problem) {
      if (id === this.#id && !this.#sheet) {
        this.#fail(id, problem);
      }
    } finally {
      if (id === this.#id) {
        this.#loading = false;
      }
    }
  }

  async #fetchSheet() {
    try {
      this.#Sheet ??= (await import('./sheet.js')).PaymentSheet;
      return this.#Sheet;
    } catch (problem) {
      this.#isIncomplete = true;
      throw problem;
    }
  }

  /** @param {new (payment: Payment, announcer: Announcer) => PaymentSheet} Sheet */
  #paint(Sheet) {
    if (!this.#sheet) {
      this.#sheet = new Sheet(this.#events[0].data, this.#announcer);
      this.#fill(this.#sheet.caption, this.#sheet.root);
    }
    this.#sheet.show(this.#events);
    this.#onShow(this.#events[this.#events.length - 1].data);
  }

  /**
   * @param {HTMLElement | null} caption what stays in sight
   * @param {HTMLElement} content
   */
  #fill(caption, content) {
    fill(this.#caption, caption);
    fill(this.#root, element('div', { class: 'aside-bar' }, this.#caption, this.#closeButton()), content);
  }

  #closeButton() {
    const button = element('button', { type: 'button', class: 'aside-close', 'aria-label': 'Close the payment' });
    button.addEventListener('click', () => this.#dismiss());
    return button;
  }

  #dismiss() {
    this.#root.dispatchEvent(new CustomEvent('dismiss', { bubbles: true }));
  }

  /**
   * @param {string} id
   * @param {unknown} problem
   */
  #fail(id, problem) {
    const missing = problem instanceof Problem && problem.status === 404;
    this.#hasFailed = !missing;
    const button = element('button', { type: 'button', class: 'button' }, missing ? 'Back to the list' : 'Try again');
    button.addEventListener('click', () => (missing ? this.#dismiss() : this.#again(id)));
    this.#fill(null,
      element('div', { class: 'aside-message', role: 'alert' },
        element('h2', {}, missing ? 'No such payment' : 'The payment could not be loaded'),
        element('p', {}, wordsOf(problem)),
        missing && element('p', { class: 'mono' }, id),
        button));
  }

  /** @param {string} id */
  #again(id) {
    if (this.#isIncomplete) {
      location.reload();
      return;
    }
    const hadFocus = this.#root.contains(document.activeElement);
    this.#hasFailed = false;
    this.#fill(null, skeleton());
    if (hadFocus) {
      this.#root.focus({ preventScroll: true });
    }
    this.#load(id);
  }
}

function wasReloaded() {
  const [navigation] = performance.getEntriesByType('navigation');
  return navigation instanceof PerformanceNavigationTiming && navigation.type === 'reload';
}

function skeleton() {
  const bones = Array.from({ length: 7 }, () => element('div', { class: 'bone' }));
  return element('div', { class: 'detail-skeleton skeleton' },
    element('p', { class: 'visually-hidden', role: 'status' }, 'Loading the payment'), ...bones);
}
