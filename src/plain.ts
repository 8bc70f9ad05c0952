/** The same desk on a page of its own, outside the Finesse desktop: signs in to Finesse and listens by itself. */
import './components/app.js';
import './components/sign-in.js';
import {reasonText, type ReasonText} from './components/reason-text.js';
import type {SignInEvent} from './components/sign-in.js';
import {browserClock} from './base/clock.js';
import {DeskError} from './base/errors.js';
import {LogBook} from './base/log.js';
import {SettingsError} from './config.js';
import {loadPlainSettings, type PlainSettings} from './config-stomp.js';
import type {Desk} from './desk/desk.js';
import {FinesseClient} from './finesse/client.js';
import type {Device} from './finesse/objects/user.js';
import type {SystemInfo} from './finesse/parse.js';
import {Sides} from './finesse/sides.js';
import type {OwnNotifications} from './finesse/notifications.js';
import type {OwnLinkOptions} from './finesse/own-link.js';
import {socketAddress} from './base/addresses.js';
import {startDesk} from './start-desk.js';

const book = new LogBook();
Object.assign(window, {desklineLog: book});

/** Base64 of UTF-8, as Basic authorization wants it. */
function basic(user: string, password: string): string {
  const bytes = new TextEncoder().encode(`${user}:${password}`);
  return `Basic ${btoa(String.fromCharCode(...bytes))}`;
}

/**
 * Shows the sign-in until somebody is signed in; then the desk; after sign-out the sign-in again.
 * @param ended why the last sign-in is over, when the system ended it
 */
async function attend(root: HTMLElement, settings: PlainSettings, ended?: ReasonText): Promise<void> {
  const page = document.createElement('desk-sign-in');
  page.ended = ended;
  root.replaceChildren(page);
  page.addEventListener('sign-in', (event) => {
    page.busy = true;
    page.fault = undefined;
    page.ended = undefined;
    const app = document.createElement('desk-app');
    const show = (desk: Desk) => {
      app.desk = desk;
      if (!app.isConnected) root.replaceChildren(app);
    };
    signIn(event, settings, show)
      .then((desk) => {
        show(desk);
        addEventListener('pagehide', () => void desk.stop());
        let over = false;
        const look = () => {
          // signed out from elsewhere in a call: the page stays until the call has ended
          const {state: agent} = desk.agent;
          if (over || agent?.state !== 'LOGOUT' || desk.audioLeg.state.kind !== 'none') return;
          over = true;
          void desk.stop();
          void attend(root, settings, reasonText(agent, desk.deployment.state));
        };
        desk.agent.subscribe(look);
        desk.audioLeg.subscribe(look);
      })
      .catch((error: unknown) => {
        if (error instanceof SeveralDevices) page.devices = error.devices;
        else page.fault = error instanceof DeskError ? error.code : 'finesse/bad-answer';
        if (app.isConnected) root.replaceChildren(page);
      })
      .finally(() => {
        page.busy = false;
      });
  });
}

const clientAt = (origin: string, authorization: string) =>
  new FinesseClient({
    authorization: () => authorization,
    fetch: fetch.bind(window),
    origin,
    frame: () => ({now: Date.now(), offset: 0}),
    newRequestId: () => crypto.randomUUID(),
  });

interface Listening {
  readonly system: SystemInfo;
  readonly settings: PlainSettings;
  readonly password: string;
  readonly authorization: string;
}

/** Finesse's own notification service, or the site's broker where the settings name one; only that one is loaded. */
async function listen(
  {system, settings, password, authorization}: Listening,
  inCall: () => boolean,
): Promise<OwnNotifications> {
  const link: OwnLinkOptions = {
    clock: browserClock,
    log: book.part('notifications'),
    random: Math.random,
    inCall,
  };
  if (settings.stomp) {
    const {StompNotifications} = await import('./finesse/stomp.js');
    const stomp = {...settings.stomp, url: socketAddress(settings.stomp.url)};
    return new StompNotifications({...link, settings: stomp, authorization: () => authorization});
  }
  const {XmppNotifications} = await import('./finesse/xmpp.js');
  const url = socketAddress('/ws/');
  return new XmppNotifications({...link, url, domain: system.xmppDomain, password: () => password});
}

/** The agent has to say which phone it is to be. */
class SeveralDevices extends Error {
  readonly devices: readonly Device[];
  constructor(devices: readonly Device[]) {
    super('several devices share the extension');
    this.devices = devices;
  }
}

/**
 * Proves the password, opens the notifications, and asks to be signed in. Rejects with DeskError.
 * @param onCall a call is there before: the permanent one of a nailed connection rings, and has to be answered
 */
async function signIn(typed: SignInEvent, settings: PlainSettings, onCall: (desk: Desk) => void) {
  const {user, password, extension, mobileNumber, mobileMode, deviceId} = typed;
  const authorization = basic(user, password);
  const client = clientAt('', authorization);
  const system = await client.systemInfo();
  const agent = await client.user(user).catch((error: unknown) => {
    const unknown =
      error instanceof DeskError && ['finesse/unauthorized', 'finesse/not-found'].includes(error.code);
    throw unknown ? new DeskError('finesse/wrong-password', 'refused', {cause: error}) : error;
  });
  const own = basic(agent.id, password);
  if (mobileNumber === '' && deviceId === '') {
    const {devicesToChoose} = await import('./finesse/device-choice.js');
    const devices = await devicesToChoose(client, agent.id, extension);
    if (devices.length > 1) throw new SeveralDevices(devices);
  }
  let inCall = () => false;
  const notifications = await listen({system, settings, password, authorization: own}, () => inCall());
  const ending = new AbortController();
  const others = (settings.finesseServers ?? []).filter((origin) => origin !== location.origin);
  const sides = new Sides(
    {
      origins: ['', ...others],
      ask: (origin) => clientAt(origin, own).systemInfo(),
      clock: browserClock,
      log: book.part('sides'),
      random: Math.random,
      onMove: ({xmppDomain}) =>
        notifications.move(socketAddress(`${sides.origin.replace(/^http/, 'ws')}/ws/`), xmppDomain),
    },
    ending.signal,
  );
  const desk = startDesk({
    userId: agent.id,
    authorization: () => own,
    origin: () => sides.origin,
    notifications,
    settings,
    book,
  });
  inCall = () => desk.calls.state.length > 0;
  desk.health.subscribe(({finesse}) => sides.follow(finesse));
  addEventListener('pagehide', () => ending.abort());
  const stopLooking = desk.calls.subscribe((calls) => calls.length > 0 && onCall(desk));
  try {
    await desk.signIn({
      extension,
      activeDeviceId: deviceId || undefined,
      mobileAgent: mobileNumber === '' ? undefined : {mode: mobileMode, dialNumber: mobileNumber},
    });
    return desk;
  } catch (error) {
    ending.abort();
    await desk.stop();
    throw error;
  } finally {
    stopLooking();
  }
}

loadPlainSettings(new URLSearchParams(location.search).get('config') ?? '', fetch.bind(window))
  .then((settings) => attend(document.body, settings))
  .catch(async (error: unknown) => {
    await import('./components/start-fault.js');
    const page = document.createElement('desk-start-fault');
    page.kind = error instanceof SettingsError ? 'settings' : 'unknown';
    page.faults = error instanceof SettingsError ? error.faults : [];
    document.body.replaceChildren(page);
  });
