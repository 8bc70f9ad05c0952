import {dialogXml, updateXml} from '../standin/finesse/documents.js';
import {ManualClock} from '../standin/world/clock.js';
import {World} from '../standin/world/world.js';
import type {PartyState} from '../standin/world/types.js';

/** A Dialog notification of the usual size, as the stand-in writes it: ten call variables and a dozen of the site's own. */
export function dialogNotification(state: PartyState): string {
  const world = new World({deployment: 'CCE', clock: new ManualClock(Date.now())});
  const variables = Array.from(
    {length: 10},
    (_, n) => [`callVariable${n + 1}`, `value ${n} of this call & more`] as const,
  );
  const call = world.calls.newCall({number: '5550123', name: 'Maria'}, '7001', [
    ...variables,
    ...Array.from({length: 12}, (_, n) => [`user.customer.field${n}`, `text of field ${n}`] as const),
  ]);
  const agent = world.agents.get('1001001');
  world.calls.addParty(call, '5550123', 'Maria', 'ACTIVE');
  world.calls.addParty(call, '41001', 'Maya', state, agent);
  const dialog = dialogXml(world.calls.view(call), 'CCE', 'dialog');
  return updateXml('PUT', `/finesse/api/Dialog/${call.id}`, '', dialog);
}
