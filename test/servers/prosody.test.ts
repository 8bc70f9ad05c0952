/** Our own notification socket, in Chromium, on an XMPP server made by others: Prosody, with pub/sub nodes as Finesse's. */
import assert from 'node:assert/strict';
import {after, afterEach, before, describe, test} from 'node:test';
import {build} from 'esbuild';
import type {AgentPicture, Place} from '../support/browser/xmpp-page.js';
import {launchChromium, type Browser, type Page} from '../support/node/chromium.js';
import {deskPhoneAgent} from '../support/node/desktop-page.js';
import {Prosody, publisher} from '../support/node/prosody.js';
import {StandinProcess} from '../support/node/standin-process.js';
import {until} from '../support/node/until.js';

const {id, password, extension} = deskPhoneAgent;

/** The socket's timers run so many times faster. */
const speed = 10;

async function pageScript(): Promise<string> {
  const {outputFiles} = await build({
    entryPoints: ['test/support/browser/xmpp-page.ts'],
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    logLevel: 'silent',
  });
  return outputFiles[0]?.text ?? '';
}

describe('notifications over XMPP (Prosody)', () => {
  let prosody: Prosody;
  let standin: StandinProcess;
  let browser: Browser;
  let page: Page;
  const there = (): Place => ({url: prosody.url, domain: prosody.domain, user: id, password});
  const publishing = (): Place => ({...there(), ...publisher});
  before(async () => {
    [prosody, standin, browser] = await Promise.all([
      Prosody.open({[id]: password}),
      StandinProcess.start(),
      launchChromium(),
    ]);
    page = await browser.newPage();
    await page.goto(`${standin.address}/healthz`);
    await page.addScriptTag({type: 'module', content: await pageScript()});
    await until('the script runs', () => page.evaluate(() => 'xmppPage' in window));
    await beginPublishing();
    const url = `${standin.address.replace('http', 'ws')}/ws/`;
    await page.evaluate((place) => window.xmppPage.feed(place), {...there(), url, domain: 'localhost'});
    await until('the feed is live', async () => (await standin.world()).streams['A']?.length === 1);
  });
  afterEach(async () => {
    await page.evaluate(() => window.xmppPage.close());
    await standin.reset();
  });
  after(async () => {
    await browser.close();
    await standin.stop();
    await prosody.close();
  });

  const beginPublishing = () =>
    page.evaluate(
      async (place, userId) => {
        await window.xmppPage.publisher.connect(place);
        await window.xmppPage.publisher.addNodesOf(userId);
      },
      publishing(),
      id,
    );
  const look = (): Promise<AgentPicture> => page.evaluate(() => window.xmppPage.look());
  const shows = (what: string, wanted: Partial<AgentPicture>, ms = 10_000) =>
    until(
      what,
      async () => {
        const picture: Partial<Record<string, unknown>> = {...(await look())};
        return Object.entries(wanted).every(([name, value]) => picture[name] === value);
      },
      ms,
    );
  const open = (place = there()) =>
    page.evaluate((where, times) => window.xmppPage.open(where, times), place, speed);
  const request = (state: 'READY' | 'NOT_READY') =>
    page.evaluate((wanted) => window.xmppPage.request(wanted), state);
  const signIn = async () => {
    await open();
    await shows('read', {connection: 'live', state: 'LOGOUT'});
    await page.evaluate((line) => window.xmppPage.signIn(line), extension);
    await request('READY');
    await shows('Ready', {state: 'READY'});
  };
  const talk = async (): Promise<string> => {
    const call = await standin.callIn({to: '7001', voice: 'silence'});
    await shows('it rings', {dialogs: 1});
    await standin.post(`phones/${extension}/pick-up`);
    await shows('talking', {state: 'TALKING'});
    return call;
  };
  const readsSoFar = async () => (await standin.log()).filter(({facts}) => facts['method'] === 'GET').length;

  test('signs in with SASL PLAIN; a call is told item by item', async () => {
    await signIn();
    const reads = await readsSoFar();
    const call = await talk();
    await standin.post(`calls/${call}/hangup`);
    await shows('in wrap-up', {state: 'WORK_READY'});
    assert.equal(await readsSoFar(), reads, 'nothing was read for it');
    assert.deepEqual((await look()).counters, {refused: 0, foreign: 0});
  });

  test('what somebody else sends to the agent is no notification', async () => {
    await open();
    await shows('read', {connection: 'live'});
    await page.evaluate(async (userId) => {
      window.xmppPage.publisher.tell(userId, '<Update>forged</Update>');
      await window.xmppPage.publisher.publish(`/finesse/api/User/${userId}`, '<Update>real</Update>');
    }, id);
    await until('heard', async () => (await look()).heard.includes('<Update>real</Update>'));
    // not the only one: the sign-out by which the test before was reset may come here, too
    assert.ok(!(await look()).heard.includes('<Update>forged</Update>'));
  });

  test('pings are answered: the same socket after five of them', async () => {
    await open();
    await shows('read', {connection: 'live'});
    await page.evaluate(async (ms) => {
      const end = performance.now() + ms;
      while (performance.now() < end) await new Promise((tick) => requestAnimationFrame(tick));
    }, 25_000 / speed);
    assert.deepEqual((await look()).states, ['live']);
  });

  test(`F-19 (inject: the server stalls, its sockets open; settles in 15 s, here ${speed} times as fast): unanswered pings are noticed, and it is live again`, async () => {
    await signIn();
    prosody.freeze();
    await shows('noticed', {connection: 'failing'}, 15_000 / speed + 1_000);
    prosody.thaw();
    await shows('live again', {connection: 'live'});
  });

  test('J43 (inject: the server is stopped and started in mid-call; settles with the socket): what was lost meanwhile is read', async () => {
    await signIn();
    const call = await talk();
    await prosody.crash();
    await shows('noticed', {connection: 'failing'});
    await standin.post(`calls/${call}/hangup`);
    assert.equal((await look()).state, 'TALKING', 'nobody told');
    await prosody.start();
    await beginPublishing();
    await shows('live again', {connection: 'live', state: 'WORK_READY'});
    await request('NOT_READY');
    await shows('told again', {state: 'NOT_READY'});
  });

  test('a wrong password is not tried again', async () => {
    await open({...there(), password: 'wrong'});
    await shows('refused', {connection: 'down'});
  });
});
