import assert from 'node:assert/strict';
import {after, afterEach, before, describe, test} from 'node:test';
import {deskPhoneAgent, type DesktopPage} from '../support/node/desktop-page.js';
import {assertNoBrowserAudio, goReady, Stage} from '../support/node/stage.js';
import {drawTone} from '../support/node/tones.js';
import {until} from '../support/node/until.js';

/** The two phones that share extension 42001 (standin/world/site.ts). */
const deskPhone = 'SEP000000042001';
const softClient = 'CSFAGENT1';

describe('J31: two phones share the agent’s line (CCE from 12.6)', () => {
  let stage: Stage;
  before(async () => (stage = await Stage.open(['--deployment', 'CCE'])));
  afterEach(() => stage.curtain());
  after(() => stage.close());

  const phones = async (): Promise<readonly string[]> =>
    (await stage.standin.get<readonly {number: string; state: string}[]>('phones')).map(
      ({number, state}) => `${number} ${state}`,
    );

  /** A call rings at the chosen phone alone, and is answered there from the gadget. */
  async function takesACall(page: DesktopPage, chosen: string): Promise<void> {
    await goReady(page);
    const call = await stage.customerCalls();
    await page.shown('button', 'Answer');
    assert.deepEqual(await phones(), [`${chosen} ringing`]);
    await page.press('button', 'Answer');
    await page.shown('button', 'Hold');
    assert.deepEqual(await phones(), [`${chosen} up`]);
    const voice = drawTone(call.tone);
    await stage.standin.post('phones/42001/voice', {voice: {tone: voice}});
    await stage.farEndHears(call, voice);
    await page.press('button', 'End');
    await until('both phones are quiet', async () => (await phones()).length === 0);
    await assertNoBrowserAudio(page);
  }

  async function explains(page: DesktopPage, chosen: string): Promise<void> {
    await page.press('button', 'Desk phone 42001');
    await page.reads(`Calls ring on ${chosen}, chosen at sign-in. For another phone, sign in again.`);
    await page.press('button', 'Desk phone 42001');
  }

  for (const keyboard of [false, true])
    test(`J31 on the plain page: asked which one, the chosen one rings and the other doesn’t${keyboard ? ', by keyboard alone' : ''}`, async () => {
      await stage.standin.post('settings', {deviceSelection: 'enabled'});
      const page = await stage.plainPage('/standin/deskline.json?processing=off');
      if (keyboard) page.useKeyboard();
      await page.signInHere(deskPhoneAgent);
      await page.shown('radio', 'Cisco 7961 SEP');
      assert.equal((await stage.standin.agent()).state, 'LOGOUT');
      await page.press('radio', 'Cisco Unified Client Services Framework');
      // Enter on the choice sends it, as in every form
      if (!keyboard) await page.press('button', 'Sign in');
      await page.shown('button', 'State: Not Ready');
      await explains(page, softClient);
      await takesACall(page, softClient);
    });

  test('J31 in the desktop: the phone that was chosen there is shown and explained, and rings', async () => {
    await stage.standin.post('settings', {deviceSelection: 'enabled'});
    const desktop = await stage.signIn({...deskPhoneAgent, device: deskPhone});
    await explains(desktop, deskPhone);
    await takesACall(desktop, deskPhone);
  });

  test('J31 where nobody chooses nothing is asked, and nothing is said of it', async () => {
    const page = await stage.plainPage('/standin/deskline.json?processing=off');
    await page.signInHere(deskPhoneAgent);
    await page.press('button', 'Desk phone 42001');
    await page.reads('This page controls its calls');
    assert.doesNotMatch(await page.text(), /chosen at sign-in/);
  });
});
