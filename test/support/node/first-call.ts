import assert from 'node:assert/strict';
import type {DesktopPage} from './desktop-page.js';
import {assertMicrophoneClosed, type Stage} from './stage.js';
import {until} from './until.js';
import {iceServers} from './watch.js';

/** What the routing script sends along with the call. */
export const variables = {
  callVariable1: 'Gold',
  callVariable2: 'Invoice 118',
  callVariable3: 'Lisbon',
  callVariable4: 'since 2019',
};

/** The caller has gone: a wrap-up reason is chosen, Finesse stores it, and the agent is Ready again. */
export async function wrapUp(stage: Stage, desktop: DesktopPage, callId: string): Promise<void> {
  await desktop.shown('radio', 'Question answered');
  await desktop.press('radio', 'Question answered');
  await until('Finesse has the wrap-up reason', async () => {
    const call = (await stage.standin.world()).calls.find((candidate) => candidate.id === callId);
    return call?.wrapUpReason === 'Question answered';
  });
  await desktop.press('button', 'Done');
  await desktop.shown('button', 'State: Ready');
  assert.equal((await stage.standin.agent()).state, 'READY');
}

/** What a Ready agent's desktop changed in Finesse's dialogs since `begin`, as the stand-in heard it. */
export async function dialogChanges(stage: Stage, begin: number): Promise<readonly string[]> {
  return (await stage.standin.log(begin))
    .filter(({event, facts}) => event === 'rest' && facts['method'] === 'PUT')
    .map(({facts}) => String(facts['path']))
    .filter((path) => path.startsWith('/Dialog/'));
}

/**
 * One queue call from ring to Ready, its voice through this browser: told in full, answered by the leg alone, heard
 * both ways, wrapped up, the microphone given back.
 */
export async function callThroughTheBrowser(stage: Stage, desktop: DesktopPage): Promise<void> {
  const begin = (await stage.standin.log()).at(-1)?.seq ?? 0;
  const call = await stage.customerCalls({variables});
  await desktop.shown('button', 'Answer');
  const told = ['Maria Lopez', 'Billing', 'Line 1', ...Object.values(variables)];
  for (const words of [...told, 'then you become Not Ready']) await desktop.reads(words);
  await desktop.reads(/\b(1\d|20) s left/);
  await desktop.press('button', 'Answer');
  await desktop.shown('button', 'Hold');
  await stage.farEndHears(call);
  await stage.agentHears(desktop, call.tone);
  assert.deepEqual(
    await iceServers(await desktop.gadget()),
    [],
    'no STUN or TURN server that nobody configured',
  );
  await stage.standin.post(`calls/${call.id}/hangup`);
  await wrapUp(stage, desktop, call.id);
  await assertMicrophoneClosed(desktop);
  assert.equal(
    (await dialogChanges(stage, begin)).length,
    1,
    'ANSWER is never sent to Finesse: the one request is the wrap-up reason',
  );
}
