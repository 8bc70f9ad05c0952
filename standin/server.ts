import {createServer as createHttpServer, type IncomingMessage, type Server} from 'node:http';
import {createServer as createHttpsServer} from 'node:https';
import {readFileSync} from 'node:fs';
import type {Duplex} from 'node:stream';
import {getRequestListener} from '@hono/node-server';
import {Hono} from 'hono';
import {generate} from 'selfsigned';
import {WebSocketServer} from 'ws';
import {companionRoutes, SipSecrets} from './companion.js';
import {controlRoutes} from './control.js';
import {bundleDesktopPages} from './desktop/bundle.js';
import {desktopRoutes} from './desktop/desktop.js';
import {EventLog} from './event-log.js';
import {FaultBoard} from './faults.js';
import {pubSubDomainOf, type SystemFacts} from './finesse/documents.js';
import {finesseApi} from './finesse/rest.js';
import {XmppService} from './finesse/xmpp-service.js';
import {gadgetSettings} from './gadget-settings.js';
import type {StandinOptions} from './options.js';
import {randomIdFrom, seededRandom} from './random.js';
import {playDemo} from './scenarios/demo.js';
import {noFaults, Switch} from './switch/switch.js';
import {realClock} from './world/clock.js';
import {World} from './world/world.js';

/** A running stand-in. */
export interface Standin {
  readonly world: World;
  /** Base addresses of the nodes, without a slash at the end. */
  readonly addresses: readonly string[];
  stop(): Promise<void>;
}

interface Node {
  readonly name: 'A' | 'B';
  readonly host: string;
  port: number;
  status: 'IN_SERVICE' | 'OUT_OF_SERVICE';
}

/**
 * Opens a whole contact centre on one machine.
 * @throws the socket's own error when a port can't be had (`EADDRINUSE`).
 */
