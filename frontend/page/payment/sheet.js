import { badge, element, fill } from '../elements/element.js';
import { moneyOf } from '../money/sum.js';
import { Doubts } from '../resolution/doubts.js';
import { lookOf, methodName, titleOf } from '../words/payment.js';
import { facts, operations } from './facts.js';
import { entriesOf } from './history.js';
import { moneyBar } from './moneybar.js';
import { OperationForm } from './operationform.js';
import { OperationResult } from './operationresult.js';
import { Replay } from './replay.js';
import { Timeline } from './timeline.js';

/**
 * @typedef {import('../gateway/types.js').Payment} Payment
 * @typedef {import('../gateway/types.js').PaymentEvent} PaymentEvent
 */

/** One payment with all that happened to it, as it is or as it was at one of its versions. */
export class PaymentSheet {
  #head = element('header', { class: 'sheet-head' });
  #money = element('section', { class: 'sheet-money', 'aria-label': 'Money' });
  #action = element('div', { class: 'sheet-action' });
  #facts = element('section', { class: 'sheet-part', 'aria-label': 'Details' });
  #operations = element('section', { class: 'sheet-part', 'aria-label': 'Operations' });
  #copy = element('button', { type: 'button', class: 'copy-id' });
  #doubts = new Doubts((onDismiss) => new OperationResult(onDismiss));
  #form;
  #replay;
  #timeline;
  /** @type {readonly PaymentEvent[]} */
  #events = [];
  /** @type {number | null} the version that is looked at; null for the newest */
  #version = null;

  /**
   * @param {Payment} payment
   * @param {import('../words/announce.js').Announcer} announcer
   */
  constructor(payment, announcer) {
    const look = (/** @type {number | null} */ version) => this.#look(version);
    this.#form = new OperationForm(payment);
    this.#replay = new Replay(look);
    this.#timeline = new Timeline(look);
    this.#copy.addEventListener('click', () => this.#copyId(announcer));
    this.caption = element('div', { class: 'sheet-caption' }, this.#copy, this.#replay.banner);
    this.root = element('div', { class: 'sheet' },
      this.#head,
      this.#money,
      this.#action,
      this.#doubts.root,
      this.#form.root,
      element('section', { class: 'sheet-part', 'aria-label': 'History' },
        element('div', { class: 'sheet-title' }, element('h3', {}, 'History'), this.#replay.place),
        this.#replay.slider,
        this.#timeline.root),
      this.#operations,
      this.#facts);
  }

  /** @param {readonly PaymentEvent[]} events complete and in order */
  show(events) {
    this.#events = events;
    this.#paint();
  }

  /** @param {number | null} version */
  #look(version) {
    this.#version = version === this.#events.length ? null : version;
    this.#paint();
  }

  #paint() {
    const version = this.#version ?? this.#events.length;
    const { data: payment } = this.#events[version - 1];
    const isNow = this.#version === null;
    const entries = entriesOf(this.#events);
    this.#copy.hidden = !isNow;
    this.#paintHead(payment);
    fill(this.#money, ...moneyBar(payment));
    this.#paintAction(payment, isNow);
    this.#doubts.show(this.#events[this.#events.length - 1].data, isNow);
    this.#form.show(this.#events[this.#events.length - 1].data, isNow);
    this.#replay.show(entries, version);
    this.#timeline.show(entries, version);
    fill(this.#operations, ...operations(payment));
    fill(this.#facts, ...facts(payment));
  }

  /** @param {Payment} payment */
  #paintHead(payment) {
    const { word, tone } = lookOf(payment.status);
    const amount = element('h2', { class: 'sheet-amount' }, moneyOf(payment.amount, payment.currency));
    amount.style.setProperty('--letters', String(amount.textContent?.length));
    this.#copy.dataset.id = payment.id;
    if (!this.#copy.textContent) {
      fill(this.#copy, element('span', { class: 'mono' }, payment.id), element('span', { class: 'copy-word' }, 'Copy'));
      this.#copy.title = 'Copy the ID of the payment';
    }
    fill(this.#head,
      element('div', { class: 'sheet-line' },
        amount,
        badge(word, tone)),
      payment.decline && element('p', { class: 'sheet-decline' }, payment.decline.message),
      element('p', { class: 'sheet-reference' }, titleOf(payment) || methodName(payment.payment_method)));
  }

  /**
   * @param {Payment} payment
   * @param {boolean} isNow
   */
  #paintAction(payment, isNow) {
    const url = isNow && payment.next_action?.type === 'redirect' ? payment.next_action.url : null;
    this.#action.hidden = !url;
    if (url) {
      fill(this.#action,
        element('p', {}, 'The customer has to approve it at their bank.'),
        element('a', { class: 'button', href: url }, 'Open the bank’s page'));
    }
  }

  /** @param {import('../words/announce.js').Announcer} announcer */
  async #copyId(announcer) {
    const word = /** @type {HTMLElement} */ (this.#copy.lastElementChild);
    try {
      await navigator.clipboard.writeText(this.#copy.dataset.id ?? '');
      word.textContent = 'Copied';
      announcer.say('The ID is copied.');
    } catch {
      getSelection()?.selectAllChildren(/** @type {Element} */ (this.#copy.firstElementChild));
      word.textContent = 'Press Ctrl+C';
      announcer.say('The ID is selected.');
    }
    setTimeout(() => (word.textContent = 'Copy'), 2000);
  }
}
