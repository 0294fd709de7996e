import { sentence } from './text.js';

/** @type {Record<string, string>} */
const WORDS = {
  key_forgotten: 'The processor remembers for a time only what it was asked, and that is over',
  card_forgotten: 'The processor could be asked with the card only, and that is not kept any more',
  not_told: 'The processor took the request and never told what came of it',
};

/**
 * Why a person has to find out what came of an operation. What the page does not know yet is shown as it is written.
 *
 * @param {{reason: string}} attention
 */
export const whyOf = ({ reason }) => WORDS[reason] ?? sentence(reason);
