import assert from 'node:assert/strict';
import {after, afterEach, before, describe, test} from 'node:test';
import {exactlyTheseHearEachOther, talkingOnDeskPhone} from '../support/node/colleague.js';
import {deployments} from '../support/node/desktop-page.js';
import {wrapUp} from '../support/node/first-call.js';
import {assertNoBrowserAudio, Stage} from '../support/node/stage.js';
import {until} from '../support/node/until.js';

for (const deployment of deployments) {
  describe(`J30: an agent at a desk phone (${deployment})`, () => {
    let stage: Stage;
    before(async () => (stage = await Stage.open(['--deployment', deployment])));
    afterEach(() => stage.curtain());
    after(() => stage.close());

    /** What the phone 42001 did by itself or by order: each off-hook is one. */
    const pickUps = async (since: number): Promise<number> =>
      (await stage.standin.log(since)).filter(({event}) => event === 'leg-answered').length;

    for (const keyboard of [false, true])
      test(`J30: answer, hold, consult and end from the gadget, and the phone follows${keyboard ? ', by keyboard alone' : ''}`, async () => {
        const begin = (await stage.standin.log()).at(-1)?.seq ?? 0;
        const {desktop, colleague, call, ends} = await talkingOnDeskPhone(stage, keyboard);
        const [agent, customer, other] = ends;
        // who hears whom at each step does not depend on what the agent presses with
        const hear = keyboard ? async () => {} : exactlyTheseHearEachOther;
        // the caller's leg and the phone's: Answer took the handset's place
        assert.equal(await pickUps(begin), 2);
        await desktop.shown('button', 'Desk phone 42001');
        await desktop.press('button', 'Desk phone 42001');
        await desktop.reads('Your voice goes through your desk phone.');
        await desktop.press('button', 'Desk phone 42001');
        await hear([agent, customer]);
        await desktop.reads('Mute on the phone');
        assert.notEqual((await desktop.find('button', 'Mute'))?.enabled, true);

        await desktop.press('button', 'Hold');
        await desktop.shown('button', 'Resume');
        await hear([], [agent, customer]);
        await desktop.press('button', 'Resume');
        await desktop.shown('button', 'Hold');
        await hear([agent, customer]);

        await desktop.press('button', 'Transfer');
        await desktop.fill('Transfer to', colleague.extension);
        await desktop.press('button', 'Talk first');
        await desktop.shown('button', 'Back to caller');
        await colleague.pickUp(other.tone);
        await hear([agent, other], [customer]);
        await desktop.press('button', 'Back to caller');
        await exactlyTheseHearEachOther([agent, customer]);

        await desktop.press('button', 'End');
        await until(
          'the phone is put down',
          async () => (await stage.heardBy(call.id, '42001').catch(() => undefined)) === undefined,
        );
        await wrapUp(stage, desktop, call.id);
        assert.equal(await desktop.ringTones(), 0);
        await assertNoBrowserAudio(desktop);
      });
  });
}
