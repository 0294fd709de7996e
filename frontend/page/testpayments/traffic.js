/**
 * @typedef {import('./make.js').NewPayment} NewPayment
 * @typedef {{kind: 'capture' | 'refund', share: number, afterMs: number}} Sequel what is done with a payment later
 * @typedef {{request: NewPayment, sequel: Sequel | null}} Plan
 * @typedef {'calm' | 'everyday' | 'rough'} Mix
 *
 * @typedef {object} Count
 * @property {boolean} isRunning
 * @property {number} made
 * @property {number} refused how many requests came to nothing
 * @property {number} perSecond as of late
 * @property {boolean} isBehind whether answers take too long for the rate
 * @property {string} reason why it stopped by itself
 *
 * @typedef {object} TrafficOptions
 * @property {(request: NewPayment) => Promise<{id: string, amount: number}>} make
 * @property {(id: string, ask: {kind: 'capture' | 'refund', amount: number}) => Promise<unknown>} operate
 * @property {(count: Count) => void} onChange
 * @property {() => number} [now]
 * @property {() => number} [random]
 */

export const RATES = [0.5, 1, 2, 5, 10, 20, 50];
/** Requests under way at once, at most. */
export const MOST_AT_ONCE = 12;
/** Failures in a row after which it stops by itself. */
export const MOST_FAILURES = 5;
/** How long it may run while nobody looks. */
export const HIDDEN_MS = 60_000;
const TICK_MS = 100;
/** Sequels that are waited for at once, at most. */
const MOST_SEQUELS = 200;
/** A timer that comes late, as in the background, makes up for this much. */
const LONGEST_TICK_MS = 1000;

const APPROVED = ['pm_card_visa', 'pm_card_visa', 'pm_card_mastercard', 'pm_card_amex'];
const DECLINED = [
  'pm_card_declined_insufficient_funds', 'pm_card_declined_insufficient_funds', 'pm_card_declined',
  'pm_card_declined_expired_card', 'pm_card_declined_lost_card', 'pm_card_declined_fraud', 'pm_card_declined_stolen_card',
];
const ODD = ['pm_card_pending', 'pm_card_3ds', 'pm_card_capture_fails', 'pm_card_refund_fails', 'pm_card_slow'];

/** Of a hundred payments, how many are declined, how many take a turn, how many are captured or refunded later. */
const MIXES = {
  calm: { declined: 2, odd: 1, manual: 5, refunded: 2 },
  everyday: { declined: 9, odd: 4, manual: 15, refunded: 6 },
  rough: { declined: 35, odd: 20, manual: 25, refunded: 15 },
};

/** They have no outcome yet when it would be their turn. */
const UNSETTLED = ['pm_card_pending', 'pm_card_3ds', 'pm_card_slow'];

const CURRENCIES = ['EUR', 'EUR', 'EUR', 'USD', 'USD', 'GBP', 'CHF', 'JPY'];

/**
 * What the next payment is to be. Pure but for the chance that it is given.
 *
 * @param {Mix} mix
 * @param {() => number} random
 * @returns {Plan}
 */
export function plan(mix, random) {
  const { declined, odd, manual, refunded } = MIXES[mix];
  const oneOf = (/** @type {string[]} */ choices) => choices[Math.floor(random() * choices.length)];
  const happens = (/** @type {number} */ percent) => random() * 100 < percent;
  const roll = random() * 100;
  const method = roll < declined ? oneOf(DECLINED) : roll < declined + odd ? oneOf(ODD) : oneOf(APPROVED);
  const isManual = method === 'pm_card_capture_fails' || happens(manual);
  const currency = oneOf(CURRENCIES);
  // Many small amounts and few large ones, as in a shop.
  const amount = Math.round((currency === 'JPY' ? 400 : 300) + 400 * Math.exp(3.6 * random()));
  const afterMs = 1500 + 8000 * random();
  /** @type {NewPayment} */
  const request = {
    amount, currency, payment_method: method, capture: isManual ? 'manual' : 'automatic',
    reference: `demo-${Math.floor(random() * 1e9).toString(36)}`,
  };
  if (roll < declined || UNSETTLED.includes(method)) {
    return { request, sequel: null };
  }
  if (isManual) {
    return { request, sequel: happens(85) ? { kind: 'capture', share: happens(25) ? 0.5 : 1, afterMs } : null };
  }
  return { request, sequel: happens(refunded) ? { kind: 'refund', share: happens(50) ? 0.4 : 1, afterMs } : null };
}

