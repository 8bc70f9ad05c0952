import assert from 'node:assert/strict';
import {after, afterEach, before, describe, test} from 'node:test';
import {Colleague, endAt, endInBrowser, exactlyTheseHearEachOther} from '../support/node/colleague.js';
import {nailedAgent, type DesktopPage} from '../support/node/desktop-page.js';
import {assertMicrophoneClosed, goReady, Stage} from '../support/node/stage.js';
import type {Spectrum} from '../support/node/standin-process.js';
import {drawTone, lacksTone} from '../support/node/tones.js';
import {until} from '../support/node/until.js';
import {liveMicrophones, sendsMicrophone} from '../support/node/watch.js';

const config = (query = '') => `/standin/deskline.json?processing=off${query}`;

describe('J32: Mobile Agent, nailed connection (CCE)', () => {
  let stage: Stage;
  before(async () => (stage = await Stage.open(['--deployment', 'CCE'])));
  afterEach(() => stage.curtain());
  after(() => stage.close());

  const legAudio = (): Promise<{legId: string; said?: Spectrum; heard?: Spectrum}> =>
    stage.standin.get('agents/1001001/leg');

  /** How often the permanent leg came to that since. */
  const happened = async (what: string, since: number): Promise<number> =>
    (await stage.standin.log(since)).filter(({event, facts}) => event === 'nailed' && facts['what'] === what)
      .length;

  const now = async (): Promise<number> => (await stage.standin.log()).at(-1)?.seq ?? 0;

  /** Nothing is captured, nothing sent: the platform hears no room. */
  async function silentBetweenCalls(desktop: DesktopPage): Promise<void> {
    await assertMicrophoneClosed(desktop);
    assert.equal(await sendsMicrophone(await desktop.gadget()), false, 'I-05: no live track is sent');
    await until('the leg is silent', async () => lacksTone((await legAudio()).said, stage.agentTone));
  }

  /** A call that rings by the gadget's own tone, is answered in it and heard both ways. */
  async function talk(desktop: DesktopPage) {
    const call = await stage.customerCalls();
    await desktop.shown('button', 'Answer');
    await until('the gadget itself rings', async () => (await desktop.ringTones()) === 1);
    assert.equal(await liveMicrophones(await desktop.gadget()), 0);
    await desktop.press('button', 'Answer');
    await desktop.shown('button', 'Hold');
    await stage.farEndHears(call);
    await stage.agentHears(desktop, call.tone);
    assert.equal(await desktop.ringTones(), 0);
    return call;
  }

  async function signedIn(page: DesktopPage): Promise<void> {
    await page.shown('button', 'State: Not Ready');
    await page.shown('button', 'Browser audio');
    // nobody has to wrap up here: that is J02
    await stage.standin.post('settings', {wrapUpOnIncoming: 'NOT_ALLOWED'});
    await silentBetweenCalls(page);
    await goReady(page);
  }

  test('J32: three calls over one leg that stays up, each by ANSWER and heard both ways; silence, not the room, between', async () => {
    const begin = await now();
    const desktop = await stage.signIn(nailedAgent);
    await signedIn(desktop);
    const {legId} = await legAudio();
    for (let nth = 0; nth < 3; nth++) {
      const call = await talk(desktop);
      if (nth === 0) {
        // what the first call was muted by is over with it
        await desktop.press('button', 'Mute');
        await stage.farEndHearsNothingOf(call);
      }
      await stage.standin.post(`calls/${call.id}/hangup`);
      await desktop.shown('button', 'State: Ready');
      await silentBetweenCalls(desktop);
    }
    assert.deepEqual([(await legAudio()).legId, await happened('up', begin)], [legId, 1]);
  });

  test('J32 by keyboard alone: hold, consult and transfer go over the same leg; its way is cut between calls, and it is rejoined', async () => {
    const [desktop, colleague] = await Promise.all([
      stage.signIn(nailedAgent),
      Colleague.signIn(stage.standin, 2),
    ]);
    desktop.useKeyboard();
    await signedIn(desktop);
    const {legId} = await legAudio();
    await stage.standin.post('faults', {cutSockets: true});
    const call = await talk(desktop);
    const [agent, customer, other] = [
      endInBrowser(stage, desktop),
      endAt(stage, call.number, call.tone),
      endAt(stage, colleague.extension, drawTone(stage.agentTone, call.tone)),
    ] as const;
    await desktop.press('button', 'Hold');
    await desktop.press('button', 'Resume');
    await desktop.press('button', 'Transfer');
    await desktop.fill('Transfer to', colleague.extension);
    await desktop.press('button', 'Talk first');
    await colleague.pickUp(other.tone);
    await exactlyTheseHearEachOther([agent, other], [customer]);
    await desktop.press('button', 'Complete transfer');
    await exactlyTheseHearEachOther([customer, other]);
    await silentBetweenCalls(desktop);
    assert.equal((await legAudio()).legId, legId, 'the same leg');
  });

  test('J32: the set-up call is not trusted: it is shown, and answered by hand; when the leg is lost, words say so', async () => {
    const page = await stage.plainPage(config('&nailed=by-hand'));
    await page.signInHere(nailedAgent);
    await page.reads('The call that carries your voice is ringing');
    assert.equal((await stage.standin.agent()).state, 'LOGOUT');
    await page.press('button', 'Answer');
    await signedIn(page);
    const call = await talk(page);
    await stage.standin.post('agents/1001001/leg/cut');
    await page.shown('heading', 'Sign in');
    await page.reads('The call that carried your voice has ended');
    assert.equal(
      (await stage.standin.world()).calls.some(({id}) => id === call.id),
      false,
    );
    assert.deepEqual(
      [(await stage.standin.agent()).state, (await stage.standin.agent()).reason?.code],
      ['LOGOUT', 50042],
    );
  });

  test('J32: nobody answers the set-up call: the sign-in fails, and says why', async () => {
    const page = await stage.plainPage(config('&nailed=by-hand'));
    await stage.standin.post('settings', {ringSeconds: 2});
    await page.signInHere(nailedAgent);
    await page.shown('button', 'Decline');
    await page.reads('the call to your phone was not answered');
    await page.shown('heading', 'Sign in');
    assert.equal((await stage.standin.agent()).reason?.code, 50040);
  });
});
