import assert from 'node:assert/strict';
import {after, afterEach, before, describe, test} from 'node:test';
import {browserAgentOn, deployments, deskPhoneAgent, type DesktopPage} from '../support/node/desktop-page.js';
import {assertNoBrowserAudio, Stage} from '../support/node/stage.js';
import {drawTone, hasTone, lacksTone} from '../support/node/tones.js';
import {until} from '../support/node/until.js';

const second = {number: '5550177', name: 'Ben Carter'};

for (const deployment of deployments) {
  describe(`J20: a second call while talking (${deployment})`, () => {
    let stage: Stage;
    before(async () => (stage = await Stage.open(['--deployment', deployment])));
    afterEach(() => stage.curtain());
    after(() => stage.close());

    /** How loud the tone is that sounds in the gadget, over one round of it; 0: none. */
    const loudness = async (desktop: DesktopPage): Promise<number> =>
      (await desktop.gadget()).evaluate(() => {
        const [ring] = window.deskProbes?.rings ?? [];
        const samples = ring?.buffer?.getChannelData(0) ?? [];
        let loudest = 0;
        for (const sample of samples) loudest = Math.max(loudest, Math.abs(sample));
        return loudest;
      });

    const state = async (callId: string, address: string) =>
      (await stage.standin.world()).calls
        .find((call) => call.id === callId)
        ?.parties.find((party) => party.address === address)?.state;

    async function theySpeak(callId: string, address: string, voice: number): Promise<void> {
      await until(`${address} hears ${voice} Hz`, async () =>
        hasTone(await stage.heardBy(callId, address), voice),
      );
    }

    async function holdAndAnswer(
      desktop: DesktopPage,
      extension: string,
      speak: (tone: number) => Promise<unknown>,
    ) {
      const browser = extension === '41001';
      const first = await stage.customerCalls();
      await desktop.shown('button', 'Answer');
      if (browser) await until('the first call rings', async () => (await loudness(desktop)) > 0.2);
      await desktop.press('button', 'Answer');
      await desktop.shown('button', 'Hold');
      const tone = browser ? stage.agentTone : drawTone(first.tone);
      await speak(tone);
      await theySpeak(first.id, first.number, tone);
      const secondTone = drawTone(tone, first.tone);
      const id = await stage.standin.callIn({
        to: extension,
        from: second.number,
        name: second.name,
        voice: {tone: secondTone},
      });
      await desktop.shown('button', 'Hold and answer');
      await desktop.reads('You are in another call');
      if (browser) {
        const soft = await until('a tone', () => loudness(desktop));
        assert.ok(soft < 0.05, `a soft one, not the ring: ${soft}`);
        await stage.agentHears(desktop, first.tone);
      } else assert.equal(await loudness(desktop), 0, 'the phone itself tells of it');
      await theySpeak(first.id, first.number, tone);
      await desktop.press('button', 'Hold and answer');
      await until('the first is held and the second talks', async () => {
        const states = [await state(first.id, extension), await state(id, extension)];
        return states.join() === 'HELD,ACTIVE';
      });
      await desktop.shown('button', 'Resume');
      await speak(tone);
      await theySpeak(id, second.number, tone);
      await stage.farEndHearsNothingOf(first, tone);
      assert.equal(await loudness(desktop), 0);
      return {first, second: {id, number: second.number, tone: secondTone}, tone};
    }

    /** On either platform a queue call that waits would be no call waiting: one rings only when the agent is free. */
    async function backToTheFirst(
      desktop: DesktopPage,
      extension: string,
      {first, second: other, tone}: Awaited<ReturnType<typeof holdAndAnswer>>,
    ) {
      await stage.standin.post(`calls/${other.id}/hangup`);
      await desktop.press('button', 'Resume');
      await until(
        'the first is talked in again',
        async () => (await state(first.id, extension)) === 'ACTIVE',
      );
      await theySpeak(first.id, first.number, tone);
    }

    for (const keyboard of [false, true])
      test(`J20 B: a soft tone only; one press holds the first and answers the second${keyboard ? ', by keyboard alone' : ''}`, async () => {
        const desktop = await stage.signInReady(browserAgentOn(deployment));
        if (keyboard) desktop.useKeyboard();
        const calls = await holdAndAnswer(desktop, '41001', () => Promise.resolve());
        await stage.agentHears(desktop, calls.second.tone);
        await until('the first caller is not heard', async () =>
          lacksTone((await stage.standin.audio(calls.second.id, '41001')).heard, calls.first.tone),
        );
        await backToTheFirst(desktop, '41001', calls);
        await stage.agentHears(desktop, calls.first.tone);
      });

    test('J20 P: on a desk phone the same press does the same, and no sound is made here', async () => {
      const desktop = await stage.signInReady(deskPhoneAgent);
      const calls = await holdAndAnswer(desktop, '42001', (tone) =>
        stage.standin.post('phones/42001/voice', {voice: {tone}}),
      );
      await backToTheFirst(desktop, '42001', calls);
      await assertNoBrowserAudio(desktop);
    });
  });
}
