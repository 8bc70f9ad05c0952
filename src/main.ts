/** Where the gadget begins: reads the settings, opens the container, builds the desk and shows it. */
import './components/app.js';
import './components/start-fault.js';
import {browserClock} from './base/clock.js';
import {DeskError} from './base/errors.js';
import {LogBook} from './base/log.js';
import {layoutParameters, loadSettings, SettingsError, type Settings} from './config.js';
import {IndexedHistory} from './calls/history-store.js';
import {createDesk} from './desk.js';
import {FinesseClient} from './finesse/client.js';
import {
  HubNotifications,
  openContainer,
  showWithout,
  type Container,
  type ContainerGlobals,
} from './finesse/container.js';
import {fetchCredentials} from './softphone/credentials.js';
import type {SoftphonePort} from './softphone/types.js';

const book = new LogBook();
const log = book.part('main');
/** What the desktop put on this page. */
const containerGlobals = window as unknown as ContainerGlobals;
// for support and tests: redacted lines only
Object.assign(window, {desklineLog: book});

/** `/sip` on this server as a WebSocket address; a full address as it is. */
function socketAddress(server: string): string {
  const url = new URL(server, location.href);
  url.protocol = url.protocol.replace(/^http/, 'ws');
  return url.href;
}

async function loadSoftphone(
  number: string,
  settings: Settings,
  container: Container,
): Promise<SoftphonePort> {
  const {softphone} = settings;
  if (!softphone) throw new Error('a softphone was asked for without settings for it');
  const {createSoftphone} = await import('./softphone/phone.js');
  return createSoftphone({
    servers: [socketAddress(softphone.server)],
    domain: softphone.domain,
    number,
    credentials: () =>
      fetchCredentials(softphone.credentials, number, container.authorization(), fetch.bind(window)),
    iceServers: softphone.iceServers.map(({urls, username, credential}) => ({
      urls,
      ...(username === undefined ? {} : {username}),
      ...(credential === undefined ? {} : {credential}),
    })),
    microphone: {
      echoCancellation: softphone.echoCancellation,
      noiseSuppression: softphone.noiseSuppression,
      autoGainControl: softphone.autoGainControl,
    },
    clock: browserClock,
    log: book.part('softphone'),
    random: Math.random,
  });
}

async function start(root: HTMLElement): Promise<void> {
  const container = await openContainer(containerGlobals);
  document.documentElement.lang = container.locale.replace('_', '-') || 'en';
  const settings = await loadSettings(
    layoutParameters(location.search).get('config') ?? '',
    fetch.bind(window),
  );
  const desk = createDesk({
    userId: container.userId,
    settings,
    client: (frame) =>
      new FinesseClient({
        authorization: () => container.authorization(),
        fetch: fetch.bind(window),
        origin: '',
        frame,
        newRequestId: () => crypto.randomUUID(),
      }),
    notifications: new HubNotifications(container.hub, book.part('hub'), () => Date.now()),
    loadSoftphone: (number) => loadSoftphone(number, settings, container),
    history: new IndexedHistory(container.userId),
    clock: browserClock,
    log: book.part('desk'),
  });
  addEventListener('pagehide', () => void desk.stop());
  const app = document.createElement('desk-app');
  app.desk = desk;
  root.replaceChildren(app);
  new ResizeObserver(() => container.setHeight(Math.ceil(app.getBoundingClientRect().height))).observe(app);
  container.setTitle('Deskline');
  container.loaded();
}

start(document.body).catch((error: unknown) => {
  log.error('not started', {why: error instanceof Error ? error.message : String(error)});
  const page = document.createElement('desk-start-fault');
  page.faults = error instanceof SettingsError ? error.faults : [];
  page.kind =
    error instanceof SettingsError
      ? 'settings'
      : error instanceof DeskError && error.code === 'desk/no-container'
        ? 'container'
        : 'unknown';
  document.body.replaceChildren(page);
  void page.updateComplete.then(() =>
    showWithout(containerGlobals, Math.ceil(page.getBoundingClientRect().height)),
  );
});
