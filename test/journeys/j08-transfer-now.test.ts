import assert from 'node:assert/strict';
import {after, afterEach, before, describe, test} from 'node:test';
import {Colleague, endAt, endInBrowser, exactlyTheseHearEachOther} from '../support/node/colleague.js';
import {browserAgentOn, deployments, deskPhoneAgent, type DesktopPage} from '../support/node/desktop-page.js';
import {variables, wrapUp} from '../support/node/first-call.js';
import {assertMicrophoneClosed, assertNoBrowserAudio, Stage} from '../support/node/stage.js';
import {drawTone, hasTone} from '../support/node/tones.js';
import {until} from '../support/node/until.js';

for (const deployment of deployments) {
  describe(`J08: transfer now, to a number and to another agent (${deployment})`, () => {
    let stage: Stage;
    before(async () => (stage = await Stage.open(['--deployment', deployment])));
    afterEach(() => stage.curtain());
    after(() => stage.close());

    async function transferNow(desktop: DesktopPage, number: string): Promise<void> {
      await desktop.press('button', 'Transfer');
      await desktop.fill('Transfer to', number);
      await desktop.press('button', 'Transfer now');
    }

    const variablesOf = async (callId: string) =>
      (
        await stage.standin.get<{calls: {id: string; variables: Record<string, string>}[]}>('world')
      ).calls.find(({id}) => id === callId)?.variables;

    for (const keyboard of [false, true]) {
      test(`J08 B${keyboard ? ' by keyboard alone' : ''}: another agent hears the caller, call data arrive, the agent is free`, async () => {
        const desktop = await stage.signInReady(browserAgentOn(deployment));
        const colleague = await Colleague.signIn(stage.standin, 2);
        if (keyboard) desktop.useKeyboard();
        const call = await stage.customerCalls({variables});
        await desktop.press('button', 'Answer');
        await desktop.shown('button', 'Hold');
        await transferNow(desktop, colleague.extension);
        await desktop.reads('to take over');
        const tone = drawTone(stage.agentTone, call.tone);
        await colleague.pickUp(tone);
        await exactlyTheseHearEachOther([
          endAt(stage, call.number, call.tone),
          endAt(stage, colleague.extension, tone),
        ]);
        const arrived = await variablesOf(call.id);
        assert.deepEqual({...arrived, ...variables}, arrived);
        await wrapUp(stage, desktop, call.id);
        await assertMicrophoneClosed(desktop);
      });
    }

    test('J08 P: a number outside hears the caller, and the agent is free', async () => {
      const desktop = await stage.signInReady(deskPhoneAgent);
      const call = await stage.customerCalls();
      await desktop.press('button', 'Answer');
      await desktop.shown('button', 'Hold');
      await transferNow(desktop, '5550199');
      await until('the number outside hears the caller', async () =>
        hasTone(await stage.heardBy(call.id, '5550199'), call.tone),
      );
      await wrapUp(stage, desktop, call.id);
      await assertNoBrowserAudio(desktop);
    });

    test('J08 B: nobody answers: agent and caller are together again, in words', async () => {
      const desktop = await stage.signInReady(browserAgentOn(deployment));
      const colleague = await Colleague.signIn(stage.standin, 2);
      await stage.standin.post('settings', {ringSeconds: 3});
      const call = await stage.customerCalls();
      await desktop.press('button', 'Answer');
      await desktop.shown('button', 'Hold');
      await transferNow(desktop, colleague.extension);
      await colleague.rings();
      await desktop.reads('nobody answered');
      await desktop.shown('button', 'Hold');
      await exactlyTheseHearEachOther([endInBrowser(stage, desktop), endAt(stage, call.number, call.tone)]);
    });
  });
}
