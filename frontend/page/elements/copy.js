/**
 * Copies a text.
 *
 * @param {string} text
 * @param {Element} shown where it stands; selected where there is no clipboard, as on a plain http address
 * @returns {Promise<boolean>} whether it is copied, and not selected only
 */
export async function copy(text, shown) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    getSelection()?.selectAllChildren(shown);
    return false;
  }
}
