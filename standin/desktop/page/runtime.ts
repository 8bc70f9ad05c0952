/**
 * The script that the gadget server puts before a gadget's own: `gadgets.*` as the Finesse developer guide
 * (Supported OpenSocial Features) and OpenSocial Core Gadget 1.1 describe it.
 */
import type {GadgetBoot} from '../render-gadget.js';
import {GadgetHub} from './gadget-hub.js';
import {encodeValues, makeRequest, requestParameters} from './gadget-io.js';
import type {DesktopWindow, GadgetPort} from './gadget-port.js';
import {escapeString, GadgetPrefs, unescapeString} from './gadget-prefs.js';

type Handler = () => void;

interface HubSettings {
  params: {HubClient: Record<string, unknown>; IframeHubClient: Record<string, unknown>};
  onConnect?: (hub: GadgetHub, success: boolean, error?: string) => void;
}

interface GadgetWindow {
  standinGadgetBoot?: GadgetBoot;
  gadgets?: Record<string, unknown>;
  OpenAjax?: object;
}

const own = window as unknown as GadgetWindow;
const boot: GadgetBoot = own.standinGadgetBoot ?? {
  moduleId: '0',
  title: '',
  scrolling: false,
  features: [],
  messages: {},
  userPrefs: {},
  manualDismiss: false,
  loadingTimeout: 10,
};

const port: GadgetPort | undefined =
  window.parent === window ? undefined : (window.parent as unknown as DesktopWindow).standinGadgetPort;

const parameters = urlParameters();
const mid = parameters['mid'] ?? boot.moduleId;

function urlParameters(): Record<string, string> {
  const found: Record<string, string> = {};
  for (const part of [location.search.slice(1), location.hash.slice(1)]) {
    for (const [name, value] of new URLSearchParams(part)) found[name] = value;
  }
  return found;
}

const preferences = new Map<string, string>();
for (const [name, value] of Object.entries(parameters)) {
  if (name.startsWith('up_')) preferences.set(name.slice(3), value);
}

class Prefs extends GadgetPrefs {
  constructor() {
    super({
      values: preferences,
      defaults: boot.userPrefs,
      messages: boot.messages,
      lang: parameters['lang'] ?? 'en',
      country: parameters['country'] ?? 'US',
      moduleId: mid,
      onSet: (name, value) => port?.setPreference(mid, name, value),
    });
  }
}

const onLoad: Handler[] = [];

function runOnLoadHandlers(): void {
  port?.arrive(mid, {
    title: boot.title,
    scrolling: boot.scrolling,
    manualDismiss: boot.manualDismiss,
    loadingTimeout: boot.loadingTimeout,
  });
  for (const handler of onLoad.splice(0)) {
    try {
      handler();
    } catch (error) {
      window.reportError(error);
    }
  }
}

const hubSettings: HubSettings = {
  params: {HubClient: {onSecurityAlert: () => undefined}, IframeHubClient: {}},
};

// The hub connects when the body has been read, with whatever onConnect is set by then: later is too late.
onLoad.push(() => {
  const hub = new GadgetHub(port, mid);
  gadgets.Hub = hub;
  const {onConnect} = hubSettings;
  hub.connect((_hub, success, error) => {
    if (onConnect) onConnect(hub, success, error instanceof Error ? error.message : error);
  });
});

let lastHeight = -1;

function adjustHeight(height?: number): void {
  const root = document.documentElement.getBoundingClientRect().height;
  const measured = Math.ceil(Math.max(root, document.body?.scrollHeight ?? 0));
  const wanted =
    typeof height === 'number' && Number.isFinite(height) ? Math.max(0, Math.ceil(height)) : measured;
  if (wanted === lastHeight) return;
  lastHeight = wanted;
  port?.resize(mid, wanted);
}

