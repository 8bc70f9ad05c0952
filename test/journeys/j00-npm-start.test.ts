import assert from 'node:assert/strict';
import {spawn, type ChildProcess} from 'node:child_process';
import {once} from 'node:events';
import {createServer} from 'node:net';
import {after, before, describe, test} from 'node:test';
import {launchChromium, type Browser} from '../support/node/chromium.js';
import {browserAgent, DesktopPage} from '../support/node/desktop-page.js';
import {StandinProcess, type WorldPicture} from '../support/node/standin-process.js';
import {goReady} from '../support/node/stage.js';
import {drawTone, hasTone, toneFile} from '../support/node/tones.js';
import {until} from '../support/node/until.js';
import {playedIn} from '../support/node/watch.js';

/** A port that nobody uses at the moment. */
async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, 'localhost');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address ? address.port : 0;
}

/** Runs the command people type, and collects what it prints. */
function npmStart(port: number, ...flags: string[]): {child: ChildProcess; printed: () => string} {
  const child = spawn(process.execPath, ['scripts/start.mjs', ...flags], {
    env: {...process.env, PORT: String(port)},
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  child.stdout?.on('data', (chunk: Buffer) => (text += String(chunk)));
  child.stderr?.on('data', (chunk: Buffer) => (text += String(chunk)));
  return {child, printed: () => text};
}

describe('npm start: one command, one real call', () => {
  let browser: Browser;
  const agentTone = drawTone();
  before(async () => (browser = await launchChromium({microphone: toneFile(agentTone)})));
  after(() => browser.close());

  test('prints one line with the address, answers /healthz, and the first caller is heard both ways; Ctrl-C ends it cleanly', async () => {
    const port = await freePort();
    const {child, printed} = npmStart(port, '--layout', 'test/support/layouts/journeys.xml');
    try {
      await until(
        'the address is printed',
        () => printed().includes(`Deskline is ready: http://localhost:${port}/`),
        60_000,
      );
      assert.equal(printed().match(/Deskline is ready/g)?.length, 1);
      const address = `http://localhost:${port}`;
      assert.equal((await fetch(`${address}/healthz`)).status, 200);
      const standin = StandinProcess.at(address);
      const desktop = await DesktopPage.open(browser, standin, browserAgent);
      await desktop.shown('image', 'Line 1, ACD, registered');
      await goReady(desktop);
      await desktop.shown('button', 'Answer', 10_000);
      await desktop.press('button', 'Answer');
      await desktop.shown('button', 'Hold');
      const world = await standin.get<WorldPicture>('world');
      const call = world.calls[0];
      const caller = call?.parties.find((party) => party.agentId === undefined);
      assert.ok(call && caller);
      await until('the caller hears the agent', async () =>
        hasTone((await standin.audio(call.id, caller.address)).heard, agentTone),
      );
      const frame = await desktop.gadget();
      await until(
        'the agent hears the caller speak',
        async () => ((await playedIn(frame))?.level ?? 0) > 0.01,
      );
      await desktop.close();
    } finally {
      child.kill('SIGINT');
    }
    const [code] = (await once(child, 'exit')) as [number | null];
    assert.equal(code, 0);
    await assert.rejects(fetch(`http://localhost:${port}/healthz`), 'the port is free again');
  });

  test('a port in use: a sentence, what to do, and an exit code that is not 0', async () => {
    const taken = createServer();
    taken.listen(0, 'localhost');
    await once(taken, 'listening');
    const address = taken.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const {child, printed} = npmStart(port);
    const [code] = (await once(child, 'exit')) as [number | null];
    taken.close();
    assert.notEqual(code, 0);
    assert.match(printed(), new RegExp(`Port ${port} is in use.*PORT=`, 's'));
  });

  test('a flag that does not exist: a sentence and an exit code that is not 0', async () => {
    const {child, printed} = npmStart(await freePort(), '--deploiment', 'CCX');
    const [code] = (await once(child, 'exit')) as [number | null];
    assert.notEqual(code, 0);
    assert.match(printed(), /deploiment.*docs\/standin\.md/s);
  });
});
