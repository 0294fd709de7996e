import { copy } from '../elements/copy.js';
import { find } from '../elements/dom.js';
import { address } from '../gateway/call.js';

/**
 * The command that makes a first payment from a terminal.
 *
 * @param {string} origin
 * @param {string} [apiKey] the demo key; any other key is the reader's own and not known here
 */
export function curlFor(origin, apiKey = '$SLUICE_API_KEY') {
  const body = '{"amount": 1999, "currency": "EUR", "payment_method": "pm_card_visa", "reference": "order-1"}';
  return [
    `curl ${origin}${address('/v1/payments')} \\`,
    `  -H "Authorization: Bearer ${apiKey}" \\`,
    '  -H "Content-Type: application/json" \\',
    `  -d '${body}'`,
  ].join('\n');
}

/**
 * Shows the command, and lets it be copied.
 *
 * @param {HTMLElement} view
 * @param {string} command
 * @param {(sentence: string) => void} say
 */
export function showFirstPayment(view, command, say) {
  const code = find(view, 'code', HTMLElement);
  const button = find(view, '#copy-command', HTMLButtonElement);
  code.textContent = command;
  button.onclick = async () => {
    const done = await copy(command, code);
    button.textContent = done ? 'Copied' : 'Press Ctrl+C';
    say(done ? 'The command is copied.' : 'The command is selected.');
    setTimeout(() => (button.textContent = 'Copy'), 2000);
  };
}
