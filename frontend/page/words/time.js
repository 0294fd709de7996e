/**
 * The time alone for today, with the date before that.
 *
 * @param {Date} at
 * @param {Date} now
 * @param {string} [locale]
 */
export function timeOf(at, now, locale) {
  const time = { hour: '2-digit', minute: '2-digit', second: '2-digit' };
  const day = at.getFullYear() === now.getFullYear()
    ? { day: 'numeric', month: 'short' }
    : { day: 'numeric', month: 'short', year: 'numeric' };
  const parts = at.toDateString() === now.toDateString() ? time : { ...day, hour: '2-digit', minute: '2-digit' };
  return new Intl.DateTimeFormat(locale, /** @type {Intl.DateTimeFormatOptions} */ (parts)).format(at);
}

/**
 * How long after the beginning something came: "+0.4 s".
 *
 * @param {string} start
 * @param {string} at
 */
export function offset(start, at) {
  const ms = Date.parse(at) - Date.parse(start);
  return ms <= 0 ? '' : `+${span(ms)}`;
}

/**
 * A length of time in one or two units, for reading.
 *
 * @param {number} ms
 * @returns {string} 449 → "449 ms", 3600000 → "1 h"
 */
export function span(ms) {
  if (ms < 1000) {
    return `${Math.round(ms)} ms`;
  }
  if (ms < 60_000) {
    return `${(ms / 1000).toFixed(1)} s`;
  }
  const minutes = Math.floor(ms / 60_000);
  const [most, rest, big, small] = minutes < 60
    ? [minutes, Math.floor(ms / 1000) % 60, 'min', 's']
    : minutes < 1440
      ? [Math.floor(minutes / 60), minutes % 60, 'h', 'min']
      : [Math.floor(minutes / 1440), Math.floor(minutes / 60) % 24, 'd', 'h'];
  return rest === 0 ? `${most} ${big}` : `${most} ${big} ${rest} ${small}`;
}
