import { write } from '../elements/dom.js';
import { badge, element, fill, moment } from '../elements/element.js';
import { isolated } from '../words/text.js';
import { copyable } from './copying.js';
import { Switching } from './switching.js';
import { credentialOf, doneOf, nameOf, notificationsOf, processorOf, secretsOf, takesOf, warningOf } from './words.js';

/**
 * @typedef {import('../gateway/types.js').ProcessorAccount} Account
 *
 * @typedef {object} CardMeans
 * @property {import('./checks.js').Checks} checks
 * @property {import('./switching.js').SwitchingOptions | null} switching null for who may not
 * @property {(sentence: string) => void} say
 */

/** An account: what it is, what it takes, and what can be done with it. */
export class AccountCard {
  #state = element('div', { class: 'account-state' });
  #check;
  #switching;
  root;

  /**
   * @param {Account} account
   * @param {CardMeans} means
   */
  constructor(account, { checks, switching, say }) {
    this.#check = checks.of(account);
    this.#switching = switching && new Switching(account, {
      ...switching,
      onChange: (changed) => {
        switching.onChange(changed);
        this.#check.say(doneOf(changed));
      },
    });
    const title = `account-${account.id}`;
    this.root = element('li', {}, element('article', { class: 'account', 'aria-labelledby': title },
      element('div', { class: 'account-head' }, element('h3', { id: title }, nameOf(account)), this.#state),
      element('div', { class: 'account-id' }, processorOf(account), copyable(account.id, 'ID of the account', say)),
      warning(account),
      facts(account, say),
      element('div', { class: 'account-buttons' }, this.#check.button, this.#switching && this.#switching.button),
      this.#switching && this.#switching.form,
      this.#check.result));
  }

  /**
   * @param {Account} account as it is
   * @param {readonly Account[]} all
   */
  show(account, all) {
    fill(this.#state, account.enabled ? badge('Enabled', 'good') : badge('Disabled', 'quiet'));
    this.#switching?.show(account, all);
  }
}

/** @param {Account} account */
function warning(account) {
  const place = element('p', { class: 'account-warning', role: 'note' });
  write(place, warningOf(account));
  return place;
}

/**
 * @param {Account} account
 * @param {(sentence: string) => void} say
 */
function facts(account, say) {
  const { first_used_at: used } = account;
  return element('dl', { class: 'facts' },
    row('Takes', takesOf(account)),
    row('Order', account.order.toLocaleString()),
    ...Object.entries(account.credentials).map(([name, value]) => row(credentialOf(name), isolated(value))),
    row('Secrets', `${secretsOf(account)}; never shown`),
    row('Notifications', copyable(notificationsOf(account, location.href), 'address for notifications', say)),
    row('Used since', used ? moment(used, new Date(used).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' })) : 'Never used'));
}

/**
 * @param {string} name
 * @param {Node | string} value
 */
const row = (name, value) => element('div', {}, element('dt', {}, name), element('dd', {}, value));
