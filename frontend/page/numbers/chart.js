import { element } from '../elements/element.js';

/**
 * @typedef {object} Plot the part of uPlot that is used
 * @property {(data: (number | null)[][]) => void} setData
 * @property {(size: {width: number, height: number}) => void} setSize
 * @property {() => void} destroy
 * @property {{idx?: number | null}} cursor
 * @property {HTMLElement} over lies over the bars
 * @property {(value: number, scale: string) => number} valToPos pixels
 */

const FOLDER = 'vendor/uplot/';

/** @type {Promise<any> | undefined} */
let library;

/** uPlot, which is read only once there is something to draw. */
function uPlot() {
  library ??= new Promise((resolve, reject) => {
    document.head.append(element('link', { rel: 'stylesheet', href: `${FOLDER}uPlot.min.css` }));
    const script = element('script', { src: `${FOLDER}uPlot.iife.min.js` });
    script.onload = () => resolve(Reflect.get(window, 'uPlot'));
    script.onerror = () => reject(new Error('The chart could not be loaded.'));
    document.head.append(script);
  });
  library.catch(() => (library = undefined));
  return library;
}

/**
 * Bars over time, some of them a part of the others. It redraws in the colours of the page when
 * those change.
 */
export class BarChart {
  #root;
  #onPoint;
  /** @type {Plot | null} */
  #plot = null;
  /** None of a part is left out, or its outline would be drawn. @type {[number[], number[], (number | null)[]]} */
  #data = [[], [], []];
  /** The bar that stands out. @type {number | null} */
  #marked = null;
  #mark = element('div', { class: 'chart-mark', hidden: true });
  #isOpen = true;
  #dark = matchMedia('(prefers-color-scheme: dark)');
  #redraw = () => this.#draw();
  #resize = new ResizeObserver(() => this.#plot?.setSize(this.#size()));

  /**
   * @param {HTMLElement} root
   * @param {(index: number | null) => void} onPoint where the pointer is
   */
  constructor(root, onPoint) {
    this.#root = root;
    this.#onPoint = onPoint;
    this.#dark.addEventListener('change', this.#redraw);
    this.#resize.observe(root);
  }

  /**
   * @param {number[]} times seconds since 1970
   * @param {number[]} all
   * @param {number[]} part of all
   */
  show(times, all, part) {
    const isFirst = this.#data[0].length === 0;
    this.#data = [times, all, part.map((number) => number || null)];
    if (this.#plot) {
      this.#plot.setData(this.#data);
    } else if (isFirst) {
      this.#draw();
    }
  }

  /** @param {number | null} index of the bar that is to stand out */
  mark(index) {
    this.#marked = index;
    this.#placeMark();
  }

  close() {
    this.#isOpen = false;
    this.#dark.removeEventListener('change', this.#redraw);
    this.#resize.disconnect();
    this.#plot?.destroy();
    this.#plot = null;
  }

  async #draw() {
    const Plot = await uPlot().catch(() => null);
    if (Plot && this.#isOpen) {
      this.#plot?.destroy();
      const options = optionsOf(Plot, this.#root, this.#size(), this.#onPoint);
      const hooks = { ...options.hooks, draw: [() => this.#placeMark()] };
      this.#plot = new Plot({ ...options, hooks }, this.#data, this.#root);
    }
  }

  #placeMark() {
    const plot = this.#plot;
    const [times] = this.#data;
    this.#mark.hidden = this.#marked === null;
    if (plot && this.#marked !== null) {
      const half = (times[1] - times[0]) / 2;
      const left = plot.valToPos(times[this.#marked] - half, 'x');
      plot.over.append(this.#mark);
      this.#mark.style.left = `${left}px`;
      this.#mark.style.width = `${plot.valToPos(times[this.#marked] + half, 'x') - left}px`;
    }
  }

  #size() {
    return { width: Math.max(160, Math.floor(this.#root.clientWidth)), height: this.#root.clientHeight };
  }
}

/** @typedef {(plot: Plot, from: number, to: number) => [number, number]} Range */

/** @type {Range} half a bar more on both sides */
const wholeBars = (_plot, from, to) => [from - 40, to + 40];

/** @type {Range} one payment is not to look like many */
const fromNothing = (_plot, _from, to) => [0, Math.max(4, to)];

/**
 * @param {any} Plot
 * @param {HTMLElement} root
 * @param {{width: number, height: number}} size
 * @param {(index: number | null) => void} onPoint
 */
function optionsOf(Plot, root, size, onPoint) {
  const colour = (/** @type {string} */ name) => getComputedStyle(root).getPropertyValue(`--${name}`).trim();
  const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
  const bars = Plot.paths.bars({ size: [0.74, 14, 2], radius: 0.15 });
  const axis = {
    stroke: colour('muted'),
    font: `${0.75 * rem}px ${getComputedStyle(root).fontFamily}`,
    ticks: { show: false },
    grid: { show: false },
  };
  const hidden = { show: false };
  const series = (/** @type {string} */ name) => ({ paths: bars, fill: colour(name), width: 0, points: hidden });
  // Set off from the bar that it stands in, since the two colours alone are too much alike for some eyes.
  const part = { ...series('bad'), stroke: colour('surface'), width: 1 };
  return {
    ...size,
    padding: [rem / 2, 0, 0, 1.75 * rem],
    legend: { show: false },
    cursor: { y: false, points: { show: false }, drag: { x: false, y: false } },
    hooks: { setCursor: [(/** @type {Plot} */ plot) => onPoint(plot.cursor.idx ?? null)] },
    scales: {
      x: { time: true, range: wholeBars },
      y: { range: fromNothing },
    },
    axes: [
      { ...axis, size: 1.5 * rem, gap: 4, space: 4 * rem, values: clocks },
      {
        ...axis,
        side: 1,
        size: 2.5 * rem,
        gap: 6,
        space: 1.75 * rem,
        incrs: STEPS,
        values: numbersAboveNothing,
        grid: { stroke: colour('line'), width: 1 },
      },
    ],
    series: [{}, series('accent'), part],
  };
}

const CLOCK = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' });

/** Of payments, from a line to the next. */
export const STEPS = [0, 1, 2, 3, 4, 5, 6, 7].flatMap((power) => [1, 2, 5].map((digit) => digit * 10 ** power));

/**
 * @param {Plot} _plot
 * @param {number[]} times
 */
const clocks = (_plot, times) => times.map(clock);

/**
 * @param {Plot} _plot
 * @param {number[]} counts
 */
const numbersAboveNothing = (_plot, counts) => counts.map((number) => (number === 0 ? '' : short(number)));

/**
 * @param {number} number
 * @param {string} [locale]
 */
export const short = (number, locale) => new Intl.NumberFormat(locale, { notation: 'compact' }).format(number);

/** @param {number} seconds since 1970 */
export const clock = (seconds) => CLOCK.format(seconds * 1000);
