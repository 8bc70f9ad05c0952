/** Settings of a gadget as the documentation of `finesse.gadget.Config` lists them. */
export interface FinesseConfig {
  authorization?: string;
  authToken?: string;
  systemAuthMode?: string;
  id?: string;
  password?: string;
  country?: string;
  language?: string;
  locale?: string;
  host?: string;
  hostPort?: string;
  restHost?: string;
  localhostFQDN?: string;
  localhostPort?: string;
  scheme?: string;
  restScheme?: string;
  xmppDomain?: string;
  pubsubDomain?: string;
  extension?: string;
  mobileAgentMode?: string;
  mobileAgentDialNumber?: string;
  teamId?: string;
  teamName?: string;
  peripheralId?: string;
  clientDriftInMillis?: number;
  compatibilityMode?: string;
  toasterNotificationTimeout?: string;
}

/** Preferences with the name of their setting. */
const textSettings = [
  'systemAuthMode',
  'id',
  'country',
  'language',
  'locale',
  'host',
  'hostPort',
  'restHost',
  'localhostFQDN',
  'localhostPort',
  'scheme',
  'xmppDomain',
  'pubsubDomain',
  'extension',
  'mobileAgentMode',
  'mobileAgentDialNumber',
  'teamId',
  'teamName',
  'peripheralId',
  'compatibilityMode',
  'toasterNotificationTimeout',
] as const;

interface PrefsReader {
  getString(name: string): string;
  getInt(name: string): number;
}

/** Filled while the script loads, from the frame's preferences and the credentials in session storage. */
export function readConfig(prefs: PrefsReader, storage: Pick<Storage, 'getItem'>): FinesseConfig {
  const config: FinesseConfig = {};
  for (const name of textSettings) config[name] = prefs.getString(name);
  config.clientDriftInMillis = prefs.getInt('clientDriftInMillis');
  const authorization = storage.getItem('userFinesseAuth');
  if (authorization !== null) config.authorization = authorization;
  const token = readToken(storage.getItem('ssoTokenObject'));
  if (token !== undefined) config.authToken = token;
  return config;
}

function readToken(text: string | null): string | undefined {
  if (text === null) return undefined;
  try {
    const {token} = JSON.parse(text) as {token?: unknown};
    return typeof token === 'string' ? token : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Value of the `Authorization` header.
 *
 * @throws {Error} for an authentication mode other than `SSO` and `NON_SSO`.
 */
export function authHeaderString(config: FinesseConfig): string {
  if (config.systemAuthMode === 'SSO') return `Bearer ${config.authToken ?? ''}`;
  if (config.systemAuthMode === 'NON_SSO') return `Basic ${config.authorization ?? ''}`;
  throw new Error(`Unknown auth mode ${String(config.systemAuthMode)}`);
}
