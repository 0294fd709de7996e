/**
 * Shows one of the page's views; each element says in `data-view` of which ones it is a part.
 *
 * @param {'sign-in' | 'loading' | 'failure' | 'forbidden' | 'payments'} name
 */
export function show(name) {
  for (const section of document.querySelectorAll('[data-view]')) {
    /** @type {HTMLElement} */ (section).hidden = !section.getAttribute('data-view')?.split(' ').includes(name);
  }
  document.title = name === 'sign-in' ? 'Sign in · Sluice' : 'Payments · Sluice';
}
