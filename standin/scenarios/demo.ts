import {kindOfNumber} from '../world/site.js';
import type {World} from '../world/world.js';

const callers = [
  {
    from: '+15550104477',
    name: 'Maria Lopez',
    variables: {callVariable1: 'Gold', callVariable2: 'Invoice 2026-118'},
  },
  {from: '+442079460018', name: 'Owen Price', variables: {callVariable1: 'New customer'}},
  {
    from: '+4930901820',
    name: 'Franziska Brandt',
    variables: {callVariable1: 'Silver', callVariable2: 'Router fault'},
  },
  {from: '5550133', name: '', variables: {}},
  {from: '+81335550199', name: '佐藤 健', variables: {callVariable1: 'Gold', callVariable2: 'Delivery'}},
];

/** Somebody calls the Billing queue a few seconds after an agent becomes Ready. Answers with "stop". */
export function playDemo(world: World, secondsUntilCall = 4): () => void {
  let next = 0;
  const waiting = new Map<string, () => void>();
  const stop = world.on((event) => {
    if (event.type !== 'user') return;
    const agent = world.agents.get(event.agentId);
    if (!agent) return;
    waiting.get(agent.id)?.();
    waiting.delete(agent.id);
    if (agent.state !== 'READY') return;
    waiting.set(
      agent.id,
      world.clock.after(secondsUntilCall * 1000, () => {
        const caller = callers[next++ % callers.length];
        const busy = world.calls
          .all()
          .some(
            (call) => call.routed && kindOfNumber(call.toAddress) === 'queue' && call.state === 'INITIATED',
          );
        if (caller && !busy) world.callIn({to: '7001', ...caller, voice: {kind: 'speech'}});
      }),
    );
  });
  return () => {
    stop();
    for (const cancel of waiting.values()) cancel();
  };
}
