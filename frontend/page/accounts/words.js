import { currencyOf } from '../money/currencies.js';
import { formatMoney } from '../money/money.js';
import { isolated, sentence } from '../words/text.js';

/**
 * @typedef {import('../gateway/types.js').ProcessorAccount} Account
 * @typedef {import('../gateway/types.js').Routing} Routing
 */

const WEBHOOK_SECRET = 'webhook_secret';

/** Where a gateway is that others than this machine do not reach. */
const LOOPBACK = /^(?:localhost|.*\.localhost|127\.[\d.]+|\[::1\])$/;

/** Either of them. */
const OR = new Intl.ListFormat('en', { type: 'disjunction' });

/**
 * What people call it, as a part of a sentence.
 *
 * @param {Account} account
 */
export const nameOf = ({ label }) => isolated(label);

/** @param {Account} account */
export const processorOf = ({ processor }) => sentence(processor);

/**
 * Which payments it is asked for.
 *
 * @param {Account} account
 * @param {string} [locale] of amounts; the reader's own unless given
 */
export function takesOf(account, locale) {
  const { currencies, payment_methods: methods } = account.routing;
  const parts = [
    currencies.length > 0 && `in ${OR.format(currencies)}`,
    amountsOf(account.routing, locale),
    methods.length > 0 && `by ${OR.format(methods.map((type) => (type === 'token' ? 'a token' : sentence(type))))}`,
  ].filter(Boolean);
  return parts.length > 0 ? `Payments ${parts.join(', ')}` : `All payments that ${processorOf(account)} takes`;
}

/**
 * A credential as people call it.
 *
 * @param {string} name
 */
export const credentialOf = (name) => sentence(name.replaceAll('_', ' ')).replace(/\bapi\b/i, 'API');

/**
 * The names of the secrets that the gateway has.
 *
 * @param {Account} account
 */
export const secretsOf = ({ secrets }) => credentialOf(secrets.join(', '));

/**
 * @param {Account} account
 * @returns {string} empty where there is nothing to warn of
 */
export const warningOf = ({ secrets }) =>
  secrets.includes(WEBHOOK_SECRET) ? '' : 'Notifications are not believed until the webhook secret is given.';

/**
 * Where its processor posts notifications, as far as the page knows where the gateway is.
 *
 * @param {Account} account
 * @param {string} page the address of the page
 */
export const notificationsOf = ({ notification_url: path }, page) => new URL(path, page).href;

/**
 * What is to be said of the addresses for notifications, where processors do not reach the page's.
 *
 * @param {string} page the address of the page
 */
export function reachOf(page) {
  const { hostname, origin } = new URL(page);
  return LOOPBACK.test(hostname)
    ? `No processor elsewhere reaches ${origin}: give it the address for notifications with the gateway’s public address instead.`
    : '';
}

/**
 * What it means to enable or to disable it.
 *
 * @param {Account} account
 * @param {readonly Account[]} all of the merchant, in this mode
 */
export function effectOf(account, all) {
  const isAlone = !all.some(({ id, enabled }) => enabled && id !== account.id);
  if (account.enabled) {
    const left = isAlone ? ' No account is enabled then: new payments go to the processors that the operator has configured.' : '';
    return `No new payment is made with it. What was begun there goes on being asked for there: captures, refunds and voids too.${left}`;
  }
  const left = isAlone ? ' So far new payments go to the processors that the operator has configured.' : '';
  return `New payments that it takes are made with it, in its order.${left}`;
}

/**
 * What was done.
 *
 * @param {Account} account as it is now
 */
export const doneOf = ({ enabled }) =>
  enabled ? 'It is enabled: new payments are made with it.' : 'It is disabled: no new payment is made with it.';

/**
 * What to know of all of them.
 *
 * @param {readonly Account[]} accounts
 */
export const introOf = (accounts) => accounts.some(({ enabled }) => enabled)
  ? 'In the order in which they are asked. A new payment is made with the first enabled one that takes it.'
  : 'None is enabled: new payments go to the processors that the operator has configured.';

/**
 * In the decimals of the currency where there is but one.
 *
 * @param {Routing} routing
 * @param {string} [locale]
 */
function amountsOf({ currencies, amount_gte: from, amount_lte: to }, locale) {
  const [code] = currencies.length === 1 ? currencies : [];
  const write = (/** @type {number} */ minor) =>
    code ? formatMoney(minor, currencyOf(code), locale) : minor.toLocaleString(locale);
  const unit = code ? '' : ' in minor units';
  if (from !== null && to !== null) {
    return from === to ? `of exactly ${write(from)}${unit}` : `of ${write(from)} to ${write(to)}${unit}`;
  }
  return from !== null ? `of ${write(from)} or more${unit}` : to !== null && `of up to ${write(to)}${unit}`;
}
