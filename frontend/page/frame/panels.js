import { find } from '../elements/dom.js';
import { identityOf } from '../session/session.js';
import { SidePanel } from './sidepanel.js';

/**
 * @typedef {import('../session/session.js').Session} Session
 * @typedef {import('../testpayments/panel.js').TestPanel} TestPanel
 */

const TEST_STYLES = new URL('../testpayments/testpayments.css', import.meta.url);
const ACCOUNT_STYLES = new URL('../accounts/accounts.css', import.meta.url);

const dialog = (/** @type {string} */ selector) => find(document, selector, HTMLDialogElement);
const onClick = (/** @type {string} */ selector, /** @type {() => void} */ act) =>
  find(document, selector, HTMLElement).addEventListener('click', act);

/** What the buttons of the bar open over the page. */
export class Panels {
  #help = dialog('#help');
  #testPayments;
  #accounts;
  /** Goes on while its panel is closed. @type {TestPanel | null} */
  #tests = null;
  /** @type {Session | null} */
  #session = null;

  /** @param {import('../testpayments/panel.js').Means} means */
  constructor(means) {
    this.#testPayments = new SidePanel(dialog('#test-payments'), TEST_STYLES, async () => {
      const { TestPanel } = await import('../testpayments/panel.js');
      return (place) => (this.#tests ??= new TestPanel(place, means));
    });
    this.#accounts = new SidePanel(dialog('#accounts'), ACCOUNT_STYLES, async () => {
      const { AccountsPanel } = await import('../accounts/panel.js');
      return (place) => this.#session && new AccountsPanel(place, this.#session, () => means.live.check());
    });
    onClick('#open-test-payments', () => this.#testPayments.open());
    onClick('#open-accounts', () => this.#accounts.open());
    onClick('#open-help', () => this.help());
  }

  help() {
    this.#help.showModal();
  }

  /** @param {Session} session whoever is signed in now; of somebody else or the other mode nothing goes on */
  show(session) {
    if (this.#session && identityOf(session) !== identityOf(this.#session)) {
      this.close();
    }
    this.#session = session;
  }

  /** Also when the session ends: nothing goes on by itself after this. */
  close() {
    this.#session = null;
    this.#tests?.stop();
    [this.#testPayments, this.#accounts, this.#help].forEach((each) => each.close());
  }
}
