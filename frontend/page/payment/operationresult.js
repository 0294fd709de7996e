import { write } from '../elements/dom.js';
import { element } from '../elements/element.js';
import { currencyOf } from '../money/currencies.js';
import { formatMoney } from '../money/money.js';
import { isolated, sentence } from '../words/text.js';
import { wordsFor } from './intent.js';

/**
 * @typedef {import('../gateway/types.js').Operation} Operation
 * @typedef {import('../gateway/types.js').Payment} Payment
 */

/** What came of what was asked for, beside where it was asked. It stays until the reader is done with it. */
export class OperationResult {
  #words = element('p', { role: 'status' });
  #dismiss = element('button', { type: 'button', class: 'aside-close', 'aria-label': 'Dismiss' });
  root = element('div', { class: 'operation-result', hidden: true }, this.#words, this.#dismiss);
  /** The operation whose outcome is awaited. @type {string | undefined} */
  #awaited;

  /** @param {() => void} onDismiss */
  constructor(onDismiss) {
    this.#dismiss.addEventListener('click', () => {
      this.say('');
      onDismiss();
    });
  }

  /** @param {string} words */
  say(words) {
    this.#awaited = undefined;
    this.#write(words, 'quiet');
  }

  /**
   * Says that it is under way, and then what came of it.
   *
   * @param {string} kind
   * @param {Payment} recorded with what was asked for as the last of its kind
   */
  await(kind, recorded) {
    this.say(`${sentence(kind)} requested. What comes of it appears here and in the history.`);
    this.#awaited = recorded.operations?.findLast((operation) => operation.kind === kind)?.id;
    this.show(recorded);
  }

  /** @param {Payment} payment as it is */
  show({ operations = [], currency }) {
    const operation = operations.find(({ id }) => id === this.#awaited);
    if (operation && this.#awaited && operation.status !== 'pending') {
      this.#awaited = undefined;
      const { words, tone } = outcomeOf(operation, currency);
      this.#write(words, tone);
    }
  }

  /**
   * @param {string} words
   * @param {string} tone
   */
  #write(words, tone) {
    write(this.#words, words);
    this.root.dataset.tone = tone;
    this.root.hidden = words === '';
  }
}

/**
 * @param {Operation} operation that has come to its end
 * @param {string} currency
 */
function outcomeOf({ kind, amount, status, reason }, currency) {
  const money = formatMoney(amount, currencyOf(currency));
  if (status === 'succeeded') {
    return { words: `${money} ${wordsFor(/** @type {import('./intent.js').Kind} */ (kind)).done}.`, tone: 'good' };
  }
  const because = reason ? `: ${isolated(sentence(reason))}` : '';
  return { words: `${sentence(kind)} of ${money} did not happen${because}.`, tone: 'bad' };
}
