import assert from 'node:assert/strict';
import {after, afterEach, before, describe, test} from 'node:test';
import {browserAgentOn, deployments, deskPhoneAgent, type DesktopPage} from '../support/node/desktop-page.js';
import {assertMicrophoneClosed, assertNoBrowserAudio, Stage} from '../support/node/stage.js';
import {drawTone, hasTone} from '../support/node/tones.js';
import {until} from '../support/node/until.js';
import {iceServers} from '../support/node/watch.js';

const variables = {
  callVariable1: 'Gold',
  callVariable2: 'Invoice 118',
  callVariable3: 'Lisbon',
  callVariable4: 'since 2019',
};

for (const deployment of deployments) {
  describe(`J02: Ready, a queue call rings, answer, talk, the caller hangs up, wrap-up, Ready (${deployment})`, () => {
    let stage: Stage;
    before(async () => (stage = await Stage.open(['--deployment', deployment])));
    afterEach(() => stage.curtain());
    after(() => stage.close());

    async function wrapUp(desktop: DesktopPage, callId: string): Promise<void> {
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

    async function throughTheBrowser(desktop: DesktopPage): Promise<void> {
      const begin = (await stage.standin.log()).at(-1)?.seq ?? 0;
      const call = await stage.customerCalls({variables});
      await desktop.shown('button', 'Answer');
      for (const words of [
        'Maria Lopez',
        'Billing',
        'Line 1',
        'Gold',
        'Invoice 118',
        'Lisbon',
        'since 2019',
        'then you become Not Ready',
      ]) {
        await desktop.reads(words);
      }
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
      await wrapUp(desktop, call.id);
      await assertMicrophoneClosed(desktop);
      const changes = (await stage.standin.log(begin)).filter(
        ({event, facts}) =>
          event === 'rest' && facts['method'] === 'PUT' && String(facts['path']).startsWith('/Dialog/'),
      );
      assert.equal(
        changes.length,
        1,
        'ANSWER is never sent to Finesse: the one request is the wrap-up reason (J33)',
      );
    }

    test('J02 B (Mobile Agent call by call; Extend & Connect on CCX): both directions heard, wrap-up stored, Ready at the end', async () => {
      await throughTheBrowser(await stage.signInReady(browserAgentOn(deployment)));
    });

    test('J02 B by keyboard alone', async () => {
      const desktop = await stage.signInReady(browserAgentOn(deployment));
      desktop.useKeyboard();
      await throughTheBrowser(desktop);
    });

    test('J02 P: the desk phone is answered from the gadget, and the browser has no part in the audio', async () => {
      const desktop = await stage.signInReady(deskPhoneAgent);
      const call = await stage.customerCalls({variables});
      await desktop.press('button', 'Answer');
      await desktop.shown('button', 'Hold');
      const voice = drawTone(call.tone);
      await stage.standin.post('phones/42001/voice', {voice: {tone: voice}});
      await stage.farEndHears(call, voice);
      await until('the desk phone hears the caller', async () =>
        hasTone(await stage.heardBy(call.id, '42001'), call.tone),
      );
      await assertNoBrowserAudio(desktop);
      await stage.standin.post(`calls/${call.id}/hangup`);
      await wrapUp(desktop, call.id);
      await assertNoBrowserAudio(desktop);
    });

    test('J02 P: somebody picks the phone up by hand, and the gadget follows', async () => {
      const desktop = await stage.signInReady(deskPhoneAgent);
      const call = await stage.customerCalls();
      await desktop.shown('button', 'Answer');
      await stage.standin.post('phones/42001/pick-up');
      await desktop.shown('button', 'Hold');
      await desktop.press('button', 'End');
      await wrapUp(desktop, call.id);
    });
  });
}
