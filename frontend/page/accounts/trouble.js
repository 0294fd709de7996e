import { Problem } from '../gateway/call.js';
import { wordsOf } from '../words/problem.js';

/** By status; the server's own words say it for the others. */
const NEXT = new Map([
  [0, 'Try again once you are connected.'],
  [401, 'Sign in again.'],
  [403, 'Ask whoever gives keys or roles here for it.'],
  [404, 'It was deleted meanwhile. Close this and open it again to see those that there are.'],
]);

const UNSURE = 'Whether it was done is not known. Trying again is safe.';

/**
 * What went wrong when something was asked, and what to do next.
 *
 * @param {unknown} problem
 */
export const troubleOf = (problem) => withNext(problem, '');

/**
 * What went wrong when something was to be changed to what it may be already.
 *
 * @param {unknown} problem
 */
export const doubtOf = (problem) => withNext(problem, isUnsure(problem) ? UNSURE : '');

/**
 * Whether it may have been done although no answer says so.
 *
 * @param {unknown} problem
 */
export const isUnsure = (problem) =>
  problem instanceof Problem && (problem.status === 0 || problem.status === 408 || problem.status >= 500);

/**
 * @param {unknown} problem
 * @param {string} instead of what there is to be done otherwise
 */
function withNext(problem, instead) {
  const { status = -1 } = problem instanceof Problem ? problem : {};
  const next = NEXT.get(status) ?? (status >= 500 ? 'Try again in a moment.' : '');
  return [wordsOf(problem), instead || next].filter(Boolean).join(' ');
}
