/** Who signed in on this tab, and how. The password lives in `userFinesseAuth` only, as on a real desktop. */
export interface SignIn {
  readonly id: string;
  readonly extension: string;
  readonly mobileAgent?: {readonly mode: 'CALL_BY_CALL' | 'NAILED_CONNECTION'; readonly dialNumber: string};
  /** CCE: the phone chosen, where several share the extension. */
  readonly deviceId?: string;
  /** Came from the other node: sign in again there, whatever the state. */
  readonly moved?: boolean;
}

const signInKey = 'standin.signIn';
const messageKey = 'standin.message';
const carryPrefix = 'standin-carry:';

/** Keys that gadgets and their library read (Finesse gadget pages); all are ours to remove at sign-out. */
const authKey = 'userFinesseAuth';
/** Single sign-on: the token endpoint's answer, as gadgets and their library read it. */
const tokenKey = 'ssoTokenObject';
const driftKey = 'clientTimestampDrift';
const timezoneKey = 'serverTimezoneOffset';

/** Base64 of `id:password` in UTF-8. */
export function basicCredential(id: string, password: string): string {
  const bytes = new TextEncoder().encode(`${id}:${password}`);
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
}

/** The password inside a credential made by {@link basicCredential}. */
export function passwordOf(credential: string): string {
  const bytes = Uint8Array.from(atob(credential), (sign) => sign.charCodeAt(0));
  const text = new TextDecoder().decode(bytes);
  return text.slice(text.indexOf(':') + 1);
}

/** What the token endpoint answers. */
export interface StoredToken {
  readonly token: string;
  readonly refresh_token: string;
  /** Seconds. */
  readonly expires_in: number;
}

/** The token of this tab; undefined without single sign-on. */
export function readToken(): StoredToken | undefined {
  const text = sessionStorage.getItem(tokenKey);
  return text === null ? undefined : (JSON.parse(text) as StoredToken);
}

export function storeToken(token: StoredToken): void {
  sessionStorage.setItem(tokenKey, JSON.stringify(token));
}

/** The `Authorization` header of this tab's agent at this moment. */
export function authorizationOf(credential: string): string {
  const token = readToken();
  return token === undefined ? `Basic ${credential}` : `Bearer ${token.token}`;
}

/** Keeps who signed in for this tab, in the keys that gadgets read. */
export function storeSession(signIn: SignIn, credential: string): void {
  sessionStorage.setItem(authKey, credential);
  sessionStorage.setItem(driftKey, '0');
  sessionStorage.setItem(timezoneKey, '0');
  sessionStorage.setItem(signInKey, JSON.stringify(signIn));
}

/** Milliseconds that the server's clock is ahead of this one, and its distance from GMT in seconds. */
export function storeServerTime(driftMs: number, timezoneSeconds: number): void {
  sessionStorage.setItem(driftKey, String(driftMs));
  sessionStorage.setItem(timezoneKey, String(timezoneSeconds));
}

/** Who is signed in on this tab; undefined when nobody is. */
export function readSession(): {readonly signIn: SignIn; readonly credential: string} | undefined {
  takeCarried();
  const text = sessionStorage.getItem(signInKey);
  const credential = sessionStorage.getItem(authKey);
  if (text === null || credential === null) return undefined;
  try {
    return {signIn: JSON.parse(text) as SignIn, credential};
  } catch {
    return undefined;
  }
}

/** Forgets the sign-in; `message` is shown on the sign-in page. */
export function endSession(message?: string): void {
  for (const key of [authKey, tokenKey, driftKey, timezoneKey, signInKey, 'User'])
    sessionStorage.removeItem(key);
  if (message !== undefined) sessionStorage.setItem(messageKey, message);
}

/** The message left by {@link endSession}, once. */
export function takeMessage(): string | undefined {
  const message = sessionStorage.getItem(messageKey);
  sessionStorage.removeItem(messageKey);
  return message ?? undefined;
}

/**
 * Moves the desktop to another node, which is another origin with a session storage of its own. How the real one
 * carries the sign-in is not public; the stand-in's own way is the window's name, read and emptied by the next page.
 */
export function moveTo(origin: string, signIn: SignIn, credential: string): void {
  const carried = {signIn: {...signIn, moved: true}, credential, token: readToken()};
  window.name = carryPrefix + JSON.stringify(carried);
  endSession();
  location.replace(`${origin}/desktop/container/${location.search}`);
}

function takeCarried(): void {
  if (!window.name.startsWith(carryPrefix)) return;
  const text = window.name.slice(carryPrefix.length);
  window.name = '';
  try {
    const {signIn, credential, token} = JSON.parse(text) as {
      signIn: SignIn;
      credential: string;
      token?: StoredToken;
    };
    storeSession(signIn, credential);
    if (token) storeToken(token);
  } catch {
    // Not ours after all: the agent signs in by hand.
  }
}

/** Marks a move as finished, so that a later reload keeps the state it finds. */
export function settleMove(signIn: SignIn): void {
  const {moved: _moved, ...rest} = signIn;
  sessionStorage.setItem(signInKey, JSON.stringify(rest));
}
