import { PageTitle } from './title.js';

/** What the tab is called, whatever is shown. */
export const title = new PageTitle();

/**
 * Shows one of the page's views; each element says in `data-view` of which ones it is a part.
 * Where the focus goes with what is hidden, it comes to the heading of what is shown instead.
 *
 * @param {'sign-in' | 'loading' | 'failure' | 'forbidden' | 'payments'} name
 */
export function show(name) {
  const focused = document.activeElement;
  for (const section of document.querySelectorAll('[data-view]')) {
    /** @type {HTMLElement} */ (section).hidden = !section.getAttribute('data-view')?.split(' ').includes(name);
  }
  if (focused && !focused.checkVisibility()) {
    const heading = /** @type {HTMLElement | null} */ (document.querySelector('main:not([hidden]) h1'));
    heading?.focus({ preventScroll: true });
  }
  title.show(name !== 'sign-in');
}
