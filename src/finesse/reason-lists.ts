import {Store} from '../base/store.js';
import type {FinesseClient} from './client.js';
import type {ReasonCode, WrapUpReason} from './types.js';

/** The reasons an agent may choose. They change rarely: read once; without them the desk works, with "no reason required". */
export class ReasonLists {
  /** For Not Ready and signing out. */
  readonly reasons = new Store<readonly ReasonCode[]>([]);
  readonly wrapUpReasons = new Store<readonly WrapUpReason[]>([]);
  readonly #client: FinesseClient;
  #read = false;

  constructor(client: FinesseClient) {
    this.#client = client;
  }

  /** Reads them where that has not worked yet. Never rejects. */
  async read(userId: string): Promise<void> {
    if (this.#read) return;
    this.#read = true;
    const client = this.#client;
    try {
      const [notReady, signOut, wrapUp] = await Promise.all([
        client.reasonCodes(userId, 'NOT_READY'),
        client.reasonCodes(userId, 'LOGOUT'),
        client.wrapUpReasons(userId),
      ]);
      this.reasons.set([...notReady, ...signOut]);
      this.wrapUpReasons.set(wrapUp);
    } catch {
      // with the next read, then
      this.#read = false;
    }
  }
}
