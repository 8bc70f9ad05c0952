/** The third way for notifications, by a site's broker: our adapter on a real RabbitMQ, to which the stand-in publishes. */
import assert from 'node:assert/strict';
import {cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, afterEach, before, describe, test} from 'node:test';
import {Client} from '@stomp/stompjs';
import {build} from 'esbuild';
import {WebSocket} from 'ws';
import {StompNotifications, type StompSettings} from '../../src/finesse/stomp.js';
import type {Finesse} from '../../src/finesse/finesse.js';
import {launchChromium} from '../support/node/chromium.js';
import {deskPhoneAgent, DesktopPage} from '../support/node/desktop-page.js';
import {basicOf, finesseAgent, linkOptions} from '../support/node/finesse-agent.js';
import {RabbitMq} from '../support/node/rabbitmq.js';
import {goReady} from '../support/node/stage.js';
import {StandinProcess} from '../support/node/standin-process.js';
import {until} from '../support/node/until.js';

const own = '/topic/finesse.api.User.{userId}';

/** The plain page and a site's settings for it, as a folder that the stand-in serves. */
async function pageFolder(stomp: object): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'deskline-page-'));
  await build({
    entryPoints: {plain: 'src/plain-entry.ts'},
    outdir: join(folder, 'deskline'),
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'browser',
    conditions: ['production'],
    target: 'es2022',
    chunkNames: '[name]-[hash]',
    logLevel: 'silent',
  });
  cpSync('plain.html', join(folder, 'deskline/plain.html'));
  mkdirSync(join(folder, 'site'));
  writeFileSync(join(folder, 'site/deskline.json'), JSON.stringify({stomp}));
  return folder;
}

