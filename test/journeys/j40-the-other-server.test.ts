import assert from 'node:assert/strict';
import {after, afterEach, before, describe, test} from 'node:test';
import {browserAgentOn, deployments, deskPhoneAgent} from '../support/node/desktop-page.js';
import {wrapUp} from '../support/node/first-call.js';
import {assertNoBrowserAudio, goReady, Stage} from '../support/node/stage.js';
import {drawTone} from '../support/node/tones.js';
import {until} from '../support/node/until.js';

/** Node A goes out of service; who is connected to it is cut off. */
const failA = {nodes: {A: 'OUT_OF_SERVICE'}, dropStreams: true};

for (const deployment of deployments) {
  describe(`one of two Finesse servers stops (${deployment})`, () => {
    let stage: Stage;
    before(async () => (stage = await Stage.open(['--deployment', deployment, '--nodes', '2'])));
    afterEach(() => stage.curtain());
    after(() => stage.close());

    const isOnB = () =>
      until(
        'a notification stream to B, and none to A',
        async () => {
          const {streams} = await stage.standin.world();
          return streams['B']?.length === 1 && streams['A']?.length === 0;
        },
        30_000,
      );

    test('J40 P (inject S: side A stops in a call; settles when the desktop is on B): nothing of it is heard, and every button is right there', async () => {
      const desktop = await stage.signInReady(deskPhoneAgent);
      const [, originB = ''] = await stage.standin.addresses();
      const call = await stage.customerCalls();
      await desktop.press('button', 'Answer');
      await desktop.shown('button', 'Hold');
      const voice = drawTone(call.tone);
      await stage.standin.post(`phones/${deskPhoneAgent.extension}/voice`, {voice: {tone: voice}});
      await stage.farEndHears(call, voice);
      const before = (await stage.standin.log()).at(-1)?.seq ?? 0;
      // the browser reports what a server that is out of service answers
      desktop.watched.refusalsExpected.add(503);
      await stage.standin.post('faults', failA);
      await until('the desktop is on B', () => desktop.page.url().startsWith(originB), 30_000);
      await isOnB();
      await desktop.shown('button', 'Hold');
      await stage.farEndHears(call, voice);
      const since = await stage.standin.log(before);
      assert.deepEqual(
        since.filter(({event}) => event.startsWith('leg-')).map(({event}) => event),
        [],
        'no leg of the call changed',
      );
      assert.equal(await desktop.count('article'), 1, 'one card');
      await desktop.shown('button', `Desk phone ${deskPhoneAgent.extension}`);
      await desktop.press('button', 'Hold');
      await desktop.shown('button', 'Resume');
      await desktop.press('button', 'Resume');
      await desktop.shown('button', 'Hold');
      await stage.farEndHears(call, voice);
      await desktop.press('button', 'End');
      await wrapUp(stage, desktop, call.id);
      await assertNoBrowserAudio(desktop);
    });

    test('F-14 B (inject S: A out of service, B in service; settles in 10 s): the plain page goes to B, its call is heard throughout, and is held and ended there', async () => {
      const page = await stage.plainPage('/standin/deskline.json?processing=off');
      await page.signInHere(browserAgentOn(deployment));
      await page.shown('image', 'Line 1, ACD, registered');
      await goReady(page);
      const call = await stage.customerCalls();
      await page.press('button', 'Answer');
      await page.shown('button', 'Hold');
      await stage.farEndHears(call);
      page.watched.refusalsExpected.add(503);
      await stage.standin.post('faults', failA);
      await page.reads('Finesse is not answering');
      await stage.farEndHears(call);
      await isOnB();
      await stage.farEndHears(call);
      await stage.agentHears(page, call.tone);
      await page.press('button', 'Hold');
      await page.shown('button', 'Resume');
      await page.press('button', 'Resume');
      await page.shown('button', 'Hold');
      await stage.farEndHears(call);
      await page.press('button', 'End');
      await wrapUp(stage, page, call.id);
    });

    test('F-14 (inject S: A out of service, and B does not allow this page’s origin; settles never): says that Finesse is away, and is back on A with it', async () => {
      const page = await stage.plainPage('/standin/deskline.json');
      await page.signInHere(deskPhoneAgent);
      await page.shown('button', 'State: Not Ready');
      await stage.standin.post('settings', {corsMode: 'enable', corsOrigins: 'https://finesse.example.com'});
      page.watched.refusalsExpected.add(503);
      await stage.standin.post('faults', failA);
      await page.reads('Finesse is not answering', 15_000);
      const blocked = (text: string) =>
        text.includes('blocked by CORS policy') || text.includes('ERR_FAILED');
      await until('B is asked, in vain', () => page.watched.errors.some(blocked), 15_000);
      assert.deepEqual((await stage.standin.world()).streams['B'], []);
      await stage.standin.liftFaults();
      await until(
        'live again',
        async () => !(await page.text()).includes('Finesse is not answering'),
        30_000,
      );
      await goReady(page);
      const {errors} = page.watched;
      errors.splice(0, errors.length, ...errors.filter((text) => !blocked(text)));
    });
  });
}
