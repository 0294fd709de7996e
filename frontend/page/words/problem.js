/**
 * A problem in its own words, field by field where fields are at fault.
 *
 * @param {unknown} problem
 * @returns {string}
 */
export function wordsOf(problem) {
  if (!(problem instanceof Error)) {
    return String(problem);
  }
  const errors = /** @type {{errors?: {pointer?: string, detail: string}[]}} */ (problem).errors ?? [];
  const fields = errors
    .filter(({ detail }) => detail !== problem.message)
    .map(({ pointer, detail }) => [pointer?.replace(/^[#/]+/, ''), detail].filter(Boolean).join(': '));
  return [problem.message, ...fields].join('\n');
}
