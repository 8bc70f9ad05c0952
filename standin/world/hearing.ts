import type {LegId, Sound} from './legs.js';
import {isMonitor} from './rules.js';
import type {Call, Party} from './types.js';

type WithLeg = Party & {readonly legId: LegId};

const isUp = (party: Party): party is WithLeg => party.legUp && party.legId !== undefined;

/**
 * Who hears whom, from the state of every call alone: active parties hear each other; a party left alone by a hold
 * hears music; a caller waits with music in a queue and with ringback while somebody's phone rings. An agent's calls
 * share one leg, which is deaf only when all of them are held.
 */
export function hearingOf(calls: Iterable<Call>): Map<LegId, Sound[]> {
  const hearing = new Map<LegId, Sound[]>();
  /** What a leg hears unless its agent talks in another call. */
  const otherwise = new Map<LegId, Sound[]>();
  const all = [...calls];
  for (const call of all) {
    if (isMonitor(call)) {
      listen(call, all, hearing);
      continue;
    }
    const up = call.parties.filter(isUp);
    const active = up.filter((party) => party.state === 'ACTIVE');
    const somebodyHolds = call.parties.some((party) => party.state === 'HELD');
    for (const party of active) {
      const others = active.flatMap((other) => (other === party ? [] : [{leg: other.legId}]));
      hearing.set(party.legId, others.length === 0 && somebodyHolds ? [{tone: 'music'}] : others);
    }
    const ringing = call.parties.some((party) => party.state === 'ALERTING');
    for (const party of up) {
      if (party.state === 'INITIATED') otherwise.set(party.legId, [{tone: ringing ? 'ringback' : 'music'}]);
      if (party.state === 'HELD' && !otherwise.has(party.legId)) otherwise.set(party.legId, []);
    }
  }
  for (const [legId, sounds] of otherwise) if (!hearing.has(legId)) hearing.set(legId, sounds);
  return hearing;
}

/** Who listens hears everybody in the call that the agent talks in, and is heard by nobody. */
function listen(monitor: Call, all: readonly Call[], hearing: Map<LegId, Sound[]>): void {
  const agentId = monitor.parties.find((party) => party.passive)?.agentId;
  const heard = all.find(
    (call) =>
      !isMonitor(call) &&
      call.parties.some((party) => party.agentId === agentId && party.state === 'ACTIVE' && party.legUp),
  );
  for (const party of monitor.parties.filter(isUp)) {
    const active = (heard?.parties ?? []).filter(isUp).filter(({state}) => state === 'ACTIVE');
    hearing.set(
      party.legId,
      active.map((other) => ({leg: other.legId})),
    );
  }
}
