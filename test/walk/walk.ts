import {seededRandom} from '../../standin/random.js';
import {browserAgentOn, type SignIn} from '../support/node/desktop-page.js';
import {basicOf} from '../support/node/finesse-agent.js';
import type {Stage} from '../support/node/stage.js';
import type {WorldPicture} from '../support/node/standin-process.js';
import {hasTone} from '../support/node/tones.js';
import {until} from '../support/node/until.js';
import {playedIn} from '../support/node/watch.js';
import {eventsIn, isDone, press, pressesOn, type Carrier, type Command, type Press} from './moves.js';
import {AgentScreen, type CardSeen, type ScreenSeen} from './screen.js';
import {
  differences,
  dialogsOf,
  isShownAs,
  mostHeard,
  nameOf,
  partsOf,
  unheard,
  type OwnPart,
  type Walker,
} from './sides.js';

/** How often each command came to its end, and how often it was refused in words. */
export type Coverage = Map<`${Command} by ${Carrier}`, {done: number; refused: number}>;

/** An agent who walks, and the screen they look at. */
interface Walking extends Walker {
  readonly screen: AgentScreen;
}

/** More calls at a time than this are not begun. */
const mostCalls = 11;

/** A press that nothing comes of is tried so often. */
const mostTries = 4;

/** Tones far enough from each other for eighteen ends. */
const tonesToGive = Array.from({length: 18}, (_, place) => 720 + place * 62);

/**
 * Three agents and whoever calls them do what they may, at random; after each step the screens, Finesse and the switch
 * must say the same, and those who talk must hear each other.
 */
export class RandomWalk {
  readonly #stage: Stage;
  readonly #random: () => number;
  readonly coverage: Coverage = new Map();
  readonly #deployment: 'CCE' | 'CCX';
  #agents: readonly Walking[] = [];
  readonly #names = new Map<string, string>();
  readonly #tones = new Map<string, number>();
  /** Of the agents: they keep theirs. */
  readonly #ownTones = new Map<string, number>();
  /** Which desk phone speaks with its tone in which call. */
  readonly #voiced = new Set<string>();
  #callers = 0;
  readonly #steps: string[] = [];

  constructor(stage: Stage, seed: number, deployment: 'CCE' | 'CCX') {
    this.#stage = stage;
    this.#random = seededRandom(seed);
    this.#deployment = deployment;
  }

  /** What happened, for whoever looks for the fault. */
  get steps(): readonly string[] {
    return this.#steps;
  }

  async begin(): Promise<void> {
    const lines = Array.from({length: 7}, (_, place) => `8${place + 2}001`);
    const deskPhone = (number: number): SignIn => ({
      id: `100100${number}`,
      password: `agent${number}`,
      extension: `4200${number}`,
    });
    const agents: Walking[] = [];
    for (const signIn of [browserAgentOn(this.#deployment), deskPhone(2), deskPhone(3)]) {
      const desktop = await this.#stage.signIn(signIn);
      await desktop.shown('button', 'State: Not Ready');
      const numbers = agents.length === 0 ? [signIn.extension, ...lines] : [signIn.extension];
      this.#names.set(signIn.extension, await nameOf(this.#stage.standin, signIn));
      agents.push({signIn, numbers, screen: await AgentScreen.of(desktop)});
    }
    this.#agents = agents;
    await agents[0]?.screen.desktop.shown('image', 'Spare, registered and idle');
    for (const [place, {signIn}] of agents.entries()) {
      const tone = place === 0 ? this.#stage.agentTone : this.#freeTone();
      this.#ownTones.set(signIn.extension, tone ?? 0);
      this.#tones.set(signIn.extension, tone ?? 0);
    }
    await this.#stage.standin.post('settings', {
      ringSeconds: 300,
      enableDropParticipantFor: 'conference_controller_and_supervisor',
      dropParticipant: 'all',
    });
  }

