import { write } from '../elements/dom.js';
import { element } from '../elements/element.js';
import { Problem, mayHaveHappened, uuid } from '../gateway/call.js';
import { refusalOf } from '../money/amounts.js';
import { currencyOf } from '../money/currencies.js';
import { formatMoney } from '../money/money.js';
import { wordsOf } from '../words/problem.js';
import { operate } from './calls.js';
import { choicesOf, effectOf, hasHappened, intentFor, wordsFor } from './intent.js';
import { OperationChoices } from './operationchoices.js';
import { OperationFields } from './operationfields.js';
import { OperationResult } from './operationresult.js';

/**
 * @typedef {import('../gateway/types.js').Payment} Payment
 * @typedef {import('./intent.js').Ask} Ask
 * @typedef {import('./intent.js').Intent} Intent
 * @typedef {import('./intent.js').Kind} Kind
 */

const UNSURE = 'Whether it was done is not known. Trying again is safe: it is done once.';

/**
 * Captures, refunds and voids: what is possible, then how much, then whether that is meant. An
 * intent keeps its key until it is known what came of it.
 */
export class OperationForm {
  #choices = new OperationChoices((kind) => this.#start(kind));
  #title = element('h3', { tabindex: -1 });
  #fields = new OperationFields();
  #question = element('p', { class: 'operation-question', hidden: true });
  #problem = element('p', { class: 'problem', role: 'alert', hidden: true });
  #go = element('button', { type: 'submit', class: 'button primary' });
  #back = element('button', { type: 'button', class: 'button' });
  #form = element('form', { class: 'operation-form', novalidate: true, hidden: true },
    this.#title, this.#fields.root, this.#question, this.#problem,
    element('div', { class: 'operation-buttons' }, this.#go, this.#back));
  #result = new OperationResult(() => this.#choices.focus(null));
  root = element('section', { class: 'operation', 'aria-label': 'Actions' },
    this.#choices.root, this.#form, this.#result.root);

  /** @type {Payment} */
  #payment;
  #isNow = true;
  /** @type {Kind | null} what is being asked for */
  #kind = null;
  /** @type {Ask | null} what is to be confirmed */
  #asking = null;
  /** How much the question says, in minor units. */
  #asked = 0;
  /** @type {Intent | null} what was sent and is not known to be done or refused */
  #intent = null;
  #busy = false;

  /** @param {Payment} payment */
  constructor(payment) {
    this.#payment = payment;
    this.#back.addEventListener('click', () => (this.#asking && this.#asking.kind !== 'void' ? this.#edit() : this.#leave()));
    this.#form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#next();
    });
    this.#form.addEventListener('keydown', (event) => {
      if (event.key === 'Escape') {
        event.preventDefault();
        this.#leave();
      }
    });
  }

  /**
   * @param {Payment} payment as it is
   * @param {boolean} isNow whether that is what the reader looks at
   */
  show(payment, isNow) {
    this.#payment = payment;
    this.#isNow = isNow;
    if (this.#intent && !this.#busy && hasHappened(this.#intent, payment)) {
      this.#intent = null;
      this.#leave('It was done after all: see the history.');
    } else if (this.#kind && !this.#busy && this.#most() === 0) {
      const isWaiting = payment.operations?.some(({ status }) => status === 'pending');
      this.#leave(`A ${this.#kind} is not possible ${isWaiting ? 'while something else is under way' : 'any more'}.`);
    }
    this.#result.show(payment);
    this.#paint();
    this.#doubt();
  }

  /** Asks anew where less is left than is to be confirmed; what was sent, the server answers. */
  #doubt() {
    if (this.#busy || this.#intent || !this.#asking || this.#asked <= this.#most()) {
      return;
    }
    const focusing = this.#form.contains(document.activeElement);
    if (this.#asking.kind === 'void') {
      this.#confirm(this.#asking, focusing);
      this.#complain('A part was captured meanwhile.');
    } else {
      this.#edit(focusing);
      this.#fields.sayWhatIsLeft();
    }
  }

  #paint() {
    const kinds = choicesOf(this.#payment).map(({ kind }) => kind);
    this.root.inert = !this.#isNow;
    this.#choices.show(kinds, this.#kind === null);
    this.#form.hidden = this.#kind === null;
    this.#fields.bound(this.#most(), currencyOf(this.#payment.currency));
  }

  /** @param {Kind} kind */
  #start(kind) {
    this.#kind = kind;
    this.#result.say('');
    this.#paint();
    if (kind === 'void') {
      this.#confirm({ kind });
    } else {
      this.#fields.start({ most: this.#most(), currency: currencyOf(this.#payment.currency), hasReason: kind === 'refund' });
      this.#edit();
    }
  }

  /** @param {boolean} [focusing] whether the reader is at it */
  #edit(focusing = true) {
    this.#asking = null;
    this.#complain('');
    this.#show('fields', `${wordsFor(this.#kind ?? 'capture').verb} how much?`, 'Continue', 'Cancel');
    if (focusing) {
      this.#fields.focus();
    }
  }

  /**
   * @param {Ask} ask
   * @param {boolean} [focusing] whether the reader is at it
   */
  #confirm(ask, focusing = true) {
    this.#asking = ask;
    this.#asked = ask.amount ?? this.#most();
    this.#complain('');
    const { verb } = wordsFor(ask.kind);
    const money = formatMoney(this.#asked, currencyOf(this.#payment.currency));
    write(this.#question, effectOf(ask.kind, this.#payment));
    this.#show('question', `${verb} ${money}?`, `${verb} ${money}`, ask.kind === 'void' ? 'Cancel' : 'Change');
    if (focusing) {
      this.#title.focus({ preventScroll: true });
    }
  }

  /**
   * @param {'fields' | 'question'} step
   * @param {string} title
   * @param {string} go
   * @param {string} back
   */
  #show(step, title, go, back) {
    this.#fields.root.hidden = step !== 'fields';
    this.#question.hidden = step !== 'question';
    this.#title.textContent = title;
    this.#go.textContent = go;
    this.#back.textContent = back;
    this.#form.scrollIntoView({ block: 'nearest' });
  }

  #next() {
    if (this.#asking) {
      this.#send(this.#asking);
    } else if (this.#kind) {
      const read = this.#fields.read({ most: this.#most(), currency: currencyOf(this.#payment.currency) });
      if (read) {
        this.#confirm({ kind: this.#kind, ...read });
      }
    }
  }

  /** @param {Ask} ask */
  async #send(ask) {
    if (this.#busy) {
      return;
    }
    this.#setBusy(true);
    this.#complain('');
    this.#intent = intentFor(this.#intent, ask, this.#payment, uuid);
    try {
      const recorded = await operate(this.#payment.id, ask, this.#intent.key);
      this.#intent = null;
      this.#leave();
      this.#result.await(ask.kind, recorded);
    } catch (problem) {
      this.#refuse(problem);
    } finally {
      this.#setBusy(false);
      this.show(this.#payment, this.#isNow);
    }
  }

  /** @param {unknown} problem */
  #refuse(problem) {
    const { status, retryAfterMs, errors } = problem instanceof Problem ? problem : new Problem(422, {});
    const isUnsure = mayHaveHappened(status) || retryAfterMs !== undefined;
    const words = {
      amount: problem instanceof Problem ? refusalOf(problem, currencyOf(this.#payment.currency)) : '',
      reason: errors.find(({ pointer }) => pointer?.endsWith('reason'))?.detail,
    };
    this.#intent = isUnsure ? this.#intent : null;
    if (words.amount || words.reason) {
      this.#edit();
      this.#fields.complain(words);
    } else {
      this.#complain(isUnsure ? `${wordsOf(problem)}\n${UNSURE}` : wordsOf(problem));
      this.#go.textContent = isUnsure ? 'Try again' : this.#go.textContent;
    }
  }

  /** @param {string} words of the form as a whole */
  #complain(words) {
    write(this.#problem, words);
    this.#fields.complain({});
  }

  /** @param {string} [words] what there is to say */
  #leave(words = '') {
    const hadFocus = this.#form.contains(document.activeElement);
    const kind = this.#kind;
    this.#kind = null;
    this.#asking = null;
    this.#result.say(words);
    this.#paint();
    if (hadFocus) {
      this.#choices.focus(kind);
    }
  }

  /** @param {boolean} busy */
  #setBusy(busy) {
    this.#busy = busy;
    this.#form.setAttribute('aria-busy', String(busy));
  }

  #most() {
    return choicesOf(this.#payment).find(({ kind }) => kind === this.#kind)?.most ?? 0;
  }
}
