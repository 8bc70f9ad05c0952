import {browserAgentOn, type SignIn} from '../support/node/desktop-page.js';
import {basicOf} from '../support/node/finesse-agent.js';
import type {Stage} from '../support/node/stage.js';
import type {WorldPicture} from '../support/node/standin-process.js';
import {until} from '../support/node/until.js';
import {choosing, type Choosing, type Possibility} from './choosing.js';
import {canBeRefused, type Carrier, type Command, type Coverage} from './coverage.js';
import {Hearing, type Listener} from './hearing.js';
import {eventsIn, isDone, press, pressesOn, type Event, type Press} from './moves.js';
import {refusalOf} from './refusals.js';
import {AgentScreen, type CardSeen, type ScreenSeen} from './screen.js';
import {differences, dialogsOf, nameOf, ownPartOf, partsOf, type OwnPart} from './sides.js';

/** More calls at a time than this are not begun. */
const mostCalls = 11;

/** So often something that can't be done any more is drawn before it is said that nothing can be done. */
const mostTries = 50;

/**
 * How long is waited for what must come about; ms. Far more than the product takes (it reads the truth after 3 s, and
 * leaves its leg 30 s): on a machine with other work a walk is to be slow, not wrong.
 */
const patience = 45_000;

/** A call of a queue has rung by then where an agent is free for it; ms. */
const longestOffer = 1_000;

/** After so many steps everything is measured that is to be heard, not only what has changed. */
const everythingAfter = 20;

/**
 * Three agents and whoever calls them do what they may, at random; after each step the screens, Finesse and the switch
 * must say the same, and those who talk must hear each other.
 */
export class RandomWalk {
  readonly #stage: Stage;
  readonly #seed: number;
  readonly coverage: Coverage;
  /** Whose voice goes through the browser comes first. */
  readonly #agents: readonly Listener[];
  readonly #hearing: Hearing;
  readonly #names: Map<string, string>;
  #callers = 0;
  #count = 0;
  #isPurposeful = false;
  readonly #steps: string[] = [];

  private constructor(
    stage: Stage,
    seed: number,
    coverage: Coverage,
    agents: readonly Listener[],
    names: Map<string, string>,
  ) {
    this.#stage = stage;
    this.#seed = seed;
    this.coverage = coverage;
    this.#agents = agents;
    this.#hearing = new Hearing(stage, agents);
    this.#names = names;
  }

  /** Signs the three in. `coverage` says what is still wanted, and takes in what comes about. */
  static async begin(
    stage: Stage,
    seed: number,
    deployment: 'CCE' | 'CCX',
    coverage: Coverage,
  ): Promise<RandomWalk> {
    const lines = Array.from({length: 7}, (_, place) => `8${place + 2}001`);
    const deskPhone = (number: number): SignIn => ({
      id: `100100${number}`,
      password: `agent${number}`,
      extension: `4200${number}`,
    });
    const agents: Listener[] = [];
    const names = new Map([['9001', 'Echo']]);
    for (const signIn of [browserAgentOn(deployment), deskPhone(2), deskPhone(3)]) {
      const desktop = await stage.signIn(signIn);
      await desktop.shown('button', 'State: Not Ready');
      const numbers = agents.length === 0 ? [signIn.extension, ...lines] : [signIn.extension];
      names.set(signIn.extension, await nameOf(stage.standin, signIn));
      agents.push({signIn, numbers, screen: await AgentScreen.of(desktop)});
    }
    await agents[0]?.screen.desktop.shown('image', 'Spare, registered and idle');
    await stage.standin.post('settings', {
      ringSeconds: 300,
      enableDropParticipantFor: 'conference_controller_and_supervisor',
      dropParticipant: 'all',
    });
    return new RandomWalk(stage, seed, coverage, agents, names);
  }

  /** What happened, for whoever looks for the fault. */
  get steps(): readonly string[] {
    return this.#steps;
  }

