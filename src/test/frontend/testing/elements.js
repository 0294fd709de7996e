/** As much of an element as the page's rows, list and forms need where there is no browser. */
class FakeElement {
  children = [];
  dataset = {};
  style = {};
  attributes = {};
  listeners = {};
  textContent = '';
  title = '';
  hidden = false;
  #names = new Set();
  #parts = {};
  classList = {
    add: (...names) => names.forEach((name) => this.#names.add(name)),
    remove: (...names) => names.forEach((name) => this.#names.delete(name)),
    contains: (name) => this.#names.has(name),
    toggle: (name, on) => (on ? this.#names.add(name) : this.#names.delete(name)),
  };

  /** Whatever is looked for is there. */
  querySelector(selector) {
    return (this.#parts[selector] ??= new FakeElement());
  }

  get tBodies() {
    return [this.querySelector('tbody')];
  }

  get content() {
    return { firstElementChild: { cloneNode: () => new FakeElement() } };
  }

  setAttribute(name, value) {
    this.attributes[name] = value;
  }

  removeAttribute(name) {
    delete this.attributes[name];
  }

  addEventListener(type, listener) {
    this.listeners[type] = listener;
  }

  getBoundingClientRect() {
    return { top: 0 };
  }

  contains() {
    return false;
  }

  createElement() {
    return new FakeElement();
  }

  /** Text becomes that of the element. */
  append(...children) {
    this.children.push(...children.filter((child) => child instanceof FakeElement));
    this.textContent += children.filter((child) => typeof child === 'string').join('');
  }

  replaceChildren(...children) {
    this.children = [];
    this.textContent = '';
    this.append(...children);
  }

  closest() {
    return null;
  }

  focus() {}

  scrollIntoView() {}

  insertBefore() {}

  remove() {}
}

const TYPES = ['HTMLElement', 'HTMLAnchorElement', 'HTMLButtonElement', 'HTMLTableElement', 'HTMLTemplateElement',
  'HTMLTimeElement'];

/** Makes a screen of 600 pixels with rows of 60, and its document. */
export function fakePage() {
  TYPES.forEach((type) => (globalThis[type] = FakeElement));
  globalThis.document = new FakeElement();
  globalThis.innerHeight = 600;
  globalThis.addEventListener = () => {};
  globalThis.requestAnimationFrame = () => 1;
  globalThis.cancelAnimationFrame = () => {};
  globalThis.getComputedStyle = () => ({ getPropertyValue: () => '60' });
  globalThis.ResizeObserver = class {
    observe() {}
  };
  return globalThis.document;
}
