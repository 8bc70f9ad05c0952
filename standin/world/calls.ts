import type {Core} from './core.js';
import {hearingOf} from './hearing.js';
import {LineNews} from './line-news.js';
import type {Cause, EndKind, Identity, LegId, Voice} from './legs.js';
import type {Agent, Call, DialogView, Party} from './types.js';
import {dialogView, type ViewOptions} from './view.js';
import {Rivals} from './rivals.js';
import {actionsFor} from './rules.js';

/** The party has left: only wrap-up, or nothing, remains. */
export const gone = (party: Party): boolean => party.state === 'DROPPED' || party.state === 'WRAP_UP';

/** Who is still in the call. */
export const livePartiesOf = (call: Call): Party[] => call.parties.filter((party) => !gone(party));

/** A party and the call it is in. */
export interface Place {
  readonly call: Call;
  readonly party: Party;
}

/** The calls of the site with their parties and legs, and how agents are told of them. What happens is others' work. */
export class Calls {
  /** The phones of colleagues that ring for the same party. */
  readonly rivals: Rivals;
  readonly #lineNews: LineNews;
  readonly #core: Core;
  readonly #calls = new Map<string, Call>();
  readonly #legs = new Map<LegId, Place[]>();
  readonly #heldLegs = new Set<LegId>();
  /** Legs that outlive the calls they are used in. */
  readonly #keptLegs = new Set<LegId>();
  /** The actions each agent was last told for a call of theirs, by agent and call. */
  readonly #toldActions = new Map<string, string>();
  #nextId = 16777217;
  /** Near 2^31, where CTI takes its temporary ids from. */
  #nextTemporaryId = 0x7f000001;
  #nextLeg = 1;

  constructor(core: Core) {
    this.#core = core;
    this.rivals = new Rivals(core);
    this.#lineNews = new LineNews(core, this.rivals);
  }

  all(): Call[] {
    return [...this.#calls.values()];
  }

  get(id: string): Call | undefined {
    return this.#calls.get(id);
  }

  /** The call a leg is heard in: of an agent's calls the one that is not held. */
  byLeg(legId: LegId): Place | undefined {
    const places = this.allByLeg(legId);
    return places.find(({party}) => party.state !== 'HELD') ?? places[0];
  }

  allByLeg(legId: LegId): readonly Place[] {
    const rival = this.rivals.placeOf(legId);
    return this.#legs.get(legId) ?? (rival ? [rival] : []);
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
        call.routed &&
        call.state === 'INITIATED' &&
        livePartiesOf(call).length === 1 &&
        livePartiesOf(call)[0]?.legUp,
    );
  }

  /** The agents who have a dialog of this call. */
  agentsIn(call: Call): Agent[] {
    return call.parties.flatMap((party) => {
      const agent = party.agentId === undefined ? undefined : this.#core.agents.get(party.agentId);
      return agent ? [agent] : [];
    });
  }

  /** Whether the phone at an address is in a call that nobody signed in there has. */
  isBusyAt(address: string): boolean {
    return this.all().some((call) =>
      livePartiesOf(call).some((party) => party.address === address && party.agentId === undefined),
    );
  }

  agentOf(party: Party): Agent | undefined {
    return party.agentId === undefined ? undefined : this.#core.agents.get(party.agentId);
  }

  /** The calls in which an agent still is: wrap-up is not counted, nor a call that only listens to them. */
  liveOf(agent: Agent): Place[] {
    return this.of(agent).flatMap((call) => {
      const party = this.partyOf(call, agent);
      return party && !gone(party) && !party.passive ? [{call, party}] : [];
    });
  }

  actionsOf(call: Call, party: Party): string[] {
    const {deployment, settings} = this.#core;
    const agent = this.agentOf(party);
    const others = agent ? this.liveOf(agent).filter((place) => place.call !== call) : [];
    return actionsFor(party, call, agent, deployment, {
      otherHeld: others.some((place) => place.party.state === 'HELD'),
      otherActive: others.some((place) => place.party.state === 'ACTIVE'),
      consulted: others.some((place) => place.call.associatedId === call.id),
      mayDropOthers: settings.enableDropParticipantFor,
    });
  }

  view(call: Call, options: ViewOptions = {}): DialogView {
    return dialogView(call, (party) => this.actionsOf(call, party), options);
  }

