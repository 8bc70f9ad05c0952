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
import {browserAgentOn, deployments, deskPhoneAgent, type DesktopPage} from '../support/node/desktop-page.js';
import {wrapUp} from '../support/node/first-call.js';
import {assertMicrophoneClosed, assertNoBrowserAudio, Stage} from '../support/node/stage.js';
import {drawTone} from '../support/node/tones.js';

for (const deployment of deployments) {
  describe(`J09: consult, swap, back, complete (${deployment})`, () => {
    let stage: Stage;
    before(async () => (stage = await Stage.open(['--deployment', deployment])));
    afterEach(() => stage.curtain());
    after(() => stage.close());

    async function consult(desktop: DesktopPage, number: string): Promise<void> {
      await desktop.press('button', 'Transfer');
      await desktop.fill('Transfer to', number);
      await desktop.press('button', 'Talk first');
      await desktop.shown('button', 'Back to caller');
    }

    /** From the answered call to the agent being free: at each step exactly the shown pair hears each other. */
    async function walk(
      desktop: DesktopPage,
      call: {id: string},
      [agent, customer, other]: readonly [End, End, End],
      colleague: Colleague,
    ): Promise<void> {
      await exactlyTheseHearEachOther([agent, customer]);
      await consult(desktop, colleague.extension);
      await desktop.reads('Nobody has answered yet');
      await colleague.pickUp(other.tone);
      await exactlyTheseHearEachOther([agent, other], [customer]);
      await desktop.press('button', 'Swap');
      await exactlyTheseHearEachOther([agent, customer], [other]);
      await desktop.press('button', 'Swap');
      await exactlyTheseHearEachOther([agent, other], [customer]);
      await desktop.press('button', 'Back to caller');
      await desktop.notShown('button', 'Complete transfer');
      await exactlyTheseHearEachOther([agent, customer]);
      await consult(desktop, colleague.extension);
      await colleague.pickUp(other.tone);
      await exactlyTheseHearEachOther([agent, other], [customer]);
      await desktop.press('button', 'Complete transfer');
      await exactlyTheseHearEachOther([customer, other]);
      await wrapUp(stage, desktop, call.id);
    }

    for (const keyboard of [false, true]) {
      test(`J09 B${keyboard ? ' by keyboard alone' : ''}: at each moment exactly the shown pair hears each other`, async () => {
        const [desktop, colleague] = await Promise.all([
          stage.signInReady(browserAgentOn(deployment)),
          Colleague.signIn(stage.standin, 2),
        ]);
        if (keyboard) desktop.useKeyboard();
        const call = await stage.customerCalls();
        await desktop.press('button', 'Answer');
        await desktop.shown('button', 'Hold');
        const tone = drawTone(stage.agentTone, call.tone);
        const ends = [
          endInBrowser(stage, desktop),
          endAt(stage, call.number, call.tone),
          endAt(stage, colleague.extension, tone),
        ] as const;
        await walk(desktop, call, ends, colleague);
        await assertMicrophoneClosed(desktop);
      });
    }

    test('J09 P: from a desk phone, with no part of the browser in the audio', async () => {
      const {desktop, call, colleague, ends} = await talkingOnDeskPhone(stage);
      await walk(desktop, call, ends, colleague);
      await assertNoBrowserAudio(desktop);
    });

    test('J09: nobody is at the number asked: it says so, and one press goes back to the caller', async () => {
      const desktop = await stage.signInReady(deskPhoneAgent);
      const call = await stage.customerCalls();
      await desktop.press('button', 'Answer');
      await desktop.shown('button', 'Hold');
      await consult(desktop, '12345');
      await desktop.reads('The number is not known');
      await desktop.press('button', 'Back to caller');
      await desktop.shown('button', 'Hold');
      const calls = (await stage.standin.world()).calls;
      const parties = calls.flatMap((each) =>
        each.parties.map(({address, state}) => `${each.id} ${address} ${state}`),
      );
      assert.deepEqual(parties.sort(), [`${call.id} 42001 ACTIVE`, `${call.id} ${call.number} ACTIVE`]);
    });
  });
}
