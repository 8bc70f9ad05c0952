import {callControl} from './call-control.js';
import {DesktopTopics} from './desktop-topics.js';
import type {ConnectionStatus} from './desktop-topics.js';
import {publishContainer} from './container-globals.js';
import {deskButton, el} from './dom.js';
import {configPreferences} from './gadget-address.js';
import {GadgetFrames} from './gadget-frames.js';
import type {DesktopWindow} from './gadget-port.js';
import {HeaderView} from './header-view.js';
import {Health} from './health.js';
import {ManagedHub} from './hub.js';
import {LayoutView} from './layout-view.js';
import {NotificationLink} from './notification-link.js';
import {OwnAgent} from './own-agent.js';
import type {OwnUser} from './own-agent.js';
import type {DesktopSettings} from '../layout-model.js';
import {childElement, childText, FinesseRest, parseXml} from './rest.js';
import {
  authorizationOf,
  endSession,
  moveTo,
  passwordOf,
  readSession,
  readToken,
  settleMove,
  storeServerTime,
} from './session.js';
import type {SignIn} from './session.js';
import {nodeStatus} from './node-status.js';
import {isNailed, readSettings, readSystemFacts, signInAgent} from './start.js';
import type {SystemFacts} from './start.js';
import {StateControl} from './state-control.js';
import {taskQueue} from './task-queue.js';
import {keepTokenFresh} from './token-renewal.js';
import {jsonPayload, topicOfNode, xmlToObject} from './xml-object.js';

const root = document.querySelector('#desktop') ?? document.body;

/** The desktop after sign-in, put together by hand. */
class Desktop {
  readonly #settings: DesktopSettings;
  readonly #facts: SystemFacts;
  readonly #signIn: SignIn;
  readonly #credential: string;
  readonly #rest: FinesseRest;
  readonly #agent: OwnAgent;
  readonly #hub = new ManagedHub(taskQueue());
  readonly #topics: DesktopTopics;
  readonly #link: NotificationLink;
  readonly #health: Health;
  #layout: LayoutView | undefined;
  #frames: GadgetFrames | undefined;
  #header: HeaderView | undefined;
  #state: StateControl | undefined;
  #starting = false;
  #leaving = false;

