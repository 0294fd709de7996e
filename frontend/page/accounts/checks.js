import { badge, element, fill } from '../elements/element.js';
import { nameOf } from './words.js';
import { troubleOf } from './trouble.js';

/**
 * @typedef {import('../gateway/types.js').ProcessorAccount} Account
 * @typedef {import('./desk.js').AccountDesk} AccountDesk
 */

/** Has processors say whether they know the credentials of accounts, one at a time. */
export class Checks {
  #desk;
  /** @type {Check[]} */
  #all = [];
  #isBusy = false;

  /** @param {AccountDesk} desk */
  constructor(desk) {
    this.#desk = desk;
  }

  /** @param {Account} account */
  of(account) {
    const check = new Check(account, () => this.#run(check));
    this.#all.push(check);
    return check;
  }

  /** @param {Check} check */
  async #run(check) {
    if (this.#isBusy) {
      return;
    }
    this.#isBusy = true;
    this.#all.forEach((each) => each.wait(each === check));
    try {
      check.show(await this.#desk.check(check.account));
    } catch (problem) {
      check.fail(problem);
    }
    this.#isBusy = false;
    this.#all.forEach((each) => each.free());
  }
}

/** A button, and what is said of an account. */
export class Check {
  #word = element('span', {}, 'Check');
  button;
  result = element('div', { class: 'account-result', role: 'status' });

  /**
   * @param {Account} account
   * @param {() => void} onAsk
   */
  constructor(account, onAsk) {
    this.account = account;
    this.button = element('button', { type: 'button', class: 'button', title: 'Has the processor say whether it knows the credentials. No money moves' },
      this.#word, element('span', { class: 'visually-hidden' }, ` ${nameOf(account)}`));
    this.button.addEventListener('click', onAsk);
  }

  /** @param {boolean} isMine whether this one is asked for; the others wait until it is answered */
  wait(isMine) {
    this.button.setAttribute('aria-disabled', String(!isMine));
    if (isMine) {
      this.button.setAttribute('aria-busy', 'true');
      this.#word.textContent = 'Checking …';
      this.say('');
    }
  }

  free() {
    this.button.setAttribute('aria-disabled', 'false');
    this.button.setAttribute('aria-busy', 'false');
    this.#word.textContent = 'Check';
  }

  /** @param {{works: boolean, detail: string}} answer */
  show({ works, detail }) {
    fill(this.result, badge(works ? 'Works' : 'Does not work', works ? 'good' : 'bad'), element('p', {}, detail));
  }

  /** @param {unknown} problem */
  fail(problem) {
    fill(this.result, element('p', { class: 'problem' }, `It could not be checked. ${troubleOf(problem)}`));
  }

  /** @param {string} words that stand there instead of what a processor said */
  say(words) {
    fill(this.result, words && element('p', {}, words));
  }
}