  /** From now on what is lacking is pressed wherever it can be, and what leads there before the rest. */
  goForTheRest(): void {
    this.#isPurposeful = true;
  }

  /** One step: something is pressed, or happens outside. What can't be done any more when its turn comes is no step. */
  async step(): Promise<void> {
    this.#count += 1;
    for (let tries = 1; !(await this.#act(choosing(this.#seed, this.#count, tries))); tries++)
      if (tries === mostTries) throw new Error('nothing can be done');
    await this.#agreed();
  }

  async #act(chance: Choosing): Promise<boolean> {
    const {world, presses, events} = await this.#atRest();
    if (presses.length > 0 && chance.random() < (this.#isPurposeful ? 0.8 : 0.65))
      return (await chance.one(presses)?.(chance)) ?? false;
    if (chance.random() < 0.3) return this.#ready(world, chance);
    const event = chance.one(events);
    if (!event) return false;
    this.#steps.push(event.what);
    await event.happen();
    return true;
  }

  /** What can be done, as soon as that stays the same from one look to the next: then no news are on their way. */
  async #atRest() {
    let before = '';
    const begun = performance.now();
    return until(
      'what can be done stays the same',
      async () => {
        const [world, ...screens] = await Promise.all([
          this.#stage.standin.world(),
          ...this.#agents.map(({screen}) => screen.read()),
        ]);
        const presses = this.#presses(world, screens);
        const events = this.#events(world);
        const states = world.agents.map(({id, state}) => `${id} ${state}`);
        const now = [...states, ...[...presses, ...events].map(({what}) => what)].toSorted().join('\n');
        const isSame = now === before && screens.every(({busy}) => !busy);
        before = now;
        // a call that waits is on its way to somebody who is Ready, unless their phone is in use
        if (isBeingOffered(world) && performance.now() < begun + longestOffer) return false;
        return isSame && {world, presses, events};
      },
      patience,
    );
  }

  /** What can be pressed, each with its weight. */
  #presses(
    world: WorldPicture,
    screens: readonly ScreenSeen[],
  ): readonly Possibility<(chance: Choosing) => Promise<boolean>>[] {
    return this.#agents.flatMap((agent, place) => {
      const screen = screens[place];
      if (!screen) return [];
      const parts = partsOf(world.calls, agent);
      return pressesOn(screen, (card) => carrierOf(agent, card, parts)).map((one) => ({
        what: `${agent.signIn.extension} ${one.card.line} ${one.card.title} ${one.card.state} ${one.label} ${one.command}`,
        weight: this.#weightOf(one),
        it: (chance) => this.#press(agent, one, screen, world, chance),
      }));
    });
  }

  /** What those outside may do, each with its weight. */
  #events(world: WorldPicture): readonly Possibility<Event>[] {
    const {standin} = this.#stage;
    const free = this.#freeNumbers(world);
    return eventsIn(standin, world.calls, (to) => this.#callIn(to), free).map((event) => ({
      what: event.what,
      weight: this.#isPurposeful && event.kind !== 'leaves' ? 6 : 1,
      it: event,
    }));
  }

  /** What was never done, or never refused, is pressed more often than the rest; what ends a call less often. */
  #weightOf({command, carrier}: Press): number {
    const isLacking = this.coverage.lacks(command, carrier).length > 0;
    const leads = this.coverage.leads(command, carrier);
    if (this.#isPurposeful) return isLacking ? 400 : leads ? 20 : 1;
    if (isSeldomPossible(command)) return isLacking ? 60 : 2;
    if (command === 'end') return isLacking ? 3 : 1;
    return isLacking || leads || command === 'answer' ? 10 : 3;
  }

  #freeNumbers({calls, agents}: WorldPicture): readonly string[] {
    if (calls.length >= mostCalls) return [];
    const inUse = new Set(
      calls.flatMap(({parties}) =>
        parties.filter(({state}) => state !== 'DROPPED').map(({address}) => address),
      ),
    );
    const numbers = this.#agents.flatMap((agent) => agent.numbers).filter((number) => !inUse.has(number));
    // most calls of a contact centre come by a queue
    const queue = agents.some(({state}) => state === 'READY') ? ['7001', '7001', '7001', '7001'] : [];
    return [...numbers, ...queue];
  }

  async #callIn(to: string): Promise<void> {
    this.#callers += 1;
    const number = `5551${String(this.#callers).padStart(3, '0')}`;
    const name = `Caller ${this.#callers}`;
    const tone = this.#hearing.toneFor(number);
    this.#names.set(number, name);
    await this.#stage.standin.callIn({
      to,
      from: number,
      name,
      voice: tone === undefined ? 'silence' : {tone},
    });
  }

  /** An agent goes Ready on the desktop. */
  async #ready({agents}: WorldPicture, chance: Choosing): Promise<boolean> {
    const agent = chance.one(
      this.#agents
        .filter(({signIn}) =>
          agents.some(
            ({id, state}) => id === signIn.id && (state === 'NOT_READY' || state.startsWith('WORK')),
          ),
        )
        .map((it) => ({what: it.signIn.extension, weight: 1, it})),
    );
    if (!agent) return false;
    this.#steps.push(`${agent.signIn.extension} goes Ready`);
    await fetch(`${this.#stage.standin.address}/finesse/api/User/${agent.signIn.id}`, {
      method: 'PUT',
      headers: {authorization: basicOf(agent.signIn), 'content-type': 'application/xml'},
      body: '<User><state>READY</state></User>',
    });
    return true;
  }

  /** False: it could not be pressed any more. */
  async #press(
    agent: Listener,
    one: Press,
    before: ScreenSeen,
    world: WorldPicture,
    chance: Choosing,
  ): Promise<boolean> {
    const {command, carrier} = one;
    const parts = partsOf(world.calls, agent);
    const own = ownPartOf(one.card, parts, this.#names, (number) => agent.numbers.indexOf(number) + 1);
    if (!own) return false;
    const refuse = this.#isToBeRefused(one, chance)
      ? refusalOf(this.#stage.standin, agent.screen.desktop, one, parts, chance.random)
      : undefined;
    // what becomes of a call that comes back to who still wraps it up is not documented
    const inCall = world.calls.find(({id}) => id === own.callId)?.parties.map(({address}) => address) ?? [];
    const others = this.#agents
      .filter((other) => other !== agent && !other.numbers.some((number) => inCall.includes(number)))
      .map(({signIn}) => signIn.extension);
    // who answers by themselves makes most pairs
    // a line goes on asking until somebody has taken over: nothing else can be pressed meanwhile
    const mayRing = !(command === 'transfer-now' && carrier === 'leg');
    const to = (mayRing && chance.of([...others, '9001', '9001'])) || '9001';
    const note = `${agent.signIn.extension} presses ${one.label} on ${one.card.title} (${command} by ${carrier}, to ${to})`;
    this.#steps.push(`${note}${refuse ? `, refused by ${refuse.by}` : ''}`);
    await refuse?.arm();
    const isPressed = await press(agent.screen, one, to);
    const outcome = isPressed ? await this.#outcomeOf(agent, one, own, before, world) : undefined;
    if (refuse) {
      await agent.screen.desktop.setMicrophone('granted');
      await this.#stage.standin.liftFaults();
    }
    this.#steps.push(`… ${outcome ?? 'could not be pressed any more'}`);
    if (outcome === undefined) return false;
    if (refuse && outcome === 'done') throw new Error('it was refused, and done all the same');
    this.coverage.count(command, carrier, outcome);
    return true;
  }

  /** Somebody says no now and then; more often to what was never refused. */
  #isToBeRefused({command, carrier}: Press, {random}: Choosing): boolean {
    const lacks = this.coverage.lacks(command, carrier);
    const chance = !lacks.includes('refused') ? 0.1 : lacks.includes('done') ? 0.5 : 0.9;
    return random() < chance && canBeRefused(command, carrier);
  }

  /** How a press ends; it always does (I-01). */
  async #outcomeOf(agent: Listener, one: Press, own: OwnPart, before: ScreenSeen, world: WorldPicture) {
    const factsIn = ({calls}: WorldPicture) => calls.find(({id}) => id === own.callId);
    let last = '';
    return until(
      `${one.label} on ${one.card.title} ends in done or refused`,
      async () => {
        const [now, screen] = await Promise.all([this.#stage.standin.world(), agent.screen.read()]);
        if (screen.busy) return undefined;
        const after = partsOf(now.calls, agent);
        const facts = {before: factsIn(world), after: factsIn(now)};
        const card = screen.cards.find(({key}) => key === one.card.key);
        if (isDone(one, own, {before: partsOf(world.calls, agent), after}, facts, card)) return 'done';
        last = `${JSON.stringify(after)} ${JSON.stringify(card)} ${screen.notices.join(' | ')}`;
        return screen.notices.some((text) => !before.notices.includes(text)) ? 'refused' : undefined;
      },
      patience,
    ).catch((error: unknown) => {
      throw new Error(`${String(error)}: ${last}`);
    });
  }

  /** Screens, Finesse and switch say the same, and who talks is heard. */
  async #agreed(): Promise<void> {
    let wrong: readonly string[] = [];
    const agree = async () => {
      const now = await this.#look();
      wrong = now.wrong;
      return wrong.length === 0 && now;
    };
    const {calls, muted} = await until('screen, Finesse and switch agree', agree, patience).catch(
      (error: unknown) => {
        throw new Error(`they do not agree: ${wrong.join('; ') || String(error)}`);
      },
    );
    await this.#hearing.prove(calls, muted, this.#count % everythingAfter === 0);
    await Promise.all(this.#agents.map(({screen}) => screen.tidy()));
  }

  /** The calls, what is said differently of them, and whether the agent in the browser talks and is muted. */
  async #look() {
    const {standin} = this.#stage;
    const [{calls}, ...all] = await Promise.all([
      standin.world(),
      ...this.#agents.map((agent) => Promise.all([agent, agent.screen.read(), dialogsOf(standin, agent)])),
    ]);
    const wrong = all.flatMap(([agent, screen, dialogs]) => {
      const parts = partsOf(calls, agent);
      const lineOf = (number: string) => agent.numbers.indexOf(number) + 1;
      for (const {muteOnPhone} of screen.cards)
        if (muteOnPhone) this.coverage.count('mute', 'dialog', 'refused');
      return differences(screen, dialogs, parts, this.#names, lineOf).map(
        (text) => `${agent.signIn.extension}: ${text}`,
      );
    });
    const muted = all[0]?.[1].cards.some((card) => card.muted && card.state === 'talking') ?? false;
    return {calls, wrong, muted};
  }
}

/** Only in a consult that was answered, in a conference, or after a routed call. */
const isSeldomPossible = (command: Command): boolean =>
  ['transfer', 'conference', 'back', 'drop', 'wrap-up-reason'].includes(command);

/** Somebody waits alone, and an agent is Ready. */
const isBeingOffered = ({calls, agents}: WorldPicture): boolean =>
  agents.some(({state}) => state === 'READY' || state === 'RESERVED') &&
  calls.some(({parties: [first, ...more]}) => first?.state === 'INITIATED' && more.length === 0);

function carrierOf(agent: Listener, card: CardSeen, parts: readonly OwnPart[]): Carrier | undefined {
  if (agent.numbers.length === 1) return 'dialog';
  if (card.line > 1) return 'leg';
  return parts.length === 0 ? undefined : 'both';
}
