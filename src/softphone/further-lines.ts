/** What only a browser with several lines needs: their registrations, and what their calls ask for. Loaded with the first. */
import type {Core, UserAgent} from 'sip.js';
import type {Clock} from '../base/clock.js';
import {DeskError} from '../base/errors.js';
import type {Log} from '../base/log.js';
import {OnDemand} from '../base/on-demand.js';
import type {Store} from '../base/store.js';
import {CautiousDigest, isUsableName} from './cautious-digest.js';
import {LineRegistration} from './registration.js';
import type {LineNews, RegisteredLines} from './types.js';

export {SipLineWork} from './line-work.js';

/** A line of this browser besides the first. */
export interface FurtherLine {
  /** The user part of the line's address. */
  readonly number: string;
  /** Short-lived SIP credentials of this line; asked for at each registration on a new socket. */
  readonly credentials: () => Promise<{readonly username: string; readonly password: string}>;
  /** A colleague has the line too; `pull`: what they hold may be taken here. */
  readonly shared?: 'watch' | 'pull' | undefined;
  /** The switch tells what it does for the line with every call. */
  readonly features?: boolean | undefined;
}

export interface FurtherLinesOptions {
  readonly lines: readonly FurtherLine[];
  /** What speaks SIP for the first line; all lines share its socket. */
  readonly agent: () => UserAgent | undefined;
  /** The lines that are registered now, and what was told of them. */
  readonly registered: Store<RegisteredLines>;
  /** The digest realm the edge names; when set, no other is answered. */
  readonly realm: string | undefined;
  readonly clock: Clock;
  readonly log: Log;
}

/** A line that could not be registered is tried again after this long; ms. */
const AGAIN_MS = 30_000;

const unknown: LineNews = {state: 'remote-unknown', held: [], forwardTo: ''};

interface Known {
  readonly line: FurtherLine;
  readonly registration: LineRegistration;
  digest: {readonly username: string; readonly password: string} | undefined;
}

/** Keeps the further lines registered while the first one is (RFC 3261 section 10): one socket, one registration a line. */
export class FurtherLines {
  readonly #options: FurtherLinesOptions;
  readonly #lines = new Map<string, Known>();
  #round = 0;
  #cancel: (() => void)[] = [];
  #isUp = false;
  readonly #shared = new OnDemand(async () => {
    const {SharedLines} = await import('./shared-lines.js');
    return new SharedLines(this.#options);
  });

  constructor(options: FurtherLinesOptions) {
    this.#options = options;
  }

  /** The first line is registered on a new socket, or its socket is gone. */
  onLink(isUp: boolean): void {
    if (isUp === this.#isUp) return;
    this.#isUp = isUp;
    this.#round += 1;
    for (const cancel of this.#cancel) cancel();
    this.#cancel = [];
    for (const {registration} of this.#lines.values()) registration.pause();
    this.#options.registered.set(new Map());
    const {lines} = this.#options;
    if (isUp && lines.some(({shared, features}) => shared !== undefined || features))
      void this.#shared.want();
    if (isUp) for (const line of lines) void this.#register(line);
  }

  /** Answers for whichever line a request is from. */
  identify(own: CautiousDigest): Pick<CautiousDigest, 'authenticate' | 'toString'> {
    let answering = own;
    return {
      authenticate: (request: Core.OutgoingRequestMessage, challenge: unknown) => {
        const secret = this.#lines.get(request.from.uri.user ?? '')?.digest;
        const {realm, log} = this.#options;
        if (secret && answering === own) answering = new CautiousDigest({...secret, realm, log});
        return answering.authenticate(request, challenge);
      },
      toString: () => answering.toString(),
    };
  }

  /** Takes the bindings away. */
  async stop(): Promise<void> {
    const isUp = this.#isUp;
    const registered = this.#options.registered.state;
    this.#shared.value?.stop();
    this.onLink(false);
    const leaving = [...this.#lines.values()].filter(({line}) => isUp && registered.has(line.number));
    await Promise.all(leaving.map(({registration}) => registration.unregister()));
  }

  async #register(line: FurtherLine): Promise<void> {
    const {log, registered} = this.#options;
    const round = this.#round;
    try {
      const known = this.#known(line);
      known.digest = await line.credentials();
      if (!isUsableName(known.digest.username)) throw new DeskError('sip/refused', 'unusable credentials');
      if (round !== this.#round) return;
      const result = await known.registration.register();
      if (round !== this.#round) return;
      if (result.type !== 'registered')
        throw new DeskError(
          result.type === 'refused' ? 'sip/refused' : 'sip/not-registered',
          String(result.status),
        );
      // nobody has told anything yet of a line that others have too
      registered.update((lines) => new Map([...lines, [line.number, line.shared && unknown]]));
    } catch (error) {
      if (round !== this.#round) return;
      log.warn('further line not registered', {detail: String(error)});
      // asking again with what was refused would only bring the account nearer to its lock
      if (error instanceof DeskError && error.code === 'sip/refused') return;
      this.#again(line);
    }
  }

  #again(line: FurtherLine): void {
    this.#cancel.push(this.#options.clock.after(AGAIN_MS, () => void this.#register(line)));
  }

  #known(line: FurtherLine): Known {
    const before = this.#lines.get(line.number);
    if (before) return before;
    const {agent, clock, log, registered} = this.#options;
    const userAgent = agent();
    if (!userAgent) throw new DeskError('sip/not-registered', 'no socket');
    const lost = () => {
      registered.update((lines) => new Map([...lines].filter(([number]) => number !== line.number)));
      void this.#register(line);
    };
    const registration = new LineRegistration(userAgent, {clock, log, lost, line: line.number});
    const known: Known = {line, registration, digest: undefined};
    this.#lines.set(line.number, known);
    return known;
  }
}
