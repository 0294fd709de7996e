/**
 * @typedef {Node | string | null | undefined | false} Child
 * @typedef {Record<string, string | number | boolean | null | undefined>} Attributes
 */

/**
 * An element with attributes and children. Text goes in as text, never as markup; an attribute
 * that is null or false is left out, and so is such a child.
 *
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {Attributes} [attributes]
 * @param {...Child} children
 * @returns {HTMLElementTagNameMap[T]}
 */
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined && value !== false) {
      made.setAttribute(name, value === true ? '' : String(value));
    }
  }
  made.append(...children.filter(isThere));
  return made;
}

/**
 * Puts children in the place of those that are there.
 *
 * @param {Element} parent
 * @param {...Child} children
 */
export function fill(parent, ...children) {
  parent.replaceChildren(...children.filter(isThere));
}

/**
 * A status or an outcome in a word and a tone.
 *
 * @param {string} word
 * @param {string} tone
 */
export const badge = (word, tone) => element('span', { class: 'pill badge', 'data-tone': tone }, word);

/**
 * A moment, in the reader's zone, with the whole of it on hover.
 *
 * @param {string} at
 * @param {string} text
 */
export const moment = (at, text) =>
  element('time', { datetime: at, title: new Date(at).toLocaleString(undefined, { dateStyle: 'full', timeStyle: 'long' }) }, text);

/**
 * @param {Child} child
 * @returns {child is Node | string}
 */
function isThere(child) {
  return child !== null && child !== undefined && child !== false && child !== '';
}
