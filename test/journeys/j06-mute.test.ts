import assert from 'node:assert/strict';
import {after, afterEach, before, describe, test} from 'node:test';
import {browserAgentOn, deployments, deskPhoneAgent} from '../support/node/desktop-page.js';
import {Stage} from '../support/node/stage.js';

for (const deployment of deployments) {
  describe(`J06: mute, unmute, mute during hold, resume (${deployment})`, () => {
    let stage: Stage;
    before(async () => (stage = await Stage.open(['--deployment', deployment])));
    afterEach(() => stage.curtain());
    after(() => stage.close());

    test('J06 B: the far end is silent while muted is shown, through hold and resume, and the agent is told, by keyboard alone', async () => {
      const desktop = await stage.signInReady(browserAgentOn(deployment));
      desktop.useKeyboard();
      const call = await stage.customerCalls();
      await desktop.press('button', 'Answer');
      await desktop.shown('button', 'Mute');
      await stage.farEndHears(call);

      await desktop.press('button', 'Mute');
      await desktop.reads('You are muted', 1_000);
      await stage.farEndHearsNothingOf(call);
      await stage.agentHears(desktop, call.tone);

      await desktop.press('button', 'Mute');
      await stage.farEndHears(call);

      await desktop.press('button', 'Hold');
      await desktop.shown('button', 'Resume');
      await desktop.press('button', 'Mute');
      await desktop.press('button', 'Resume');
      await desktop.shown('button', 'Hold');
      await stage.agentHears(desktop, call.tone);
      await stage.farEndHearsNothingOf(call);

      await desktop.press('button', 'Mute');
      await stage.farEndHears(call);
    });

    test('J06 P: no mute button; the words say where to mute', async () => {
      const desktop = await stage.signInReady(deskPhoneAgent);
      await stage.customerCalls();
      await desktop.press('button', 'Answer');
      await desktop.shown('button', 'Hold');
      await desktop.reads('Mute on the phone');
      assert.equal(await desktop.isShown('button', 'Mute'), false);
    });
  });
}
