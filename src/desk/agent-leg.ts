import {Store} from '../base/store.js';
import {audioLegOf, browserLines, furtherLinesOf, type FurtherLine} from '../calls/lines.js';
import type {AudioLeg, Call} from '../calls/types.js';
import type {Settings} from '../config.js';
import type {Agent, MobileAgent} from '../finesse/types.js';

/**
 * Which device carries the agent's voice, as Finesse tells of the agent. Who is signed out from elsewhere in the middle of
 * a call keeps the device until the caller is gone (F-66).
 */
export class AgentLeg {
  readonly leg = new Store<AudioLeg>({kind: 'none'});
  /** The further lines of this browser, by SIP number, or those of the agent's phone that Finesse tells of (CCE). */
  further: ReadonlyMap<string, FurtherLine> = new Map();
  readonly #settings: Pick<Settings, 'softphone' | 'phoneLines'>;
  readonly #onKept: () => void;
  #kept = false;
  /** What the agent is signing in with; a permanent call rings the phone before the sign-in is complete. */
  signingIn: MobileAgent | undefined;

  /** @param onKept the agent was signed out, and the call stays */
  constructor(settings: Pick<Settings, 'softphone' | 'phoneLines'>, onKept: () => void) {
    this.#settings = settings;
    this.#onKept = onKept;
  }

  /** A call outlives the sign-out of its agent. */
  get kept(): boolean {
    return this.#kept;
  }

  /** The browser's leg stays up between calls (Mobile Agent, nailed connection). */
  nailedUp(agent: Agent | undefined): boolean {
    const {mode} = this.signingIn ?? agent?.mobileAgent ?? {};
    return mode === 'NAILED_CONNECTION' && this.leg.state.kind === 'browser';
  }

  /** Takes in news of the agent; true when another device carries the voice now. */
  onAgent(agent: Agent | undefined, calls: readonly Call[]): boolean {
    const before = this.leg.state;
    const keeps = this.#keeps(agent, calls);
    const mobileAgent = this.signingIn;
    const to =
      agent && mobileAgent ? ({...agent, mobileAgent, extension: '-', state: 'NOT_READY'} as const) : agent;
    const next = keeps ? before : audioLegOf(to, this.#settings.softphone?.number);
    if (next.kind === before.kind && numberOf(next) === numberOf(before)) return false;
    const {softphone, phoneLines} = this.#settings;
    const settings =
      next.kind === 'browser'
        ? softphone && browserLines(softphone)
        : next.kind === 'desk-phone' && phoneLines;
    this.further = settings ? furtherLinesOf(numberOf(next), settings) : new Map();
    this.leg.set(next);
    return true;
  }

  #keeps(agent: Agent | undefined, calls: readonly Call[]): boolean {
    if (agent?.state !== 'LOGOUT') {
      if (agent) this.signingIn = undefined;
      this.#kept = false;
      return false;
    }
    const keeps = !this.signingIn && calls.some(({leg}) => leg?.state === 'talking');
    if (keeps && !this.#kept) this.#onKept();
    this.#kept = keeps;
    return keeps;
  }
}

const numberOf = (leg: AudioLeg): string => ('number' in leg ? leg.number : '');
