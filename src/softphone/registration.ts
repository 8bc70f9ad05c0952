import type {Core, UserAgent} from 'sip.js';
import type {Clock} from '../base/clock.js';
import type {Log} from '../base/log.js';

/** Seconds asked for: short, so that the binding of a lost page is soon gone. */
const EXPIRES_S = 120;
/** A registration is refreshed this often: a server that forgot us is found out, and the socket is kept open. */
const REFRESH_MS = 25_000;
const ANSWER_MS = 5_000;
/** A registrar that grants next to nothing is not asked more often than this; ms. */
const SHORTEST_REFRESH_MS = 1_000;

/** `refused`: the edge doesn't want these credentials. `failed`: try again later, at the earliest after `retryAfterMs`. */
export type RegisterResult =
  | {readonly type: 'registered'}
  | {readonly type: 'refused'; readonly status: number}
  | {readonly type: 'failed'; readonly status: number; readonly retryAfterMs: number};

/**
 * Keeps one line registered (RFC 3261 section 10) while the socket is open. The library's own registerer waits up to
 * 32 s for the answer to a REGISTER that went down with a socket; this one forgets it and asks anew.
 */
export class LineRegistration {
  readonly #agent: UserAgent;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #lost: () => void;
  readonly #line: string | undefined;
  readonly #callId = `${crypto.randomUUID()}@deskline.invalid`;
  #seq = 0;
  #expires = EXPIRES_S;
  /** What the registrar grants, which may be less than what was asked for (RFC 3261 section 10.2.4); seconds. */
  #granted = EXPIRES_S;
  #round = 0;
  #cancelRefresh: () => void = () => undefined;

  /**
   * `lost`: a refresh failed although the socket is open. `line`: the number of a further line, which its contact carries
   * as a parameter, so that an INVITE for it says so in its Request-URI (RFC 3261 section 19.1.1).
   */
  constructor(agent: UserAgent, parts: {clock: Clock; log: Log; lost: () => void; line?: string}) {
    this.#agent = agent;
    this.#clock = parts.clock;
    this.#log = parts.log;
    this.#lost = parts.lost;
    this.#line = parts.line;
  }

  /** Registers on the socket that is open now, and goes on refreshing until {@link pause}. */
  async register(): Promise<RegisterResult> {
    this.pause();
    const round = this.#round;
    let result = await this.#send(this.#expires, round);
    if (result.type === 'failed' && result.status === 423) result = await this.#send(this.#expires, round);
    if (result.type === 'registered' && round === this.#round) this.#refreshLater(round);
    return result;
  }

  /** The socket is gone, or about to be: nothing is refreshed, late answers don't count. */
  pause(): void {
    this.#round += 1;
    this.#cancelRefresh();
  }

  /** Takes the binding away. */
  async unregister(): Promise<void> {
    this.pause();
    await this.#send(0, this.#round);
  }

  #refreshLater(round: number): void {
    const ms = Math.max(SHORTEST_REFRESH_MS, Math.min(REFRESH_MS, this.#granted * 800));
    this.#cancelRefresh = this.#clock.after(ms, () => {
      void this.#send(this.#expires, round).then((result) => {
        if (round !== this.#round) return;
        if (result.type === 'registered') return this.#refreshLater(round);
        this.#log.warn('registration lost', {status: result.status});
        this.#lost();
      });
    });
  }

  #send(expires: number, round: number): Promise<RegisterResult> {
    const core = this.#agent.userAgentCore;
    const aor = this.#agent.configuration.uri.clone();
    if (this.#line) aor.user = this.#line;
    const registrar = aor.clone();
    registrar.user = undefined;
    this.#seq += 1;
    const own = this.#agent.contact.toString({register: true});
    const contact = this.#line ? own.replace('>', `;line=${this.#line}>`) : own;
    const instance = `+sip.instance="<urn:uuid:${this.#agent.instanceId}>"`;
    const headers = [`Contact: ${contact};reg-id=1;${instance};expires=${expires}`, `Expires: ${expires}`];
    const options = {callId: this.#callId, cseq: this.#seq};
    const message = core.makeOutgoingRequestMessage('REGISTER', registrar, aor, aor, options, headers);
    return new Promise((resolve) => {
      const cancelTimeout = this.#clock.after(ANSWER_MS, () =>
        resolve({type: 'failed', status: 408, retryAfterMs: 0}),
      );
      core.register(message, {
        onAccept: (response) => {
          cancelTimeout();
          this.#granted = grantedBy(response.message, this.#agent.contact.uri.toString()) ?? this.#expires;
          // A repeated REGISTER with credentials took the next number.
          this.#seq = Math.max(this.#seq, message.cseq);
          resolve({type: 'registered'});
        },
        onReject: (response) => {
          cancelTimeout();
          this.#seq = Math.max(this.#seq, message.cseq);
          if (round === this.#round)
            this.#log.info('register refused', {status: response.message.statusCode ?? 0});
          resolve(this.#refusal(response.message));
        },
      });
    });
  }

  #refusal(message: Core.IncomingResponseMessage): RegisterResult {
    const status = message.statusCode ?? 0;
    const seconds = (name: string) => {
      const value = /^\s*([0-9]{1,5})/.exec(message.getHeader(name) ?? '')?.[1];
      return value === undefined ? 0 : Number(value);
    };
    if (status === 423) this.#expires = Math.min(Math.max(seconds('Min-Expires'), EXPIRES_S), 3_600);
    if ([401, 403, 404, 407].includes(status)) return {type: 'refused', status};
    return {type: 'failed', status, retryAfterMs: seconds('Retry-After') * 1_000};
  }
}

/** How long the registrar keeps our contact, in seconds; undefined when it does not say (RFC 3261 section 10.3). */
function grantedBy(message: Core.IncomingResponseMessage, contact: string): number | undefined {
  const contacts = message.getHeaders('Contact').flatMap((line) => line.split(/,(?=\s*["<])/));
  // an edge may write our contact in its own way: one alone can only be ours
  const own = contacts.length === 1 ? contacts[0] : contacts.find((each) => each.includes(`<${contact}>`));
  const ofContact = /;\s*expires\s*=\s*"?([0-9]{1,9})/i.exec(own?.replace(/^[^>]*>/, '') ?? '')?.[1];
  const ofAll = /^\s*([0-9]{1,9})\s*$/.exec(message.getHeader('Expires') ?? '')?.[1];
  const seconds = ofContact ?? ofAll;
  return seconds === undefined ? undefined : Number(seconds);
}