export async function startStandin(options: StandinOptions): Promise<Standin> {
  const random = seededRandom(options.seed);
  const randomId = randomIdFrom(random);
  const world = new World({deployment: options.deployment, clock: realClock});
  const faults = new FaultBoard();
  const log = new EventLog(realClock.monotonic);
  world.on((event) => {
    if (event.type === 'log') log.add(event.event, event.facts);
    else if (event.type === 'user')
      log.add('user', {agentId: event.agentId, state: world.agents.get(event.agentId)?.state});
    else if (event.type === 'dialog')
      log.add('dialog', {
        kind: event.kind,
        agentId: event.agentId,
        callId: event.dialog.id,
        state: event.dialog.state,
      });
    else if (event.type === 'refused')
      log.add('refused', {agentId: event.agentId, source: event.source, message: event.error.message});
  });
  const secrets = new SipSecrets(world, randomId);
  const phones = new Switch({
    news: world,
    clock: realClock,
    secretFor: (user) => secrets.of(user),
    log: (event, facts) => log.add(event, facts),
    random,
  });
  world.attach(phones);
  const scripts = await bundleDesktopPages();

  // the two nodes need different host names: a client finds the other side by "whose host is not my XMPP domain"
  const nodes: Node[] = [{name: 'A', host: 'localhost', port: options.port, status: 'IN_SERVICE'}];
  if (options.nodes === 2)
    nodes.push({name: 'B', host: '127.0.0.1', port: options.portB, status: 'IN_SERVICE'});
  const facts = (node: Node): SystemFacts => {
    const nodeFacts = (each: Node) => ({host: each.host, httpsPort: each.port});
    const [primary = node, secondary] = nodes;
    return {
      now: realClock.now(),
      deployment: options.deployment,
      status: node.status,
      self: nodeFacts(node),
      primary: nodeFacts(primary),
      secondary: secondary && nodeFacts(secondary),
      xmppDomain: node.host,
    };
  };
  const services = new Map(
    nodes.map(
      (node) => [node, new XmppService({world, faults, system: () => facts(node), randomId})] as const,
    ),
  );

  const control = controlRoutes({
    world,
    phones,
    faults,
    log,
    streams: () => Object.fromEntries([...services].map(([node, service]) => [node.name, service.jids])),
    setNode(name, status) {
      const node = nodes.find((candidate) => candidate.name === name);
      if (!node || node.status === status) return;
      node.status = status;
      services.get(node)?.publishSystem();
    },
    dropStreams: () => {
      for (const service of services.values()) service.drop();
    },
    reset: () => {
      faults.clear();
      phones.faults = {...noFaults};
      world.reset();
    },
  });

  const servers: Server[] = [];
  const stopDemo = options.scenario === 'demo' ? playDemo(world) : () => {};
  const tls = options.tls ? await certificate() : undefined;
  try {
    for (const node of nodes) {
      const app = new Hono();
      app.get('/healthz', (context) =>
        context.json({status: 'ok', node: node.name, deployment: options.deployment}),
      );
      app.route('/finesse/api', finesseApi({world, faults, system: () => facts(node)}));
      app.route('/standin', control);
      app.get('/standin/deskline.json', (context) =>
        context.json(
          gadgetSettings(options.deployment, {
            processing: context.req.query('processing'),
            hold: context.req.query('hold'),
          }),
        ),
      );
      app.route('/companion', companionRoutes(world, secrets));
      app.route(
        '/',
        desktopRoutes({
          layoutXml: () => readFileSync(options.layout, 'utf8'),
          gadgetsDir: options.gadgets,
          scripts,
          ownFetch: (request) => app.fetch(request),
          systemInfo: () => ({
            xmppDomain: node.host,
            pubSubDomain: pubSubDomainOf(node.host),
            deployment: options.deployment,
            peripheralId: '5000',
          }),
          ...(options.finesseJs === undefined ? {} : {finesseJs: options.finesseJs}),
          ...(options.jquery === undefined ? {} : {jqueryJs: options.jquery}),
        }),
      );
      const listener = getRequestListener(app.fetch);
      const server = tls ? createHttpsServer(tls, listener) : createHttpServer(listener);
      const service = services.get(node);
      const xmpp = new WebSocketServer({
        noServer: true,
        maxPayload: 1 << 20,
        handleProtocols: (offered) => (offered.has('xmpp') ? 'xmpp' : false),
      });
      xmpp.on('connection', (socket) => {
        const stream = service?.connect({send: (text) => socket.send(text), close: () => socket.close()});
        socket.on('message', (data) => stream?.receive(String(data)));
        socket.on('close', () => stream?.closed());
        socket.on('error', () => socket.close());
      });
      server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
        const path = (request.url ?? '').split('?')[0];
        if (path === '/ws' || path === '/ws/')
          xmpp.handleUpgrade(request, socket, head, (upgraded) => xmpp.emit('connection', upgraded, request));
        else if (path === '/sip') phones.handleUpgrade(request, socket, head);
        else socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\n');
      });
      node.port = await listen(server, node.port, options.host);
      servers.push(server);
    }
  } catch (error) {
    await stop();
    throw error;
  }

  async function stop(): Promise<void> {
    stopDemo();
    for (const service of services.values()) service.stop();
    world.stop();
    await phones.stop();
    await Promise.all(
      servers.map(
        (server) =>
          new Promise<void>((done) => {
            server.close(() => done());
            server.closeAllConnections();
          }),
      ),
    );
  }

  const scheme = options.tls ? 'https' : 'http';
  return {world, addresses: nodes.map((node) => `${scheme}://localhost:${node.port}`), stop};
}

function listen(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      const address = server.address();
      resolve(typeof address === 'object' && address ? address.port : port);
    });
  });
}

async function certificate(): Promise<{key: string; cert: string}> {
  const made = await generate([{name: 'commonName', value: 'localhost'}], {
    keySize: 2048,
    extensions: [
      {
        name: 'subjectAltName',
        altNames: [
          {type: 2, value: 'localhost'},
          {type: 7, ip: '127.0.0.1'},
        ],
      },
    ],
  });
  return {key: made.private, cert: made.cert};
}
