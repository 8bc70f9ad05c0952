/** The stand-in under load: 2,000 signed-in agents on its REST and XMPP doors, 500 updates a second; nothing is lost. */
import {readFileSync} from 'node:fs';
import {Agent, request} from 'node:http';
import WebSocket from 'ws';
import {StandinProcess} from '../test/support/node/standin-process.js';
import {until} from '../test/support/node/until.js';
import type {BenchLine} from './line.js';

const agents = 2_000;
const perSecond = 500;
const seconds = 20;
/** Between two bundles of updates; ms. */
const beat = 20;

const connections = new Agent({keepAlive: true, maxSockets: 64});

/** A change of one agent's record; resolves with the status. */
function put(address: string, n: number, requestId: string, body: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const sending = request(`${address}/finesse/api/User/${2_000_000 + n}`, {
      method: 'PUT',
      agent: connections,
      headers: {
        authorization: `Basic ${btoa(`sim${n}:sim${n}`)}`,
        'content-type': 'application/xml',
        'content-length': Buffer.byteLength(body),
        requestId,
      },
    });
    sending.on('response', (response) => {
      response.resume();
      response.on('end', () => resolve(response.statusCode ?? 0));
    });
    sending.on('error', reject);
    sending.end(body);
  });
}

/** One simulated agent: a stream, and what came over it. */
class SimulatedAgent {
  readonly n: number;
  /** Numbers of the updates whose news came, in the order they came. */
  readonly heard: number[] = [];
  ready = false;
  sent = 0;
  readonly #socket: WebSocket;

  constructor(address: string, n: number) {
    this.n = n;
    this.#socket = new WebSocket(`${address.replace(/^http/, 'ws')}/ws/`, 'xmpp');
    this.#socket.on('open', () => this.#open());
    this.#socket.on('message', (data) => this.#take(String(data as Buffer)));
  }

  close(): void {
    this.#socket.terminate();
  }

  #open(): void {
    this.#socket.send('<open xmlns="urn:ietf:params:xml:ns:xmpp-framing" to="localhost" version="1.0"/>');
  }

  /** The steps of RFC 7395, RFC 6120 (SASL PLAIN, bind) and presence; then items. */
  #take(text: string): void {
    const news = /requestId&gt;u-(\d+)&lt;/.exec(text);
    if (news) this.heard.push(Number(news[1]));
    else if (text.includes('PLAIN')) {
      const proof = btoa(`\0sim${this.n}\0sim${this.n}`);
      this.#socket.send(`<auth xmlns="urn:ietf:params:xml:ns:xmpp-sasl" mechanism="PLAIN">${proof}</auth>`);
    } else if (text.startsWith('<success')) this.#open();
    else if (text.includes('<stream:features'))
      this.#socket.send(
        '<iq xmlns="jabber:client" type="set" id="b"><bind xmlns="urn:ietf:params:xml:ns:xmpp-bind"><resource>load</resource></bind></iq>',
      );
    else if (text.includes('<jid>')) this.#socket.send('<presence xmlns="jabber:client"/>');
    else if (text.startsWith('<presence')) this.ready = true;
  }
}

const signIn = (n: number) => `<User><state>LOGIN</state><extension>${4_300_000 + n}</extension></User>`;
const stateOf = (update: number) => `<User><state>${update % 2 === 1 ? 'READY' : 'NOT_READY'}</state></User>`;

/** Ms of processor time so far, and MB of memory. */
function usageOf(pid: number): {cpu: number; memory: number} {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  const resident = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  // in hundredths of a second (proc(5), utime and stime)
  return {cpu: (Number(fields[11]) + Number(fields[12])) * 10, memory: Number(resident) / 1_000};
}

const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));

/** The updates of one agent that did not come once and in order. */
const wrongOf = ({sent, heard}: SimulatedAgent): number => {
  const expected = Array.from({length: sent}, (_, index) => index + 1);
  return expected.filter((n, index) => heard[index] !== n).length + Math.max(0, heard.length - sent);
};

/** Sends the updates, agent after agent, on time whether or not the answers have come. */
async function drive(
  address: string,
  crowd: readonly SimulatedAgent[],
): Promise<{refused: number; ms: number}> {
  const began = performance.now();
  const answers: Promise<number>[] = [];
  const total = perSecond * seconds;
  while (answers.length < total) {
    const due = Math.min(total, Math.floor(((performance.now() - began) / 1_000) * perSecond));
    while (answers.length < due) {
      const agent = crowd[answers.length % crowd.length];
      if (agent) answers.push(put(address, agent.n, `u-${++agent.sent}`, stateOf(agent.sent)));
    }
    await pause(beat);
  }
  const statuses = await Promise.all(answers);
  return {refused: statuses.filter((status) => status !== 202).length, ms: performance.now() - began};
}

export async function standinLoad(): Promise<BenchLine[]> {
  const standin = await StandinProcess.start(['--agents', String(agents)]);
  const crowd: SimulatedAgent[] = [];
  try {
    const {address, pid = 0} = standin;
    const empty = usageOf(pid);
    const began = performance.now();
    for (let n = 1; n <= agents; n += 50) {
      const some = Array.from({length: Math.min(50, agents - n + 1)}, (_, index) => n + index);
      crowd.push(...some.map((each) => new SimulatedAgent(address, each)));
      await Promise.all(some.map((each) => put(address, each, 'login', signIn(each))));
    }
    await until('all are signed in', () => crowd.every(({ready}) => ready), 60_000);
    const signedIn = performance.now() - began;
    const before = usageOf(pid);
    const {refused, ms} = await drive(address, crowd);
    const heard = () => crowd.reduce((sum, agent) => sum + agent.heard.length, 0);
    const late = performance.now();
    await until('the last news', () => heard() >= perSecond * seconds, 10_000).catch(() => undefined);
    const after = usageOf(pid);
    const wrong = crowd.reduce((sum, agent) => sum + wrongOf(agent), 0);
    const load = ((after.cpu - before.cpu) / (ms + performance.now() - late)) * 100;
    return [
      {
        id: 'Stand-in',
        what: `${agents} agents, ${perSecond} updates/s: updates refused, or not told once and in order`,
        value: refused + wrong,
        gate: 0,
        stretch: 0,
        details: `${perSecond * seconds} updates in ${(ms / 1_000).toFixed(1)} s, ${load.toFixed(0)} % of a core, ${after.memory.toFixed(0)} MB (${empty.memory.toFixed(0)} MB before anybody signed in); all signed in in ${(signedIn / 1_000).toFixed(1)} s`,
      },
    ];
  } finally {
    for (const agent of crowd) agent.close();
    connections.destroy();
    await standin.stop();
  }
}
