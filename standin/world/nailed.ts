import type {Calls} from './calls.js';
import {logTo, type Core} from './core.js';
import type {Devices} from './devices.js';
import type {Cause, LegId, LegOffer} from './legs.js';
import {remotePortOf} from './site.js';
import type {Agent, Call, MobileAgent, Party} from './types.js';

/** An edge keeps a call for a browser that is about to register so long; ms. */
const REGISTER_MS = 10_000;

interface Nailed {
  readonly agent: Agent;
  readonly mobile: MobileAgent;
  readonly offer: LegOffer;
  /** `waiting`: for the browser to register. */
  state: 'waiting' | 'ringing' | 'up';
  readonly settle: (failed: Cause | undefined) => void;
  stop: () => void;
}

/**
 * The permanent calls of Mobile Agents in mode NAILED_CONNECTION (CCE): set up at sign-in from the remote CTI port to the
 * agent's phone, on hold between calls, connected to each call that is answered by CTI.
 */
export class NailedLegs {
  readonly #core: Core;
  readonly #calls: Calls;
  readonly #devices: Devices;
  readonly #byAgent = new Map<string, Nailed>();

  constructor(core: Core, calls: Calls, devices: Devices) {
    this.#core = core;
    this.#calls = calls;
    this.#devices = devices;
  }

  /** The agent's permanent leg, once it is up. */
  legOf(agent: Agent): LegId | undefined {
    const nailed = this.#byAgent.get(agent.id);
    return nailed?.state === 'up' ? nailed.offer.legId : undefined;
  }

  /** The permanent call to this number is up already: a second sign-in needs none. */
  isUpTo(agent: Agent, {dialNumber}: MobileAgent): boolean {
    const nailed = this.#byAgent.get(agent.id);
    return nailed?.state === 'up' && nailed.mobile.dialNumber === dialNumber;
  }

  /** Calls the agent's phone; `settle` is told once, with why not or with nothing when it was answered. */
  setUp(
    agent: Agent,
    extension: string,
    mobile: MobileAgent,
    settle: (failed: Cause | undefined) => void,
  ): void {
    this.release(agent);
    const {end, number} = this.#devices.phoneAt(mobile.dialNumber);
    const waits = end === 'sip' && !this.#devices.registered.includes(number);
    const nailed: Nailed = {
      agent,
      mobile,
      offer: {
        legId: this.#calls.newLegId(),
        callId: this.#calls.temporaryId(),
        end,
        number,
        from: {number: remotePortOf(extension), name: ''},
        voice: {kind: 'speech'},
      },
      state: waits ? 'waiting' : 'ringing',
      settle,
      stop: () => undefined,
    };
    this.#byAgent.set(agent.id, nailed);
    if (waits) this.#giveUpAfter(nailed, REGISTER_MS, 'not-registered');
    else this.#ring(nailed);
  }

  /** A browser registered: the set-up call that waited for it rings. */
  registered(number: string): void {
    for (const nailed of this.#byAgent.values())
      if (nailed.state === 'waiting' && nailed.offer.number === number) this.#ring(nailed);
  }

  /** False when the leg is none of these. */
  answered(legId: LegId): boolean {
    const nailed = this.#find(legId);
    if (!nailed) return false;
    nailed.stop();
    nailed.state = 'up';
    this.#log(nailed, 'up');
    this.#calls.keepLeg(legId);
    this.#calls.connect();
    nailed.settle(undefined);
    return true;
  }

  /** False when the leg is none of these. */
  refused(legId: LegId, cause: Cause): boolean {
    const nailed = this.#find(legId);
    if (!nailed) return false;
    this.#forget(nailed);
    this.#log(nailed, cause);
    nailed.settle(cause);
    return true;
  }

  /** The phone at its end hung up, or is gone: whose it was; undefined when the leg is none of these. */
  lost(legId: LegId): Agent | undefined {
    const nailed = this.#find(legId);
    if (!nailed) return undefined;
    this.#forget(nailed);
    this.#log(nailed, 'lost');
    this.#calls.dropLeg(legId);
    return nailed.agent;
  }

  /** The agent signs out, or takes another phone. */
  release(agent: Agent): void {
    const nailed = this.#byAgent.get(agent.id);
    if (!nailed) return;
    this.#forget(nailed);
    this.#calls.dropLeg(nailed.offer.legId);
    this.#core.carrier().release(nailed.offer.legId, 'normal');
    this.#log(nailed, 'released');
  }

  /** Lets the party speak through its agent's permanent leg; false when the agent has none. */
  take(call: Call, party: Party): boolean {
    const agent = this.#calls.agentOf(party);
    const legId = agent && this.legOf(agent);
    if (legId === undefined) return false;
    this.#calls.adoptLeg(call, party, legId);
    party.legUp = true;
    return true;
  }

  stop(): void {
    for (const {agent} of [...this.#byAgent.values()]) this.release(agent);
  }

  #ring(nailed: Nailed): void {
    nailed.state = 'ringing';
    this.#giveUpAfter(nailed, this.#core.settings.ringSeconds * 1000, 'no-answer');
    this.#core.carrier().offer(nailed.offer);
  }

  #giveUpAfter(nailed: Nailed, ms: number, cause: Cause): void {
    const {legId} = nailed.offer;
    nailed.stop();
    nailed.stop = this.#core.clock.after(ms, () => {
      this.#core.carrier().release(legId, cause);
      this.refused(legId, cause);
    });
  }

  #find(legId: LegId): Nailed | undefined {
    return [...this.#byAgent.values()].find(({offer}) => offer.legId === legId);
  }

  #forget(nailed: Nailed): void {
    nailed.stop();
    this.#byAgent.delete(nailed.agent.id);
  }

  #log({agent, offer: {legId}}: Nailed, what: string): void {
    logTo(this.#core, 'nailed', {agentId: agent.id, legId, what});
  }
}
