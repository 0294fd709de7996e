import { copy } from '../elements/copy.js';
import { element } from '../elements/element.js';

const AGAIN_MS = 2000;

/**
 * A text that a click copies.
 *
 * @param {string} text
 * @param {string} what it is, such as "ID"
 * @param {(sentence: string) => void} say
 */
export function copyable(text, what, say) {
  const shown = element('span', { class: 'mono' }, text);
  const word = element('span', { class: 'copy-word' }, 'Copy');
  const button = element('button', { type: 'button', class: 'copy-id', title: `Copy the ${what}` }, shown, word);
  button.addEventListener('click', async () => {
    const done = await copy(text, shown);
    word.textContent = done ? 'Copied' : 'Press Ctrl+C';
    say(`The ${what} is ${done ? 'copied' : 'selected'}.`);
    setTimeout(() => (word.textContent = 'Copy'), AGAIN_MS);
  });
  return button;
}
