/**
 * Which rows are in sight, and some beyond each edge.
 *
 * @param {object} look
 * @param {number} look.above pixels of the list above the top of the screen; negative when it starts below
 * @param {number} look.screen height of the screen in pixels
 * @param {number} look.height of a row in pixels
 * @param {number} look.count of rows
 * @param {number} [look.beyond] rows beyond each edge
 * @returns {{first: number, last: number}} from the first up to, but without, the last
 */
export function inSight({ above, screen, height, count, beyond = 8 }) {
  const first = Math.max(0, Math.floor(above / height) - beyond);
  const last = Math.min(count, Math.ceil((above + screen) / height) + beyond);
  return { first: Math.min(first, count), last: Math.max(last, Math.min(first, count)) };
}

/**
 * How far to scroll so that a row is in sight.
 *
 * @param {object} look
 * @param {number} look.top of the row, from the top of the screen
 * @param {number} look.height of the row
 * @param {number} look.ceiling what covers the top of the screen
 * @param {number} look.screen
 * @returns {number} pixels, 0 when it is in sight
 */
export function scrollFor({ top, height, ceiling, screen }) {
  const over = top - ceiling;
  const under = top + 1.5 * height - screen;
  if (over < 0) {
    return over;
  }
  return under > 0 ? Math.min(under, over) : 0;
}
