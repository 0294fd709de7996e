import { copy } from '../elements/copy.js';
import { element } from '../elements/element.js';
import { address } from '../gateway/call.js';

/** @typedef {import('../session/session.js').Mode} Mode */

/**
 * The command that makes an account, with keys of the mode to be filled in.
 *
 * @param {string} origin
 * @param {Mode} mode
 */
export function commandFor(origin, mode) {
  return [
    `curl ${origin}${address('/v1/processor-accounts')} \\`,
    '  -H "Authorization: Bearer $SLUICE_API_KEY" \\',
    '  -H "Content-Type: application/json" \\',
    '  -d \'{"processor": "stripe", "label": "Stripe",',
    `       "credentials": {"secret_key": "sk_${mode}_…"}}'`,
  ].join('\n');
}

/**
 * What accounts are and how to make one, where there is none.
 *
 * @param {Mode} mode
 * @param {(sentence: string) => void} say
 */
export function noAccounts(mode, say) {
  return element('section', { class: 'accounts-none' },
    element('h3', {}, `No accounts in ${mode} mode yet`),
    element('p', {}, 'An account is the merchant’s own at a processor, such as Stripe or Adyen. Payments are made with it '
      + 'instead of with the processors that the operator has configured.'),
    element('p', {}, 'Make one from a terminal, with a key of this mode that has the scope processors:write. '
      + 'Then open this panel again.'),
    command(commandFor(location.origin, mode), say),
    howTo());
}

/** What this page does not do, and where it says how that is done. */
export function howTo() {
  return element('p', { class: 'accounts-how' },
    'Accounts are made, given keys and deleted through the API alone: no secret of theirs goes through this page. ',
    element('a', { href: address('/docs'), target: '_blank', rel: 'noopener' }, 'Description of the API'));
}

/**
 * @param {string} text
 * @param {(sentence: string) => void} say
 */
function command(text, say) {
  const code = element('code', {}, text);
  const button = element('button', { type: 'button', class: 'button small' }, 'Copy');
  button.addEventListener('click', async () => {
    const done = await copy(text, code);
    button.textContent = done ? 'Copied' : 'Press Ctrl+C';
    say(done ? 'The command is copied.' : 'The command is selected.');
    setTimeout(() => (button.textContent = 'Copy'), 2000);
  });
  return element('div', { class: 'command' },
    element('div', { class: 'command-bar' }, element('span', {}, 'Terminal'), button),
    element('pre', { tabindex: 0, role: 'region', 'aria-label': 'Command for a first account' }, code));
}
