import { write } from '../elements/dom.js';
import { element } from '../elements/element.js';
import { field } from '../elements/field.js';
import { tooLong } from '../words/text.js';
import { processorOf, referenceHint } from './meaning.js';

/**
 * @typedef {import('../gateway/types.js').Operation} Operation
 * @typedef {import('./meaning.js').Outcome} Outcome
 * @typedef {import('./meaning.js').Word} Word
 * @typedef {{outcome?: string, processor_reference?: string, note?: string}} Complaints in the API's names
 */

/** As the gateway has them. */
const MOST_IN_REFERENCE = 255;
const MOST_IN_NOTE = 500;
const VISIBLE = /^[\x21-\x7E]*$/;

/** What came of it, what the processor calls it, and how it was found out. */
export class ResolutionFields {
  #choices;
  #outcomeProblem;
  #outcome;
  #reference;
  #note;
  root;

  /**
   * @param {Operation} operation
   * @param {string} titleId of the element that asks what came of it
   */
  constructor(operation, titleId) {
    const id = `resolution-${operation.id}`;
    this.#choices = [choice(id, 'succeeded', 'It succeeded'), choice(id, 'failed', 'It failed')];
    this.#outcomeProblem = element('p', { id: `${id}-problem`, class: 'field-problem', role: 'alert', hidden: true });
    this.#outcome = element('fieldset', {
      class: 'field', role: 'radiogroup', 'aria-labelledby': titleId, 'aria-describedby': `${id}-problem`,
    }, element('div', { class: 'switch' }, ...this.#choices.map(({ root }) => root)), this.#outcomeProblem);
    this.#reference = field(`${id}-reference`, `Reference at ${processorOf(operation)} (optional)`,
      { autocapitalize: 'none', spellcheck: 'false' });
    this.#note = field(`${id}-note`, 'How it was found out (optional)', {});
    this.#reference.hint.textContent = referenceHint(operation);
    this.root = element('div', { class: 'operation-fields' }, this.#outcome, this.#reference.root, this.#note.root);
    this.root.addEventListener('change', () => this.#choose());
  }

  /** Nothing is chosen by itself. */
  start() {
    this.#choices.forEach(({ input }) => (input.checked = false));
    this.#reference.input.value = '';
    this.#note.input.value = '';
    this.complain({});
    this.#choose();
  }

  /**
   * What was said; where that is not sound, it says so and there is none.
   *
   * @returns {Word | null}
   */
  read() {
    const outcome = this.#chosen();
    const reference = outcome === 'succeeded' ? this.#reference.input.value.trim() : '';
    const note = this.#note.input.value.trim();
    const complaints = {
      outcome: outcome ? '' : 'Choose what came of it.',
      processor_reference: VISIBLE.test(reference) ? tooLong('A reference', reference, MOST_IN_REFERENCE)
        : 'A reference is of letters, digits and signs of ASCII, without spaces.',
      note: tooLong('A note', note, MOST_IN_NOTE),
    };
    this.complain(complaints);
    if (!outcome || complaints.processor_reference || complaints.note) {
      this.focus(complaints);
      return null;
    }
    return { outcome, ...(reference && { processor_reference: reference }), ...(note && { note }) };
  }

  /** @param {Complaints} words */
  complain({ outcome = '', processor_reference: reference = '', note = '' }) {
    write(this.#outcomeProblem, outcome);
    this.#outcome.setAttribute('aria-invalid', String(outcome !== ''));
    this.#reference.complain(reference);
    this.#note.complain(note);
  }

  /**
   * Goes to what is wrong, else to what came of it.
   *
   * @param {Complaints} [words]
   */
  focus({ outcome, processor_reference: reference, note } = {}) {
    const [first] = this.#choices;
    const chosen = (this.#choices.find(({ input }) => input.checked) ?? first).input;
    const wrong = reference ? this.#reference.input : note ? this.#note.input : chosen;
    (outcome ? chosen : wrong).focus({ preventScroll: true });
  }

  #choose() {
    this.#reference.root.hidden = this.#chosen() !== 'succeeded';
    if (this.#chosen()) {
      write(this.#outcomeProblem, '');
      this.#outcome.setAttribute('aria-invalid', 'false');
    }
  }

  #chosen() {
    return this.#choices.find(({ input }) => input.checked)?.outcome;
  }
}

/**
 * @param {string} name
 * @param {Outcome} outcome
 * @param {string} word
 */
function choice(name, outcome, word) {
  const input = element('input', { type: 'radio', name, value: outcome });
  return { outcome, input, root: element('label', { class: 'choice' }, input, element('span', {}, word)) };
}
