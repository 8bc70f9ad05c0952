import {Core} from 'sip.js';
import type {Log} from '../base/log.js';

export interface DigestParts {
  readonly username: string;
  readonly password: string;
  /** The only realm that gets an answer; any when absent. */
  readonly realm: string | undefined;
  readonly log: Log;
}

/** Who we are, to nobody but who may ask. One of these answers for one request. */
export class CautiousDigest extends Core.DigestAuthentication {
  readonly #realm: string | undefined;
  readonly #log: Log;
  #answered = false;

  constructor(loggers: Core.LoggerFactory, {username, password, realm, log}: DigestParts) {
    super(loggers, undefined, username, password);
    this.#realm = realm;
    this.#log = log;
  }

  /**
   * Answers a challenge, or lets it be, and with it the request. RFC 8760 section 2.2 asks for `qop`; without it a
   * recorded answer can be used again. A challenge for what was just answered is a loop, stale or not.
   */
  override authenticate(request: Core.OutgoingRequestMessage, challenge: unknown, body?: string): boolean {
    const why = this.#answered ? 'repeated' : this.#refusalOf(challenge);
    if (why) {
      this.#log.error('challenge not answered', {why});
      return false;
    }
    this.#answered = true;
    return super.authenticate(request, challenge, body);
  }

  #refusalOf(challenge: unknown): string | undefined {
    if (typeof challenge !== 'object' || challenge === null) return 'unreadable';
    const {realm, qop} = challenge as {readonly realm?: unknown; readonly qop?: unknown};
    if (typeof realm !== 'string' || (this.#realm !== undefined && realm !== this.#realm)) return 'realm';
    return Array.isArray(qop) && qop.includes('auth') ? undefined : 'qop';
  }
}

/** Whether a user name can stand between the quotes of an Authorization header. */
export function isUsableName(username: string): boolean {
  return username !== '' && !/["\\\u0000-\u001f\u007f]/.test(username);
}
