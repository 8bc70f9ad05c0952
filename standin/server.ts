/** The composition of the stand-in: one world, one switch, and for each node its doors. */
import {readFileSync} from 'node:fs';
import type {Server} from 'node:http';
import {Hono} from 'hono';
import {publishToBroker} from './broker.js';
import {ownCertificate} from './certificate.js';
import {companionRoutes, SipSecrets} from './companion.js';
import {controlRoutes} from './control.js';
import {bundleDesktopPages} from './desktop/bundle.js';
import {desktopRoutes} from './desktop/desktop.js';
import {EventLog} from './event-log.js';
import {FaultBoard} from './faults.js';
import {pubSubDomainOf, type SystemFacts} from './finesse/documents.js';
import {Credentials} from './finesse/credentials.js';
import {finessePath} from './finesse/methods.js';
import {finesseApi} from './finesse/rest.js';
import {ssoRoutes} from './finesse/sso-routes.js';
import {XmppService} from './finesse/xmpp-service.js';
import {gadgetSettings} from './gadget-settings.js';
import {closeServer, listen, nodeServer} from './node-server.js';
import {nodesOf, systemFactsOf, type Node} from './nodes.js';
import type {StandinOptions} from './options.js';
import {randomIdFrom, seededRandom} from './random.js';
import {playDemo} from './scenarios/demo.js';
import {Switch} from './switch/switch.js';
import {realClock} from './world/clock.js';
import {tellQueues} from './world/queue-statistics.js';
import {World} from './world/world.js';

/** A running stand-in. */
export interface Standin {
  /** Base addresses of the nodes, without a slash at the end. */
  readonly addresses: readonly string[];
  stop(): Promise<void>;
}

/**
 * Opens a whole contact centre on one machine.
 * @throws the socket's own error when a port can't be had (`EADDRINUSE`).
 */
export async function startStandin(options: StandinOptions): Promise<Standin> {
  const {deployment} = options;
  const random = seededRandom(options.seed);
  const randomId = randomIdFrom(random);
  const world = new World({deployment, clock: realClock, moreAgents: options.agents});
  const credentials = new Credentials(world, options.auth, randomId);
  const faults = new FaultBoard();
  const log = new EventLog(realClock.monotonic);
  log.follow(world);
  const secrets = new SipSecrets(world, randomId);
  const phones = new Switch({
    news: world.legs,
    clock: realClock,
    secretFor: (user) => secrets.of(user),
    log: (event, facts) => log.add(event, facts),
    random,
    limits: () => ({
      callsPerMinute: world.settings.edgeCallsPerMinute,
      denyPrefixes: world.settings.edgeDenyPrefixes.split(','),
    }),
  });
  world.attach(phones);

  const nodes = nodesOf(options.nodes, options.port, options.portB);
  const factsOf = (node: Node): SystemFacts => ({
    ...systemFactsOf(node, nodes, deployment, realClock.now()),
    systemAuthMode: options.auth,
  });
  const services = new Map(
    nodes.map(
      (node) =>
        [node, new XmppService({world, faults, credentials, system: () => factsOf(node), randomId})] as const,
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
    dropStreams: () => services.forEach((service) => service.drop()),
  });

  const scheme = options.tls ? 'https' : 'http';
  const addresses = () => nodes.map((node) => `${scheme}://localhost:${node.port}`);
  const scripts = await bundleDesktopPages();
  const shared = {addresses, options, world, credentials, faults, secrets, control, scripts};
  const tls = options.tls ? await ownCertificate() : undefined;
  const servers: Server[] = [];
  const stopDemo = options.scenario === 'demo' ? playDemo(world) : () => {};
  const stopQueues = deployment === 'CCE' ? tellQueues(world) : () => {};
  const leaveBroker =
    options.broker === undefined ? async () => {} : publishToBroker({world, url: options.broker});
  const stop = async () => {
    stopDemo();
    stopQueues();
    await leaveBroker();
    for (const service of services.values()) service.stop();
    world.stop();
    await phones.stop();
    await Promise.all(servers.map(closeServer));
  };
  try {
    for (const [node, xmpp] of services) {
      const app = nodeRoutes(node, () => factsOf(node), shared);
      const server = nodeServer({app, xmpp, sip: phones.handleUpgrade.bind(phones), tls});
      node.port = await listen(server, node.port, options.host);
      servers.push(server);
    }
  } catch (error) {
    await stop();
    throw error;
  }
  return {addresses: addresses(), stop};
}

interface SharedParts {
  readonly options: StandinOptions;
  readonly world: World;
  readonly credentials: Credentials;
  readonly faults: FaultBoard;
  readonly secrets: SipSecrets;
  readonly control: Hono;
  readonly addresses: () => readonly string[];
  readonly scripts: ReadonlyMap<string, string>;
}

/** Everything one node answers over HTTP. */
function nodeRoutes(node: Node, system: () => SystemFacts, shared: SharedParts): Hono {
  const {options, world, credentials, faults, secrets, control, scripts, addresses} = shared;
  const app = new Hono({getPath: finessePath});
  app.get('/healthz', (context) =>
    context.json({status: 'ok', node: node.name, deployment: options.deployment}),
  );
  app.route('/finesse/api', finesseApi({world, faults, system, credentials}));
  app.get('/standin/deskline.json', (context) =>
    context.json(
      gadgetSettings(options.deployment, addresses(), {
        processing: context.req.query('processing'),
        lines: context.req.query('lines'),
        shared: context.req.query('shared'),
        hold: context.req.query('hold'),
        nailed: context.req.query('nailed'),
        auto: context.req.query('auto'),
        safe: context.req.query('safe'),
      }),
    ),
  );
  app.route('/standin', control);
  app.route('/desktop/sso', ssoRoutes(world, credentials));
  app.route('/companion', companionRoutes(credentials, secrets));
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
  return app;
}
