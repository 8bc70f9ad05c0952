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
import {wrapUp} from '../support/node/first-call.js';
import {assertMicrophoneClosed, assertNoBrowserAudio, Stage} from '../support/node/stage.js';
import {drawTone} from '../support/node/tones.js';

for (const deployment of deployments) {
  describe(`J10: consult, conference, one leaves (${deployment})`, () => {
    let stage: Stage;
    before(async () => (stage = await Stage.open(['--deployment', deployment])));
    afterEach(() => stage.curtain());
    after(() => stage.close());

    /** All three talk, and the roster says so. */
    async function conference(
      desktop: DesktopPage,
      [agent, customer, other]: readonly [End, End, End],
      colleague: Colleague,
    ): Promise<void> {
      await desktop.press('button', 'Transfer');
      await desktop.fill('Transfer to', colleague.extension);
      await desktop.press('button', 'Talk first');
      await colleague.pickUp(other.tone);
      await exactlyTheseHearEachOther([agent, other], [customer]);
      await desktop.press('button', 'Join all');
      await desktop.shown('group', 'In this conference: you and 2 others');
      await desktop.reads(
        new RegExp(`(Maria Lopez|${customer.name}) talking .*${colleague.extension} talking`),
      );
      await exactlyTheseHearEachOther([agent, customer, other]);
    }

    async function atBrowser(): Promise<{
      desktop: DesktopPage;
      call: {id: string; number: string};
      colleague: Colleague;
      ends: readonly [End, End, End];
    }> {
      const desktop = await stage.signInReady(browserAgentOn(deployment));
      const colleague = await Colleague.signIn(stage.standin, 2);
      const call = await stage.customerCalls();
      await desktop.press('button', 'Answer');
      await desktop.shown('button', 'Hold');
      const ends = [
        endInBrowser(stage, desktop),
        endAt(stage, call.number, call.tone),
        endAt(stage, colleague.extension, drawTone(stage.agentTone, call.tone)),
      ] as const;
      return {desktop, call, colleague, ends};
    }

    test('J10 B: three hear each other; who was asked leaves, and the others go on', async () => {
      const {desktop, colleague, ends} = await atBrowser();
      await conference(desktop, ends, colleague);
      await colleague.hangUp();
      await desktop.notShown('group', 'In this conference');
      await exactlyTheseHearEachOther([ends[0], ends[1]]);
    });

    test('J10 B by keyboard alone: the agent who built it leaves, and the others go on', async () => {
      const {desktop, call, colleague, ends} = await atBrowser();
      desktop.useKeyboard();
      await conference(desktop, ends, colleague);
      await desktop.press('button', 'Leave');
      await exactlyTheseHearEachOther([ends[1], ends[2]]);
      await wrapUp(stage, desktop, call.id);
      await assertMicrophoneClosed(desktop);
    });

    test('J10 P: three hear each other, with no part of the browser in the audio', async () => {
      const {desktop, colleague, ends} = await talkingOnDeskPhone(stage);
      await conference(desktop, ends, colleague);
      await assertNoBrowserAudio(desktop);
    });

    if (deployment === 'CCE') {
      test('J10 B: with the setting the controller drops one, and the others go on', async () => {
        await stage.standin.post('settings', {
          enableDropParticipantFor: 'conference_controller_and_supervisor',
        });
        const {desktop, colleague, ends} = await atBrowser();
        await conference(desktop, ends, colleague);
        await desktop.press('button', `Drop ${colleague.extension}`);
        await desktop.notShown('group', 'In this conference');
        await exactlyTheseHearEachOther([ends[0], ends[1]]);
      });
    }

    test('J10: where nobody may be dropped there is no button, and it says why', async () => {
      const {desktop, colleague, ends} = await atBrowser();
      await conference(desktop, ends, colleague);
      assert.equal(await desktop.isShown('button', 'Drop'), false);
      await desktop.reads(
        deployment === 'CCX' ? 'can’t take one person out' : 'does not let you take people out',
      );
    });
  });
}
