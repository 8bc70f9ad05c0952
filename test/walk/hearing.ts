import type {SignIn} from '../support/node/desktop-page.js';
import type {Stage} from '../support/node/stage.js';
import type {WorldCall} from '../support/node/standin-process.js';
import {hasTone} from '../support/node/tones.js';
import {until} from '../support/node/until.js';
import {playedIn} from '../support/node/watch.js';
import type {AgentScreen} from './screen.js';
import {mostHeard, partsOf, unheard, type Walker} from './sides.js';

/** Tones far enough from each other for eighteen ends. */
const tonesToGive = Array.from({length: 18}, (_, place) => 720 + place * 62);

/** How long sound may take to be as it is shown, on a machine with other work; ms. */
const patience = 30_000;

/** An agent and where they look at their calls. */
export interface Listener extends Walker {
  readonly signIn: SignIn;
  readonly screen: AgentScreen;
}

/** Gives everybody a voice of one tone, and measures that who should be heard is heard, by nobody else. */
export class Hearing {
  readonly #stage: Stage;
  /** Whose voice goes through the browser comes first. */
  readonly #agents: readonly Listener[];
  readonly #tones = new Map<string, number>();
  /** Numbers of agents: they keep theirs. */
  readonly #staying: ReadonlySet<string>;
  readonly #ownTones = new Map<string, number>();
  /** Which desk phone speaks with its tone in which call. */
  readonly #voiced = new Set<string>();
  #proved: ReadonlySet<string> = new Set();

  constructor(stage: Stage, agents: readonly Listener[]) {
    this.#stage = stage;
    this.#agents = agents;
    for (const [place, {signIn, numbers}] of agents.entries()) {
      const tone = place === 0 ? stage.agentTone : this.#freeTone();
      this.#ownTones.set(signIn.extension, tone ?? 0);
      for (const number of numbers) this.#tones.set(number, tone ?? 0);
    }
    this.#staying = new Set(this.#tones.keys());
  }

  /** A tone for somebody who comes in; undefined when all are in use. */
  toneFor(number: string): number | undefined {
    const tone = this.#freeTone();
    if (tone !== undefined) this.#tones.set(number, tone);
    return tone;
  }

  /**
   * Waits until exactly those in a call who are not held hear each other. Measured where that has changed; `again`
   * measures everything.
   *
   * @param muted the agent in the browser is
   */
  async prove(calls: readonly WorldCall[], muted: boolean, again: boolean): Promise<void> {
    this.#forget(calls);
    const picture = pictureOf(calls, muted);
    const known = picture.every((entry) => this.#proved.has(entry));
    this.#proved = new Set(picture);
    if (known && !again) return;
    await this.#giveVoices(calls);
    const silent = muted ? (this.#agents[0]?.numbers ?? []) : [];
    let wrong: readonly string[] = [];
    const hear = (measure: (now: readonly WorldCall[]) => Promise<readonly string[]>) =>
      until(
        'who talks is heard',
        async () => {
          wrong = await measure((await this.#stage.standin.world()).calls);
          return wrong.length === 0;
        },
        patience,
      );
    await Promise.all([
      hear((now) => unheard(this.#stage.standin, now, this.#tones, silent, this.#agents[0]?.numbers ?? [])),
      hear((now) => this.#inBrowser(now)),
    ]).catch(() => {
      throw new Error(`not heard as shown: ${wrong.join('; ')}`);
    });
  }

  /** The agent whose voice goes through the browser hears exactly those in the call that is talked in. */
  async #inBrowser(calls: readonly WorldCall[]): Promise<readonly string[]> {
    const [agent] = this.#agents;
    if (!agent) return [];
    const parts = partsOf(calls, agent);
    const voices = parts.flatMap(({others}) => others).filter((number) => this.#tones.has(number));
    if (voices.length === 0) return [];
    const played = await playedIn(await agent.screen.desktop.gadget());
    const talked = parts.filter(({state}) => state === 'ACTIVE').map(({callId}) => callId);
    const activeThere = new Set(
      calls
        .filter(({id}) => talked.includes(id))
        .flatMap(({parties}) => parties)
        .filter(({state}) => state === 'ACTIVE')
        .map(({address}) => address),
    );
    return voices.flatMap((number) => {
      const should = activeThere.has(number);
      if (should && activeThere.size > mostHeard) return [];
      return should === hasTone(played, this.#tones.get(number) ?? 0)
        ? []
        : [
            `the agent in the browser ${should ? 'does not hear' : 'hears'} ${number} (${JSON.stringify(played)})`,
          ];
    });
  }

  #freeTone(): number | undefined {
    const used = new Set(this.#tones.values());
    return tonesToGive.find((hz) => !used.has(hz) && Math.abs(hz - this.#stage.agentTone) > 50);
  }

  /** Who is gone leaves their tone to others. */
  #forget(calls: readonly WorldCall[]): void {
    const there = new Set(calls.flatMap(({parties}) => parties.map(({address}) => address)));
    for (const number of this.#tones.keys())
      if (!this.#staying.has(number) && !there.has(number)) this.#tones.delete(number);
  }

  /** At a desk phone each call begins with speech: from now on there is a tone. */
  async #giveVoices(calls: readonly WorldCall[]): Promise<void> {
    const [inBrowser] = this.#agents;
    for (const {id, parties} of calls)
      for (const {address, state} of parties) {
        const tone = this.#ownTones.get(address);
        if (tone === undefined || address === inBrowser?.signIn.extension) continue;
        const where = `${id} ${address}`;
        const before = this.#voiced.has(where);
        if (state === 'ACTIVE') this.#voiced.add(where);
        else this.#voiced.delete(where);
        if (before || state !== 'ACTIVE') continue;
        await this.#stage.standin.post(`phones/${address}/voice`, {voice: {tone}});
      }
  }
}

/** Who hears whom, as far as it can be told from the calls: an entry for each call. What is over says nothing. */
const pictureOf = (calls: readonly WorldCall[], muted: boolean): readonly string[] =>
  calls.flatMap(({id, parties}) => {
    const up = parties.filter(({state}) => state === 'ACTIVE' || state === 'HELD');
    const ends = up.map(({address, state}) => `${address} ${state}`).toSorted();
    return up.length < 2 ? [] : [[id, ...ends, muted ? 'muted' : ''].join(', ')];
  });
