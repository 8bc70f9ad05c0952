import type {LegId, Sound} from './legs.js';
import type {Call} from './types.js';

/**
 * Who hears whom, from the state of every call alone: active parties hear each other; a party left alone by a hold
 * hears music; a caller waits with music in a queue and with ringback while somebody's phone rings.
 */
export function hearingOf(calls: Iterable<Call>): Map<LegId, Sound[]> {
  const hearing = new Map<LegId, Sound[]>();
  for (const call of calls) {
    const active = call.parties.filter(
      (party) => party.legUp && party.legId !== undefined && party.state === 'ACTIVE',
    );
    const held = call.parties.some((party) => party.state === 'HELD');
    for (const party of active) {
      if (party.legId === undefined) continue;
      const others = active.flatMap((other) =>
        other === party || other.legId === undefined ? [] : [{leg: other.legId}],
      );
      hearing.set(party.legId, others.length === 0 && held ? [{tone: 'music'}] : others);
    }
    for (const party of call.parties) {
      if (!party.legUp || party.legId === undefined || party.state !== 'INITIATED') continue;
      const ringing = call.parties.some((other) => other.state === 'ALERTING');
      hearing.set(party.legId, [{tone: ringing ? 'ringback' : 'music'}]);
    }
    for (const party of call.parties) {
      if (party.state === 'HELD' && party.legId !== undefined && party.legUp) hearing.set(party.legId, []);
    }
  }
  return hearing;
}
