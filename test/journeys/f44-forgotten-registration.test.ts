import assert from 'node:assert/strict';
import {after, afterEach, before, describe, test} from 'node:test';
import {browserAgentOn, deployments} from '../support/node/desktop-page.js';
import {Stage} from '../support/node/stage.js';
import {until} from '../support/node/until.js';

for (const deployment of deployments) {
  describe(`the registrar forgets this browser (${deployment})`, () => {
    let stage: Stage;
    before(async () => (stage = await Stage.open(['--deployment', deployment])));
    afterEach(() => stage.curtain());
    after(() => stage.close());

    // the registrar grants three seconds instead of two minutes, so that the refresh that finds out is soon
    test('F-44 (inject S: the binding is gone, the socket stays; settles at the refresh, 30 s at most): registered again on the same socket, and the next call reaches the browser', async () => {
      await stage.standin.post('faults', {sip: {grantSeconds: 3}});
      const desktop = await stage.signInReady(browserAgentOn(deployment));
      const begin = (await stage.standin.log()).at(-1)?.seq ?? 0;
      await stage.standin.post('faults', {forgetRegistrations: true});
      const lines = async () =>
        (await stage.standin.log(begin)).flatMap(({event, facts}) =>
          event === 'registered' || event === 'unregistered'
            ? [`${event} ${String(facts['why'] ?? '')}`]
            : [],
        );
      await until('the browser is registered again', async () => (await lines()).length >= 2);
      assert.deepEqual((await lines()).slice(0, 2), ['unregistered forgotten', 'registered ']);
      assert.deepEqual((await stage.standin.world()).lines, ['81001']);
      assert.equal(desktop.watched.sockets.filter((url) => url.endsWith('/sip')).length, 1);
      await desktop.shown('image', 'Line 1, ACD, registered');
      const call = await stage.customerCalls();
      await desktop.press('button', 'Answer');
      await desktop.shown('button', 'Hold');
      await stage.farEndHears(call);
      await stage.agentHears(desktop, call.tone);
    });
  });
}
