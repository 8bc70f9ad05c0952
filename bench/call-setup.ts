/** G18, G19: from the press on Answer to the answer sent and to the caller's sound, cold, warm and bare, in Chromium. */
import {once} from 'node:events';
import {createServer} from 'node:http';
import type {AddressInfo} from 'node:net';
import {build} from 'esbuild';
import {WebSocketServer} from 'ws';
import {Mixer} from '../standin/switch/media/mixer.js';
import {RtpLeg} from '../standin/switch/media/rtp-leg.js';
import {Switch} from '../standin/switch/switch.js';
import {realClock} from '../standin/world/clock.js';
import {launchChromium} from '../test/support/node/chromium.js';
import {median, type BenchLine} from './line.js';
import type {SetUpTimes} from './call-setup-page.js';

const calls = 15;
const warmUps = 2;
const cold = '81001';
const warm = '81002';
type Way = 'bare' | 'cold' | 'warm' | 'coldDelayed' | 'warmDelayed';

/** A switch and a bare far end behind one port of this machine, and a page of the same origin. */
async function stage() {
  const {outputFiles} = await build({
    entryPoints: ['bench/call-setup-page.ts'],
    bundle: true,
    format: 'iife',
    minify: true,
    write: false,
    logLevel: 'silent',
  });
  const news = () => undefined;
  const phones = new Switch({
    clock: realClock,
    secretFor: (user) => [user],
    news: {
      dialled: news,
      takesOver: news,
      ringing: news,
      answered: news,
      refused: news,
      released: news,
      heldByEnd: news,
      referred: news,
      digit: news,
      registered: news,
    },
  });
  const mixer = new Mixer();
  const bare = new WebSocketServer({noServer: true});
  bare.on('connection', (socket) => {
    const leg = new RtpLeg({connected: () => mixer.add('bare', leg), lost: news, digit: news});
    void leg.offer().then((sdp) => socket.send(sdp));
    socket.on('message', (sdp) => void leg.takeAnswer(String(sdp)));
    socket.on('close', () => {
      mixer.remove('bare');
      leg.close();
    });
  });
  const server = createServer((request, response) => {
    response.setHeader('content-type', request.url === '/page.js' ? 'text/javascript' : 'text/html');
    response.end(request.url === '/page.js' ? outputFiles[0]?.text : '<script src="/page.js"></script>');
  });
  server.on('upgrade', (request, socket, head) => {
    if (request.url === '/sip') phones.handleUpgrade(request, socket, head);
    else bare.handleUpgrade(request, socket, head, (webSocket) => bare.emit('connection', webSocket));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const {port} = server.address() as AddressInfo;
  const browser = await launchChromium();
  const context = await browser.createBrowserContext();
  await context.overridePermissions(`http://localhost:${port}`, ['microphone']);
  const page = await context.newPage();
  await page.goto(`http://localhost:${port}/`);
  const run = <T>(call: string): Promise<T> => page.evaluate(`callSetup.${call}`) as Promise<T>;
  const stop = async () => {
    await browser.close();
    await phones.stop();
    mixer.stop();
    server.closeAllConnections();
    server.close();
  };
  return {phones, run, port, stop};
}

/** Every call's times by the way it was answered; the ways take turns, so that what slows one slows all. */
async function measure(): Promise<{times: Record<Way, SetUpTimes[]>; peersLeft: number}> {
  const {phones, run, port, stop} = await stage();
  const address = JSON.stringify(`ws://localhost:${port}/sip`);
  const times: Record<Way, SetUpTimes[]> = {bare: [], cold: [], warm: [], coldDelayed: [], warmDelayed: []};
  try {
    await run(`open('${cold}', ${address}, false)`);
    await run(`open('${warm}', ${address}, true)`);
    const ring = (number: string, offer: 'early' | 'delayed', round: number) => {
      phones.habits = {...phones.habits, offer};
      const from = {number: '5550123', name: 'Bench'};
      const legId = `${number}-${offer}-${round}`;
      phones.offer({legId, callId: legId, end: 'sip', number, from, voice: {kind: 'silence'}});
      return run<SetUpTimes>(`answer('${number}')`);
    };
    const ways: Record<Way, (round: number) => Promise<SetUpTimes>> = {
      bare: () => run(`answerBare('ws://localhost:${port}/bare')`),
      cold: (round) => ring(cold, 'early', round),
      warm: (round) => ring(warm, 'early', round),
      coldDelayed: (round) => ring(cold, 'delayed', round),
      warmDelayed: (round) => ring(warm, 'delayed', round),
    };
    for (let round = -warmUps; round < calls; round += 1) {
      for (const way of Object.keys(ways) as Way[]) {
        const time = await ways[way](round);
        if (round >= 0) times[way].push(time);
      }
    }
    return {times, peersLeft: await run<number>('openPeers()')};
  } finally {
    await stop();
  }
}

/** G18: cold set-up against a bare peer connection with full gathering. G19: warm against cold. */
export async function callSetup(): Promise<BenchLine[]> {
  const {times, peersLeft} = await measure();
  const middle = (way: Way, part: keyof SetUpTimes) => median(times[way].map((time) => time[part]));
  const ms = (way: Way, part: keyof SetUpTimes) => middle(way, part).toFixed(0);
  return [
    {
      id: 'G18',
      what: 'cold call set-up, press to the first sound, against a bare peer connection',
      value: middle('cold', 'audio') / middle('bare', 'audio'),
      gate: 1.2,
      stretch: 1.1,
      details:
        `${ms('cold', 'audio')} / ${ms('bare', 'audio')} ms; to the answer sent ${ms('cold', 'sent')} / ` +
        `${ms('bare', 'sent')} ms; ${calls} calls each, in turns`,
    },
    {
      id: 'G19',
      what: 'warm call set-up, press to the answer sent, against cold; the INVITE without an offer',
      value: middle('warmDelayed', 'sent') / middle('coldDelayed', 'sent'),
      gate: 0.25,
      stretch: 0.12,
      details:
        `${ms('warmDelayed', 'sent')} / ${ms('coldDelayed', 'sent')} ms, ${ms('warmDelayed', 'microphone')} ms of it ` +
        `the microphone; to the first sound ${ms('warmDelayed', 'audio')} / ${ms('coldDelayed', 'audio')} ms; with an ` +
        `offer in the INVITE ${ms('warm', 'sent')} / ${ms('cold', 'sent')} ms and ${ms('warm', 'audio')} / ` +
        `${ms('cold', 'audio')} ms; ${peersLeft} connection(s) open after ${(calls + warmUps) * 5} calls`,
    },
  ];
}
