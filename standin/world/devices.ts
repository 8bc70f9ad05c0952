import type {Core} from './core.js';
import type {EndKind} from './legs.js';
import {kindOfNumber, remoteDestinationOf} from './site.js';
import type {Agent} from './types.js';

/** Where the voices of agents are: phones, browsers, phones outside. */
export class Devices {
  readonly #core: Core;
  readonly #registered = new Set<string>();

  constructor(core: Core) {
    this.#core = core;
  }

  /** SIP lines that are registered now. */
  get registered(): readonly string[] {
    return [...this.#registered];
  }

  setRegistered(number: string, isRegistered: boolean): void {
    if (isRegistered) this.#registered.add(number);
    else this.#registered.delete(number);
  }

  /**
   * Where an agent's audio is: the Mobile Agent's phone (CCE), the active remote destination (CCX, Extend & Connect),
   * else the phone on the extension itself.
   */
  deviceOf(agent: Agent): {end: EndKind; number: string} {
    const {deployment} = this.#core;
    const remote = deployment === 'CCE' ? agent.mobile?.dialNumber : remoteDestinationOf(agent.extension);
    if (remote !== undefined) {
      const phone = this.phoneAt(remote);
      if (phone.end !== 'sip' || deployment === 'CCE' || this.#registered.has(remote)) return phone;
    }
    // of the phones that share a line the chosen one is controlled, and rings alone
    return {end: 'phone', number: agent.activeDeviceId || agent.extension};
  }

  /** What is at the number that an agent named, or that is configured, as their phone. */
  phoneAt(number: string): {end: EndKind; number: string} {
    return {end: kindOfNumber(number) === 'browser' ? 'sip' : 'caller', number};
  }

  /** Whether the phone at a number is busy: the telephone system says so before the contact centre hears of a call. */
  isBusyAt(number: string): boolean {
    return this.#core.settings.busyNumbers.split(',').includes(number);
  }

  /** CCX: a CTI remote device without an active remote destination; calls to and from it fail as busy. */
  isBusy(agent: Agent): boolean {
    const {deployment, settings} = this.#core;
    return (
      deployment === 'CCX' &&
      !settings.remoteDestinationActive &&
      remoteDestinationOf(agent.extension) !== undefined
    );
  }
}
