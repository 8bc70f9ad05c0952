import type {Core} from 'sip.js';
import type {Log} from '../base/log.js';
import {md5} from './md5.js';

export interface DigestParts {
  readonly username: string;
  readonly password: string;
  /** The only realm that gets an answer; any when absent. */
  readonly realm: string | undefined;
  readonly log: Log;
}

/** The counter of RFC 3261 section 22.4: a nonce is never used twice here. */
const FIRST = '00000001';

/** Who we are, to nobody but who may ask. One of these answers for one request (RFC 3261 section 22). */
export class CautiousDigest {
  readonly #parts: DigestParts;
  #answer: string | undefined;

  constructor(parts: DigestParts) {
    this.#parts = parts;
  }

  /**
   * Answers a challenge, or lets it be, and with it the request. RFC 8760 section 2.2 asks for `qop`; without it a
   * recorded answer can be used again. A challenge for what was just answered is a loop, stale or not.
   */
  authenticate(request: Core.OutgoingRequestMessage, challenge: unknown): boolean {
    const {username, password, log} = this.#parts;
    const read = this.#answer === undefined ? this.#read(challenge) : 'repeated';
    if (typeof read === 'string') {
      log.error('challenge not answered', {why: read});
      return false;
    }
    const {realm, nonce, opaque} = read;
    const uri = request.ruri.toString();
    const cnonce = crypto.randomUUID();
    const secret = md5(`${username}:${realm}:${password}`);
    const response = md5(`${secret}:${nonce}:${FIRST}:${cnonce}:auth:${md5(`${request.method}:${uri}`)}`);
    this.#answer =
      `Digest algorithm=MD5, username="${username}", realm="${realm}", nonce="${nonce}", uri="${uri}", ` +
      `response="${response}",${opaque === undefined ? '' : ` opaque="${opaque}",`} ` +
      `qop=auth, cnonce="${cnonce}", nc=${FIRST}`;
    return true;
  }

  /** The value of the Authorization header. */
  toString(): string {
    return this.#answer ?? '';
  }

  /** What of a challenge is answered, or why it is not. */
  #read(challenge: unknown): {realm: string; nonce: string; opaque: string | undefined} | string {
    if (typeof challenge !== 'object' || challenge === null) return 'unreadable';
    const {realm, nonce, opaque, qop, algorithm} = challenge as Readonly<Record<string, unknown>>;
    const pinned = this.#parts.realm;
    if (typeof realm !== 'string' || (pinned !== undefined && realm !== pinned)) return 'realm';
    if (typeof nonce !== 'string' || nonce === '') return 'nonce';
    if (algorithm !== undefined && algorithm !== 'MD5') return 'algorithm';
    if (!Array.isArray(qop) || !qop.includes('auth')) return 'qop';
    return {realm, nonce, opaque: typeof opaque === 'string' ? opaque : undefined};
  }
}

/** Whether a user name can stand between the quotes of an Authorization header. */
export function isUsableName(username: string): boolean {
  return username !== '' && !/["\\\u0000-\u001f\u007f]/.test(username);
}
