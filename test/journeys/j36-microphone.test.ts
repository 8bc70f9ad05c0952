import assert from 'node:assert/strict';
import {after, afterEach, before, describe, test} from 'node:test';
import {browserAgentOn, deployments} from '../support/node/desktop-page.js';
import {Stage} from '../support/node/stage.js';
import {drawTone} from '../support/node/tones.js';
import {liveMicrophones, plugIn, unplug} from '../support/node/watch.js';

for (const deployment of deployments) {
  describe(`J36: the microphone is denied, or there is none (${deployment})`, () => {
    let stage: Stage;
    before(async () => (stage = await Stage.open(['--deployment', deployment], {asksFirst: true})));
    afterEach(() => stage.curtain());
    after(() => stage.close());

    test('J36, F-30 (inject B: permission denied before the press; settles at the next press after it is given back): says what to do, the call rings on, nothing is half-open; given back, the next press answers', async () => {
      const desktop = await stage.signInReady(browserAgentOn(deployment));
      await desktop.setMicrophone('denied');
      const call = await stage.customerCalls();
      await desktop.press('button', 'Answer');
      await desktop.reads('The microphone is blocked');
      await desktop.reads('Allow the microphone in the address bar, then try again.');
      await desktop.reads('Or sign in on the desktop with a desk phone’s extension.');
      assert.equal(await liveMicrophones(await desktop.gadget()), 0);
      assert.equal((await stage.standin.agent()).state, 'RESERVED', 'the call still rings');
      assert.equal(await desktop.ringTones(), 1, 'and is heard to ring');

      await desktop.setMicrophone('granted');
      await desktop.press('button', 'Answer');
      await desktop.shown('button', 'Hold');
      await stage.farEndHears(call);
      await stage.agentHears(desktop, call.tone);
      await desktop.press('button', 'End');
      await desktop.shown('button', 'Done');
    });

    test('J36, F-28 (inject B: no microphone is there before the press; settles at the next press after one is plugged in): says what to do, the call rings on, nothing is half-open', async () => {
      const desktop = await stage.signInReady(browserAgentOn(deployment));
      await desktop.setMicrophone('granted');
      const frame = await desktop.gadget();
      await unplug(frame, []);
      const call = await stage.customerCalls();
      await desktop.press('button', 'Answer');
      await desktop.reads('No microphone was found');
      await desktop.reads(
        'Plug in your headset, then try again. Or sign in on the desktop with a desk phone',
      );
      assert.equal(await liveMicrophones(frame), 0);
      assert.equal((await stage.standin.agent()).state, 'RESERVED', 'the call still rings');
      assert.equal(await desktop.ringTones(), 1, 'and is heard to ring');
      await desktop.shown('button', 'Health: something needs a hand');

      const hz = drawTone(stage.agentTone, call.tone);
      await plugIn(frame, [hz]);
      await desktop.press('button', 'Answer');
      await desktop.shown('button', 'Hold');
      await stage.farEndHears(call, hz);
      await stage.agentHears(desktop, call.tone);
      await desktop.press('button', 'End');
      await desktop.shown('button', 'Done');
    });
  });
}
