import { find } from '../elements/dom.js';
import { curlFor, showFirstPayment } from '../list/firstpayment.js';
import { hold, may } from '../session/rights.js';

/**
 * Makes of the page what it is for whoever is signed in now.
 *
 * @param {import('../session/session.js').Session} session
 * @param {import('../session/session.js').Demo} demo
 * @param {(sentence: string) => void} say
 */
export function welcome(session, demo, say) {
  const isDemo = demo.enabled && demo.merchant_id === session.merchant.id && session.mode === 'test';
  hold(session);
  const tries = isDemo && may('payments:write');
  document.querySelectorAll('[data-demo]').forEach((part) => part.toggleAttribute('hidden', !tries));
  for (const part of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll('[data-scope]'))) {
    part.hidden = !may(part.dataset.scope ?? '');
  }
  const curl = curlFor(location.origin, isDemo ? demo.api_key : undefined);
  showFirstPayment(find(document, '#empty', HTMLElement), curl, say);
}
