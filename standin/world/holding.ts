import type {Calls} from './calls.js';
import type {Core} from './core.js';
import type {Devices} from './devices.js';
import type {Settling} from './settling.js';
import type {Agent, Call, Party} from './types.js';

/** Hold and retrieve. An agent talks in one call at a time: taking one up holds the other. */
export class Holding {
  readonly #core: Core;
  readonly #calls: Calls;
  readonly #devices: Devices;
  readonly #settling: Settling;

  constructor(core: Core, calls: Calls, devices: Devices, settling: Settling) {
    this.#core = core;
    this.#calls = calls;
    this.#devices = devices;
    this.#settling = settling;
  }

  hold(call: Call, party: Party, held: boolean, requestId: string): void {
    const agent = this.#calls.agentOf(party);
    if (!held && agent) this.holdOthers(agent, call);
    this.#calls.setState(party, held ? 'HELD' : 'ACTIVE');
    if (!held && agent && party.legId === undefined) this.#takeUp(call, party, agent);
    this.#calls.connect();
    if (agent) this.#settling.settle(agent);
    this.#calls.changed(call, requestId);
    if (agent) this.#calls.catchUp(agent);
  }

  /** Holds what the agent talks in, except one call. */
  holdOthers(agent: Agent, except: Call): void {
    for (const {call, party} of this.#calls.liveOf(agent)) {
      if (call === except || party.state !== 'ACTIVE') continue;
      this.#calls.setState(party, 'HELD');
      this.#calls.changed(call);
    }
  }

  /** The handset was put down while this call was held: it is lifted again. */
  #takeUp(call: Call, party: Party, agent: Agent): void {
    const device = this.#devices.deviceOf(agent);
    this.#calls.offerLeg(call, party, device.end, device.number, {kind: 'speech'});
    if (device.end === 'phone' && party.legId !== undefined) this.#core.carrier().answer(party.legId);
  }
}
