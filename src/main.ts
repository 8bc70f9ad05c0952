/** Where the gadget begins: opens the container, reads the settings, starts the desk and shows it. */
import './components/app.js';
import {DeskError} from './base/errors.js';
import {LogBook} from './base/log.js';
import {layoutParameters, loadSettings, SettingsError} from './config.js';
import {HubNotifications, openContainer, showWithout, type ContainerGlobals} from './finesse/container.js';
import {startDesk} from './start-desk.js';

const book = new LogBook();
const log = book.part('main');
/** What the desktop put on this page. */
const containerGlobals = window as unknown as ContainerGlobals;
// for support and tests: redacted lines only
Object.assign(window, {desklineLog: book});

async function start(root: HTMLElement): Promise<void> {
  const container = await openContainer(containerGlobals);
  document.documentElement.lang = container.locale.replace('_', '-') || 'en';
  const settings = await loadSettings(
    layoutParameters(location.search).get('config') ?? '',
    fetch.bind(window),
  );
  const desk = startDesk({
    userId: container.userId,
    signingIn: container.mobileAgent,
    authorization: () => container.authorization(),
    renewal: () => container.renewal(),
    notifications: new HubNotifications(container.hub, book.part('hub'), () => Date.now()),
    settings,
    book,
  });
  addEventListener('pagehide', () => void desk.stop());
  const app = document.createElement('desk-app');
  app.desk = desk;
  root.replaceChildren(app);
  new ResizeObserver(() => container.setHeight(Math.ceil(app.getBoundingClientRect().height))).observe(app);
  container.setTitle('Deskline');
  container.loaded();
}

start(document.body).catch(async (error: unknown) => {
  log.error('not started', {why: error instanceof Error ? error.message : String(error)});
  await import('./components/start-fault.js');
  const page = document.createElement('desk-start-fault');
  page.faults = error instanceof SettingsError ? error.faults : [];
  page.kind =
    error instanceof SettingsError
      ? 'settings'
      : error instanceof DeskError && error.code === 'desk/no-container'
        ? 'container'
        : 'unknown';
  document.body.replaceChildren(page);
  await page.updateComplete;
  showWithout(containerGlobals, Math.ceil(page.getBoundingClientRect().height));
});
