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
import {assertNoBrowserAudio, Stage} from '../support/node/stage.js';
import {until} from '../support/node/until.js';

/** The line of the stand-in that collects digits. */
const machine = '9002';

for (const deployment of deployments) {
  describe(`J07: keypad digits to a machine, and a pasted string with pauses (${deployment})`, () => {
    let stage: Stage;
    before(async () => (stage = await Stage.open(['--deployment', deployment])));
    afterEach(() => stage.curtain());
    after(() => stage.close());

    const collected = async () => (await stage.standin.world()).calls[0]?.digits ?? '';
    const arrived = (digits: string) =>
      until(`the machine has ${digits}`, async () => (await collected()) === digits, 20_000);

    async function inCall(signIn: SignIn, text: string): Promise<DesktopPage> {
      const desktop = await stage.signIn(signIn);
      if (throughBrowser(signIn)) await desktop.shown('image', 'Line 1, ACD, registered');
      await desktop.press('button', 'Call a number');
      await desktop.fill('Number to call', text);
      await desktop.press('button', 'Call');
      await desktop.shown('button', 'Hold');
      return desktop;
    }

    async function keysThenString(desktop: DesktopPage): Promise<void> {
      await desktop.press('button', 'Keypad');
      for (const name of ['4', 'Star', '0', 'Hash']) await desktop.press('button', name);
      await arrived('4*0#');
      await desktop.fill('Paste digits', '7 7-1,,95;3#');
      const pasted = Date.now();
      await desktop.pressKey('Enter');
      await desktop.reads(/Pause, [12] s, then 95w3#/);
      await arrived('4*0#77195');
      assert.ok(Date.now() - pasted >= 2_000, 'two commas are two seconds at least');
      await desktop.reads('Waiting for you, then 3#');
      await desktop.press('button', 'Send now');
      await arrived('4*0#771953#');
    }

    /** No digit that was sent is in a line of the gadget's own log. */
    async function notLogged(desktop: DesktopPage): Promise<void> {
      const lines = await (
        await desktop.gadget()
      ).evaluate(() =>
        JSON.stringify(
          (
            window as unknown as {desklineLog: {lines: {message: string; facts: object}[]}}
          ).desklineLog.lines.map(({message, facts}) => [message, facts]),
        ),
      );
      for (const digits of ['4*0', '771', '95w', '953']) assert.ok(!lines.includes(`"${digits}`), digits);
    }

    test('J07 B: the far end receives the exact digits; countdown shown; none in the log', async () => {
      const desktop = await inCall(browserAgentOn(deployment), machine);
      await keysThenString(desktop);
      await notLogged(desktop);
      await desktop.press('button', 'End');
    });

    test('J07 P: the same by Finesse, on a desk phone, by keyboard alone', async () => {
      const desktop = await stage.signIn(deskPhoneAgent);
      desktop.useKeyboard();
      await desktop.press('button', 'Call a number');
      await desktop.fill('Number to call', machine);
      await desktop.pressKey('Enter');
      await desktop.shown('button', 'Hold');
      await keysThenString(desktop);
      await notLogged(desktop);
      await assertNoBrowserAudio(desktop);
      await desktop.press('button', 'End');
    });

    test('J07 B: digits dialled behind a number follow the answer', async () => {
      const desktop = await inCall(browserAgentOn(deployment), `${machine},,8#`);
      await desktop.reads(/Pause, [12] s, then 8#/);
      await arrived('8#');
      await desktop.press('button', 'End');
    });
  });
}
