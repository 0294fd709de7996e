import * as api from './api.js';
import { Announcer } from './announce.js';
import { Detail } from './detail.js';
import { find, wordsOf, write } from './dom.js';
import { curlFor, showFirstPayment } from './firstpayment.js';
import { LivePayments } from './live.js';
import { learnCurrencies } from './money.js';
import { Numbers } from './numbers.js';
import { PaymentsView } from './paymentsview.js';
import { Route } from './route.js';
import { SignIn } from './signin.js';
import { TestPayments } from './testpayments.js';

/**
 * @typedef {import('./types.js').ConnectionState} ConnectionState
 * @typedef {import('./types.js').Demo} Demo
 * @typedef {import('./types.js').Session} Session
 */

/** @type {Record<ConnectionState, {word: string, title: string}>} */
const CONNECTION = {
  connecting: { word: 'Connecting', title: 'Opening the live stream' },
  live: { word: 'Live', title: 'Changes appear as they happen' },
  reconnecting: { word: 'Reconnecting', title: 'The connection was lost. What happens meanwhile will appear' },
  offline: { word: 'Offline', title: 'There is no network. What happens meanwhile will appear' },
};

/** How long a lost connection may be mended before it is spoken of. */
const PATIENCE_MS = 3000;

const element = (/** @type {string} */ selector) => find(document, selector, HTMLElement);

const announcer = new Announcer(element('#announcements'));
const view = new PaymentsView(element('#payments'), announcer);
const live = new LivePayments({
  onChange: (state, fresh) => view.show(state, fresh),
  onConnection: showConnection,
  onSignedOut: () => showSignIn('Your session has ended. Sign in again to go on.'),
});
const signIn = new SignIn(element('#sign-in'), enter);
const numbers = new Numbers(element('#numbers'), { api });
const detail = new Detail(element('#detail'), { live, announcer });
const testPayments = new TestPayments(find(document, '#test-payments', HTMLDialogElement), { live, announcer });
const route = new Route(showPayment);
live.subscribe((event, previous) => {
  numbers.apply(event, previous);
  detail.apply(event);
});

/** @type {Demo} */
let demo = { enabled: false };
/** @type {ReturnType<typeof setTimeout> | undefined} */
let patience;

element('#sign-out').addEventListener('click', leave);
element('#retry').addEventListener('click', start);
element('#older').addEventListener('click', () => view.whileLoadingOlder(() => live.loadOlder()));
element('#open-test-payments').addEventListener('click', () => testPayments.open());
element('#detail').addEventListener('dismiss', () => route.close());
element('#list').addEventListener('click', ({ target }) => {
  const id = target instanceof Element && target.closest('tr')?.dataset.id;
  if (id) {
    route.open(id);
  }
});
addEventListener('keydown', (event) => {
  if (event.key === 'Escape' && !event.defaultPrevented && !document.querySelector('dialog[open]')) {
    route.close();
  }
});
addEventListener('online', () => live.wake());
addEventListener('offline', () => live.check());
addEventListener('pageshow', (event) => event.persisted && live.wake());
start();

async function start() {
  show('loading');
  demo = await api.demo().catch(() => ({ enabled: false }));
  try {
    await enter(await api.session());
  } catch (problem) {
    fail(problem);
  }
}

/** @param {Session} session */
async function enter(session) {
  element('#merchant').textContent = session.merchant.name;
  const curl = curlFor(location.origin, isDemo(session) ? demo.api_key : undefined);
  showFirstPayment(element('#empty'), curl, (sentence) => announcer.say(sentence));
  show('loading');
  try {
    const [, currencies] = await Promise.all([live.open(), api.currencies()]);
    learnCurrencies(currencies);
    show('payments');
    numbers.open({ position: live.position });
    showPayment();
  } catch (problem) {
    fail(problem);
  }
}

/** @param {Session} session */
function isDemo(session) {
  return demo.enabled && (demo.merchant_id ?? session.merchant.id) === session.merchant.id;
}

async function leave() {
  try {
    await api.signOut();
  } catch (problem) {
    if (!(problem instanceof api.Problem) || problem.status !== 401) {
      view.complain(`You are still signed in. ${wordsOf(problem)}`);
      return;
    }
  }
  live.close();
  showSignIn();
}

function showPayment() {
  const id = live.isOpen ? route.payment : null;
  element('#detail').hidden = id === null;
  element('#payments').dataset.open = String(id !== null);
  if (id === null) {
    detail.close();
  } else {
    detail.show(id);
  }
}

/** @param {unknown} problem */
function fail(problem) {
  if (problem instanceof api.Problem && problem.status === 401) {
    showSignIn();
  } else {
    write(element('#failure-words'), wordsOf(problem));
    show('failure');
    element('#retry').focus();
  }
}

/** @param {string} [reason] */
function showSignIn(reason) {
  show('sign-in');
  view.clear();
  numbers.close();
  testPayments.close();
  showPayment();
  signIn.show(demo, reason);
}

/** @param {'sign-in' | 'loading' | 'failure' | 'payments'} name */
function show(name) {
  for (const section of document.querySelectorAll('[data-view]')) {
    /** @type {HTMLElement} */ (section).hidden = !section.getAttribute('data-view')?.split(' ').includes(name);
  }
  document.title = name === 'sign-in' ? 'Sign in · Sluice' : 'Payments · Sluice';
}

/** @param {ConnectionState} state */
function showConnection(state) {
  const { word, title } = CONNECTION[state];
  const pill = element('#connection');
  const before = pill.dataset.state;
  pill.dataset.state = state;
  pill.title = title;
  write(element('#connection-word'), word);
  clearTimeout(patience);
  if (state === 'live') {
    announcer.say(before === 'connecting' ? 'Live.' : 'Connected again.');
  } else if (state !== 'connecting') {
    patience = setTimeout(() => announcer.say(`${word}.`), PATIENCE_MS);
  }
}
