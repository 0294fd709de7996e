import { element } from '../elements/element.js';
import { currencyOf } from './currencies.js';
import { formatMoney } from './money.js';

/**
 * An amount as an element, whose figures are all of one width.
 *
 * @param {number} amount
 * @param {string} currency
 */
export const moneyOf = (amount, currency) => element('span', { class: 'money' }, formatMoney(amount, currencyOf(currency)));
