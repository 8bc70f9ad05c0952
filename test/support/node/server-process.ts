import {spawn, type ChildProcess} from 'node:child_process';
import {once} from 'node:events';
import {createServer} from 'node:net';

/** A port that nobody listens on now. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (typeof address !== 'object' || address === null) throw new Error('no port');
  return address.port;
}

/** A program of the system that a test runs for itself. */
export class ServerProcess {
  /** What it printed. */
  printed = '';
  readonly #child: ChildProcess;
  readonly #ended: Promise<unknown>;

  constructor(command: string, args: readonly string[], env: Readonly<Record<string, string>> = {}) {
    this.#child = spawn(command, args, {
      env: {...process.env, ...env},
      stdio: ['ignore', 'pipe', 'pipe'],
      // a group of its own: what it starts ends with it
      detached: true,
    });
    this.#ended = once(this.#child, 'exit');
    const keep = (chunk: Buffer) => void (this.printed += String(chunk));
    this.#child.stdout?.on('data', keep);
    this.#child.stderr?.on('data', keep);
    process.on('exit', () => this.signal('SIGKILL'));
  }

  get isOver(): boolean {
    return this.#child.exitCode !== null || this.#child.signalCode !== null;
  }

  /** To it and what it started; nothing when it is over. */
  signal(name: NodeJS.Signals): void {
    if (this.isOver || this.#child.pid === undefined) return;
    try {
      process.kill(-this.#child.pid, name);
    } catch {
      // over meanwhile
    }
  }

  async stop(name: NodeJS.Signals = 'SIGTERM'): Promise<void> {
    this.signal(name);
    if (!this.isOver) await this.#ended;
  }
}

/** A server of the test's own that can be made to fail. */
export abstract class OwnServer {
  protected server: ServerProcess | undefined;

  /** Stops it as a crash does: nobody is told. */
  async crash(): Promise<void> {
    await this.server?.stop('SIGKILL');
  }

  /** It keeps its sockets open and does nothing, until {@link thaw}. */
  freeze(): void {
    this.server?.signal('SIGSTOP');
  }

  thaw(): void {
    this.server?.signal('SIGCONT');
  }
}
