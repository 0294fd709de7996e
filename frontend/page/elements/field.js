import { write } from './dom.js';
import { element } from './element.js';

/**
 * A field to type into, with what helps and what is wrong with it below.
 *
 * @param {string} id
 * @param {string} name
 * @param {import('./element.js').Attributes} attributes of the input
 */
export function field(id, name, attributes) {
  const described = `${id}-hint ${id}-problem`;
  const input = element('input', { id, autocomplete: 'off', 'aria-describedby': described, ...attributes });
  const hint = element('p', { id: `${id}-hint`, class: 'hint', hidden: true });
  const problem = element('p', { id: `${id}-problem`, class: 'field-problem', role: 'alert', hidden: true });
  const root = element('div', { class: 'field' }, element('label', { for: id }, name), input, hint, problem);
  const complain = (/** @type {string} */ words) => {
    write(problem, words);
    hint.hidden = words !== '' || hint.textContent === '';
    input.setAttribute('aria-invalid', String(words !== ''));
  };
  return { root, input, hint, problem, complain };
}
