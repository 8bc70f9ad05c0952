import assert from 'node:assert/strict';
import {after, afterEach, before, describe, test} from 'node:test';
import {
  Colleague,
  endAt,
  endInBrowser,
  exactlyTheseHearEachOther,
  talkingOnDeskPhone,
} from '../support/node/colleague.js';
import type {End} from '../support/node/colleague.js';
import {browserAgentOn, deployments, type DesktopPage} from '../support/node/desktop-page.js';
import {variables, wrapUp} from '../support/node/first-call.js';
import {assertMicrophoneClosed, assertNoBrowserAudio, Stage} from '../support/node/stage.js';
import {drawTone} from '../support/node/tones.js';

/** Our gadget waits for 6 s. */
const layout = 'test/support/layouts/safe-transfer.xml';

for (const deployment of deployments) {
  describe(`J08: safe transfer: the target takes over, or the caller is back (${deployment})`, () => {
    let stage: Stage;
    before(async () => (stage = await Stage.open(['--layout', layout, '--deployment', deployment])));
    afterEach(() => stage.curtain());
    after(() => stage.close());

    async function transferSafely(desktop: DesktopPage, number: string): Promise<void> {
      await desktop.press('button', 'Transfer');
      await desktop.fill('Transfer to', number);
      await desktop.press('button', 'When answered');
    }

    async function inBrowser(keyboard = false) {
      const desktop = await stage.signInReady(browserAgentOn(deployment));
      const colleague = await Colleague.signIn(stage.standin, 2);
      if (keyboard) desktop.useKeyboard();
      const call = await stage.customerCalls({variables});
      await desktop.press('button', 'Answer');
      await desktop.shown('button', 'Hold');
      const ends: readonly [End, End, End] = [
        endInBrowser(stage, desktop),
        endAt(stage, call.number, call.tone),
        endAt(stage, colleague.extension, drawTone(stage.agentTone, call.tone)),
      ];
      return {desktop, colleague, call, ends};
    }

    test('J08 B by keyboard alone: the target answers, and from then on talks with the caller; the agent is free', async () => {
      const {desktop, colleague, call, ends} = await inBrowser(true);
      await transferSafely(desktop, colleague.extension);
      await desktop.reads('back with you after 6 seconds');
      await colleague.pickUp(ends[2].tone);
      await exactlyTheseHearEachOther([ends[1], ends[2]]);
      const {calls} = await stage.standin.get<{calls: {variables: Record<string, string>}[]}>('world');
      assert.deepEqual({...calls[0]?.variables, ...variables}, calls[0]?.variables);
      await wrapUp(stage, desktop, call.id);
      await assertMicrophoneClosed(desktop);
    });

    test('J08 P: the target answers, with no part of the browser in the audio', async () => {
      const {desktop, call, colleague, ends} = await talkingOnDeskPhone(stage);
      await transferSafely(desktop, colleague.extension);
      await colleague.pickUp(ends[2].tone);
      await exactlyTheseHearEachOther([ends[1], ends[2]]);
      await wrapUp(stage, desktop, call.id);
      await assertNoBrowserAudio(desktop);
    });

    test('J08 B: the target is busy: agent and caller are together again, in words', async () => {
      const {desktop, colleague, ends} = await inBrowser();
      await stage.standin.post('settings', {busyNumbers: colleague.extension});
      await transferSafely(desktop, colleague.extension);
      await desktop.reads('the line is busy');
      await desktop.shown('button', 'Hold');
      await exactlyTheseHearEachOther([ends[0], ends[1]]);
    });

    test('J08 B by keyboard alone: the agent takes the caller back while the target rings', async () => {
      const {desktop, colleague, ends} = await inBrowser(true);
      await transferSafely(desktop, colleague.extension);
      await colleague.rings();
      await desktop.press('button', 'Back to caller');
      await desktop.shown('button', 'Hold');
      await exactlyTheseHearEachOther([ends[0], ends[1]]);
      assert.equal((await stage.standin.world()).calls.length, 1, 'nobody rings any more');
    });

    test('J08 B: the target is silent: agent and caller are together again, in words', async () => {
      const {desktop, colleague, ends} = await inBrowser();
      await transferSafely(desktop, colleague.extension);
      await colleague.rings();
      await desktop.reads('nobody answered');
      await desktop.shown('button', 'Hold');
      await exactlyTheseHearEachOther([ends[0], ends[1]]);
    });
  });
}
