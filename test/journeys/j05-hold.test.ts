import assert from 'node:assert/strict';
import {after, afterEach, before, describe, test} from 'node:test';
import {browserAgentOn, deployments, deskPhoneAgent, type DesktopPage} from '../support/node/desktop-page.js';
import {assertNoBrowserAudio, Stage} from '../support/node/stage.js';
import {drawTone} from '../support/node/tones.js';
import {until} from '../support/node/until.js';

for (const deployment of deployments) {
  describe(`J05: hold, talk to oneself, resume (${deployment})`, () => {
    let stage: Stage;
    before(
      async () =>
        (stage = await Stage.open([
          '--deployment',
          deployment,
          '--layout',
          'test/support/layouts/short-hold.xml',
        ])),
    );
    afterEach(() => stage.curtain());
    after(() => stage.close());

    const participant = async (callId: string, address: string) =>
      (await stage.standin.world()).calls
        .find((call) => call.id === callId)
        ?.parties.find((party) => party.address === address)?.state;

    async function holdAndResume(
      desktop: DesktopPage,
      call: {id: string; number: string},
      extension: string,
      voice: number,
    ): Promise<void> {
      await desktop.press('button', 'Hold');
      await desktop.shown('button', 'Resume');
      assert.equal(await participant(call.id, extension), 'HELD');
      await until('the far end hears music', async () => {
        const heard = await stage.heardBy(call.id, call.number);
        return (heard?.level ?? 0) > 0.01;
      });
      await stage.farEndHearsNothingOf(call, voice);
      await desktop.reads('On hold');
      await until('the hold timer is amber, then red', async () =>
        (await desktop.attributes('[role=timer]', 'data-level')).includes('red'),
      );
      await desktop.press('button', 'Resume');
      await desktop.shown('button', 'Hold');
      assert.equal(await participant(call.id, extension), 'ACTIVE');
      await stage.farEndHears(call, voice);
    }

    test('J05 B: the far end hears hold, then the voice; nothing of the agent while held; twice in one call', async () => {
      const desktop = await stage.signInReady(browserAgentOn(deployment));
      const call = await stage.customerCalls();
      await desktop.press('button', 'Answer');
      await desktop.shown('button', 'Hold');
      await stage.farEndHears(call);
      for (let round = 0; round < 2; round++) {
        await holdAndResume(desktop, call, '41001', stage.agentTone);
        await stage.agentHears(desktop, call.tone);
      }
    });

    test('J05 P: the desk phone is held from the gadget, by keyboard alone', async () => {
      const desktop = await stage.signInReady(deskPhoneAgent);
      desktop.useKeyboard();
      const call = await stage.customerCalls();
      await desktop.press('button', 'Answer');
      await desktop.shown('button', 'Hold');
      const voice = drawTone(call.tone);
      await stage.standin.post('phones/42001/voice', {voice: {tone: voice}});
      await holdAndResume(desktop, call, '42001', voice);
      await assertNoBrowserAudio(desktop);
    });
  });
}
