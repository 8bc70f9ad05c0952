import assert from 'node:assert/strict';
import {after, afterEach, before, describe, test} from 'node:test';
import {browserAgentOn, deployments, deskPhoneAgent} from '../support/node/desktop-page.js';
import {dialogChanges} from '../support/node/first-call.js';
import {Stage} from '../support/node/stage.js';
import {until} from '../support/node/until.js';

for (const deployment of deployments) {
  describe(`who was faster: the other party, the news or the answer (${deployment})`, () => {
    let stage: Stage;
    before(async () => (stage = await Stage.open(['--deployment', deployment])));
    afterEach(() => stage.curtain());
    after(() => stage.close());

    for (const [leg, signIn] of [
      ['B', browserAgentOn(deployment)],
      ['P', deskPhoneAgent],
    ] as const) {
      test(`F-05 ${leg} (inject S: the caller hangs up between the 202 and its effect; settles in 1 s): the refusal is no error, the state is right`, async () => {
        const desktop = await stage.signInReady(signIn);
        const call = await stage.customerCalls();
        await desktop.press('button', 'Answer');
        await desktop.shown('button', 'Hold');
        const begin = (await stage.standin.log()).at(-1)?.seq ?? 0;
        await stage.standin.post('settings', {requestMs: 700});
        await desktop.press('button', 'Hold');
        await until('the hold was asked for', async () => (await dialogChanges(stage, begin)).length === 1);
        await stage.standin.post(`calls/${call.id}/hangup`);
        await desktop.shown('button', 'Done', 1_000);
        await until('it was refused', async () =>
          (await stage.standin.log(begin)).some(({event}) => event === 'refused'),
        );
        await stage.standin.post('settings', {requestMs: 30});
        await desktop.press('radio', 'Question answered');
        await until('the reason is stored', async () => (await dialogChanges(stage, begin)).length === 2);
        await desktop.press('button', 'Done');
        await desktop.shown('button', 'State: Ready');
        assert.doesNotMatch(await desktop.text(), /could not be changed|does not allow/);
      });
    }

    test('F-06 (inject S: the answer to Hold comes a second after its news; settles with the news): held at once, no word more when the answer comes', async () => {
      const desktop = await stage.signInReady(browserAgentOn(deployment));
      const call = await stage.customerCalls();
      await desktop.press('button', 'Answer');
      await desktop.shown('button', 'Hold');
      const begin = (await stage.standin.log()).at(-1)?.seq ?? 0;
      const answered = desktop.page.waitForResponse(
        (response) => response.request().method() === 'PUT' && response.url().includes('/Dialog/'),
      );
      await stage.standin.post('faults', {rest: {method: 'PUT', path: '/Dialog/', answerMs: 1_000}});
      let late = false;
      void answered.then(() => (late = true));
      await desktop.press('button', 'Hold');
      await desktop.shown('button', 'Resume');
      assert.equal(late, false, 'the news were first');
      await stage.farEndHearsNothingOf(call);
      await answered;
      await desktop.press('button', 'Resume');
      await desktop.shown('button', 'Hold');
      await stage.farEndHears(call);
      assert.equal((await dialogChanges(stage, begin)).length, 2, 'one request for each press');
      assert.doesNotMatch(await desktop.text(), /could not be changed|did not confirm/);
    });
  });
}
