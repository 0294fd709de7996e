import { learnCurrencies } from '../../../../frontend/page/money/currencies.js';
import { read } from './modules.js';

const ROW = /^([A-Z]{3}),(\d),(\d+),(\d+)$/gm;

/** Those of the server. */
export const ALL = [...read('src/main/resources/dev/sluice/money/currencies.csv').matchAll(ROW)]
  .map(([, code, ...numbers]) => [code, ...numbers.map(Number)])
  .map(([code, exponent, smallest, largest]) => ({ code, exponent, smallest, largest }));

/** Learns the currencies, as the page does before it shows anything. */
export const learnThem = () => learnCurrencies(ALL);
