import { write } from '../elements/dom.js';
import { element } from '../elements/element.js';
import { doubtOf, isUnsure } from './trouble.js';
import { effectOf, nameOf } from './words.js';

/**
 * @typedef {import('../gateway/types.js').ProcessorAccount} Account
 *
 * @typedef {object} SwitchingOptions
 * @property {(account: Account, enabled: boolean) => Promise<Account>} enable
 * @property {(account: Account) => void} onChange as it is then
 * @property {() => void} onDoubt the reader leaves it at not knowing whether it was done
 */

/** Enables and disables an account, once it was said what that means. */
export class Switching {
  #title = element('h4', { tabindex: -1 });
  #effect = element('p', { class: 'account-effect' });
  #problem = element('p', { class: 'problem', role: 'alert', hidden: true });
  #go = element('button', { type: 'submit', class: 'button primary' });
  #back = element('button', { type: 'button', class: 'button' }, 'Cancel');
  #verb = element('span', {});
  #enable;
  #onChange;
  #onDoubt;
  #busy = false;
  /** Whether what was sent last may have been done. */
  #isUnsure = false;
  /** @type {Account} */
  #account;
  /** @type {readonly Account[]} */
  #all = [];
  button;
  form;

  /**
   * @param {Account} account
   * @param {SwitchingOptions} options
   */
  constructor(account, { enable, onChange, onDoubt }) {
    this.#account = account;
    this.#enable = enable;
    this.#onChange = onChange;
    this.#onDoubt = onDoubt;
    this.button = element('button', { type: 'button', class: 'button' },
      this.#verb, element('span', { class: 'visually-hidden' }, ` ${nameOf(account)}`));
    this.form = element('form', { class: 'account-form', novalidate: true, hidden: true },
      this.#title, this.#effect, this.#problem, element('div', { class: 'account-buttons' }, this.#go, this.#back));
    this.button.addEventListener('click', () => this.#start());
    this.#back.addEventListener('click', () => this.#cancel());
    this.form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#send();
    });
    this.form.addEventListener('keydown', (event) => {
      if (event.key === 'Escape') {
        event.preventDefault();
        this.#cancel();
      }
    });
  }

  /**
   * @param {Account} account as it is
   * @param {readonly Account[]} all
   */
  show(account, all) {
    this.#account = account;
    this.#all = all;
    this.#verb.textContent = verbFor(account);
    this.#effect.textContent = effectOf(account, all);
  }

  #start() {
    const verb = verbFor(this.#account);
    this.#title.textContent = `${verb} ${nameOf(this.#account)}?`;
    this.#go.textContent = verb;
    this.#effect.textContent = effectOf(this.#account, this.#all);
    write(this.#problem, '');
    this.form.hidden = false;
    this.button.hidden = true;
    this.form.scrollIntoView({ block: 'nearest' });
    this.#title.focus({ preventScroll: true });
  }

  /** Not while it is being sent: nobody would be told what came of it. */
  #cancel() {
    if (!this.#busy) {
      this.#leave();
      if (this.#isUnsure) {
        this.#onDoubt();
      }
    }
  }

  #leave() {
    const hadFocus = this.form.contains(document.activeElement);
    this.form.hidden = true;
    this.button.hidden = false;
    if (hadFocus) {
      this.button.focus({ preventScroll: true });
    }
  }

  async #send() {
    if (this.#busy) {
      return;
    }
    this.#setBusy(true);
    write(this.#problem, '');
    try {
      const changed = await this.#enable(this.#account, !this.#account.enabled);
      this.#isUnsure = false;
      this.#onChange(changed);
      this.#leave();
    } catch (problem) {
      this.#isUnsure ||= isUnsure(problem);
      write(this.#problem, doubtOf(problem));
      this.#go.textContent = this.#isUnsure ? 'Try again' : this.#go.textContent;
    } finally {
      this.#setBusy(false);
    }
  }

  /** @param {boolean} busy */
  #setBusy(busy) {
    this.#busy = busy;
    this.form.setAttribute('aria-busy', String(busy));
  }
}

/** @param {Account} account */
const verbFor = ({ enabled }) => (enabled ? 'Disable' : 'Enable');
