import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {freePort, OwnServer, ServerProcess} from './server-process.js';
import {until} from './until.js';

/** Who publishes, as Finesse does. */
export const publisher = {user: 'finesse', password: 'of the site'};

/** A Prosody of the test's own, with WebSocket and pub/sub, as any user may run it: files and ports are its own. */
export class Prosody extends OwnServer {
  readonly domain = 'localhost';
  /** `ws://…` */
  readonly url: string;
  readonly #folder: string;

  private constructor(folder: string, port: number) {
    super();
    this.#folder = folder;
    this.url = `ws://localhost:${port}/ws/`;
  }

  /** @param users their passwords, by id */
  static async open(users: Readonly<Record<string, string>>): Promise<Prosody> {
    const folder = mkdtempSync(join(tmpdir(), 'deskline-prosody-'));
    const accounts = join(folder, 'localhost/accounts');
    mkdirSync(accounts, {recursive: true});
    for (const [user, password] of [...Object.entries(users), [publisher.user, publisher.password]])
      writeFileSync(join(accounts, `${user}.dat`), `return { ["password"] = "${password}"; };\n`);
    const port = await freePort();
    writeFileSync(
      join(folder, 'prosody.cfg.lua'),
      [
        'run_as_root = true',
        `data_path = "${folder}"`,
        `pidfile = "${join(folder, 'pid')}"`,
        'log = { info = "*console" }',
        'modules_enabled = { "disco", "roster", "saslauth", "ping", "websocket" }',
        'modules_disabled = { "s2s", "tls", "offline" }',
        // the module is needed, its ports are not
        'c2s_ports = {}',
        'c2s_direct_tls_ports = {}',
        'http_interfaces = { "127.0.0.1" }',
        `http_ports = { ${port} }`,
        'https_ports = {}',
        'http_paths = { websocket = "/ws/" }',
        'consider_websocket_secure = true',
        'authentication = "internal_plain"',
        'VirtualHost "localhost"',
        '  http_host = "localhost"',
        'Component "pubsub.localhost" "pubsub"',
        `  admins = { "${publisher.user}@localhost" }`,
      ].join('\n'),
    );
    const server = new Prosody(folder, port);
    await server.start();
    return server;
  }

  /** Starts it, or starts it again. */
  async start(): Promise<void> {
    const server = new ServerProcess('/usr/bin/prosody', [
      '-F',
      '--config',
      join(this.#folder, 'prosody.cfg.lua'),
    ]);
    this.server = server;
    const address = this.url.replace('ws:', 'http:').replace('localhost', '127.0.0.1');
    await until(
      'Prosody is up',
      async () => {
        if (server.isOver) throw new Error(server.printed.slice(-2000));
        return (await fetch(address)).status > 0;
      },
      20_000,
    );
  }

  async close(): Promise<void> {
    this.thaw();
    await this.crash();
    rmSync(this.#folder, {recursive: true, force: true});
  }
}
