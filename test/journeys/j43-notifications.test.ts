import assert from 'node:assert/strict';
import {after, afterEach, before, describe, test} from 'node:test';
import {browserAgentOn, deployments, deskPhoneAgent} from '../support/node/desktop-page.js';
import {dialogChanges, wrapUp} from '../support/node/first-call.js';
import {assertMicrophoneClosed, Stage} from '../support/node/stage.js';
import {until} from '../support/node/until.js';

/** What is in every notification of a dialog, and in no other. */
const dialogNews = '<mediaProperties>';

for (const deployment of deployments) {
  describe(`notifications lost, doubled and late (${deployment})`, () => {
    let stage: Stage;
    before(async () => (stage = await Stage.open(['--deployment', deployment])));
    afterEach(() => stage.curtain());
    after(() => stage.close());

    test('J43 B, F-09 (inject S: the ring is never told; settles in 5 s): the leg rings, the call is found by it, named, and answered', async () => {
      const desktop = await stage.signInReady(browserAgentOn(deployment));
      await stage.standin.post('faults', {notifications: {match: dialogNews, drop: true}});
      const call = await stage.customerCalls({variables: {callVariable1: 'Gold'}});
      await desktop.shown('button', 'Answer', 5_000);
      await until(
        'what Finesse knows of the call is shown',
        async () => (await desktop.text()).includes('Gold'),
        5_000,
      );
      assert.equal(await desktop.count('article'), 1, 'one card');
      await desktop.press('button', 'Answer');
      await stage.farEndHears(call);
      await stage.agentHears(desktop, call.tone);
    });

    test('J43 B, F-10 (inject S: the end is never told; settles in 5 s): the screen is free for the wrap-up, and the microphone is given back', async () => {
      const desktop = await stage.signInReady(browserAgentOn(deployment));
      const call = await stage.customerCalls();
      await desktop.press('button', 'Answer');
      await desktop.shown('button', 'Hold');
      await stage.standin.post('faults', {notifications: {match: dialogNews, drop: true}});
      await stage.standin.post(`calls/${call.id}/hangup`);
      await desktop.shown('button', 'Done', 5_000);
      await stage.standin.liftFaults();
      await wrapUp(stage, desktop, call.id);
      await assertMicrophoneClosed(desktop);
    });

    test('J43 B (inject S: each notification three times): one card, one tone, one history line', async () => {
      const desktop = await stage.signInReady(browserAgentOn(deployment));
      await stage.standin.post('faults', {notifications: {copies: 3}});
      const begin = (await stage.standin.log()).at(-1)?.seq ?? 0;
      const call = await stage.customerCalls();
      await desktop.shown('button', 'Answer');
      await until('it rings', async () => (await desktop.ringTones()) > 0);
      assert.deepEqual([await desktop.count('article'), await desktop.ringTones()], [1, 1]);
      await desktop.press('button', 'Answer');
      await desktop.shown('button', 'Hold');
      await stage.standin.post(`calls/${call.id}/hangup`);
      await wrapUp(stage, desktop, call.id);
      assert.equal((await dialogChanges(stage, begin)).length, 1, 'the wrap-up reason, once');
    });

    test('J43 P, F-09 (inject S: the ring is never told, the state is; settles in 5 s): found by the state, and answered on the desk phone', async () => {
      const desktop = await stage.signInReady(deskPhoneAgent);
      await stage.standin.post('faults', {notifications: {match: dialogNews, drop: true}});
      const call = await stage.customerCalls();
      await desktop.shown('button', 'Answer', 5_000);
      await stage.standin.liftFaults();
      await desktop.press('button', 'Answer');
      await desktop.shown('button', 'Hold');
      await stage.standin.post(`calls/${call.id}/hangup`);
      await wrapUp(stage, desktop, call.id);
    });
  });
}
