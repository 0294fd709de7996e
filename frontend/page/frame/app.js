import { find, write } from '../elements/dom.js';
import { FilterBar } from '../filter/bar.js';
import { isNarrow } from '../filter/filter.js';
import { Problem } from '../gateway/call.js';
import { paymentAt } from '../list/row.js';
import { PaymentsView } from '../list/view.js';
import { currencies, needCurrencies } from '../money/currencies.js';
import { Numbers } from '../numbers/numbers.js';
import { Detail } from '../payment/detail.js';
import { SessionChannel } from '../session/channel.js';
import { comeBack, whyNot } from '../session/provider.js';
import { hold } from '../session/rights.js';
import { identityOf, readDemo, readSession } from '../session/session.js';
import { SignIn } from '../session/signin.js';
import { SignOut } from '../session/signout.js';
import { Who } from '../session/who.js';
import { LivePayments } from '../stream/live.js';
import { Announcer } from '../words/announce.js';
import { wordsOf } from '../words/problem.js';
import { Failure } from './failure.js';
import { HealthView } from './health.js';
import { Keyboard } from './keyboard.js';
import { sayWhereSlow } from './loading.js';
import { Narrowing } from './narrowing.js';
import { Pane } from './pane.js';
import { Panels } from './panels.js';
import { Route } from './route.js';
import { SingleKeys } from './singlekeys.js';
import { show, title } from './views.js';
import { welcome } from './welcome.js';

/**
 * @typedef {import('../session/session.js').Demo} Demo
 * @typedef {import('../session/session.js').Session} Session
 */

/** How often the list lets go of what its time has passed by. */
const EXPIRE_EVERY_MS = 10_000;
const SIGNED_OUT_ELSEWHERE = 'You signed out in another tab.';
const ENDED = 'Your session has ended. Sign in again to go on.';

const element = (/** @type {string} */ selector) => find(document, selector, HTMLElement);
const onClick = (/** @type {string} */ selector, /** @type {() => void} */ act) =>
  element(selector).addEventListener('click', act);

const announcer = new Announcer(element('#announcements'));
const route = new Route(follow);
const view = new PaymentsView(element('#payments'), {
  announcer,
  hrefOf: (id) => route.hrefOf(id),
  loadOlder: () => live.loadOlder(),
  onPause: (paused) => health.pause(paused),
});
const health = new HealthView(element('#connection'), element('#notice'), announcer, {
  onBack: recover,
  onWord: (word) => title.connect(word),
});
const live = new LivePayments({
  onChange: (state, how) => view.show(state, how),
  onHealth: (now) => health.show(now),
  onReset: startOver,
  onSignedOut: start,
  mayTrim: () => view.isAtTop,
});
const filters = new FilterBar(element('#filters'), {
  onChange: (filter, replacing) => route.narrow(filter, replacing),
  onPayment: (id) => route.open(id),
});
const narrowing = new Narrowing({
  narrow: (filter) => live.narrow(filter),
  onBusy: (busy) => view.setBusy(busy),
  onProblem: (words, isRefused) => filters.complain(words, isRefused),
  onRefused: (filter) => route.narrow(filter, true),
  onBarred: fail,
});
const failure = new Failure(find(document, '[data-view="failure"]', HTMLElement), start);
const signIn = new SignIn(element('#sign-in'), enter);
const signOut = new SignOut(() => (channel.tell(null), showSignIn()));
const who = new Who(document, element('#list-problem'), enter);
const numbers = new Numbers(element('#numbers'), { live });
const detail = new Detail(element('#detail'), { live, announcer, onShow: (payment) => title.open(payment) });
const pane = new Pane({
  root: element('#detail'),
  workspace: element('#payments'),
  detail,
  list: view.list,
  onDismiss: () => route.close(),
});
const panels = new Panels({ live, announcer, onOpen: (id) => route.open(id) });
const channel = new SessionChannel(otherTab, () => live.check());

/** @type {Demo} */
let demo = { enabled: false };
/** Who is signed in; nothing where nobody is. */
let identity = '';
/** Counts looks at the session: what came of one is of no account after the next, or after a sign-out. */
let looks = 0;

