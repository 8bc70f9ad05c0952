import {createHash, randomBytes} from 'node:crypto';
import type {Clock} from '../../world/clock.js';

/** How long a nonce is good for, in ms; after that the client is told `stale=true` and tries again unasked. */
export const NONCE_LIFE_MS = 5 * 60_000;
const MAX_NONCES = 2_000;

export interface DigestFacts {
  readonly username: string;
  readonly realm: string;
  readonly password: string;
  readonly method: string;
  readonly uri: string;
  readonly nonce: string;
  readonly nc: string;
  readonly cnonce: string;
  readonly qop: string;
}

/** The `response` of a digest (RFC 2617 section 3.2.2, MD5). Without `qop` it is the older form of RFC 2069. */
export function digestResponse(facts: DigestFacts): string {
  const ha1 = md5(`${facts.username}:${facts.realm}:${facts.password}`);
  const ha2 = md5(`${facts.method}:${facts.uri}`);
  const middle = facts.qop === '' ? facts.nonce : [facts.nonce, facts.nc, facts.cnonce, facts.qop].join(':');
  return md5(`${ha1}:${middle}:${ha2}`);
}

function md5(text: string): string {
  return createHash('md5').update(text).digest('hex');
}

/** The parameters of a `Digest …` header value, names in lower case; undefined for another scheme. */
export function readDigest(value: string): ReadonlyMap<string, string> | undefined {
  const text = /^\s*digest\s+(.*)$/i.exec(value)?.[1];
  if (text === undefined) return undefined;
  const params = new Map<string, string>();
  for (const [, name = '', quoted, plain] of text.matchAll(
    /([a-z0-9_-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]+))/gi,
  )) {
    params.set(name.toLowerCase(), quoted?.replace(/\\(.)/g, '$1') ?? plain ?? '');
  }
  return params;
}

export type Verdict =
  | {readonly ok: true; readonly user: string}
  | {readonly ok: false; readonly stale: boolean; readonly why: 'missing' | 'stale' | 'wrong'};

/** Checks digest credentials: `qop=auth` only, each nonce for a limited time and each count once. */
export class DigestGate {
  readonly #clock: Clock;
  readonly #realm: string;
  readonly #secretFor: (user: string) => readonly string[];
  readonly #nonces = new Map<string, {readonly since: number; count: number}>();

  constructor(clock: Clock, realm: string, secretFor: (user: string) => readonly string[]) {
    this.#clock = clock;
    this.#realm = realm;
    this.#secretFor = secretFor;
  }

  /** The value of a WWW-Authenticate header. */
  challenge(stale: boolean): string {
    const nonce = randomBytes(18).toString('base64url');
    this.#nonces.set(nonce, {since: this.#clock.monotonic(), count: 0});
    for (const oldest of this.#nonces.keys()) {
      if (this.#nonces.size <= MAX_NONCES) break;
      this.#nonces.delete(oldest);
    }
    const tail = stale ? ', stale=true' : '';
    return `Digest realm="${this.#realm}", nonce="${nonce}", algorithm=MD5, qop="auth"${tail}`;
  }

  check(method: string, authorization: string | undefined): Verdict {
    const given = readDigest(authorization ?? '');
    if (!given) return {ok: false, stale: false, why: 'missing'};
    const of = (name: string) => given.get(name) ?? '';
    const nonce = this.#nonces.get(of('nonce'));
    const old = !nonce || this.#clock.monotonic() - nonce.since > NONCE_LIFE_MS;
    const facts = {username: of('username'), realm: of('realm'), method, uri: of('uri'), nonce: of('nonce')};
    const rest = {nc: of('nc'), cnonce: of('cnonce'), qop: of('qop')};
    const wellFormed = facts.realm === this.#realm && rest.qop === 'auth' && /^[0-9a-f]{8}$/i.test(rest.nc);
    const right = this.#secretFor(facts.username).some(
      (password) => digestResponse({...facts, ...rest, password}) === of('response').toLowerCase(),
    );
    if (!wellFormed || !right) return {ok: false, stale: false, why: 'wrong'};
    const count = Number.parseInt(rest.nc, 16);
    if (old || count <= nonce.count) return {ok: false, stale: true, why: 'stale'};
    nonce.count = count;
    return {ok: true, user: facts.username};
  }
}
