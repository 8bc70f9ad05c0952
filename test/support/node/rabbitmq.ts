import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {freePort, OwnServer, ServerProcess} from './server-process.js';
import {until} from './until.js';

/** A RabbitMQ of the test's own, with STOMP over WebSocket, as any user may run it: files, ports and name are its own. */
export class RabbitMq extends OwnServer {
  /** `ws://…`; user and password are `guest`. */
  readonly url: string;
  readonly #folder: string;
  readonly #env: Readonly<Record<string, string>>;
  #names: ServerProcess | undefined;

  private constructor(folder: string, port: number, env: Readonly<Record<string, string>>) {
    super();
    this.#folder = folder;
    this.#env = env;
    this.url = `ws://127.0.0.1:${port}/ws`;
  }

  static async open(): Promise<RabbitMq> {
    const folder = mkdtempSync(join(tmpdir(), 'deskline-broker-'));
    const [port, stompPort, namesPort, nodePort] = [
      await freePort(),
      await freePort(),
      await freePort(),
      await freePort(),
    ];
    const file = (name: string, lines: readonly string[]) => {
      const path = join(folder, name);
      writeFileSync(path, `${lines.join('\n')}\n`);
      return path;
    };
    const broker = new RabbitMq(folder, port, {
      HOME: folder,
      ERL_EPMD_PORT: String(namesPort),
      ERL_EPMD_ADDRESS: '127.0.0.1',
      RABBITMQ_NODENAME: `deskline-${port}@localhost`,
      RABBITMQ_DIST_PORT: String(nodePort),
      RABBITMQ_MNESIA_BASE: join(folder, 'db'),
      RABBITMQ_PID_FILE: join(folder, 'pid'),
      RABBITMQ_LOGS: '-',
      RABBITMQ_CONF_ENV_FILE: file('env', []),
      RABBITMQ_ENABLED_PLUGINS_FILE: file('plugins', ['[rabbitmq_web_stomp].']),
      RABBITMQ_CONFIG_FILE: file('rabbitmq.conf', [
        'listeners.tcp = none',
        `stomp.listeners.tcp.1 = 127.0.0.1:${stompPort}`,
        'web_stomp.tcp.ip = 127.0.0.1',
        `web_stomp.tcp.port = ${port}`,
      ]),
    });
    broker.#names = new ServerProcess('epmd', ['-port', String(namesPort), '-address', '127.0.0.1']);
    await broker.start();
    return broker;
  }

  /** Starts it, or starts it again; takes about ten seconds. */
  async start(): Promise<void> {
    const server = new ServerProcess('/usr/lib/rabbitmq/bin/rabbitmq-server', [], this.#env);
    this.server = server;
    await until(
      'the broker is up',
      () => {
        if (server.isOver) throw new Error(server.printed.slice(-2000));
        return server.printed.includes('Server startup complete');
      },
      40_000,
    );
  }

  async close(): Promise<void> {
    this.thaw();
    await this.crash();
    await this.#names?.stop('SIGKILL');
    rmSync(this.#folder, {recursive: true, force: true});
  }
}
