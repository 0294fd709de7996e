const SINGLE_KEYS = 'sluice.single-keys';
const OFF = 'off';

/** Whether keys that are a letter or a sign do something: a choice that this browser keeps. */
export class SingleKeys {
  #box;
  /** Where the browser keeps nothing, the choice holds for as long as the page is open. */
  #isOn = true;

  /** @param {HTMLInputElement} box a checkbox */
  constructor(box) {
    this.#box = box;
    this.#isOn = read() !== OFF;
    this.#box.addEventListener('change', () => this.#choose(this.#box.checked));
    this.#show();
  }

  get isOn() {
    return this.#isOn;
  }

  /** @param {boolean} isOn */
  #choose(isOn) {
    this.#isOn = isOn;
    try {
      localStorage.setItem(SINGLE_KEYS, isOn ? 'on' : OFF);
    } catch {
      // Kept in here alone.
    }
    this.#show();
  }

  #show() {
    this.#box.checked = this.#isOn;
    document.documentElement.dataset.singleKeys = this.#isOn ? 'on' : OFF;
  }
}

function read() {
  try {
    return localStorage.getItem(SINGLE_KEYS);
  } catch {
    return null;
  }
}