  /** One step: something is pressed, or happens outside. */
  async step(): Promise<void> {
    const world = await this.#stage.standin.world();
    const presses = await this.#presses(world);
    const events = eventsIn(
      this.#stage.standin,
      world.calls,
      (to) => this.#callIn(to),
      this.#freeNumbers(world),
    );
    if (presses.length > 0 && this.#random() < 0.65) await this.#one(presses)?.();
    else if (this.#random() < 0.3) await this.#ready(world);
    else {
      const event = this.#one(events);
      this.#steps.push(event?.what ?? 'nothing happens');
      await event?.happen();
    }
    await this.#agreed();
  }

  /** What can be pressed, each as often as it is wanted. */
  async #presses(world: WorldPicture): Promise<readonly (() => Promise<void>)[]> {
    const choices: (() => Promise<void>)[] = [];
    for (const agent of this.#agents) {
      const screen = await agent.screen.read();
      const parts = partsOf(world.calls, agent);
      for (const one of pressesOn(screen, (card) => this.#carrierOf(agent, card, parts)))
        for (let n = this.#weightOf(one); n > 0; n--)
          choices.push(() => this.#press(agent, one, screen, world));
    }
    return choices;
  }

  /** What was never done, or never refused, is pressed more often than the rest; what ends a call less often. */
  #weightOf({command, carrier}: Press): number {
    const {done = 0, refused = 0} = this.coverage.get(`${command} by ${carrier}`) ?? {};
    const wanted = done === 0 || (refused === 0 && canBeRefused(command, carrier));
    if (command === 'end' || command === 'back') return wanted ? 3 : 1;
    // seldom possible: only in a consult that was answered, or in a conference
    if (command === 'transfer' || command === 'conference' || command === 'drop') return wanted ? 40 : 2;
    return wanted || command === 'answer' ? 8 : 3;
  }

  #carrierOf(agent: Walking, card: CardSeen, parts: readonly OwnPart[]): Carrier | undefined {
    if (agent.numbers.length === 1) return 'dialog';
    if (card.line > 1) return 'leg';
    return parts.length === 0 ? undefined : 'both';
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
    const tone = this.#freeTone();
    this.#names.set(number, name);
    if (tone !== undefined) this.#tones.set(number, tone);
    await this.#stage.standin.callIn({
      to,
      from: number,
      name,
      voice: tone === undefined ? 'silence' : {tone},
    });
  }

  #freeTone(): number | undefined {
    const used = new Set(this.#tones.values());
    return tonesToGive.find((hz) => !used.has(hz) && Math.abs(hz - this.#stage.agentTone) > 50);
  }

  /** An agent goes Ready on the desktop. */
  async #ready({agents}: WorldPicture): Promise<void> {
    const agent = this.#one(
      this.#agents.filter(({signIn}) =>
        agents.some(({id, state}) => id === signIn.id && (state === 'NOT_READY' || state.startsWith('WORK'))),
      ),
    );
    if (!agent) return;
    this.#steps.push(`${agent.signIn.extension} goes Ready`);
    await fetch(`${this.#stage.standin.address}/finesse/api/User/${agent.signIn.id}`, {
      method: 'PUT',
      headers: {authorization: basicOf(agent.signIn), 'content-type': 'application/xml'},
      body: '<User><state>READY</state></User>',
    });
  }

