import { Problem, call } from '../gateway/call.js';
import { checkSession } from '../session/session.js';

/** @typedef {import('../gateway/types.js').ProcessorAccount} Account */

const ALL = '/v1/processor-accounts';

/** Where the accounts of whoever is signed in are asked for. */
export class AccountDesk {
  #identity;
  #onEnded;

  /**
   * @param {string} identity of the session in which they are asked for
   * @param {() => void} onEnded it is over, or somebody else's, or in the other mode
   */
  constructor(identity, onEnded) {
    this.#identity = identity;
    this.#onEnded = onEnded;
  }

  /**
   * Fails where another tab has changed the session meanwhile, so that they could be those of the other mode.
   *
   * @returns {Promise<Account[]>} in the order in which they are asked
   */
  list() {
    return this.#ask(async () => {
      const { data } = await call(ALL);
      await checkSession(this.#identity);
      return data;
    });
  }

  /**
   * @param {Account} account
   * @returns {Promise<{works: boolean, detail: string}>} what its processor says of the credentials
   */
  check({ id }) {
    return this.#ask(() => call(`${ALL}/${id}/check`));
  }

  /**
   * @param {Account} account
   * @param {boolean} enabled
   * @returns {Promise<Account>} as it is then
   */
  enable({ id }, enabled) {
    return this.#ask(() => call(`${ALL}/${id}`, { method: 'PATCH', body: { enabled } }));
  }

  /**
   * @template T
   * @param {() => Promise<T>} ask
   */
  async #ask(ask) {
    try {
      return await ask();
    } catch (problem) {
      if (problem instanceof Problem && problem.status === 401) {
        this.#onEnded();
      }
      throw problem;
    }
  }
}
