import assert from 'node:assert/strict';
import {after, afterEach, before, describe, test} from 'node:test';
import {deployments, deskPhoneAgent} from '../support/node/desktop-page.js';
import {goReady, Stage} from '../support/node/stage.js';
import {until} from '../support/node/until.js';

/** The first side learns of it within this; ms. */
const soon = 5_000;

const otherAgent = {...deskPhoneAgent, id: '1001002', password: 'agent2'};

for (const deployment of deployments) {
  describe(`a second sign-in (${deployment})`, () => {
    let stage: Stage;
    before(async () => (stage = await Stage.open(['--deployment', deployment])));
    afterEach(() => stage.curtain());
    after(() => stage.close());

    test('T-08 (inject: the same agent signs in on a second desktop; settles in 5 s): the first one says so and stops, the second one works', async () => {
      const first = await stage.signInReady(deskPhoneAgent);
      const second = await stage.signIn(deskPhoneAgent);
      await until(
        'the first desktop says it',
        () => first.page.evaluate(() => document.body.innerText.includes('signed in on another desktop')),
        soon,
      );
      await second.shown('button', 'State: Ready');
      await stage.customerCalls();
      await second.press('button', 'Answer');
      await second.shown('button', 'Hold');
      assert.equal((await stage.standin.world()).streams['A']?.length, 1);
    });
  });
}

describe('an extension that somebody else signs in with', () => {
  let stage: Stage;
  afterEach(async () => {
    await stage.curtain();
    await stage.close();
  });

  test('T-08 CCX (inject: another agent signs in on the extension; settles in 5 s): who was there is told in words that another sign-in took over', async () => {
    stage = await Stage.open(['--deployment', 'CCX']);
    const first = await stage.plainPage('/standin/deskline.json');
    await first.signInHere(deskPhoneAgent);
    await goReady(first);
    const second = await stage.plainPage('/standin/deskline.json');
    await second.signInHere(otherAgent);
    await first.reads('Another sign-in took over', soon);
    await second.shown('button', `Desk phone ${deskPhoneAgent.extension}`);
    assert.equal((await stage.standin.agent()).state, 'LOGOUT');
  });

  test('T-08 CCE (inject: another agent tries the extension; settles at once): the server refuses, which is told in words; who was there stays Ready', async () => {
    stage = await Stage.open(['--deployment', 'CCE']);
    const first = await stage.plainPage('/standin/deskline.json');
    await first.signInHere(deskPhoneAgent);
    await goReady(first);
    const second = await stage.plainPage('/standin/deskline.json');
    await second.signInHere(otherAgent);
    await second.reads('Somebody else is signed in on this phone');
    await first.shown('button', 'State: Ready');
    assert.equal((await stage.standin.agent()).state, 'READY');
  });

  test('CCE, all lines of a phone watched: a phone with five is refused, and the rule is told in words; with four it is taken', async () => {
    stage = await Stage.open(['--deployment', 'CCE']);
    await stage.standin.post('settings', {phoneLineControl: 'all', phoneLines: 5});
    const page = await stage.plainPage('/standin/deskline.json');
    await page.signInHere(deskPhoneAgent);
    await page.reads('Finesse does not accept this phone');
    await page.reads('four at most');
    await stage.standin.post('settings', {phoneLines: 4});
    await page.signInHere(deskPhoneAgent);
    await page.shown('button', `Desk phone ${deskPhoneAgent.extension}`);
  });
});