live.subscribe((event, previous) => {
  numbers.apply(event, previous);
  detail.apply(event);
  title.apply(event);
});
new Keyboard({
  list: view.list,
  singleKeys: new SingleKeys(find(document, '#single-keys', HTMLInputElement)),
  isReady: () => live.isOpen,
  close: () => route.close(),
  find: () => filters.focus(),
  help: () => panels.help(),
  pause: () => view.togglePause(),
  top: () => view.goToNewest(),
});
onClick('#drop-filters', () => (filters.clear(), start()));
onClick('#widen', () => filters.clear());
element('#list').addEventListener('click', openRow);
addEventListener('online', () => live.wake());
addEventListener('offline', () => live.check());
addEventListener('pageshow', (event) => event.persisted && start());
addEventListener('pagehide', (event) => event.persisted || live.close());
document.addEventListener('visibilitychange', () => document.hidden || (title.look(), live.check(), live.expire()));
setInterval(() => live.expire(), EXPIRE_EVERY_MS);
start();

async function start() {
  const look = ++looks;
  show('loading');
  demo = await readDemo().catch(() => ({ enabled: false }));
  const next = await readSession().then((now) => () => (comeBack(), enter(now)), (problem) => () => fail(problem));
  if (look === looks) {
    await next();
  }
}

/** @param {Session} session */
async function enter(session) {
  if (identityOf(session) !== identity) {
    channel.tell(identityOf(session));
  }
  identity = identityOf(session);
  who.show(session);
  panels.show(session);
  welcome(session, demo, (sentence) => announcer.say(sentence));
  channel.expect(session.expires_at);
  show('loading');
  try {
    await load();
  } catch (problem) {
    fail(problem);
  }
}

async function load() {
  await live.open(identity, route.filter, sayWhereSlow(needCurrencies(), element('#loading-words')));
  filters.offer(currencies());
  filters.show(route.filter);
  failure.succeed();
  signOut.reset();
  narrowing.start(route.filter);
  show('payments');
  view.list.refresh();
  startOver();
}

/** What is beside the list begins again, from the list's position. */
function startOver() {
  numbers.open({ position: live.position });
  pane.refresh();
  showPayment(false);
}

/** What could not be had while the server was gone is asked for again. */
function recover() {
  write(element('#list-problem'), '');
  view.retry();
  narrowing.retry();
  detail.retry();
}

/** Makes the page as the address says. */
async function follow() {
  if (!live.isOpen) {
    return;
  }
  filters.show(route.filter);
  showPayment();
  await narrowing.to(route.filter);
}

/** @param {boolean} [focusing] whether the reader asked for it just now */
function showPayment(focusing = true) {
  pane.show(live.isOpen ? route.payment : null, focusing);
}

/** @param {MouseEvent} event */
function openRow(event) {
  const id = paymentAt(event.target);
  if (id && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
    event.preventDefault();
    route.open(id);
  }
}

/**
 * Of the end of a session the server may have told before the tab that ended it does.
 * @param {string | null} other who signed in there, or null when signed out
 */
function otherTab(other) {
  if (other === null && identity !== '') {
    showSignIn(SIGNED_OUT_ELSEWHERE);
  } else if (other === null) {
    signIn.explain(SIGNED_OUT_ELSEWHERE);
  } else if (other !== identity) {
    start();
  }
}

/** @param {unknown} problem */
function fail(problem) {
  live.close();
  if (problem instanceof Problem && problem.status === 401) {
    showSignIn(identity === '' ? whyNot() : ENDED);
  } else if (problem instanceof Problem && problem.status === 403) {
    write(element('#forbidden-words'), wordsOf(problem));
    show('forbidden');
  } else {
    failure.show(problem, isNarrow(route.filter));
    show('failure');
  }
}

/** @param {string} [words] why */
function showSignIn(words) {
  looks++;
  identity = '';
  hold(null);
  live.close();
  failure.stop();
  narrowing.stop();
  health.hide();
  numbers.close();
  panels.close();
  signOut.reset();
  show('sign-in');
  view.clear();
  showPayment();
  signIn.show(demo, words);
}
