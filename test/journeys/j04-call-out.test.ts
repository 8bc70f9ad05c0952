import assert from 'node:assert/strict';
import {after, afterEach, before, describe, test} from 'node:test';
import {
  browserAgentOn,
  deployments,
  deskPhoneAgent,
  throughBrowser,
  type DesktopPage,
  type SignIn,
} from '../support/node/desktop-page.js';
import {assertMicrophoneClosed, assertNoBrowserAudio, Stage} from '../support/node/stage.js';
import {drawTone, hasTone} from '../support/node/tones.js';
import {until} from '../support/node/until.js';

/** Somebody outside. */
const number = '5550142';

for (const deployment of deployments) {
  describe(`J04: call out by number (${deployment})`, () => {
    let stage: Stage;
    before(async () => (stage = await Stage.open(['--deployment', deployment])));
    afterEach(() => stage.curtain());
    after(() => stage.close());

    async function notReady(signIn: SignIn): Promise<DesktopPage> {
      const desktop = await stage.signIn(signIn);
      if (throughBrowser(signIn)) await desktop.shown('image', 'Line 1, ACD, registered');
      return desktop;
    }

    const theCall = () =>
      until('the call is there', async () =>
        (await stage.standin.world()).calls.find(({parties}) => parties.length > 1),
      );

    async function callAndTalk(desktop: DesktopPage, signIn: SignIn): Promise<void> {
      await desktop.press('button', 'Call a number');
      await desktop.fill('Number to call', '555-0142');
      await desktop.reads(`Will dial ${number}`);
      await desktop.pressKey('Enter');
      await desktop.shown('article', number);
      assert.equal(await desktop.isShown('button', 'Answer'), false, 'nobody answers their own call');
      const call = {...(await theCall()), number};
      const [tone, voice] = [drawTone(stage.agentTone), drawTone(stage.agentTone)];
      await desktop.shown('button', 'Hold');
      await stage.standin.post(`calls/${call.id}/voice`, {voice: {tone}});
      if (throughBrowser(signIn)) {
        await stage.farEndHears(call);
        await stage.agentHears(desktop, tone);
      } else {
        await stage.standin.post('phones/42001/voice', {voice: {tone: voice}});
        await stage.farEndHears(call, voice);
        await until('the desk phone hears the far end', async () =>
          hasTone(await stage.heardBy(call.id, '42001'), tone),
        );
      }
      await desktop.press('button', 'End');
      await desktop.notShown('article', number);
      await desktop.press('button', 'History');
      await desktop.reads(new RegExp(`${number} Called · .+ · 0\\d:\\d\\d`));
      if (throughBrowser(signIn)) await assertMicrophoneClosed(desktop);
      else await assertNoBrowserAudio(desktop);
    }

    test('J04 B: from Not Ready: alerting, heard both ways, ended, in the history', async () => {
      const signIn = browserAgentOn(deployment);
      const desktop = await notReady(signIn);
      await callAndTalk(desktop, signIn);
      assert.equal((await stage.standin.agent()).state, 'NOT_READY');
      assert.equal(await desktop.ringTones(), 0);
      const makes = (await stage.standin.log()).filter(
        ({event, facts}) =>
          event === 'rest' && facts['method'] === 'POST' && String(facts['path']).endsWith('/Dialogs'),
      );
      assert.equal(makes.length, 1, 'asked for once (I-02)');
    });

    test('J04 P: the same on a desk phone, by keyboard alone', async () => {
      const desktop = await notReady(deskPhoneAgent);
      desktop.useKeyboard();
      await callAndTalk(desktop, deskPhoneAgent);
    });

    if (deployment === 'CCE') {
      test('J04 B: from Ready: Finesse makes the agent Not Ready first, and says so afterwards', async () => {
        const signIn = browserAgentOn(deployment);
        const desktop = await stage.signInReady(signIn);
        await callAndTalk(desktop, signIn);
        await desktop.shown('article', 'You placed a call');
        assert.equal((await stage.standin.agent()).reason?.code, 50006);
      });
    } else {
      test('J04 B: from Ready: says why not, and asks for nothing', async () => {
        const desktop = await stage.signInReady(browserAgentOn(deployment));
        await desktop.press('button', 'Call a number');
        await desktop.fill('Number to call', number);
        await desktop.reads('You are Ready. Go Not Ready first, then call.');
        await desktop.pressKey('Enter');
        assert.equal((await desktop.find('button', 'Call'))?.enabled, false);
        assert.deepEqual((await stage.standin.world()).calls, []);
      });
    }

    for (const byKeyboard of [false, true]) {
      test(`J04 B: a contact of the phone books is found by name, and called${byKeyboard ? ', by keyboard alone' : ''}`, async () => {
        const desktop = await notReady(browserAgentOn(deployment));
        if (byKeyboard) desktop.useKeyboard();
        await desktop.press('button', 'Call a number');
        await desktop.fill('Number to call', 'echo');
        await desktop.shown('option', 'Echo');
        assert.equal(await desktop.count('option'), 1, 'one of 6,000 contacts');
        if (byKeyboard) await desktop.pressKey('ArrowDown');
        if (byKeyboard) await desktop.pressKey('Enter');
        else await desktop.press('option', 'Echo');
        await desktop.reads('Will dial 9001');
        await desktop.pressKey('Enter');
        await desktop.shown('button', 'Hold');
        // the machine that was chosen says back what the agent says
        await stage.agentHears(desktop, stage.agentTone);
        await desktop.press('button', 'End');
        await desktop.notShown('article', '');
        await assertMicrophoneClosed(desktop);
      });
    }

    test('J04 B: a wrong number says so in words, ends by a press, and is in the history', async () => {
      const desktop = await notReady(browserAgentOn(deployment));
      await desktop.press('button', 'Call a number');
      await desktop.fill('Number to call', '12345');
      await desktop.press('button', 'Call');
      await desktop.reads('The number is not known. Check it and dial again.');
      await desktop.press('button', 'End');
      await desktop.notShown('article', '12345');
      await desktop.press('button', 'History');
      await desktop.reads('12345 Not connected');
      await assertMicrophoneClosed(desktop);
    });

    test('J04 B: what can’t be dialled is said before anything is sent', async () => {
      const desktop = await notReady(browserAgentOn(deployment));
      const before = (await stage.standin.log()).at(-1)?.seq ?? 0;
      await desktop.press('button', 'Call a number');
      for (const [text, words] of [
        ['javascript:alert(1)', 'Addresses of this kind can’t be dialled.'],
        ['maria', 'Names can’t be dialled here.'],
        ['+0123', 'A plus stands in front only'],
      ] as const) {
        await desktop.fill('Number to call', text);
        await desktop.reads(words);
        await desktop.pressKey('Enter');
      }
      const sent = (await stage.standin.log(before)).filter(
        ({event, facts}) => event === 'rest' && facts['method'] !== 'GET',
      );
      assert.deepEqual(sent, []);
    });

    test('J04 B: one’s own number: the sentence for that cause, and nothing is sent', async () => {
      const desktop = await notReady(browserAgentOn(deployment));
      await desktop.press('button', 'Call a number');
      await desktop.fill('Number to call', '41001');
      await desktop.press('button', 'Call');
      await desktop.reads('That is your own number');
      await desktop.reads('No call was placed.');
      assert.deepEqual((await stage.standin.world()).calls, []);
    });

    test('J04 B: called back from the history', async () => {
      const desktop = await notReady(browserAgentOn(deployment));
      const id = await stage.standin.callIn({to: '41001', from: number, name: 'Omar Haddad'});
      await desktop.shown('article', 'Omar Haddad');
      await stage.standin.post(`calls/${id}/hangup`);
      await desktop.reads('1 missed call');
      await desktop.press('button', 'History');
      await desktop.press('button', `Call back ${number}`);
      await desktop.shown('button', 'Hold');
      await stage.farEndHears({...(await theCall()), number});
      await desktop.press('button', 'End');
    });
  });
}
