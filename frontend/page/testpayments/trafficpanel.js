import { write } from '../elements/dom.js';
import { element } from '../elements/element.js';
import { uuid } from '../gateway/call.js';
import { operate } from '../payment/calls.js';
import { count } from '../words/text.js';
import { choice } from './form.js';
import { makePayment } from './make.js';
import { RATES, Traffic } from './traffic.js';

/** @typedef {import('./traffic.js').Count} Count */

/** Demo traffic: how much of it and of what kind, and a sign while it runs with the panel closed. */
export class TrafficPanel {
  #say;
  #rate = element('input', { type: 'range', class: 'slider', id: 'traffic-rate', min: 0, max: RATES.length - 1, step: 1, value: 2 });
  #rateWords = element('output', { for: 'traffic-rate' });
  #button = element('button', { type: 'button', class: 'button wide' });
  #state = element('p', { class: 'hint' });
  #reason = element('p', { class: 'problem', role: 'alert', hidden: true });
  #sign = element('aside', { class: 'traffic-sign', 'aria-label': 'Demo traffic', hidden: true });
  #signWords = element('span', {});
  #traffic = new Traffic({
    make: (request) => makePayment(request, 0),
    operate: (id, ask) => operate(id, ask, uuid()),
    onChange: (state) => this.#show(state),
  });
  root;

  /** @param {(sentence: string) => void} say */
  constructor(say) {
    this.#say = say;
    const stop = element('button', { type: 'button', class: 'button small' }, 'Stop');
    stop.addEventListener('click', () => this.stop());
    this.#sign.append(this.#signWords, stop);
    document.body.append(this.#sign);
    this.root = element('form', { class: 'traffic', 'aria-label': 'Demo traffic' },
      element('h3', {}, 'Demo traffic'),
      element('p', { class: 'hint' }, 'Payments made by this page until it is stopped. It goes on while this panel is closed.'),
      element('div', { class: 'field' },
        element('div', { class: 'traffic-rate' }, element('label', { for: 'traffic-rate' }, 'Rate'), this.#rateWords),
        this.#rate),
      choice('traffic-mix', 'Outcomes', [['calm', 'Calm'], ['everyday', 'Everyday'], ['rough', 'Rough']], 'everyday'),
      this.#button,
      this.#state,
      this.#reason);
    this.root.addEventListener('submit', (event) => event.preventDefault());
    this.root.addEventListener('input', () => this.#adjust());
    this.#button.addEventListener('click', () => (this.#traffic.isRunning ? this.stop() : this.#start()));
    document.addEventListener('visibilitychange', () => this.#traffic.hide(document.hidden));
    this.#adjust();
    this.#show({ isRunning: false, made: 0, refused: 0, perSecond: 0, isBehind: false, reason: '' });
  }

  stop() {
    if (this.#traffic.isRunning) {
      this.#traffic.stop();
      this.#say('Demo traffic stopped.');
    }
  }

  #start() {
    this.#adjust();
    this.#traffic.hide(document.hidden);
    this.#traffic.start();
    this.#say('Demo traffic started.');
  }

  #adjust() {
    const rate = RATES[Number(this.#rate.value)];
    const words = rate < 1 ? 'one every 2 seconds' : `${rate} per second`;
    this.#rateWords.textContent = words;
    this.#rate.setAttribute('aria-valuetext', words);
    this.#rate.style.setProperty('--passed', `${(100 * Number(this.#rate.value)) / (RATES.length - 1)}%`);
    this.#traffic.set(rate, /** @type {import('./traffic.js').Mix} */ (String(new FormData(this.root).get('traffic-mix'))));
  }

  /** @param {Count} state */
  #show({ isRunning, made, refused, perSecond, isBehind, reason }) {
    write(this.#button, isRunning ? 'Stop the traffic' : 'Start the traffic');
    this.#button.dataset.running = String(isRunning);
    const failed = refused > 0 ? `, ${refused.toLocaleString()} failed` : '';
    const behind = isBehind ? ', as fast as they are answered' : '';
    const speed = isRunning ? ` · ${perSecond.toFixed(1)} per second${behind}` : '';
    write(this.#state, isRunning || made > 0 ? `${count(made, 'payment')} made${failed}${speed}` : '');
    this.#sign.hidden = !isRunning;
    write(this.#signWords, `Demo traffic · ${perSecond.toFixed(1)}/s`);
    if (isRunning) {
      write(this.#reason, '');
    } else if (reason) {
      write(this.#reason, reason);
      this.#say(reason);
    }
  }
}
