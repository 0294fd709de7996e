import { write } from '../elements/dom.js';
import { element } from '../elements/element.js';
import { Problem, mayHaveHappened } from '../gateway/call.js';
import { may } from '../session/rights.js';
import { whyOf } from '../words/attention.js';
import { wordsOf } from '../words/problem.js';
import { ResolutionFields } from './fields.js';
import { endOf, meaningOf, processorOf, subjectOf } from './meaning.js';
import { resolve } from './resolve.js';

/**
 * @typedef {import('../gateway/types.js').Payment} Payment
 * @typedef {import('../gateway/types.js').Operation} Operation
 * @typedef {import('./meaning.js').Word} Word
 *
 * @typedef {object} Means
 * @property {() => void} onStart somebody begins to say what came of it
 * @property {(words: string, hadFocus: boolean) => void} onEnd it is known now; words may be empty
 */

const UNSURE = 'Whether it was recorded is not known. Trying again is safe: it is recorded once.';

const VERBS = { succeeded: 'Record success', failed: 'Record failure' };

/**
 * An operation of which no processor can tell what came of it: a note, and where a person says it. What is said
 * is confirmed first. It ends with the doubt, whoever ends that.
 */
export class ResolutionForm {
  #means;
  #about = element('h3');
  #why = element('p');
  #open = element('button', { type: 'button', class: 'button' }, 'Say what came of it');
  #note = element('div', { class: 'doubt-note', role: 'note', 'data-tone': 'waiting' },
    this.#about, this.#why, this.#open);
  #title;
  #fields;
  #question = element('p', { class: 'operation-question', hidden: true });
  #problem = element('p', { class: 'problem', role: 'alert', hidden: true });
  #go = element('button', { type: 'submit', class: 'button primary' });
  #back = element('button', { type: 'button', class: 'button' });
  #form;
  root;

  /** @type {Payment} */
  #payment;
  /** @type {Operation} */
  #operation;
  /** @type {'closed' | 'fields' | 'question' | 'over'} */
  #step = 'closed';
  /** @type {Word | null} what is to be confirmed */
  #saying = null;
  /** @type {Word | null} what was sent and is not known to be recorded or refused */
  #sent = null;
  #busy = false;

