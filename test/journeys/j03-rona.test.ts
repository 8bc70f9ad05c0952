import assert from 'node:assert/strict';
import {after, afterEach, before, describe, test} from 'node:test';
import {
  browserAgentOn,
  deployments,
  deskPhoneAgent,
  throughBrowser,
  type SignIn,
} from '../support/node/desktop-page.js';
import {assertMicrophoneClosed, assertNoBrowserAudio, Stage} from '../support/node/stage.js';
import {until} from '../support/node/until.js';

for (const deployment of deployments) {
  describe(`J03: let it ring out (${deployment})`, () => {
    let stage: Stage;
    before(async () => (stage = await Stage.open(['--deployment', deployment])));
    afterEach(() => stage.curtain());
    after(() => stage.close());

    const code = deployment === 'CCE' ? 32767 : 32763;

    async function letItRingOut(signIn: SignIn, byKeyboard: boolean): Promise<void> {
      const desktop = await stage.signInReady(signIn);
      if (byKeyboard) desktop.useKeyboard();
      await stage.standin.post('settings', {ringSeconds: 3});
      const call = await stage.customerCalls();
      // only SIP brings names
      const who = throughBrowser(signIn) ? 'Maria Lopez' : '5550123';
      await desktop.shown('button', 'Answer');
      await desktop.shown('article', 'You missed a call', 15_000);
      assert.equal((await stage.standin.agent()).reason?.code, code);
      // when, whose call, and for how long it rang
      await desktop.reads(/You missed a call, \d{1,2}:\d{2}/);
      await desktop.reads(new RegExp(`${who} · rang [234] s`));
      await desktop.notShown('button', 'Answer');
      assert.equal(await desktop.ringTones(), 0);
      // before the one press back: the caller still waits, and would be offered again
      await stage.standin.post(`calls/${call.id}/hangup`);
      await desktop.reads('1 missed call');
      await desktop.press('button', 'History');
      await desktop.reads(new RegExp(`${who} Missed · .+ · rang [234] s · .*Billing`));
      await desktop.shown('button', 'Call back 5550123');
      await until(
        'the missed call has been seen',
        async () => !(await desktop.text()).includes('1 missed call'),
      );
      await desktop.press('button', 'Ready again');
      await desktop.shown('button', 'State: Ready');
      await desktop.notShown('article', 'You missed a call');
      assert.equal((await stage.standin.agent()).state, 'READY');
      if (throughBrowser(signIn)) await assertMicrophoneClosed(desktop);
      else await assertNoBrowserAudio(desktop);
    }

    test('J03 B: missed, when, rang how long; in the history; one press back to Ready', async () => {
      await letItRingOut(browserAgentOn(deployment), false);
    });

    test('J03 P: the same on a desk phone, by keyboard alone', async () => {
      await letItRingOut(deskPhoneAgent, true);
    });

    test('J03 B: a direct call that nobody answers makes nobody miss a queue call, and is a missed call all the same', async () => {
      const desktop = await stage.signInReady(browserAgentOn(deployment));
      const id = await stage.standin.callIn({to: '41001', from: '5550188', name: 'Omar Haddad'});
      await desktop.shown('article', 'Omar Haddad');
      await stage.standin.post(`calls/${id}/hangup`);
      await desktop.reads('1 missed call');
      assert.equal(await desktop.isShown('article', 'You missed a call'), false);
      // CCX: direct calls make Not Ready, in plain words; CCE: Ready as before
      if (deployment === 'CCX') await desktop.shown('article', 'A call came directly to you');
      else await desktop.shown('button', 'State: Ready');
    });

    test('J03 B: the history is there after a reload; F-07 (inject P: dialog notifications three times each; settles at once): one ring tone, one card, one line for each call', async () => {
      const desktop = await stage.signInReady(browserAgentOn(deployment));
      await stage.standin.post('faults', {notifications: {match: 'Dialogs', copies: 3}});
      const id = await stage.standin.callIn({to: '41001', from: '5550177', name: 'Ines Costa'});
      await desktop.shown('article', 'Ines Costa');
      await until('it rings', async () => (await desktop.ringTones()) > 0);
      assert.deepEqual([await desktop.ringTones(), await desktop.count('article', 'Ines Costa')], [1, 1]);
      await stage.standin.post(`calls/${id}/hangup`);
      await desktop.reads('1 missed call');
      assert.equal(await desktop.ringTones(), 0);
      // the desktop connects again with its page
      desktop.watched.sockets.splice(0);
      await desktop.page.reload();
      // what was before the page is counted a while after what the next call needs
      await desktop.reads('1 missed call', 20_000);
      await desktop.press('button', 'History');
      await desktop.shown('button', 'Call back 5550177');
      const lines = (await desktop.text()).split('Ines Costa').length - 1;
      assert.equal(lines, 1, 'notifications came three times each');
    });
  });
}