/** Services of `gadgets.rpc` that have a direct call here; others are dropped, as an unknown service would be. */
function callRpc(_target: unknown, service: string, _callback: unknown, ...values: unknown[]): void {
  if (service === 'resize_iframe') adjustHeight(Number(values[0]));
  else if (service === 'set_title') port?.setTitle(mid, String(values[0]));
  else if (service === 'requestNavigateTo') port?.navigateTo(mid, String(values[0]));
}

const hubErrors = [
  'BadParameters',
  'Disconnected',
  'Duplicate',
  'NoContainer',
  'NoSubscription',
  'NotAllowed',
  'WrongProtocol',
  'IncompatBrowser',
] as const;

const names = (...list: string[]): Record<string, string> =>
  Object.fromEntries(list.map((name) => [name, name]));

const gadgets = {
  Prefs,
  Hub: undefined as GadgetHub | undefined,
  HubSettings: hubSettings,
  util: {
    getUrlParameters: urlParameters,
    registerOnLoadHandler: (handler: Handler) => void onLoad.push(handler),
    runOnLoadHandlers,
    escapeString,
    unescapeString,
    hasFeature: (feature: string) => boot.features.includes(feature),
    makeEnum: (values: readonly string[]) => names(...values),
    makeClosure:
      (scope: unknown, callback: (...given: unknown[]) => unknown, ...first: unknown[]) =>
      (...rest: unknown[]) =>
        callback.apply(scope, [...first, ...rest]),
    attachBrowserEvent: (element: EventTarget, name: string, listener: EventListener, capture = false) =>
      element.addEventListener(name, listener, capture),
    removeBrowserEvent: (element: EventTarget, name: string, listener: EventListener, capture = false) =>
      element.removeEventListener(name, listener, capture),
  },
  // a gadget's own words for the browser's console
  /* eslint-disable no-console */
  log: (text: unknown) => console.log(text),
  warn: (text: unknown) => console.warn(text),
  error: (text: unknown) => console.error(text),
  /* eslint-enable no-console */
  json: {
    parse: (text: string): unknown => JSON.parse(text),
    stringify: (value: unknown) => JSON.stringify(value),
  },
  window: {
    getViewportDimensions: () => ({width: window.innerWidth, height: window.innerHeight}),
    adjustHeight,
    setTitle: (title: unknown) => port?.setTitle(mid, String(title)),
  },
  loadingindicator: {
    dismiss: () => port?.showLoading(mid, false),
    showLoading: () => port?.showLoading(mid, true),
  },
  io: {
    makeRequest,
    encodeValues,
    getProxyUrl: (url: string) => `/gadgets/proxy?url=${encodeURIComponent(url)}`,
    RequestParameters: requestParameters,
    ContentType: names('TEXT', 'DOM', 'JSON', 'FEED'),
    MethodType: names('GET', 'POST', 'PUT', 'DELETE', 'HEAD'),
    AuthorizationType: names('NONE', 'SIGNED', 'OAUTH'),
  },
  views: {
    requestNavigateTo: (view: unknown) => port?.navigateTo(mid, String(view)),
    getCurrentView: () => ({getName: () => parameters['view'] ?? 'default'}),
  },
  rpc: {call: callRpc, register: () => undefined, unregister: () => undefined},
};

own.gadgets = gadgets;
// feature pubsub-2 brings the hub's library: its constants are what scripts look for
own.OpenAjax = {
  hub: {
    implementer: 'http://openajax.org',
    implVersion: '2.0.7',
    specVersion: '2.0',
    implExtraData: {},
    libraries: {},
    Error: Object.fromEntries(hubErrors.map((name) => [name, `OpenAjax.hub.Error.${name}`])),
    SecurityAlert: {
      LoadTimeout: 'OpenAjax.hub.SecurityAlert.LoadTimeout',
      FramePhish: 'OpenAjax.hub.SecurityAlert.FramePhish',
      ForgedMsg: 'OpenAjax.hub.SecurityAlert.ForgedMsg',
    },
  },
};
