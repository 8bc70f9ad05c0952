import assert from 'node:assert/strict';
import {after, afterEach, before, describe, test} from 'node:test';
import {browserAgentOn, deployments, type DesktopPage} from '../support/node/desktop-page.js';
import {assertMicrophoneClosed, Stage} from '../support/node/stage.js';
import {drawTone} from '../support/node/tones.js';
import {until} from '../support/node/until.js';
import {plugIn, sendsMicrophone, unplug} from '../support/node/watch.js';

for (const deployment of deployments) {
  describe(`the microphone is unplugged in a call (${deployment})`, () => {
    let stage: Stage;
    before(async () => (stage = await Stage.open(['--deployment', deployment])));
    afterEach(() => stage.curtain());
    after(() => stage.close());

    type Call = Awaited<ReturnType<Stage['customerCalls']>>;

    async function inCall(): Promise<{desktop: DesktopPage; call: Call}> {
      const desktop = await stage.signInReady(browserAgentOn(deployment));
      const call = await stage.customerCalls();
      await desktop.press('button', 'Answer');
      await desktop.shown('button', 'Hold');
      await stage.farEndHears(call);
      return {desktop, call};
    }

    const stillTalking = async (call: Call) =>
      assert.equal(
        (await stage.standin.world()).calls.find(({id}) => id === call.id)?.state,
        'ACTIVE',
        'the call is kept',
      );

    test('F-28 (inject B: the tracks end, the device list changes; settles in 1 s): the next device speaks, a notice says so, the call goes on', async () => {
      const {desktop, call} = await inCall();
      const frame = await desktop.gadget();
      const second = drawTone(stage.agentTone, call.tone);
      await unplug(frame, [second]);
      await until('the next device is sent', () => sendsMicrophone(frame), 1_000);
      await stage.farEndHears(call, second);
      await stage.farEndHearsNothingOf(call);
      await stage.agentHears(desktop, call.tone);
      await desktop.reads('Another microphone took over');
      await stillTalking(call);
      await desktop.press('button', 'End');
      await desktop.shown('button', 'Done');
      await assertMicrophoneClosed(desktop);
    });

    test('F-28 (inject B: as above, while muted; settles in 1 s): muted stays muted on the next device, and is heard when unmuted', async () => {
      const {desktop, call} = await inCall();
      const frame = await desktop.gadget();
      const second = drawTone(stage.agentTone, call.tone);
      await desktop.press('button', 'Mute');
      await stage.farEndHearsNothingOf(call);
      await unplug(frame, [second]);
      await until('the next device is sent', () => sendsMicrophone(frame), 1_000);
      await stage.farEndHearsNothingOf(call, second);
      await desktop.shown('button', 'Unmute');
      await desktop.press('button', 'Unmute');
      await stage.farEndHears(call, second);
    });

    test('F-28 (inject B: as above, none left; settles in 1 s): a notice and silence, the call is kept; one plugged in later is heard at once', async () => {
      const {desktop, call} = await inCall();
      const frame = await desktop.gadget();
      await unplug(frame, []);
      await desktop.reads('Your microphone is gone', 1_000);
      await stage.farEndHearsNothingOf(call);
      await stage.agentHears(desktop, call.tone);
      await stillTalking(call);
      const third = drawTone(stage.agentTone, call.tone);
      await plugIn(frame, [third]);
      await until('the new device is sent', () => sendsMicrophone(frame), 1_000);
      await stage.farEndHears(call, third);
      await until(
        'the notice is gone',
        async () => !(await desktop.text()).includes('Your microphone is gone'),
      );
      await desktop.press('button', 'End');
      await desktop.shown('button', 'Done');
      await assertMicrophoneClosed(desktop);
    });
  });
}
