import {ManualClock} from '../../standin/world/clock.js';
import type {Cause, LegCarrier, LegId, LegOffer, LineDialog, Sound} from '../../standin/world/legs.js';
import type {Agent, Deployment, MobileAgent, WorldEvent} from '../../standin/world/types.js';
import {World} from '../../standin/world/world.js';

/** What a leg's end does when it rings: the default is to wait for somebody to act. */
export type Behaviour = 'wait' | 'answer' | Cause;

/** Legs without sound, whose ends do as a test says. News come a moment after the order, as from the real switch. */
export class FakeCarrier implements LegCarrier {
  /** Every order, in words. */
  readonly orders: string[] = [];
  readonly offers: LegOffer[] = [];
  readonly alive = new Set<LegId>();
  hearing: ReadonlyMap<LegId, readonly Sound[]> = new Map();
  /** What was told last of shared lines, by line. */
  readonly lines = new Map<string, readonly LineDialog[]>();
  /** By the number that rings. */
  readonly behaviour = new Map<string, Behaviour>();
  readonly #world: World;

  constructor(world: World) {
    this.#world = world;
  }

  /** The newest leg that was offered to a number. */
  legOf(number: string): LegId {
    const offer = this.offers.findLast((candidate) => candidate.number === number);
    if (!offer) throw new Error(`no leg was offered to ${number}`);
    return offer.legId;
  }

  offer(offer: LegOffer): void {
    this.offers.push(offer);
    this.alive.add(offer.legId);
    this.orders.push(`offer ${offer.end} ${offer.number}`);
    const behaviour = this.behaviour.get(offer.number) ?? (offer.originating ? 'answer' : 'wait');
    if (behaviour === 'wait') return;
    this.#soon(offer.legId, () => {
      if (behaviour === 'answer') this.#world.legs.answered(offer.legId);
      else this.#world.legs.refused(offer.legId, behaviour);
    });
  }

  answer(legId: LegId): void {
    this.orders.push('answer');
    this.#soon(legId, () => this.#world.legs.answered(legId));
  }

  progress(): void {
    this.orders.push('progress');
  }

  accept(legId: LegId): void {
    this.orders.push('accept');
    this.#soon(legId, () => this.#world.legs.answered(legId));
  }

  release(legId: LegId, cause: Cause): void {
    this.orders.push(`release ${cause}`);
    this.alive.delete(legId);
  }

  hold(_legId: LegId, held: boolean): void {
    this.orders.push(held ? 'hold' : 'retrieve');
  }

  referral(_legId: LegId, outcome: 'done' | Cause): void {
    this.orders.push(`referral ${outcome}`);
  }

  lineDialogs(number: string, dialogs: readonly LineDialog[]): void {
    this.lines.set(number, dialogs);
  }

  connect(hearing: ReadonlyMap<LegId, readonly Sound[]>): void {
    this.hearing = hearing;
  }

  #soon(legId: LegId, run: () => void): void {
    this.#world.clock.after(1, () => {
      if (this.alive.has(legId)) run();
    });
  }
}

/** One event in words: `user READY`, `POST ALERTING 5550100:INITIATED 42001:ALERTING`, `refused Generic Error …`. */
function wordsFor(world: World, event: WorldEvent): string | undefined {
  if (event.type === 'user') {
    const agent = world.agents.get(event.agentId);
    const pending = agent?.pending ? ` then ${agent.pending.state}` : '';
    const reason = agent?.reason ? ` ${agent.reason.code}` : '';
    return `user ${agent?.state ?? ''}${reason}${pending}`;
  }
  if (event.type === 'dialog') {
    const parties = event.dialog.participants.map(({mediaAddress, state}) => `${mediaAddress}:${state}`);
    return [event.kind, event.dialog.state, ...parties].join(' ');
  }
  if (event.type === 'refused')
    return `refused ${event.error.type}, ${event.error.message}, ${event.error.data}`;
  return undefined;
}

/** A contact centre whose clock a test moves, and what each agent was told. */
export function aSite(deployment: Deployment = 'CCE') {
  const clock = new ManualClock();
  const world = new World({deployment, clock});
  const carrier = new FakeCarrier(world);
  world.attach(carrier);
  const events: WorldEvent[] = [];
  const told = new Map<string, string[]>();
  world.on((event) => {
    events.push(event);
    const words = wordsFor(world, event);
    if (words === undefined || !('agentId' in event)) return;
    told.set(event.agentId, [...(told.get(event.agentId) ?? []), words]);
  });

  const agent = (nth = 1): Agent => {
    const found = world.agents.get(`100100${nth}`);
    if (!found) throw new Error(`no agent ${nth}`);
    return found;
  };
  /** What an agent was told since the last time this was asked. */
  const heard = (nth = 1): string[] => {
    const id = `100100${nth}`;
    const list = told.get(id) ?? [];
    told.set(id, []);
    return list;
  };
  const signIn = (nth = 1, extension = `4200${nth}`, mobile?: MobileAgent): Agent => {
    world.signIn(agent(nth), extension, mobile, '');
    clock.advance(100);
    heard(nth);
    return agent(nth);
  };
  const ready = (nth = 1, extension?: string, mobile?: MobileAgent): Agent => {
    const signedIn = signIn(nth, extension, mobile);
    world.requestState(signedIn, 'READY', undefined, '');
    clock.advance(100);
    heard(nth);
    return signedIn;
  };
  /** Somebody calls; answers with the call's id. */
  const callIn = (to = '7001', from = '5550100'): string => {
    const id = world.callIn({to, from, name: '', variables: {}, voice: {kind: 'silence'}});
    clock.advance(10);
    return id;
  };
  /** An agent on a routed call. */
  const talking = (nth = 1): string => {
    ready(nth);
    const id = callIn();
    clock.advance(300);
    world.act(agent(nth), id, 'ANSWER', '');
    clock.advance(100);
    heard(nth);
    return id;
  };
  const act = (callId: string, action: string, nth = 1, requestId = ''): void => {
    world.act(agent(nth), callId, action, requestId);
    clock.advance(100);
  };
  const ask = (state: 'READY' | 'NOT_READY' | 'LOGOUT', reasonId?: string, nth = 1): void => {
    world.requestState(agent(nth), state, reasonId, '');
    clock.advance(100);
  };
  return {clock, world, carrier, events, agent, heard, signIn, ready, callIn, talking, act, ask};
}

export type Site = ReturnType<typeof aSite>;
