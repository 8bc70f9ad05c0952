import type {Core} from './core.js';
import {hearingOf} from './hearing.js';
import type {Cause, EndKind, Identity, LegId, Voice} from './legs.js';
import type {Agent, Call, DialogView, Party} from './types.js';
import {dialogView} from './view.js';

/** The party has left: only wrap-up, or nothing, remains. */
export const gone = (party: Party): boolean => party.state === 'DROPPED' || party.state === 'WRAP_UP';

/** The calls of the site with their parties and legs, and how agents are told of them. What happens is others' work. */
export class Calls {
  readonly #core: Core;
  readonly #calls = new Map<string, Call>();
  readonly #legs = new Map<LegId, {call: Call; party: Party}>();
  #nextId = 16777217;
  #nextLeg = 1;

  constructor(core: Core) {
    this.#core = core;
  }

  all(): Call[] {
    return [...this.#calls.values()];
  }

  get(id: string): Call | undefined {
    return this.#calls.get(id);
  }

  byLeg(legId: LegId): {call: Call; party: Party} | undefined {
    return this.#legs.get(legId);
  }

  of(agent: Agent): Call[] {
    return this.all().filter((call) => this.partyOf(call, agent));
  }

  partyOf(call: Call, agent: Agent): Party | undefined {
    return call.parties.find((party) => party.agentId === agent.id);
  }

  /** Routed calls that nobody has been offered, oldest first. */
  waiting(): Call[] {
    return this.all().filter(
      (call) =>
        call.routed && call.state === 'INITIATED' && call.parties.length === 1 && call.parties[0]?.legUp,
    );
  }

  /** The agents who have a dialog of this call. */
  agentsIn(call: Call): Agent[] {
    return call.parties.flatMap((party) => {
      const agent = party.agentId === undefined ? undefined : this.#core.agents.get(party.agentId);
      return agent ? [agent] : [];
    });
  }

  view(call: Call, state?: string): DialogView {
    return dialogView(call, (id) => this.#core.agents.get(id), this.#core.deployment, state);
  }

  newCall(from: Identity, to: string, variables: Iterable<readonly [string, string]> = []): Call {
    const call: Call = {
      id: String(this.#nextId++),
      state: 'INITIATED',
      fromAddress: from.number,
      fromName: from.name,
      toAddress: to,
      dialedNumber: to,
      callType: 'OTHER_IN',
      queueNumber: '',
      queueName: '',
      routed: false,
      wrapUpReason: '',
      variables: new Map(Array.from({length: 10}, (_, index) => [`callVariable${index + 1}`, ''] as const)),
      parties: [],
      createdAt: this.#core.clock.now(),
    };
    for (const [name, value] of variables) call.variables.set(name, value);
    this.#calls.set(call.id, call);
    return call;
  }

  /** The call is over for everybody. */
  forget(call: Call): void {
    this.#calls.delete(call.id);
  }

  addParty(call: Call, address: string, name: string, state: Party['state'], agent?: Agent): Party {
    const now = this.#core.clock.now();
    const party: Party = {
      address,
      name,
      agentId: agent?.id,
      state,
      cause: '',
      startTime: now,
      stateChangeTime: now,
      legId: undefined,
      legUp: false,
    };
    call.parties.push(party);
    return party;
  }

  setState(party: Party, state: Party['state']): void {
    party.state = state;
    party.stateChangeTime = this.#core.clock.now();
  }

  /** Gives a party a leg that exists already: a line or a phone that dialled by itself. */
  adoptLeg(call: Call, party: Party, legId: LegId): void {
    party.legId = legId;
    this.#legs.set(legId, {call, party});
  }

  /** Rings an end for a party. */
  offerLeg(call: Call, party: Party, end: EndKind, number: string, voice: Voice, originating = false): void {
    const legId = `leg-${this.#nextLeg++}`;
    this.adoptLeg(call, party, legId);
    this.#core.carrier().offer({
      legId,
      callId: call.id,
      end,
      number,
      from: {number: call.fromAddress, name: call.fromName},
      voice,
      originating,
    });
  }

  releaseLeg(party: Party, cause: Cause): void {
    if (party.legId === undefined) return;
    this.#core.carrier().release(party.legId, cause);
    this.#legs.delete(party.legId);
    party.legId = undefined;
    party.legUp = false;
  }

  /** Tells one agent of a call of theirs. */
  told(kind: 'POST' | 'PUT' | 'DELETE', agent: Agent, dialog: DialogView, requestId = ''): void {
    this.#core.tell({type: 'dialog', kind, agentId: agent.id, dialog, requestId});
  }

  /** Tells every agent in the call what it looks like now. */
  changed(call: Call, requestId = ''): void {
    for (const agent of this.agentsIn(call)) this.told('PUT', agent, this.view(call), requestId);
  }

  /** Lets everybody hear whom they should, after any change. */
  connect(): void {
    this.#core.carrier().connect(hearingOf(this.#calls.values()));
  }

  stop(): void {
    for (const call of this.all()) for (const party of call.parties) this.releaseLeg(party, 'normal');
    this.#calls.clear();
  }
}
