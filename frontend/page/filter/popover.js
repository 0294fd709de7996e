const EDGE = 8;

/**
 * Puts a popover below the button that opens it, where it stays while the page scrolls and follows
 * when the page changes its size. On a narrow screen the style sheet makes a sheet of it.
 *
 * @param {HTMLElement} panel
 * @param {HTMLElement} button
 * @param {() => void} onOpen
 */
export function attach(panel, button, onOpen) {
  button.setAttribute('aria-haspopup', 'dialog');
  button.setAttribute('aria-expanded', 'false');
  panel.addEventListener('beforetoggle', (event) => {
    if (/** @type {ToggleEvent} */ (event).newState === 'open') {
      onOpen();
    }
  });
  panel.addEventListener('toggle', (event) => {
    const open = /** @type {ToggleEvent} */ (event).newState === 'open';
    button.setAttribute('aria-expanded', String(open));
    if (open) {
      place(panel, button);
      // This is told a little later, when somebody quick has gone on to another field.
      if (!panel.contains(document.activeElement)) {
        firstIn(panel)?.focus();
      }
    } else if (panel.contains(document.activeElement) || document.activeElement === document.body) {
      button.focus({ preventScroll: true });
    }
  });
  addEventListener('resize', () => panel.matches(':popover-open') && place(panel, button), { passive: true });
}

/** @param {HTMLElement} panel */
const firstIn = (panel) =>
  [.../** @type {NodeListOf<HTMLElement>} */ (panel.querySelectorAll('select, input, button'))]
    .find((control) => control.checkVisibility());

/**
 * @param {HTMLElement} panel
 * @param {HTMLElement} button
 */
function place(panel, button) {
  const { left, bottom } = button.getBoundingClientRect();
  const most = document.documentElement.clientWidth - panel.offsetWidth - EDGE;
  panel.style.left = `${Math.max(EDGE, Math.min(left, most)) + scrollX}px`;
  panel.style.top = `${bottom + EDGE + scrollY}px`;
}