  /**
   * @param {Payment} payment
   * @param {Operation} operation of it
   * @param {Means} means
   */
  constructor(payment, operation, means) {
    const titleId = `resolution-${operation.id}-title`;
    this.#payment = payment;
    this.#operation = operation;
    this.#means = means;
    this.#title = element('h3', { id: titleId, tabindex: -1 });
    this.#fields = new ResolutionFields(operation, titleId);
    this.#form = element('form', { class: 'operation-form', novalidate: true, hidden: true },
      this.#title, this.#fields.root, this.#question, this.#problem,
      element('div', { class: 'operation-buttons' }, this.#go, this.#back));
    this.root = element('div', { class: 'doubt' }, this.#note, this.#form);
    this.#listen();
    this.show(payment, operation);
  }

  get isOver() {
    return this.#step === 'over';
  }

  /** Where nobody may say anything there is no place. */
  focus() {
    this.#open.focus({ preventScroll: true });
  }

  /**
   * @param {Payment} payment as it is
   * @param {Operation} operation of it
   */
  show(payment, operation) {
    this.#payment = payment;
    this.#operation = operation;
    if (!operation.attention && !this.#busy && !this.isOver) {
      this.#end(this.#step === 'closed' && !this.#sent ? '' : endOf(operation, payment, this.#sent));
    } else {
      this.#paint();
    }
  }

  #listen() {
    this.#open.addEventListener('click', () => this.#start());
    this.#back.addEventListener('click', () => (this.#step === 'question' ? this.#edit() : this.#leave()));
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

  #paint() {
    const isAllowed = may('payments:write');
    const { attention } = this.#operation;
    const processor = processorOf(this.#operation);
    write(this.#about, `Nobody can tell what came of the ${subjectOf(this.#operation, this.#payment)}`);
    if (attention) {
      const waits = isAllowed ? `a person: find out at ${processor} what came of it, and say it here`
        : 'someone who may say what came of it';
      write(this.#why, `${whyOf(attention)}. It waits for ${waits}.`);
    }
    this.root.hidden = this.isOver;
    this.#open.hidden = !isAllowed || this.#step !== 'closed';
    this.#form.hidden = this.#step === 'closed' || this.isOver;
    this.#fields.root.hidden = this.#step !== 'fields';
    this.#question.hidden = this.#step !== 'question';
  }

  #start() {
    this.#means.onStart();
    this.#fields.start();
    this.#edit();
  }

  #edit() {
    this.#saying = null;
    this.#show('fields', 'What came of it?', 'Continue', 'Cancel');
    this.#fields.focus();
  }

  /** @param {Word} word */
  #confirm(word) {
    this.#saying = word;
    write(this.#question, meaningOf(word, this.#operation, this.#payment));
    const about = subjectOf(this.#operation, this.#payment);
    this.#show('question', `The ${about} ${word.outcome}?`, VERBS[word.outcome], 'Change');
    this.#title.focus({ preventScroll: true });
  }

  /**
   * @param {'fields' | 'question'} step
   * @param {string} title
   * @param {string} go
   * @param {string} back
   */
  #show(step, title, go, back) {
    this.#step = step;
    write(this.#problem, '');
    this.#title.textContent = title;
    this.#go.textContent = go;
    this.#back.textContent = back;
    this.#paint();
    this.#form.scrollIntoView({ block: 'nearest' });
  }

  #next() {
    if (this.#saying) {
      this.#send(this.#saying);
    } else {
      const word = this.#fields.read();
      if (word) {
        this.#confirm(word);
      }
    }
  }

  /** @param {Word} word */
  async #send(word) {
    if (this.#busy) {
      return;
    }
    this.#setBusy(true);
    write(this.#problem, '');
    this.#sent = word;
    try {
      const { operations = [] } = await resolve(this.#payment.id, this.#operation.id, word);
      const recorded = operations.find(({ id }) => id === this.#operation.id);
      this.#operation = recorded ?? this.#operation;
      this.#end(endOf(this.#operation, this.#payment, word));
    } catch (problem) {
      this.#refuse(problem);
    } finally {
      this.#setBusy(false);
      this.show(this.#payment, this.#operation);
    }
  }

  /** @param {unknown} problem */
  #refuse(problem) {
    const { status, retryAfterMs, errors } = problem instanceof Problem ? problem : new Problem(422, {});
    const isUnsure = mayHaveHappened(status) || retryAfterMs !== undefined;
    const words = Object.fromEntries(
      errors.flatMap(({ pointer, detail }) => (pointer ? [[pointer.replace(/^[#/]+/, ''), detail]] : [])));
    this.#sent = isUnsure ? this.#sent : null;
    if (words.outcome || words.processor_reference || words.note) {
      this.#edit();
      this.#fields.complain(words);
      this.#fields.focus(words);
    } else {
      write(this.#problem, isUnsure ? `${wordsOf(problem)}\n${UNSURE}` : wordsOf(problem));
      this.#go.textContent = isUnsure ? 'Try again' : this.#go.textContent;
    }
  }

  #leave() {
    this.#step = 'closed';
    this.#saying = null;
    this.#paint();
    this.focus();
  }

  /** @param {string} words */
  #end(words) {
    const hadFocus = this.root.contains(document.activeElement);
    this.#step = 'over';
    this.#saying = null;
    this.#sent = null;
    this.#paint();
    this.#means.onEnd(words, hadFocus);
  }

  /** @param {boolean} busy */
  #setBusy(busy) {
    this.#busy = busy;
    this.#form.setAttribute('aria-busy', String(busy));
  }
}
