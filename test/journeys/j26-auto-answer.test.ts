import assert from 'node:assert/strict';
import {after, afterEach, before, describe, test} from 'node:test';
import {browserAgentOn, deployments, nailedAgent, type DesktopPage} from '../support/node/desktop-page.js';
import {assertMicrophoneClosed, Stage} from '../support/node/stage.js';
import {until} from '../support/node/until.js';
import {liveMicrophones} from '../support/node/watch.js';

for (const deployment of deployments) {
  describe(`J26: calls that are answered by themselves (${deployment})`, () => {
    let stage: Stage;
    before(
      async () =>
        (stage = await Stage.open([
          '--deployment',
          deployment,
          '--layout',
          'test/support/layouts/auto-answer.xml',
        ])),
    );
    afterEach(() => stage.curtain());
    after(() => stage.close());

    /** Pitches of the beeps that sounded, as they were rendered; Hz. */
    const beeps = async (desktop: DesktopPage): Promise<readonly number[]> =>
      (await desktop.gadget()).evaluate(() => window.deskProbes?.beeps ?? []);

    const hasBeeped = (heard: readonly number[]): boolean =>
      [1047, 1568].every((note) => heard.some((hz) => Math.abs(hz - note) < 20));

    const signed = (answerSign: string) => stage.standin.post('faults', {habits: {answerSign}});

    async function heardAfterTheBeep(desktop: DesktopPage, call: {id: string; number: string; tone: number}) {
      await desktop.shown('button', 'Hold');
      await until('the agent hears the beep', async () => hasBeeped(await beeps(desktop)));
      await stage.farEndHears(call);
      await stage.agentHears(desktop, call.tone);
      assert.equal(await desktop.ringTones(), 0);
    }

    test('J26: policy and sign agree: counted down on the alert, answered after the shown time, with a beep, and heard', async () => {
      const desktop = await stage.signInReady(browserAgentOn(deployment));
      await signed('answer-mode');
      const call = await stage.customerCalls();
      await desktop.reads('Answers by itself');
      await desktop.reads(/In [12] s, with a beep/);
      // nothing is open before
      assert.equal(await liveMicrophones(await desktop.gadget()), 0);
      assert.deepEqual(await beeps(desktop), []);
      const rang = (await stage.standin.log()).findLast(({event}) => event === 'leg-ringing')?.at ?? 0;
      await heardAfterTheBeep(desktop, call);
      const answered = (await stage.standin.log()).findLast(({event}) => event === 'leg-answered')?.at ?? 0;
      assert.ok(answered - rang >= 1_900, `not before its time: ${answered - rang} ms`);
    });

    test('J26: the caller gives up during the countdown: no answer, no beep, a missed call', async () => {
      const desktop = await stage.signInReady(browserAgentOn(deployment));
      await signed('answer-mode');
      const begin = (await stage.standin.log()).at(-1)?.seq ?? 0;
      const call = await stage.customerCalls();
      await desktop.reads('Answers by itself');
      await stage.standin.post(`calls/${call.id}/hangup`);
      await desktop.notShown('button', 'Answer');
      await desktop.reads('1 missed call');
      const answered = (await stage.standin.log(begin)).filter(({event}) => event === 'leg-answered');
      assert.equal(answered.length, 1, 'the caller’s own leg alone');
      assert.deepEqual(await beeps(desktop), []);
      await assertMicrophoneClosed(desktop);
    });

    test('J26 by keyboard alone: a sign that the settings do not name: it rings as usual, and is answered by hand', async () => {
      const desktop = await stage.signInReady(browserAgentOn(deployment));
      desktop.useKeyboard();
      await signed('call-info');
      const call = await stage.customerCalls();
      await desktop.shown('button', 'Answer');
      await until('it rings', async () => (await desktop.ringTones()) === 1);
      assert.doesNotMatch(await desktop.text(), /Answers by itself/);
      await desktop.press('button', 'Answer');
      await desktop.shown('button', 'Hold');
      await stage.farEndHears(call);
      assert.deepEqual(await beeps(desktop), []);
    });

    if (deployment === 'CCE')
      test('J26: the nailed connection is a sign: answered by Finesse after the shown time, with a beep, and heard', async () => {
        const desktop = await stage.signIn(nailedAgent);
        await desktop.shown('image', 'Line 1, ACD, registered');
        await desktop.press('button', 'State:');
        await desktop.press('menuitem', 'Ready');
        const call = await stage.customerCalls();
        await desktop.reads('Answers by itself');
        await heardAfterTheBeep(desktop, call);
      });
  });
}