/** Makes payments at a rate, never more at once than the named limit, until it is stopped. */
export class Traffic {
  #options;
  #now;
  #random;
  /** @type {Mix} */
  #mix = 'everyday';
  #rate = 1;
  #allowance = 0;
  #tickedAt = 0;
  #atOnce = 0;
  #failures = 0;
  #made = 0;
  #refused = 0;
  /** @type {number[]} when payments were made, of late */
  #recent = [];
  /** @type {number | null} */
  #hiddenAt = null;
  /** @type {ReturnType<typeof setInterval> | undefined} */
  #timer;
  /** @type {Set<ReturnType<typeof setTimeout>>} */
  #sequels = new Set();

  /** @param {TrafficOptions} options */
  constructor(options) {
    this.#options = options;
    this.#now = options.now ?? (() => performance.now());
    this.#random = options.random ?? Math.random;
  }

  get isRunning() {
    return this.#timer !== undefined;
  }

  /**
   * @param {number} rate payments per second
   * @param {Mix} mix
   */
  set(rate, mix) {
    this.#rate = rate;
    this.#mix = mix;
  }

  start() {
    this.stop();
    this.#allowance = 1;
    this.#failures = 0;
    this.#made = 0;
    this.#refused = 0;
    this.#recent = [];
    this.#tickedAt = this.#now();
    this.#timer = setInterval(() => this.tick(), TICK_MS);
    this.tick();
  }

  /** @param {string} [reason] */
  stop(reason = '') {
    clearInterval(this.#timer);
    this.#timer = undefined;
    this.#sequels.forEach(clearTimeout);
    this.#sequels.clear();
    this.#tell(reason);
  }

  /** @param {boolean} isHidden whether nobody can see the page */
  hide(isHidden) {
    this.#hiddenAt = isHidden ? (this.#hiddenAt ?? this.#now()) : null;
  }

  tick() {
    if (!this.isRunning) {
      return;
    }
    const now = this.#now();
    if (this.#hiddenAt !== null && now - this.#hiddenAt >= HIDDEN_MS) {
      this.stop('Stopped: nobody looked at the page for a minute.');
      return;
    }
    const passed = Math.min(now - this.#tickedAt, LONGEST_TICK_MS);
    this.#tickedAt = now;
    this.#allowance = Math.min(this.#allowance + (this.#rate * passed) / 1000, Math.max(1, this.#rate));
    while (this.isRunning && this.#allowance >= 1 && this.#atOnce < MOST_AT_ONCE) {
      this.#allowance -= 1;
      this.#make(plan(this.#mix, this.#random));
    }
    this.#tell('');
  }

  /** @param {Plan} planned */
  async #make({ request, sequel }) {
    const timer = this.#timer;
    this.#atOnce += 1;
    try {
      const payment = await this.#options.make(request);
      this.#failures = 0;
      this.#made += 1;
      this.#recent.push(this.#now());
      if (sequel && timer === this.#timer && this.#sequels.size < MOST_SEQUELS) {
        this.#later(payment, sequel);
      }
    } catch (problem) {
      this.#fail(timer, problem);
    } finally {
      this.#atOnce -= 1;
    }
  }

  /**
   * @param {{id: string, amount: number}} payment
   * @param {Sequel} sequel
   */
  #later({ id, amount }, { kind, share, afterMs }) {
    const timer = setTimeout(() => {
      this.#sequels.delete(timer);
      // It may not be possible by then, which is no failure of the traffic.
      this.#options.operate(id, { kind, amount: Math.max(1, Math.floor(amount * share)) }).catch(() => {});
    }, afterMs);
    this.#sequels.add(timer);
  }

  /**
   * @param {ReturnType<typeof setInterval> | undefined} timer of the run in which it was asked for
   * @param {unknown} problem
   */
  #fail(timer, problem) {
    if (timer !== this.#timer) {
      return;
    }
    this.#failures += 1;
    this.#refused += 1;
    const { status = 0, message } = /** @type {Error & {status?: number}} */ (problem);
    if (this.#failures >= MOST_FAILURES || status === 401 || status === 403) {
      this.stop(`Stopped: ${message}`);
    }
  }

  /** @param {string} reason */
  #tell(reason) {
    const since = this.#now() - 5000;
    this.#recent = this.#recent.filter((at) => at >= since);
    this.#options.onChange({
      isRunning: this.isRunning,
      made: this.#made,
      refused: this.#refused,
      perSecond: this.#recent.length / 5,
      isBehind: this.isRunning && this.#atOnce >= MOST_AT_ONCE,
      reason,
    });
  }
}
