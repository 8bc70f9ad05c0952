/** Whom a call is with when the one it began with has left it. Loaded with the first call. */
import type {Member} from './together.js';
import type {Call, Peer} from './types.js';

/**
 * A dialog keeps the addresses it began with, also when that party has left and others go on (developer guide, Dialog:
 * fromAddress, toAddress). Nobody should read the name of somebody who is gone on a call that is under way.
 */
export class WhoIsLeft {
  /** Everybody who was ever in a call, by our id of it. */
  readonly #met = new Map<string, Set<string>>();
  readonly #peers = new Map<string, Peer>();

  /** The call's own peer; or the first who is left where that one was in the call, or has handed it on, and is gone. */
  peerOf({id, peer, state, dialog}: Call, roster: readonly Member[]): Peer {
    if (state === 'ended') {
      this.#met.delete(id);
      this.#peers.delete(id);
      return peer;
    }
    const met = this.#met.get(id) ?? new Set();
    this.#met.set(id, met);
    for (const {address} of roster) met.add(address);
    const [first] = roster;
    const wasThere = met.has(peer.number) || dialog?.callType === 'TRANSFER';
    const isGone = wasThere && !roster.some(({address}) => address === peer.number);
    if (!first || !isGone) return peer;
    const before = this.#peers.get(id);
    if (before?.number === first.address && before.name === first.name) return before;
    const left = {number: first.address, name: first.name};
    this.#peers.set(id, left);
    return left;
  }
}
