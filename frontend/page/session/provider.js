import { find } from '../elements/dom.js';
import { address, call } from '../gateway/call.js';

/** @typedef {{open_id_connect: {name: string} | null}} SignInOptions */

/** What the address says after its `#` when somebody comes back from the provider and is not let in. */
const FAILED = /^#sign-in=([a-z_]+)$/;

/** Where the reader was before leaving for the provider. */
const PLACE = 'sluice-place';

/** @type {Record<string, string>} */
const WORDS = {
  sign_in_unreachable: 'Where you sign in cannot be reached now. Try again later, or use an API key.',
  sign_in_expired: 'The sign-in took too long, or was begun in another window. Try again.',
  sign_in_denied: 'You were not signed in there.',
  sign_in_failed: 'What came back from there is not to be trusted, so you were not signed in.',
  no_role: 'You are signed in there, but have no role here. Ask whoever gives them.',
  no_merchant: 'You are signed in there, but for no merchant of this gateway, or for one that is disabled.',
  no_mode: 'You are signed in there, but may see neither test nor live payments.',
  too_many_attempts: 'Too many sign-ins failed from here. Try again in a minute.',
};

/** @returns {string} why somebody who comes back was not let in; nothing where nobody does. Said once. */
export function whyNot() {
  const [, code = ''] = FAILED.exec(location.hash) ?? [];
  if (code) {
    history.replaceState(null, '', location.pathname + location.search);
  }
  return code && (WORDS[code] ?? 'You could not be signed in. Try again later.');
}

/** Goes to where the reader was before leaving for the provider. */
export function comeBack() {
  const place = sessionStorage.getItem(PLACE);
  sessionStorage.removeItem(PLACE);
  if (place && location.search === '') {
    history.replaceState(null, '', location.pathname + place);
  }
}

/** The button that leads to the provider, where there is one. */
export class ProviderButton {
  #place;
  #link;

  /** @param {HTMLElement} view */
  constructor(view) {
    this.#place = find(view, '.provider', HTMLElement);
    this.#link = find(view, '#sign-in-with', HTMLAnchorElement);
    this.#link.addEventListener('click', () => sessionStorage.setItem(PLACE, location.search));
  }

  async show() {
    const options = /** @type {SignInOptions} */ (await call('/sign-in/options').catch(() => ({ open_id_connect: null })));
    this.#place.hidden = options.open_id_connect === null;
    this.#link.textContent = `Sign in with ${options.open_id_connect?.name}`;
    this.#link.href = address('/sign-in');
  }
}
