import assert from 'node:assert/strict';
import {after, afterEach, before, describe, test} from 'node:test';
import {gzipSync} from 'node:zlib';
import {browserAgentOn, deployments, deskPhoneAgent} from '../support/node/desktop-page.js';
import {assertNoBrowserAudio, goReady, Stage} from '../support/node/stage.js';

for (const deployment of deployments) {
  describe(`J01: open the desktop, sign in, the gadget appears (${deployment})`, () => {
    let stage: Stage;
    before(async () => (stage = await Stage.open(['--deployment', deployment])));
    afterEach(() => stage.curtain());
    after(() => stage.close());

    test('J01 B: the state is shown within a second of the desktop’s own, and line 1 shows its registration', async () => {
      const desktop = await stage.signIn(browserAgentOn(deployment));
      await desktop.shown('button', 'State: Not Ready');
      assert.equal(await desktop.desktopState(), 'NOT_READY');
      await desktop.shown('image', 'Line 1, ACD, registered and idle');
      await desktop.shown('button', 'Browser audio');
      assert.deepEqual((await stage.standin.world()).lines, ['81001']);
      // a change made on the desktop's own control, so that both start from the same event
      const lag = desktop.lagOf('READY', 'Ready');
      await desktop.pressDesktop('Desktop: Ready');
      assert.ok((await lag) < 1000, `the gadget is ${await lag} ms behind the desktop`);
    });

    test('J01 B: at the start no more than 90 kB of script is loaded, gzip, the softphone included', async () => {
      const desktop = await stage.signIn(browserAgentOn(deployment));
      await desktop.shown('image', 'Line 1, ACD, registered and idle');
      await desktop.shown('button', 'Call a number');
      const files = [...desktop.watched.scripts].filter((url) => url.includes('/deskline/'));
      const sizes = await Promise.all(
        files.map(async (url) => {
          const body = Buffer.from(await (await fetch(url)).arrayBuffer());
          return [new URL(url).pathname.split('/').at(-1), gzipSync(body, {level: 9}).length] as const;
        }),
      );
      const sum = sizes.reduce((all, [, size]) => all + size, 0);
      assert.ok(
        sizes.some(([name]) => name?.startsWith('start-softphone-')),
        `the softphone is among them: ${files.join(' ')}`,
      );
      assert.ok(sum <= 90_000, `${sum} bytes: ${sizes.map((each) => each.join(' ')).join(', ')}`);
    });

    test('J01 B: the gadget comes through the container: its own frame, title and height', async () => {
      const desktop = await stage.signIn(browserAgentOn(deployment));
      await desktop.shown('button', 'State: Not Ready');
      const frame = await desktop.gadget();
      assert.match(frame.url(), /\/gadgets\/ifr\?.*gadget\.xml/);
      const box = await (await frame.frameElement())?.boundingBox();
      assert.ok(box && box.height > 40, 'the desktop gave the height the gadget asked for');
    });

    test('J01 B: the browser’s number is another than the extension, and a plain registered line has no dialogs', async () => {
      const desktop = await stage.signIn(browserAgentOn(deployment));
      await desktop.shown('image', 'Line 1, ACD, registered and idle');
      const call = await stage.standin.callIn({to: '81001', from: '5550199', voice: 'silence'});
      await desktop.shown('button', 'Answer');
      const record = (await stage.standin.world()).calls.find((candidate) => candidate.id === call);
      assert.ok(
        record?.parties.every((party) => party.agentId === undefined),
        'no dialog for a plain line',
      );
    });

    test('J01 B by keyboard alone: from the sign-in to Ready', async () => {
      const desktop = await stage.signIn(browserAgentOn(deployment));
      desktop.useKeyboard();
      await desktop.shown('image', 'Line 1, ACD, registered and idle');
      await goReady(desktop);
    });

    test('J01 P: the chip says desk phone, and the browser opens no audio at all', async () => {
      const desktop = await stage.signIn(deskPhoneAgent);
      await desktop.shown('button', 'State: Not Ready');
      await desktop.shown('button', 'Desk phone 42001');
      await assertNoBrowserAudio(desktop);
      assert.ok(!desktop.watched.sockets.some((url) => url.endsWith('/sip')), 'no SIP socket either');
    });
  });
}
