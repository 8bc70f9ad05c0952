import {after, afterEach, before, describe, test} from 'node:test';
import {browserAgentOn, deployments, deskPhoneAgent} from '../support/node/desktop-page.js';
import {callThroughTheBrowser, variables, wrapUp} from '../support/node/first-call.js';
import {assertNoBrowserAudio, Stage} from '../support/node/stage.js';
import {drawTone, hasTone} from '../support/node/tones.js';
import {until} from '../support/node/until.js';

for (const deployment of deployments) {
  describe(`J02: Ready, a queue call rings, answer, talk, the caller hangs up, wrap-up, Ready (${deployment})`, () => {
    let stage: Stage;
    before(async () => (stage = await Stage.open(['--deployment', deployment])));
    afterEach(() => stage.curtain());
    after(() => stage.close());

    test('J02 B (Mobile Agent call by call; Extend & Connect on CCX): both directions heard, wrap-up stored, Ready at the end', async () => {
      await callThroughTheBrowser(stage, await stage.signInReady(browserAgentOn(deployment)));
    });

    test('J02 B by keyboard alone', async () => {
      const desktop = await stage.signInReady(browserAgentOn(deployment));
      desktop.useKeyboard();
      await callThroughTheBrowser(stage, desktop);
    });

    test('J02 B: the far end becomes somebody else in the call, told by SIP alone: the card names them, both go on hearing', async () => {
      const desktop = await stage.signInReady(browserAgentOn(deployment));
      const call = await stage.customerCalls();
      await desktop.press('button', 'Answer');
      await desktop.shown('button', 'Hold');
      await desktop.shown('article', 'Maria Lopez');
      await stage.standin.post(`calls/${call.id}/far-end`, {number: '5550777', name: 'Carl Nyberg'});
      await desktop.shown('article', 'Carl Nyberg');
      await desktop.reads('5550777');
      await desktop.notShown('article', 'Maria Lopez');
      await stage.farEndHears(call);
      await stage.agentHears(desktop, call.tone);
      await stage.standin.post(`calls/${call.id}/hangup`);
      await desktop.shown('article', 'Carl Nyberg');
      await wrapUp(stage, desktop, call.id);
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
      await wrapUp(stage, desktop, call.id);
      await assertNoBrowserAudio(desktop);
    });

    test('J02 P: somebody picks the phone up by hand, and the gadget follows', async () => {
      const desktop = await stage.signInReady(deskPhoneAgent);
      const call = await stage.customerCalls();
      await desktop.shown('button', 'Answer');
      await stage.standin.post('phones/42001/pick-up');
      await desktop.shown('button', 'Hold');
      await desktop.press('button', 'End');
      await wrapUp(stage, desktop, call.id);
    });
  });
}
