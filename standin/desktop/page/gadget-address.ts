import type {GadgetEntry} from '../layout-model.js';
import type {OwnUser} from './own-agent.js';

/** What gadget preferences are made of (`finesse.gadget.Config`). */
export interface PreferenceSource {
  readonly user: OwnUser;
  readonly extension: string;
  readonly mobileMode: string;
  readonly mobileNumber: string;
  readonly xmppDomain: string;
  readonly pubSubDomain: string;
  readonly peripheralId: string;
  /** Server minus client time, milliseconds. */
  readonly driftMs: number;
  /** For example `en_US`. */
  readonly locale: string;
  /** How this user signs in; never `HYBRID`. */
  readonly systemAuthMode: 'SSO' | 'NON_SSO';
}

/** The values that the desktop hands to every gadget as preferences; none is secret. */
export function configPreferences(source: PreferenceSource, page: URL): Record<string, string> {
  const [language = 'en', country = 'US'] = source.locale.split('_');
  const port = page.port === '' ? (page.protocol === 'https:' ? '443' : '80') : page.port;
  return {
    systemAuthMode: source.systemAuthMode,
    id: source.user.id,
    country,
    language,
    locale: source.locale,
    host: page.hostname,
    hostPort: port,
    restHost: 'localhost',
    localhostFQDN: page.hostname,
    localhostPort: port,
    scheme: page.protocol.replace(':', ''),
    xmppDomain: source.xmppDomain,
    pubsubDomain: source.pubSubDomain,
    extension: source.extension,
    mobileAgentMode: source.mobileMode,
    mobileAgentDialNumber: source.mobileNumber,
    teamId: source.user.teamId,
    teamName: source.user.teamName,
    peripheralId: source.peripheralId,
    clientDriftInMillis: String(source.driftMs),
    compatibilityMode: 'false',
    toasterNotificationTimeout: '8',
  };
}

/** One gadget to be loaded. */
export interface AddressRequest {
  readonly entry: GadgetEntry;
  readonly url: string;
  readonly moduleId: number;
  readonly view: string;
  readonly preferences: Readonly<Record<string, string>>;
  readonly strict: boolean;
}

/** Source of a gadget's frame, in the form of the gadget server. */
export function gadgetAddress(
  {entry, url, moduleId, view, preferences, strict}: AddressRequest,
  page: URL,
): string {
  const query = new URLSearchParams({
    container: 'default',
    mid: String(moduleId),
    nocache: '0',
    country: preferences['country'] ?? 'US',
    lang: preferences['language'] ?? 'en',
    view,
    parent: page.origin,
  });
  for (const [name, value] of Object.entries({...preferences, ...entry.properties}))
    query.set(`up_${name}`, value);
  if (strict) query.set('strict', '1');
  // The real one fetches a gadget of its own server by this name, whatever the browser calls that server.
  const local = `${page.protocol}//localhost${page.port === '' ? '' : `:${page.port}`}`;
  const team = encodeURIComponent(preferences['teamName'] ?? '');
  const filled = url.replaceAll('CL%20teamName', team);
  query.set('url', filled.startsWith('/') ? local + filled : filled);
  query.set('view-params', '');
  return `/gadgets/ifr?${query.toString()}#rpctoken=${moduleId}`;
}
