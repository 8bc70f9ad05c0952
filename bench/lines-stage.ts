/** Where the softphones of `lines.ts` and `lines-left.ts` are: a real switch and Chromium. */
import {once} from 'node:events';
import {createServer} from 'node:http';
import type {AddressInfo} from 'node:net';
import {build} from 'esbuild';
import {Switch} from '../standin/switch/switch.js';
import {realClock} from '../standin/world/clock.js';
import type {LegNews} from '../standin/world/legs.js';
import {launchChromium, type CDPSession} from '../test/support/node/chromium.js';

/** As many lines as an agent can have. */
export const eight = ['81001', '81002', '81003', '81004', '81005', '81006', '81007', '81008'];

/** A switch whose far ends do as the number says that is called: taken, or busy. */
function aSwitch(): Switch {
  const nothing = () => undefined;
  const news: LegNews = {
    dialled: ({legId, to}) => (to === 'busy' ? phones.release(legId, 'busy') : phones.accept(legId)),
    takesOver: nothing,
    ringing: nothing,
    answered: nothing,
    refused: nothing,
    released: nothing,
    heldByEnd: nothing,
    referred: nothing,
    digit: nothing,
    registered: nothing,
  };
  const phones: Switch = new Switch({clock: realClock, secretFor: (user) => [user], news});
  return phones;
}

/** A page with a softphone of as many lines as it is told: `lines-page.ts`. */
export async function linesStage() {
  const {outputFiles} = await build({
    entryPoints: ['bench/lines-page.ts'],
    bundle: true,
    format: 'iife',
    minify: true,
    write: false,
    logLevel: 'silent',
  });
  const phones = aSwitch();
  const server = createServer((request, response) => {
    response.setHeader('content-type', request.url === '/page.js' ? 'text/javascript' : 'text/html');
    response.end(
      request.url === '/page.js' ? outputFiles[0]?.text : '<body><script src="/page.js"></script>',
    );
  });
  server.on('upgrade', (request, socket, head) => phones.handleUpgrade(request, socket, head));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const {port} = server.address() as AddressInfo;
  const browser = await launchChromium();
  const devTools = await browser.target().createCDPSession();
  let calls = 0;
  const tab = async (lines: readonly string[]) => {
    const context = await browser.createBrowserContext();
    await context.overridePermissions(`http://localhost:${port}`, ['microphone']);
    const page = await context.newPage();
    await page.exposeFunction('callIn', (number: string) => {
      const id = `call-${(calls += 1)}`;
      const from = {number: '5550123', name: 'Bench'};
      phones.offer({legId: id, callId: id, end: 'sip', number, from, voice: {kind: 'silence'}});
      return id;
    });
    await page.exposeFunction('giveUp', (id: string) => phones.release(id, 'normal'));
    await page.goto(`http://localhost:${port}/`);
    const run = <T>(call: string): Promise<T> => page.evaluate(`lineBench.${call}`) as Promise<T>;
    if (lines.length > 0) await run(`open(${JSON.stringify(lines)}, 'ws://localhost:${port}/sip')`);
    return {page, run, close: () => context.close()};
  };
  /** CPU of all pages and of their sound so far; s. */
  const cpu = async (): Promise<number> => {
    const {processInfo} = await devTools.send('SystemInfo.getProcessInfo');
    return processInfo.reduce((sum, {cpuTime}) => sum + cpuTime, 0);
  };
  const stop = async () => {
    await browser.close();
    await phones.stop();
    server.closeAllConnections();
    server.close();
  };
  return {tab, cpu, stop};
}

/** What {@link linesStage} makes. */
export type LinesStage = Awaited<ReturnType<typeof linesStage>>;

/** What the page has on its heap after collecting; MB. */
export async function heapOf(devTools: CDPSession): Promise<number> {
  for (let round = 0; round < 3; round += 1) await devTools.send('HeapProfiler.collectGarbage');
  return (await devTools.send('Runtime.getHeapUsage')).usedSize / 1e6;
}
