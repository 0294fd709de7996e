import { write } from '../elements/dom.js';
import { element, fill } from '../elements/element.js';
import { Problem } from '../gateway/call.js';
import { may } from '../session/rights.js';
import { identityOf, modeName } from '../session/session.js';
import { AccountCard } from './card.js';
import { Checks } from './checks.js';
import { AccountDesk } from './desk.js';
import { howTo, noAccounts } from './making.js';
import { troubleOf } from './trouble.js';
import { introOf, reachOf } from './words.js';

/**
 * @typedef {import('../gateway/types.js').ProcessorAccount} Account
 * @typedef {import('../session/session.js').Session} Session
 */

/** What is in the dialog of the accounts, as they are when it is opened; nothing stays in it when it is closed. */
export class AccountsPanel {
  #desk;
  #mode;
  #intro = element('p', { class: 'accounts-intro' });
  #place = element('div', { class: 'accounts-place', tabindex: -1 });
  /** What is behind the dialog is silent, the page's own place for this too. */
  #spoken = element('p', { class: 'visually-hidden', role: 'status' });
  /** @type {Account[]} */
  #accounts = [];
  /** @type {Map<string, AccountCard>} */
  #cards = new Map();

  /**
   * @param {HTMLDialogElement} dialog
   * @param {Session} session whose accounts they are
   * @param {() => void} onEnded the session is not this one any more
   */
  constructor(dialog, session, onEnded) {
    this.#desk = new AccountDesk(identityOf(session), onEnded);
    this.#mode = session.mode;
    const close = element('button', { type: 'button', class: 'aside-close', 'aria-label': 'Close the accounts' });
    close.addEventListener('click', () => dialog.close());
    dialog.addEventListener('close', () => fill(dialog), { once: true });
    fill(dialog,
      element('div', { class: 'aside-bar' },
        element('div', { class: 'aside-caption accounts-caption' },
          element('h2', {}, 'Accounts at processors'),
          element('span', { class: 'mode', 'data-mode': this.#mode }, modeName(this.#mode))),
        close),
      this.#place,
      this.#spoken);
    close.focus();
    this.#load();
  }

  async #load() {
    fill(this.#place, skeleton());
    try {
      this.#accounts = await this.#desk.list();
    } catch (problem) {
      this.#fail(problem);
      return;
    }
    if (this.#accounts.length === 0) {
      fill(this.#place, noAccounts(this.#mode, (sentence) => this.#say(sentence)));
      return;
    }
    const means = this.#means();
    const reach = reachOf(location.href);
    this.#cards = new Map(this.#accounts.map((account) => [account.id, new AccountCard(account, means)]));
    fill(this.#place,
      this.#intro,
      reach && element('p', { class: 'accounts-intro' }, reach),
      element('ol', { class: 'accounts-list' }, ...[...this.#cards.values()].map(({ root }) => root)),
      howTo());
    this.#show();
  }

  /** @returns {import('./card.js').CardMeans} */
  #means() {
    const switching = {
      enable: (/** @type {Account} */ account, /** @type {boolean} */ enabled) => this.#desk.enable(account, enabled),
      onChange: (/** @type {Account} */ changed) => {
        this.#accounts = this.#accounts.map((account) => (account.id === changed.id ? changed : account));
        this.#show();
      },
      onDoubt: () => this.#again(),
    };
    return {
      checks: new Checks(this.#desk),
      switching: may('processors:write') ? switching : null,
      say: (sentence) => this.#say(sentence),
    };
  }

  #show() {
    write(this.#intro, introOf(this.#accounts));
    this.#accounts.forEach((account) => this.#cards.get(account.id)?.show(account, this.#accounts));
  }

  /** @param {unknown} problem */
  #fail(problem) {
    const isForbidden = problem instanceof Problem && problem.status === 403;
    const button = element('button', { type: 'button', class: 'button' }, 'Try again');
    button.addEventListener('click', () => this.#again());
    fill(this.#place, element('div', { class: 'aside-message', role: 'alert' },
      element('h3', {}, 'The accounts could not be loaded'),
      element('p', {}, troubleOf(problem)),
      !isForbidden && button));
  }

  #again() {
    if (this.#place.contains(document.activeElement)) {
      this.#place.focus({ preventScroll: true });
    }
    this.#load();
  }

  /** @param {string} sentence */
  #say(sentence) {
    this.#spoken.textContent = sentence;
  }
}

function skeleton() {
  const bones = Array.from({ length: 6 }, () => element('div', { class: 'bone' }));
  return element('div', { class: 'accounts-skeleton skeleton' },
    element('p', { class: 'visually-hidden', role: 'status' }, 'Loading the accounts'), ...bones);
}