  async #press(agent: Walking, one: Press, before: ScreenSeen, world: WorldPicture): Promise<void> {
    const parts = partsOf(world.calls, agent);
    const own = ownPartOf(one.card, parts, this.#names, (number) => agent.numbers.indexOf(number) + 1);
    if (!own) return;
    const kind = `${one.command} by ${one.carrier}` as const;
    const seen = this.coverage.get(kind) ?? {done: 0, refused: 0};
    this.coverage.set(kind, seen);
    // somebody says no now and then; more often to what was never refused
    const refuse =
      this.#refusal(agent, one, parts) !== undefined && this.#random() < (seen.refused === 0 ? 0.4 : 0.1);
    // what becomes of a call that comes back to who still wraps it up is not documented
    const inCall = world.calls.find(({id}) => id === own.callId)?.parties.map(({address}) => address) ?? [];
    const others = this.#agents
      .map(({signIn}) => signIn.extension)
      .filter((number) => number !== agent.signIn.extension && !inCall.includes(number));
    const to = this.#one([...others, '9001']) ?? '9001';
    this.#steps.push(
      `${agent.signIn.extension} presses ${one.label} on ${one.card.title} (${kind}, to ${to})${refuse ? ', to be refused' : ''}`,
    );
    if (refuse) await this.#refusal(agent, one, parts)?.();
    if (!(await press(agent.screen, one, to))) {
      await agent.screen.desktop.setMicrophone('granted');
      await this.#stage.standin.liftFaults();
      this.#steps.push('… could not be pressed any more');
      return;
    }
    const outcome = await this.#outcomeOf(agent, one, own, before, world);
    if (refuse) {
      await agent.screen.desktop.setMicrophone('granted');
      if (outcome === 'done') throw new Error('it was refused, and done all the same');
      await this.#stage.standin.liftFaults();
    }
    seen[outcome] += 1;
    this.#steps.push(`… ${outcome}`);
  }

  /** How a press ends. One that nothing came of met a card that takes none for a moment, and is tried again (T-20). */
  async #outcomeOf(agent: Walking, one: Press, own: OwnPart, before: ScreenSeen, world: WorldPicture) {
    const digitsOf = ({calls}: WorldPicture) => calls.find(({id}) => id === own.callId)?.digits.length ?? 0;
    let last = '';
    const look = async () => {
      const now = await this.#stage.standin.world();
      const screen = await agent.screen.read();
      if (screen.busy) return undefined;
      const after = partsOf(now.calls, agent);
      const card = screen.cards.find(({key}) => key === one.card.key);
      if (isDone(one, own, after, {before: digitsOf(world), after: digitsOf(now)}, card)) return 'done';
      last = `${JSON.stringify(after)} ${JSON.stringify(card)} ${screen.notices.join(' | ')}`;
      return screen.notices.some((text) => !before.notices.includes(text)) ? 'refused' : undefined;
    };
    const what = `${one.label} on ${one.card.title} ends in done or refused`;
    for (let tries = 1; ; tries++) {
      const outcome = await until(what, look, tries < mostTries ? 3_000 : 10_000).catch(() => undefined);
      if (outcome) return outcome;
      const screen = await agent.screen.read();
      const still = screen.cards.find(({key}) => key === one.card.key);
      const isThere = still?.buttons.some(({label, enabled}) => label === one.label && enabled) === true;
      if (tries === mostTries || screen.busy || !isThere) throw new Error(`in vain: ${what}: ${last}`);
      await agent.screen.press(one.card.key, one.command === 'digits' ? '5' : one.label);
    }
  }

  /** What makes the next press of this kind be refused; undefined where nobody can, or not now. */
  #refusal({screen}: Walking, {command, carrier}: Press, parts: readonly OwnPart[]) {
    if (!canBeRefused(command, carrier)) return undefined;
    const byLeg = carrier === 'leg' || (carrier === 'both' && command === 'answer');
    if (byLeg && command === 'answer')
      // a microphone that is open is not asked for again
      return parts.every(({state}) => state === 'ALERTING')
        ? () => screen.desktop.setMicrophone('denied')
        : undefined;
    if (byLeg) return () => this.#stage.standin.post('faults', {sip: {refuseReinvites: 1}});
    return () => {
      screen.desktop.watched.refusalsExpected.add(400);
      return this.#stage.standin.post('faults', {
        rest: {method: 'PUT', path: '/Dialog/', status: 400, type: 'Invalid State', times: 1},
      });
    };
  }

  /** Screens, Finesse and switch say the same, and who talks is heard. */
  async #agreed(): Promise<void> {
    let wrong: readonly string[] = [];
    await until(
      'screen, Finesse and switch agree',
      async () => {
        wrong = await this.#disagreements();
        return wrong.length === 0;
      },
      15_000,
    ).catch(() => {
      throw new Error(`they do not agree: ${wrong.join('; ')}`);
    });
    for (const agent of this.#agents) await agent.screen.tidy();
    this.#forgetTones(await this.#stage.standin.world());
  }

  async #disagreements(): Promise<readonly string[]> {
    const {standin} = this.#stage;
    const wrong: string[] = [];
    let muted = false;
    const {calls} = await standin.world();
    for (const agent of this.#agents) {
      const [screen, dialogs] = await Promise.all([agent.screen.read(), dialogsOf(standin, agent)]);
      const parts = partsOf(calls, agent);
      const lineOf = (number: string) => agent.numbers.indexOf(number) + 1;
      if (agent.numbers.length > 1)
        muted = screen.cards.some((card) => card.muted && card.state === 'talking');
      const found = differences(screen, dialogs, parts, this.#names, lineOf);
      wrong.push(...found.map((text) => `${agent.signIn.extension}: ${text}`));
    }
    if (wrong.length > 0) return wrong;
    await this.#giveVoices(calls);
    // who is muted is heard by nobody
    const silent = muted ? (this.#agents[0]?.numbers ?? []) : [];
    const heard = await unheard(standin, calls, this.#tones, silent);
    return heard.length > 0 ? heard : this.#heardInBrowser(calls);
  }

  /** The agent whose voice goes through the browser hears exactly those in the call that is talked in. */
  async #heardInBrowser(calls: WorldPicture['calls']): Promise<readonly string[]> {
    const [agent] = this.#agents;
    if (!agent) return [];
    const parts = partsOf(calls, agent);
    const talked = parts.find(({state}) => state === 'ACTIVE');
    const voices = parts.flatMap(({others}) => others).filter((number) => this.#tones.has(number));
    if (voices.length === 0) return [];
    const played = await playedIn(await agent.screen.desktop.gadget());
    const activeThere = new Set(
      calls
        .find(({id}) => id === talked?.callId)
        ?.parties.filter(({state}) => state === 'ACTIVE')
        .map(({address}) => address),
    );
    return voices.flatMap((number) => {
      const should = activeThere.has(number);
      // the measure keeps the three strongest only
      if (should && activeThere.size > mostHeard) return [];
      return should === hasTone(played, this.#tones.get(number) ?? 0)
        ? []
        : [
            `the agent in the browser ${should ? 'does not hear' : 'hears'} ${number} (${JSON.stringify(played)})`,
          ];
    });
  }

  /** Who is gone leaves their tone to others. */
  #forgetTones({calls}: WorldPicture): void {
    const there = new Set(calls.flatMap(({parties}) => parties.map(({address}) => address)));
    for (const number of this.#tones.keys())
      if (!this.#ownTones.has(number) && !there.has(number)) this.#tones.delete(number);
  }

  /** At a desk phone each call begins with speech: from now on there is a tone. */
  async #giveVoices(calls: WorldPicture['calls']): Promise<void> {
    for (const {id, parties} of calls)
      for (const {address, state} of parties) {
        const tone = this.#ownTones.get(address);
        if (tone === undefined || address === '41001') continue;
        const where = `${id} ${address}`;
        const before = this.#voiced.has(where);
        if (state === 'ACTIVE') this.#voiced.add(where);
        else this.#voiced.delete(where);
        if (before || state !== 'ACTIVE') continue;
        await this.#stage.standin.post(`phones/${address}/voice`, {voice: {tone}});
      }
  }

  #one<T>(list: readonly T[]): T | undefined {
    return list[Math.floor(this.#random() * list.length)];
  }
}

/** Nobody is asked for mute, and for digits and a BYE by SIP nobody says no. */
export const canBeRefused = (command: Command, carrier: Carrier): boolean =>
  carrier === 'dialog' ||
  (command !== 'mute' &&
    (command === 'answer' || (command !== 'digits' && !(carrier === 'leg' && command === 'end'))));

/** The part of the agent that a card is about. */
function ownPartOf(
  card: CardSeen,
  parts: readonly OwnPart[],
  names: ReadonlyMap<string, string>,
  lineOf: (number: string) => number,
): OwnPart | undefined {
  const named = ({others}: OwnPart) =>
    others.some((number) => card.title.includes(names.get(number) ?? number) || card.title.includes(number));
  const onLine = parts.filter(({own, state}) => lineOf(own) === card.line && isShownAs(state, card.state));
  return onLine.find(named) ?? (onLine.length === 1 ? onLine[0] : undefined);
}