  constructor(settings: DesktopSettings, facts: SystemFacts, signIn: SignIn, credential: string) {
    this.#settings = settings;
    this.#facts = facts;
    this.#signIn = signIn;
    this.#credential = credential;
    this.#rest = new FinesseRest(() => authorizationOf(credential));
    this.#agent = new OwnAgent(signIn.id, this.#rest);
    this.#link = new NotificationLink(
      {
        url: `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/ws/`,
        userId: signIn.id,
        secret: () => readToken()?.token ?? passwordOf(credential),
        xmppDomain: settings.xmppDomain,
        pubSubDomain: settings.pubSubDomain,
      },
      {
        connected: () => (this.#health.linked = true),
        lost: () => (this.#health.linked = false),
        conflict: () => this.#conflict(),
        unauthorized: () => this.#leave('The notification service refused the user id or password.'),
        notification: (node, text) => this.#notification(node, text),
        servicePresence: (available) => {
          this.#topics.publish('finesse.info.presence', {available});
          this.#health.present = available;
        },
      },
    );
    this.#topics = new DesktopTopics(this.#hub, {
      subscribeNode: (node) => this.#link.subscribeNode(node),
      unsubscribeNode: (node) => this.#link.unsubscribeNode(node),
      activeTab: () => this.#layout?.activeTab ?? '',
      activateTab: (id) => this.#layout?.activate(id) ?? false,
      reloadGadget: (id) => this.#frames?.reload(id),
    });
    this.#health = new Health(
      {
        nodeStatus: (origin) => nodeStatus(origin, this.#rest),
        connect: () => this.#link.connect(),
        changed: (status) => this.#connectionChanged(status),
        moveTo: (origin) => this.#move(origin),
      },
      location.origin,
      () => facts.nodes.find((node) => node !== location.origin),
    );
  }

  start(): void {
    this.#agent.onChange(() => this.#agentChanged());
    this.#agent.onRefusal((_requestId, message) => this.#header?.showMessage(`Refused: ${message}`));
    setInterval(() => {
      this.#topics.tick();
      this.#state?.tick();
    }, 1000);
    window.addEventListener('pagehide', () => this.#link.close());
    this.#link.connect();
    keepTokenFresh(
      (authToken) => this.#topics.publish('finesse.info.accessTokenRefresh', {authToken}),
      () => this.#leave('Your sign-in has ended.'),
    );
  }

  #connectionChanged(status: ConnectionStatus): void {
    this.#topics.setConnection(status);
    this.#header?.setConnection(status);
    if (status === 'failing') {
      this.#header?.showMessage('The connection to Finesse is lost. Calls go on; the desktop keeps trying.');
    } else if (this.#layout === undefined) {
      void this.#signInAndShow(status);
    } else {
      this.#header?.showMessage('');
      void this.#refresh();
    }
  }

  async #signInAndShow(status: ConnectionStatus): Promise<void> {
    if (this.#starting) return;
    this.#starting = true;
    const nailed = isNailed(this.#signIn);
    try {
      // the phone that has to answer the set-up call may be a gadget: it is there before the sign-in is complete
      if (nailed) this.#show(await this.#agent.refreshUser());
      this.#header?.showMessage(nailed ? 'Your phone rings. Answer it to finish the sign-in.' : '');
      const user = await signInAgent(this.#agent, this.#rest, this.#signIn);
      settleMove(this.#signIn);
      if (!nailed) this.#show(user);
      this.#header?.showMessage('');
      this.#header?.setConnection(status);
      await Promise.all([this.#agent.refreshDialogs(), this.#state?.loadReasons()]);
    } catch (error) {
      if (nailed || this.#layout === undefined)
        this.#leave(error instanceof Error ? error.message : String(error));
    } finally {
      this.#starting = false;
    }
  }

  async #refresh(): Promise<void> {
    try {
      await this.#agent.refreshUser();
      await this.#agent.refreshDialogs();
    } catch (error) {
      this.#header?.showMessage(error instanceof Error ? error.message : String(error));
    }
  }

  #show(user: OwnUser): void {
    const {mobileAgent, extension} = this.#signIn;
    const mobileMode = mobileAgent?.mode ?? user.mobileMode;
    const mobileNumber = mobileAgent?.dialNumber ?? user.mobileNumber;
    const preferences = configPreferences(
      {
        user,
        extension,
        mobileMode,
        mobileNumber,
        xmppDomain: this.#settings.xmppDomain,
        pubSubDomain: this.#settings.pubSubDomain,
        peripheralId: this.#settings.peripheralId,
        driftMs: this.#facts.driftMs,
        locale: localeOf(location.search),
        systemAuthMode: readToken() === undefined ? 'NON_SSO' : 'SSO',
      },
      new URL(location.href),
    );
    const frames = new GadgetFrames({
      hub: this.#hub,
      preferences,
      strict: this.#settings.strict || new URLSearchParams(location.search).get('strict') === '1',
      onViewChanged: (event) => {
        this.#topics.publish('finesse.containerservices.gadgetViewChangedEvent', event);
      },
    });
    this.#frames = frames;
    (window as unknown as DesktopWindow).standinGadgetPort = frames;
    const showError = (message: string): void => this.#header?.showMessage(message);
    const controls = {agent: this.#agent, rest: this.#rest, showError};
    const state = new StateControl({...controls, driftMs: this.#facts.driftMs});
    this.#state = state;
    this.#header = new HeaderView({
      settings: this.#settings,
      user,
      extension,
      mobile: mobileWords(mobileMode, mobileNumber),
      stateControl: state.element,
      signOut: state.signOut,
      gadgets: this.#settings.layout.header.flatMap(({gadget}) =>
        gadget ? [frames.create(gadget, '', false)] : [],
      ),
    });
    const layout = this.#layoutFor(user);
    const answersAtPhone = mobileMode === 'CALL_BY_CALL';
    publishContainer(root, preferences, {
      reloadGadget: (id) => frames.reload(id),
      changeUrl: (id, url) => frames.changeUrl(id, url),
      activeTab: () => this.#layout?.activeTab ?? '',
      activateTab: (id) => this.#layout?.activate(id) ?? false,
    });
    this.#layout = new LayoutView(layout, {
      gadget: (entry, tabId, titled) => frames.create(entry, tabId, titled),
      builtIn: (name) => (name === 'callcontrol.js' ? callControl({...controls, answersAtPhone}) : undefined),
      onTab: () => this.#topics.tabChanged(),
    });
    root.replaceChildren(this.#header.element, this.#layout.element);
  }

  #layoutFor(user: OwnUser): DesktopSettings['layout']['roles'][number] {
    const {roles} = this.#settings.layout;
    const wanted = user.roles.includes('Supervisor') ? ['Supervisor', 'Agent'] : ['Agent'];
    const found = wanted
      .map((role) => roles.find((one) => one.role === role))
      .find((one) => one !== undefined);
    return found ?? {role: 'Agent', page: [], tabs: []};
  }

  #notification(node: string, text: string): void {
    const update = parseXml(text);
    const object = jsonPayload(text) ?? (update && {[update.nodeName]: xmlToObject(update)});
    // What is neither XML nor JSON is nothing that a gadget could read.
    if (object === undefined) return;
    if (node === '/finesse/api/SystemInfo' && update) this.#systemInfo(update);
    this.#agent.notification(node, text);
    try {
      this.#topics.publish(topicOfNode(node), {content: node + text, object});
    } catch (error) {
      // A node whose name makes no topic has no listener either.
      window.reportError(error);
    }
  }

  #systemInfo(update: Element): void {
    const data = childElement(update, 'data');
    const status = childText(data && childElement(data, 'systemInfo'), 'status');
    if (status !== '') this.#health.inService = status === 'IN_SERVICE';
  }

  #agentChanged(): void {
    const user = this.#agent.user;
    if (user?.state !== 'LOGOUT' || this.#layout === undefined || this.#starting) return;
    this.#leave(user.reason === '' ? 'You are signed out.' : `You are signed out: ${user.reason}`);
  }

  #conflict(): void {
    this.#health.stop();
    this.#header?.setConnection('failing');
    this.#header?.showMessage('This agent signed in on another desktop. This one has stopped.');
    if (this.#layout === undefined) this.#leave('This agent signed in on another desktop.');
  }

  #move(origin: string): void {
    if (this.#leaving) return;
    this.#leaving = true;
    this.#health.stop();
    this.#link.close();
    moveTo(origin, this.#signIn, this.#credential);
  }

  #leave(message: string): void {
    if (this.#leaving) return;
    this.#leaving = true;
    this.#health.stop();
    this.#link.close();
    endSession(message);
    location.replace('/desktop/');
  }
}

function localeOf(search: string): string {
  const locale = new URLSearchParams(search).get('locale') ?? '';
  return /^[a-z]{2}_[A-Z]{2}$/.test(locale) ? locale : 'en_US';
}

function mobileWords(mode: string, number: string): string {
  if (mode === '') return '';
  return `${mode === 'CALL_BY_CALL' ? 'mobile, call by call' : 'mobile, nailed up'} ${number}`;
}

async function main(): Promise<void> {
  const session = readSession();
  if (session === undefined) {
    location.replace('/desktop/');
    return;
  }
  root.replaceChildren(el('p', {class: 'starting', role: 'status'}, 'Signing in…'));
  try {
    const {signIn, credential} = session;
    const [settings, facts] = await Promise.all([
      readSettings(),
      readSystemFacts(new FinesseRest(() => authorizationOf(credential))),
    ]);
    storeServerTime(facts.driftMs, facts.timezoneSeconds);
    new Desktop(settings, facts, signIn, credential).start();
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    root.replaceChildren(
      el('p', {class: 'starting', role: 'alert'}, `The desktop can't start. ${message} `),
      deskButton('Try again', 'plain', () => location.reload()),
    );
  }
}

void main();
