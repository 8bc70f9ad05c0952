import assert from 'node:assert/strict';
import {after, afterEach, before, describe, test} from 'node:test';
import {browserAgentOn, deployments, type DesktopPage} from '../support/node/desktop-page.js';
import {SoundServer, type Recording} from '../support/node/sound-server.js';
import {goReady, Stage} from '../support/node/stage.js';
import {drawTone} from '../support/node/tones.js';
import {until} from '../support/node/until.js';

/** Notes of the tones (calls/rings.ts, softphone/ringer.ts), in Hz. */
const chime = [784, 988];
const low = [415, 523];
/** Above this a tone is heard, below a fifth of it nobody would notice; of full scale. */
const audible = 0.02;

for (const deployment of deployments) {
  describe(`ring tones (${deployment})`, () => {
    let stage: Stage;
    let sound: SoundServer;
    let headset: Recording;
    let speakers: Recording;

    before(async () => {
      sound = await SoundServer.open('Headset', 'Speakers');
      headset = sound.record('Headset');
      speakers = sound.record('Speakers');
      stage = await Stage.open(
        ['--deployment', deployment, '--layout', 'test/support/layouts/eight-lines.xml'],
        {sound: sound.env},
      );
    });
    afterEach(() => stage.curtain());
    after(async () => {
      await stage.close();
      await sound.stop();
    });

    function forget(): void {
      for (const recording of [headset, speakers]) recording.forget();
    }

    /** These notes there, and nothing of them, or of any other ring, here. */
    async function sounds(notes: readonly number[], there: Recording, here: Recording): Promise<void> {
      await until('the ring sounds', () => notes.every((hz) => there.loudest(hz) > audible));
      const end = there.seconds + 1;
      await until('it would be heard on the other device too', () => there.seconds > end);
      for (const hz of [...chime, ...low])
        assert.ok(here.loudest(hz) < audible / 5, `${hz} Hz on the other device: ${here.loudest(hz)}`);
      for (const hz of notes === low ? chime : low)
        assert.ok(there.loudest(hz) < audible, `${hz} Hz, of another tone, rings: ${there.loudest(hz)}`);
    }

    async function personalCall(): Promise<string> {
      return stage.standin.callIn({to: '82001', from: '5550102', name: 'Anna Bell', voice: {tone: 300}});
    }

    async function decline(desktop: DesktopPage, id: string): Promise<void> {
      await desktop.press('button', 'Decline');
      await until(
        'it is over',
        async () => !(await stage.standin.world()).calls.some((call) => call.id === id),
      );
    }

    test('J24: by keyboard alone: a line gets its tone, volume and ringer; it rings so, there and nowhere else, also after a reload', async () => {
      const desktop = await stage.signIn(browserAgentOn(deployment));
      desktop.useKeyboard();
      await desktop.shown('image', 'Personal, registered and idle');
      await desktop.press('button', 'Browser audio');
      await desktop.choose('Line', 'Personal');
      await desktop.choose('Tone', 'Low');
      await desktop.choose('Rings on', 'Speakers');
      await desktop.press('button', 'Test the ring of Personal');
      await sounds(low, speakers, headset);

      await desktop.reload();
      await desktop.shown('image', 'Personal, registered and idle');
      forget();
      const loud = await personalCall();
      await desktop.shown('button', 'Decline');
      await sounds(low, speakers, headset);
      const before = speakers.loudest(415);
      await decline(desktop, loud);

      await desktop.press('button', 'Browser audio');
      await desktop.choose('Line', 'Personal');
      await desktop.focus('slider', 'Volume');
      for (let press = 0; press < 8; press++) await desktop.pressKey('ArrowLeft');
      await desktop.pressKey('Escape');
      forget();
      const soft = await personalCall();
      await desktop.shown('button', 'Decline');
      await until('it rings', () => speakers.loudest(415) > before / 50);
      assert.ok(speakers.loudest(415) < before / 3, `${speakers.loudest(415)} of ${before}`);
      await decline(desktop, soft);
    });

    test('J24: the other line rings as before, and what is talked in is heard where no ring goes', async () => {
      const desktop = await stage.signIn(browserAgentOn(deployment));
      await desktop.shown('image', 'Personal, registered and idle');
      await desktop.press('button', 'Browser audio');
      await desktop.choose('Tone', 'Low');
      await desktop.choose('Rings on', 'Speakers');
      await desktop.pressKey('Escape');
      forget();
      const personal = await personalCall();
      await desktop.shown('button', 'Decline');
      await sounds(chime, headset, speakers);
      await decline(desktop, personal);

      await goReady(desktop);
      forget();
      const tone = drawTone(...chime, ...low);
      await stage.standin.callIn({to: '7001', from: '5550123', name: 'Maria Lopez', voice: {tone}});
      await desktop.shown('button', 'Answer');
      await sounds(low, speakers, headset);
      await desktop.press('button', 'Answer');
      await desktop.shown('button', 'Hold');
      forget();
      await until('the caller is heard in the headset', () => headset.loudest(tone) > audible);
      assert.ok(speakers.loudest(tone) < audible / 5, 'the caller is heard from the speakers');
    });
  });
}
