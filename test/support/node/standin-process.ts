import {spawn, type ChildProcess} from 'node:child_process';
import {once} from 'node:events';
import {until} from './until.js';

export interface LegAudio {
  readonly address: string;
  readonly agentId: string;
  readonly legId: string;
  readonly said?: Spectrum;
  readonly heard?: Spectrum;
}

export interface Spectrum {
  readonly level: number;
  readonly peaks: readonly {readonly hz: number; readonly level: number}[];
  readonly frames: number;
}

export interface WorldCall {
  readonly id: string;
  readonly state: string;
  readonly wrapUpReason: string;
  readonly digits: string;
  readonly parties: readonly {readonly address: string; readonly agentId?: string; readonly state: string}[];
}

export interface WorldAgent {
  readonly id: string;
  readonly state: string;
  readonly reason?: {readonly label: string; readonly code: number};
}

export interface WorldPicture {
  readonly agents: readonly WorldAgent[];
  readonly calls: readonly WorldCall[];
  readonly lines: readonly string[];
  readonly streams: Readonly<Record<string, readonly string[]>>;
}

export interface LogEntry {
  readonly seq: number;
  readonly at: number;
  readonly event: string;
  readonly facts: Readonly<Record<string, unknown>>;
}

/** A contact centre in a process of its own, driven through its control door only. */
export class StandinProcess {
  readonly address: string;
  readonly #child: ChildProcess | undefined;

  private constructor(address: string, child: ChildProcess | undefined) {
    this.address = address;
    this.#child = child;
  }

  /** @param flags as on the command line; `--layout` defaults to the tests' own. */
  static async start(flags: readonly string[] = []): Promise<StandinProcess> {
    const layout = flags.includes('--layout') ? [] : ['--layout', 'test/support/layouts/journeys.xml'];
    const child = spawn(
      process.execPath,
      ['--import', 'tsx', 'standin/main.ts', '--quiet', '--scenario', 'none', ...layout, ...flags],
      {stdio: ['ignore', 'pipe', 'inherit'], env: {...process.env, PORT: '0', PORT_B: '0'}},
    );
    let printed = '';
    child.stdout.on('data', (chunk: Buffer) => (printed += String(chunk)));
    const address = await until(
      'the stand-in says it is ready',
      () => /ready: (http\S+?)\/\s/.exec(printed)?.[1],
      20_000,
    );
    return new StandinProcess(address, child);
  }

  /** One that somebody else started. */
  static at(address: string): StandinProcess {
    return new StandinProcess(address, undefined);
  }

  /** Its process; undefined for one that somebody else started. */
  get pid(): number | undefined {
    return this.#child?.pid;
  }

  async stop(): Promise<void> {
    if (!this.#child || this.#child.exitCode !== null) return;
    this.#child.kill('SIGTERM');
    await once(this.#child, 'exit');
  }

  async post(path: string, body: unknown = {}): Promise<Record<string, unknown>> {
    const response = await fetch(`${this.address}/standin/${path}`, {
      method: 'POST',
      headers: {'content-type': 'application/json'},
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as Record<string, unknown>;
  }

  async get<T>(path: string): Promise<T> {
    const response = await fetch(`${this.address}/standin/${path}`);
    if (!response.ok) throw new Error(`${path}: ${response.status}`);
    return (await response.json()) as T;
  }

  world(): Promise<WorldPicture> {
    return this.get('world');
  }

  async agent(id = '1001001'): Promise<WorldAgent> {
    const found = (await this.world()).agents.find((agent) => agent.id === id);
    if (!found) throw new Error(`no agent ${id}`);
    return found;
  }

  async log(since = 0): Promise<readonly LogEntry[]> {
    return (await this.get<{entries: readonly LogEntry[]}>(`log?since=${since}`)).entries;
  }

  /** Of each node, its own first. */
  async addresses(): Promise<readonly string[]> {
    const {finesseServers} = await this.get<{finesseServers?: readonly string[]}>('deskline.json');
    return finesseServers ?? [this.address];
  }

  /** Somebody calls; resolves with the call's id. */
  async callIn(call: {
    to: string;
    from?: string;
    name?: string;
    variables?: Record<string, string>;
    voice?: unknown;
  }): Promise<string> {
    return String((await this.post('calls', call))['id']);
  }

  /** What every end of a call says and hears, measured at one moment. */
  async sounds(callId: string, peaks = 3): Promise<readonly LegAudio[]> {
    return (await this.get<{legs: readonly LegAudio[]}>(`calls/${callId}/audio?peaks=${peaks}`)).legs;
  }

  /** What an end of a call says and hears, measured on decoded audio in the stand-in. */
  async audio(callId: string, address: string, peaks = 3): Promise<LegAudio> {
    const legs = await this.sounds(callId, peaks);
    const leg = legs.find((candidate) => candidate.address === address);
    if (!leg) throw new Error(`no leg of ${address} in call ${callId}`);
    return leg;
  }

  /** From now on everything works again. */
  async liftFaults(): Promise<void> {
    await fetch(`${this.address}/standin/faults`, {method: 'DELETE'});
  }

  /** Forgets everything: calls end, everybody is signed out, faults are off. */
  async reset(): Promise<void> {
    await this.liftFaults();
    await this.post('reset');
  }
}
