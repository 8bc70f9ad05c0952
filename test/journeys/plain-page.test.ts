import assert from 'node:assert/strict';
import {after, afterEach, before, describe, test} from 'node:test';
import {browserAgentOn, deployments, deskPhoneAgent} from '../support/node/desktop-page.js';
import {assertMicrophoneClosed, goReady, Stage} from '../support/node/stage.js';

const config = '/standin/deskline.json?processing=off';

for (const deployment of deployments) {
  describe(`the plain page, outside the desktop (${deployment})`, () => {
    let stage: Stage;
    before(async () => (stage = await Stage.open(['--deployment', deployment])));
    afterEach(() => stage.curtain());
    after(() => stage.close());

    test('signs in to Finesse by itself, takes a call heard both ways, and signs out again', async () => {
      const page = await stage.plainPage(config);
      await page.signInHere(browserAgentOn(deployment));
      await page.shown('button', 'State: Not Ready');
      await page.shown('image', 'Line 1, ACD, registered');
      await goReady(page);
      const call = await stage.customerCalls();
      await page.press('button', 'Answer');
      await page.shown('button', 'Hold');
      await stage.farEndHears(call);
      await stage.agentHears(page, call.tone);
      await page.press('button', 'Hold');
      await page.shown('button', 'Resume');
      await page.press('button', 'End');
      await page.press('radio', 'Question answered');
      await page.press('button', 'Not Ready');
      await page.press('menuitem', 'Break');
      await page.shown('button', 'State: Not Ready, Break');
      await assertMicrophoneClosed(page);
      await page.press('button', 'State:');
      await page.press('menuitem', 'Sign out: End of shift');
      await page.shown('heading', 'Sign in');
      assert.equal((await stage.standin.agent()).state, 'LOGOUT');
    });

    test('a wrong password and an unknown extension are told in words, and the next try works', async () => {
      const page = await stage.plainPage(config);
      page.watched.refusalsExpected.add(401);
      await page.signInHere({...deskPhoneAgent, password: 'wrong'});
      await page.reads('User id or password is wrong');
      await page.signInHere({...deskPhoneAgent, extension: '99999'});
      await page.reads('Finesse does not accept this phone');
      await page.signInHere(deskPhoneAgent);
      await page.shown('button', 'Desk phone 42001');
    });
  });
}
