import assert from 'node:assert/strict';
import {after, afterEach, before, describe, test} from 'node:test';
import {
  browserAgentOn,
  deployments,
  deskPhoneAgent,
  type DesktopPage,
  type SignIn,
} from '../support/node/desktop-page.js';
import {Stage} from '../support/node/stage.js';
import {until} from '../support/node/until.js';
import {liveMicrophones} from '../support/node/watch.js';

for (const deployment of deployments) {
  describe(`J15: sign out with a reason; sign-out refused during a call (${deployment})`, () => {
    let stage: Stage;
    before(async () => (stage = await Stage.open(['--deployment', deployment])));
    afterEach(() => stage.curtain());
    after(() => stage.close());

    async function signsOut(desktop: DesktopPage): Promise<void> {
      await desktop.shown('button', 'State: Not Ready');
      await desktop.press('button', 'State:');
      await Promise.all([
        desktop.page.waitForNavigation(),
        desktop.press('menuitem', 'Sign out: End of shift'),
      ]);
      const agent = await stage.standin.agent();
      assert.equal(agent.state, 'LOGOUT');
      assert.equal(agent.reason?.label, 'End of shift');
      await until('the line is given back', async () => (await stage.standin.world()).lines.length === 0);
    }

    for (const [leg, signIn] of [
      ['B', browserAgentOn(deployment)],
      ['P', deskPhoneAgent],
    ] as readonly (readonly [string, SignIn])[]) {
      test(`J15 ${leg}: signs out with a reason by keyboard alone, and no line stays registered`, async () => {
        const desktop = await stage.signIn(signIn);
        desktop.useKeyboard();
        await signsOut(desktop);
      });
    }

    test('J15 B: during a call sign-out can’t be chosen, and says why; after the call no microphone is open', async () => {
      const desktop = await stage.signInReady(browserAgentOn(deployment));
      const call = await stage.customerCalls();
      await desktop.press('button', 'Answer');
      await desktop.shown('button', 'Hold');
      await desktop.press('button', 'State:');
      await desktop.reads('Not possible during a call');
      const entry = await desktop.find('menuitem', 'Sign out: End of shift');
      assert.equal(entry?.enabled, false);
      await desktop.page.keyboard.press('Escape');
      await stage.standin.post(`calls/${call.id}/hangup`);
      await desktop.shown('button', 'Done');
      const frame = await desktop.gadget();
      await until('no microphone is open', async () => (await liveMicrophones(frame)) === 0);
    });

    test('J15 B: a sign-out that Finesse refuses is told in words, and the agent stays as they were', async () => {
      const desktop = await stage.signIn(browserAgentOn(deployment));
      await desktop.shown('button', 'State: Not Ready');
      desktop.watched.refusalsExpected.add(400);
      await stage.standin.post('faults', {
        rest: {method: 'PUT', path: '/User/1001001', status: 400, type: 'Invalid State', times: 1},
      });
      await desktop.press('button', 'State:');
      await desktop.press('menuitem', 'Sign out: End of shift');
      await desktop.reads(/sign(ed)?.out/i);
      await desktop.shown('button', 'State: Not Ready');
      assert.equal((await stage.standin.agent()).state, 'NOT_READY');
    });
  });
}
