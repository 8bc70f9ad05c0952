/** What two calls that become one have in common, whoever asked for it. */
import {livePartiesOf, type Calls} from './calls.js';
import type {Core} from './core.js';
import type {Call, Party} from './types.js';

/** Takes a party over into the surviving call, with its leg. */
export function moveParty(calls: Calls, party: Party, into: Call, isTransfer: boolean): void {
  const moved = calls.addParty(into, party.address, party.name, party.state, calls.agentOf(party));
  moved.startTime = party.startTime;
  moved.routed = party.routed;
  if (isTransfer && moved.agentId !== undefined) moved.callType = 'TRANSFER';
  calls.shareLeg(party, into, moved);
  calls.releaseLeg(party, 'normal');
  calls.setState(party, 'DROPPED');
  party.cause = 'OTHER';
}

/** Two ends that now talk are told by their phones whom they talk to. */
export function introduce(core: Core, call: Call): void {
  const ends = livePartiesOf(call);
  if (ends.length !== 2) return;
  for (const end of ends) {
    const other = ends.find((candidate) => candidate !== end);
    if (end.legId !== undefined && other)
      core.carrier().identify?.(end.legId, {number: other.address, name: other.name});
  }
}
