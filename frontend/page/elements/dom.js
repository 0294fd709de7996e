/**
 * The element that must be there; a page without it is broken and says so at once.
 *
 * @template {Element} T
 * @param {ParentNode} root
 * @param {string} selector
 * @param {new () => T} type
 * @returns {T}
 */
export function find(root, selector, type) {
  const element = root.querySelector(selector);
  if (!(element instanceof type)) {
    throw new Error(`The page has no ${selector}`);
  }
  return element;
}

/**
 * Sets the text of an element and hides it while there is none.
 *
 * @param {HTMLElement} element
 * @param {string} text
 */
export function write(element, text) {
  if (element.textContent !== text) {
    element.textContent = text;
  }
  element.hidden = text === '';
}

/**
 * A problem in its own words, field by field where fields are at fault.
 *
 * @param {unknown} problem
 * @returns {string}
 */
export function wordsOf(problem) {
  if (!(problem instanceof Error)) {
    return String(problem);
  }
  const errors = /** @type {{errors?: {pointer?: string, detail: string}[]}} */ (problem).errors ?? [];
  const fields = errors
    .filter(({ detail }) => detail !== problem.message)
    .map(({ pointer, detail }) => [pointer?.replace(/^[#/]+/, ''), detail].filter(Boolean).join(': '));
  return [problem.message, ...fields].join('\n');
}
