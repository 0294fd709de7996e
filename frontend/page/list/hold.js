/**
 * @typedef {import('../gateway/types.js').Payment} Payment
 *
 * @typedef {object} HoldOptions
 * @property {readonly HTMLElement[]} places where the pointer holds the rows
 * @property {HTMLElement} rows where the keyboard's focus holds them
 * @property {() => void} onRelease
 */

/** A tap or a click that has begun still meets the row that it was meant for. */
const RELEASE_AFTER_MS = 300;

/**
 * Whether the pointer or the keyboard is on the rows, so that none of them may move away under it. A pointer that
 * has not moved since the rows came under it is not meant for them.
 */
export class Hold {
  #rows;
  #onRelease;
  /** Where the pointer is. @type {EventTarget | null} */
  #pointed = null;
  #isOn = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #releasing;

  /** @param {HoldOptions} options */
  constructor({ places, rows, onRelease }) {
    this.#rows = rows;
    this.#onRelease = onRelease;
    for (const place of places) {
      place.addEventListener('pointerdown', () => this.#point(place));
      place.addEventListener('pointermove', () => this.#point(place));
      place.addEventListener('pointerleave', () => this.#leave(place));
    }
    rows.addEventListener('focusin', () => this.#turn());
    rows.addEventListener('focusout', () => this.#turn());
  }

  get isOn() {
    return this.#isOn;
  }

  /** @param {EventTarget} place */
  #point(place) {
    if (this.#pointed !== place) {
      this.#pointed = place;
      this.#turn();
    }
  }

  /** @param {EventTarget} place */
  #leave(place) {
    if (this.#pointed === place) {
      this.#pointed = null;
      this.#turn();
    }
  }

  #turn() {
    clearTimeout(this.#releasing);
    if (this.#pointed !== null || this.#rows.querySelector(':focus-visible') !== null) {
      this.#isOn = true;
    } else if (this.#isOn) {
      this.#releasing = setTimeout(() => this.#release(), RELEASE_AFTER_MS);
    }
  }

  #release() {
    this.#isOn = false;
    this.#onRelease();
  }
}

/**
 * The same rows in the same places, each as new as it is known. One that has left stays as it was.
 *
 * @param {readonly Payment[]} shown newest first
 * @param {readonly Payment[]} known newest first
 * @returns {readonly Payment[]}
 */
export function renewed(shown, known) {
  let next = 0;
  return shown.map((payment) => {
    while (next < known.length && known[next].id > payment.id) {
      next++;
    }
    return known[next]?.id === payment.id ? known[next] : payment;
  });
}
