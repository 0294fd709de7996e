import { call } from '../gateway/call.js';

/** @typedef {{code: string, exponent: number, smallest: number, largest: number}} Currency bounds in minor units */

/** @returns {Promise<Currency[]>} those in which payments can be made */
export const readCurrencies = async () => (await call('/v1/currencies')).data;