describe('notifications by way of a broker (RabbitMQ)', () => {
  let broker: RabbitMq;
  let standin: StandinProcess;
  let folder: string;
  let ending = new AbortController();
  const nodeSocket = globalThis.WebSocket;
  before(async () => {
    Object.assign(globalThis, {WebSocket});
    broker = await RabbitMq.open();
    folder = await pageFolder({
      url: broker.url,
      headers: ['login:guest', 'passcode:guest', 'host:/'],
      destinations: [own, `${own}.Dialogs`],
    });
    standin = await StandinProcess.start(['--broker', broker.url, '--gadgets', folder]);
    await until('the stand-in publishes', async () =>
      (await standin.log()).some(({event, facts}) => event === 'broker' && facts['connected'] === true),
    );
  });
  afterEach(async () => {
    ending.abort();
    await standin.reset();
  });
  after(async () => {
    await standin.stop();
    await broker.close();
    rmSync(folder, {recursive: true, force: true});
    Object.assign(globalThis, {WebSocket: nodeSocket});
  });

  const listen = (settings: Partial<StompSettings> = {}) => {
    ending = new AbortController();
    return new StompNotifications({
      ...linkOptions(),
      authorization: () => basicOf(deskPhoneAgent),
      settings: {
        url: broker.url,
        headers: ['login:guest', 'passcode:guest', 'host:/'],
        destinations: [own, `${own}.Dialogs`],
        body: {form: 'xml'},
        heartbeatSeconds: 1,
        ...settings,
      },
    });
  };
  const signIn = async (notifications = listen()): Promise<Finesse> => {
    const finesse = finesseAgent(standin, deskPhoneAgent, notifications, ending.signal);
    await until('read', () => finesse.agent.state !== undefined);
    await finesse.signIn({extension: deskPhoneAgent.extension, mobileAgent: undefined});
    await finesse.requestState('READY', undefined);
    await until('Ready', () => finesse.agent.state?.state === 'READY');
    return finesse;
  };
  const talk = async (finesse: Finesse): Promise<string> => {
    const call = await standin.callIn({to: '7001', voice: 'silence'});
    await until('it rings', () => finesse.dialogs.state.length === 1);
    await standin.post(`phones/${deskPhoneAgent.extension}/pick-up`);
    await until('talking', () => finesse.agent.state?.state === 'TALKING');
    return call;
  };

  test('signing in, Ready, a call and its end are told, each by its own message', async () => {
    const finesse = await signIn();
    const call = await talk(finesse);
    const reads = (await standin.log()).filter(({facts}) => facts['method'] === 'GET').length;
    await standin.post(`calls/${call}/hangup`);
    await until('in wrap-up', () => finesse.agent.state?.state === 'WORK_READY');
    assert.equal(
      (await standin.log()).filter(({facts}) => facts['method'] === 'GET').length,
      reads,
      'nothing was read for it',
    );
    assert.deepEqual(finesse.counters, {refused: 0, foreign: 0});
  });

  test('the plain page of a site with a broker listens there, opens no XMPP and does not load it', async () => {
    const browser = await launchChromium();
    try {
      const page = await DesktopPage.openPlain(browser, standin, '/3rdpartygadget/files/site/deskline.json');
      await page.signInHere(deskPhoneAgent);
      await goReady(page);
      await standin.callIn({to: '7001', voice: 'silence'});
      await page.press('button', 'Answer');
      await page.shown('button', 'Hold');
      const {sockets, scripts, errors} = page.watched;
      assert.deepEqual(sockets, [broker.url]);
      const names = [...scripts].join();
      assert.ok(/stomp-/.test(names) && !/xmpp-/.test(names), names);
      assert.deepEqual(errors, []);
    } finally {
      await browser.close();
    }
  });

  test('F-19 (inject: the broker stalls, its sockets open; settles in 15 s): its missing heart-beats are noticed, and it is live again', async () => {
    const finesse = await signIn();
    broker.freeze();
    await until('noticed', () => finesse.connection.state === 'failing', 15_000);
    broker.thaw();
    await until('live again', () => finesse.connection.state === 'live', 15_000);
  });

  test('J43 (inject: the broker is stopped and started in mid-call; settles with the socket): what was lost meanwhile is read', async () => {
    const finesse = await signIn();
    const call = await talk(finesse);
    await broker.crash();
    await until('noticed', () => finesse.connection.state === 'failing');
    await standin.post(`calls/${call}/hangup`);
    assert.equal(finesse.agent.state?.state, 'TALKING', 'nobody told');
    await broker.start();
    await until('live again', () => finesse.connection.state === 'live', 15_000);
    await until('read again', () => finesse.agent.state?.state === 'WORK_READY');
  });

  test('a password that the broker refuses is not tried again', async () => {
    const notifications = listen({headers: ['login:guest', 'passcode:wrong', 'host:/']});
    notifications.start(deskPhoneAgent.id, () => {}, ending.signal);
    await until('refused', () => notifications.connection.state === 'down');
  });

  for (const [form, body, write] of [
    ['escaped', {form: 'escaped'}, (text: string) => text.replaceAll('<', '&lt;').replaceAll('>', '&gt;')],
    [
      'in a JSON object',
      {form: 'json', field: 'event.content'},
      (text: string) => JSON.stringify({event: {content: text}}),
    ],
  ] as const)
    test(`a body ${form} is read`, async () => {
      const notifications = listen({body, destinations: ['/topic/site.{userId}']});
      const heard: string[] = [];
      notifications.start(deskPhoneAgent.id, (text) => heard.push(text), ending.signal);
      await until('live', () => notifications.connection.state === 'live');
      const update = '<Update><event>PUT</event><data/></Update>';
      const publisher = new Client({
        webSocketFactory: () => new WebSocket(broker.url, ['v12.stomp']),
        connectHeaders: {login: 'guest', passcode: 'guest'},
      });
      publisher.activate();
      await until('the publisher is connected', () => publisher.connected);
      publisher.publish({destination: `/topic/site.${deskPhoneAgent.id}`, body: write(update)});
      await until('heard', () => heard.length > 0);
      await publisher.deactivate();
      assert.deepEqual(heard, [update]);
    });
});
