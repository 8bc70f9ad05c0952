import assert from 'node:assert/strict';
import {after, afterEach, before, describe, test} from 'node:test';
import {Colleague} from '../support/node/colleague.js';
import {browserAgentOn, deployments, type DesktopPage} from '../support/node/desktop-page.js';
import {assertMicrophoneClosed, Stage} from '../support/node/stage.js';
import {hasTone} from '../support/node/tones.js';
import {until} from '../support/node/until.js';
import {playedIn} from '../support/node/watch.js';

/** RMS of a voice of which eight may be heard at once. */
const level = 0.08;
/** Desk phones of the site, whoever sits there. */
const phones = ['42002', '42003', '42004', '42005', '42006', '42007', '42008'];

for (const deployment of deployments) {
  describe(`J11: a conference of up to nine (${deployment})`, () => {
    let stage: Stage;
    before(async () => (stage = await Stage.open(['--deployment', deployment])));
    afterEach(() => stage.curtain());
    after(() => stage.close());

    /** Frequencies for this run, so far apart that nine of them are told apart. */
    function drawVoices(count: number): number[] {
      const voices: number[] = [];
      for (let at = 720; voices.length < count; at += 100) {
        const hz = at + Math.round(Math.random() * 30);
        if (Math.abs(hz - stage.agentTone) > 50) voices.push(hz);
      }
      return voices;
    }

    async function joins(desktop: DesktopPage, phone: string, tone: number, others: number): Promise<void> {
      await desktop.press('button', others === 1 ? 'Transfer' : 'Add');
      await desktop.fill('Transfer to', phone);
      await desktop.press('button', 'Talk first');
      await Colleague.at(stage.standin, phone).pickUp(tone, level);
      await desktop.press('button', 'Join all');
      await desktop.shown('group', `In this conference: you and ${others + 1} others`);
    }

    async function withCustomer(voice: number): Promise<{desktop: DesktopPage; id: string; number: string}> {
      const desktop = await stage.signInReady(browserAgentOn(deployment));
      const number = '5550123';
      const id = await stage.standin.callIn({to: '7001', from: number, voice: {tone: voice, level}});
      await desktop.press('button', 'Answer');
      await desktop.shown('button', 'Hold');
      return {desktop, id, number};
    }

    const hears = (id: string, number: string, hz: number) =>
      until(`${number} hears ${hz} Hz`, async () =>
        hasTone((await stage.standin.audio(id, number, 10)).heard, hz),
      );

    test('J11 B: nine hear the agent, who hears them all; there is no room for a ninth other, in words', async () => {
      const voices = drawVoices(8);
      const [voice = 0, ...more] = voices;
      const {desktop, id, number} = await withCustomer(voice);
      for (const [at, phone] of phones.entries()) {
        await joins(desktop, phone, more[at] ?? 0, at + 1);
        // at three, and again at nine: each hears each
        if (at > 0 && at < phones.length - 1) continue;
        const there = [number, ...phones.slice(0, at + 1)];
        for (const [place, hearer] of there.entries()) {
          await hears(id, hearer, stage.agentTone);
          for (const [other, hz] of voices.slice(0, there.length).entries())
            if (other !== place) await hears(id, hearer, hz);
        }
        const frame = await desktop.gadget();
        for (const hz of voices.slice(0, there.length))
          await until(`the agent hears ${hz} Hz`, async () =>
            hasTone(await playedIn(frame, 10), hz, level / 8),
          );
      }
      await desktop.press('button', 'Add');
      await desktop.fill('Transfer to', '42009');
      await desktop.reads('The conference is full: you and 8 others');
      assert.equal(await desktop.isShown('button', 'Leave'), true);
      await stage.standin.post('phones/42005/hang-up');
      await desktop.shown('group', 'In this conference: you and 7 others');
      await hears(id, '42008', stage.agentTone);
      await desktop.press('button', 'Leave');
      await until('the others go on', async () => {
        const [call] = (await stage.standin.world()).calls;
        return call?.parties.filter(({state}) => state === 'ACTIVE').length === 7;
      });
      await assertMicrophoneClosed(desktop);
    });

    test('J11 B by keyboard alone: a bridge with less room refuses the next one in words, and nobody is lost', async () => {
      await stage.standin.post('settings', {conferencePartyLimit: 3});
      const [voice = 0, second = 0, third = 0] = drawVoices(3);
      const {desktop, id, number} = await withCustomer(voice);
      desktop.useKeyboard();
      await joins(desktop, '42002', second, 1);
      await desktop.press('button', 'Add');
      await desktop.fill('Transfer to', '42003');
      await desktop.press('button', 'Talk first');
      await Colleague.at(stage.standin, '42003').pickUp(third, level);
      await desktop.press('button', 'Join all');
      await desktop.reads('no room for more people');
      await desktop.press('button', 'Back to caller');
      await desktop.shown('group', 'In this conference: you and 2 others');
      await hears(id, number, stage.agentTone);
      await hears(id, number, second);
    });
  });
}
