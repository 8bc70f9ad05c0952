import assert from 'node:assert/strict';
import {createServer} from 'node:http';
import type {AddressInfo} from 'node:net';
import {once} from 'node:events';
import {after, before, describe, test} from 'node:test';
import {browserAgentOn, type DesktopPage} from '../support/node/desktop-page.js';
import {Stage} from '../support/node/stage.js';
import {until} from '../support/node/until.js';

/** What a page that knows how such desktops work might try; `number` is the one that costs money. */
const number = '0900666';

/** What it says to every frame it can reach, and on every channel: the shapes of hubs, of RPC, of click-to-dial. */
const said: readonly unknown[] = [
  `tel:${number}`,
  {type: 'dial', number},
  {type: 'dial-request', text: number, origin: 'keypad'},
  {action: 'MAKE_CALL', toAddress: number},
  {topic: 'finesse.containerservices.makeCall', payload: {dialedNumber: number}},
  {topic: 'finesse.info.requests', data: {type: 'MakeCallReq', data: {toAddress: number}}},
  {s: 'rpc', f: '..', c: 0, t: '0', a: ['finesse.info.requests', {type: 'dial', data: {number}}]},
  JSON.stringify({
    s: 'pubsub',
    a: ['publish', '/finesse/api/User/1001001/Dialogs', `<Update>${number}</Update>`],
  }),
  `INVITE sip:${number}@standin.example SIP/2.0\r\n\r\n`,
];

/** The page: tries everything when it is told to, and says when it is through. */
const hostilePage = `<!doctype html><title>Offers</title>
<script>
  const said = ${JSON.stringify(said)};
  const quietly = (run) => { try { run(); } catch {} };
  const reach = (from) => [from, ...Array.from({length: from.length}, (_, at) => from[at]).flatMap(reach)];
  function attack() {
    for (const frame of reach(window.top)) {
      if (frame === window) continue;
      for (const word of said) quietly(() => frame.postMessage(word, '*'));
      quietly(() => frame.dispatchEvent(new CustomEvent('dial-request', {detail: '${number}'})));
      quietly(() => frame.document.querySelector('desk-app').click());
    }
    for (const name of ['deskline', 'finesse', 'dial', 'click-to-dial'])
      quietly(() => { const channel = new BroadcastChannel(name); for (const word of said) channel.postMessage(word); });
    parent.postMessage('done', '*');
  }
  addEventListener('message', ({data}) => { if (data === 'try') attack(); });
</script>`;

describe('a hostile page in a frame beside the gadget', () => {
  let stage: Stage;
  let desktop: DesktopPage;
  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html');
    response.end(hostilePage);
  });
  before(async () => {
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    stage = await Stage.open();
    desktop = await stage.signIn(browserAgentOn('CCE'));
    await desktop.shown('image', 'Line 1, ACD, registered');
  });
  after(async () => {
    await stage.close();
    server.close();
  });

  /** Loads the page in a frame of the desktop, or of the gadget itself, and lets it try everything. */
  async function attackFrom(place: 'the desktop' | 'the gadget'): Promise<void> {
    const {port} = server.address() as AddressInfo;
    const target = place === 'the gadget' ? await desktop.gadget() : desktop.page.mainFrame();
    await target.evaluate(
      (url) =>
        new Promise<void>((resolve) => {
          const frame = document.createElement('iframe');
          frame.onload = () => frame.contentWindow?.postMessage('try', '*');
          addEventListener('message', ({data}) => {
            if (data === 'done') resolve();
          });
          frame.src = url;
          document.body.append(frame);
        }),
      `http://127.0.0.1:${port}/`,
    );
  }

  /** The same from the desktop's own origin, where channels and storage are shared. */
  async function broadcast(): Promise<void> {
    await desktop.page.evaluate((words) => {
      for (const name of ['deskline', 'finesse', 'dial', 'click-to-dial']) {
        const channel = new BroadcastChannel(name);
        for (const word of words) channel.postMessage(word);
        localStorage.setItem(name, JSON.stringify(words));
      }
    }, said);
  }

  /** How many messages came to the gadget's window from the other frame. */
  async function countMessages(): Promise<() => Promise<number>> {
    const frame = await desktop.gadget();
    await frame.evaluate(() => {
      const seen = {count: 0};
      Object.assign(window, {seenByTest: seen});
      addEventListener('message', () => (seen.count += 1));
    });
    return async () =>
      frame.evaluate(() => (window as unknown as {seenByTest: {count: number}}).seenByTest.count);
  }

  for (const place of ['the desktop', 'the gadget'] as const)
    test(`T-04 (inject: messages, events and broadcasts of a framed page of another origin, in ${place}; settles at once): no REST call, no INVITE, no card, and the gadget goes on working`, async () => {
      const {next: since} = await stage.standin.get<{next: number}>('log?since=0');
      const messages = await countMessages();
      await attackFrom(place);
      await broadcast();
      await until('the gadget has been told everything', async () => (await messages()) >= said.length);
      // what comes behind all of it is answered
      await desktop.press('button', 'Call a number');
      await desktop.shown('combobox', 'Number to call');
      await desktop.press('button', 'Call a number');
      const log = await stage.standin.log(since);
      const asked = log.filter(
        ({event, facts}) =>
          (event === 'rest' && facts['method'] !== 'GET') ||
          ['dialog', 'leg-ringing', 'leg-answered'].includes(event),
      );
      assert.deepEqual(asked, []);
      const {calls} = await stage.standin.world();
      assert.deepEqual(calls, []);
      assert.equal(await desktop.count('article'), 0, 'no card');
      assert.ok(!(await desktop.text()).includes(number), 'nothing of it on the page');
      assert.ok(
        new URL(desktop.page.url()).pathname === '/desktop/container/',
        'the desktop is where it was',
      );
    });
});