  newCall(
    from: Identity,
    to: string,
    variables: Iterable<readonly [string, string]> = [],
    associatedId = '',
    id = String(this.#nextId++),
  ): Call {
    const call: Call = {
      id,
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
      wrapUpItems: [],
      variables: new Map(Array.from({length: 10}, (_, index) => [`callVariable${index + 1}`, ''] as const)),
      parties: [],
      createdAt: this.#core.clock.now(),
      associatedId,
      secondaryId: '',
      dnis: '',
      controllerId: '',
      handover: undefined,
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
      callType: '',
      passive: false,
      routed: false,
    };
    call.parties.push(party);
    return party;
  }

  setState(party: Party, state: Party['state']): void {
    party.state = state;
    party.stateChangeTime = this.#core.clock.now();
  }

  /** A call id that only lasts until CTI knows the call's own. */
  temporaryId(): string {
    return String(this.#nextTemporaryId++);
  }

  /** Gives a party a leg that exists already: a phone that dialled by itself, or the agent's leg in another call. */
  adoptLeg(call: Call, party: Party, legId: LegId): void {
    party.legId = legId;
    this.#legs.set(legId, [...this.allByLeg(legId), {call, party}]);
  }

  /** Lets a party speak through the leg of another party, which goes on using it. */
  shareLeg(from: Party, call: Call, to: Party): void {
    if (from.legId === undefined) return;
    this.adoptLeg(call, to, from.legId);
    to.legUp = from.legUp;
  }

  /** An id for a leg that is offered by others. */
  newLegId(): LegId {
    return `leg-${this.#nextLeg++}`;
  }

  /** From now on the leg is there with and without calls: held while none uses it. */
  keepLeg(legId: LegId): void {
    this.#keptLegs.add(legId);
    this.#legs.set(legId, []);
  }

  /** The leg ends with the last call that uses it, or is gone already. */
  dropLeg(legId: LegId): void {
    this.#keptLegs.delete(legId);
    if (this.allByLeg(legId).length > 0) return;
    this.#legs.delete(legId);
    this.#heldLegs.delete(legId);
  }

  /** Rings an end for a party. */
  offerLeg(call: Call, party: Party, end: EndKind, number: string, voice: Voice, originating = false): void {
    const legId = this.newLegId();
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

  /** The party no longer uses its leg, which ends when nobody does. */
  releaseLeg(party: Party, cause: Cause): void {
    const {legId} = party;
    this.rivals.drop(party, cause);
    if (legId === undefined) return;
    party.legId = undefined;
    party.legUp = false;
    const left = this.allByLeg(legId).filter((place) => place.party !== party);
    if (left.length > 0 || this.#keptLegs.has(legId)) {
      this.#legs.set(legId, left);
      this.#holdLeg(legId);
      return;
    }
    this.#legs.delete(legId);
    this.#heldLegs.delete(legId);
    this.#core.carrier().release(legId, cause);
  }

  /** Tells one agent of a call of theirs. */
  told(
    kind: 'POST' | 'PUT' | 'DELETE',
    agent: Agent,
    call: Call,
    requestId = '',
    options: ViewOptions = {},
  ): void {
    const key = `${agent.id} ${call.id}`;
    const party = this.partyOf(call, agent);
    if (kind === 'DELETE' || !party) this.#toldActions.delete(key);
    else this.#toldActions.set(key, this.actionsOf(call, party).join());
    const dialog = this.view(call, {receiver: agent, ...options});
    this.#core.tell({type: 'dialog', kind, agentId: agent.id, dialog, requestId});
  }

  /** Tells every agent in the call what it looks like now. */
  changed(call: Call, requestId = ''): void {
    for (const agent of this.agentsIn(call)) this.told('PUT', agent, call, requestId);
  }

  /** Tells an agent of calls whose actions are others now, because of another call of theirs. */
  catchUp(agent: Agent): void {
    for (const {call, party} of this.liveOf(agent)) {
      const known = this.#toldActions.get(`${agent.id} ${call.id}`);
      if (known !== undefined && known !== this.actionsOf(call, party).join()) this.told('PUT', agent, call);
    }
  }

  /** Lets everybody hear whom they should, after any change. */
  connect(): void {
    for (const legId of this.#legs.keys()) this.#holdLeg(legId);
    this.#core.carrier().connect(hearingOf(this.#calls.values()));
    this.#lineNews.look(this.#calls.values());
  }

  /**
   * A leg is held for the call manager when every call it is used in is held, or none uses it. An end that holds by
   * itself has said so already.
   */
  #holdLeg(legId: LegId): void {
    const held = this.allByLeg(legId).every(
      ({party}) => party.state === 'HELD' && party.agentId !== undefined,
    );
    if (held === this.#heldLegs.has(legId)) return;
    if (held) this.#heldLegs.add(legId);
    else this.#heldLegs.delete(legId);
    this.#core.carrier().hold(legId, held);
  }

  stop(): void {
    for (const call of this.all()) for (const party of call.parties) this.releaseLeg(party, 'normal');
    this.#calls.clear();
    this.#toldActions.clear();
    this.#lineNews.look([]);
  }
}
