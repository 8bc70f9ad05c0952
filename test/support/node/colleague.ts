import assert from 'node:assert/strict';
import {deskPhoneAgent, type DesktopPage} from './desktop-page.js';
import type {Stage} from './stage.js';
import type {Spectrum, StandinProcess, WorldCall} from './standin-process.js';
import {drawTone, hasTone, lacksTone} from './tones.js';
import {until} from './until.js';
import {playedIn} from './watch.js';

/** Another agent, at a desk phone and without a page of their own. */
export class Colleague {
  readonly extension: string;
  readonly #standin: StandinProcess;

  private constructor(standin: StandinProcess, extension: string) {
    this.#standin = standin;
    this.extension = extension;
  }

  /** Signs in agent 1 to 9 at their desk phone; they stay Not Ready. */
  static async signIn(standin: StandinProcess, number: number): Promise<Colleague> {
    const id = `100100${number}`;
    const extension = `4200${number}`;
    const response = await fetch(`${standin.address}/finesse/api/User/${id}`, {
      method: 'PUT',
      headers: {
        authorization: `Basic ${btoa(`${id}:agent${number}`)}`,
        'content-type': 'application/xml',
      },
      body: `<User><state>LOGIN</state><extension>${extension}</extension></User>`,
    });
    assert.equal(response.status, 202);
    await until('the colleague is signed in', async () => (await standin.agent(id)).state === 'NOT_READY');
    return new Colleague(standin, extension);
  }

  /** Whoever sits at a desk phone of the site, and signs in nowhere. */
  static at(standin: StandinProcess, extension: string): Colleague {
    return new Colleague(standin, extension);
  }

  /** Takes the phone off the hook when it rings, and speaks with this tone; `level` is its RMS. */
  async pickUp(tone: number, level = 0.2): Promise<void> {
    await this.rings();
    await this.#standin.post(`phones/${this.extension}/pick-up`);
    await until(
      'the colleague talks',
      async () => (await partOf(this.#standin, this.extension)) === 'ACTIVE',
    );
    await this.#standin.post(`phones/${this.extension}/voice`, {voice: {tone, level}});
  }

  async rings(): Promise<void> {
    await until('the phone rings', async () => (await partOf(this.#standin, this.extension)) === 'ALERTING');
  }

  /** Presses hold, or takes back, and waits until it is so. */
  async hold(held = true): Promise<void> {
    await this.#standin.post(`phones/${this.extension}/${held ? 'hold' : 'resume'}`);
    const state = held ? 'HELD' : 'ACTIVE';
    await until(
      `the colleague’s call is ${state}`,
      async () => (await partOf(this.#standin, this.extension)) === state,
    );
  }

  async hangUp(): Promise<void> {
    await this.#standin.post(`phones/${this.extension}/hang-up`);
  }
}

const callsOf = async (standin: StandinProcess, address: string): Promise<readonly WorldCall[]> =>
  (await standin.world()).calls.filter(({parties}) => parties.some((party) => party.address === address));

/** The state of whoever is at this number, in the call that is not held. */
async function partOf(standin: StandinProcess, address: string): Promise<string | undefined> {
  const states = (await callsOf(standin, address)).flatMap(({parties}) =>
    parties.filter((party) => party.address === address).map(({state}) => state),
  );
  return states.find((state) => state !== 'HELD' && state !== 'DROPPED') ?? states[0];
}

/** One who may be heard, and what they hear. */
export interface End {
  readonly name: string;
  readonly tone: number;
  readonly heard: () => Promise<Spectrum | undefined>;
}

/** Whoever is at a number, wherever their call is. */
export const endAt = (stage: Stage, address: string, tone: number): End => ({
  name: address,
  tone,
  heard: async () => {
    const isActive = ({parties}: WorldCall) =>
      parties.some((party) => party.address === address && party.state === 'ACTIVE');
    const calls = await callsOf(stage.standin, address);
    // on a desk phone each call has a leg of its own, and one is talked in
    for (const {id} of [...calls].sort((a, b) => Number(isActive(b)) - Number(isActive(a)))) {
      const heard = await stage.heardBy(id, address).catch(() => undefined);
      if (heard) return heard;
    }
    return undefined;
  },
});

/** The agent in the browser. */
export const endInBrowser = (stage: Stage, desktop: DesktopPage): End => ({
  name: 'the agent',
  tone: stage.agentTone,
  heard: async () => playedIn(await desktop.gadget()),
});

/** These hear each other, all of them; of the others nobody hears them or is heard by them or by one another. */
export async function exactlyTheseHearEachOther(
  together: readonly End[],
  apart: readonly End[] = [],
): Promise<void> {
  let wrong = '';
  const asExpected = async () => {
    for (const end of [...together, ...apart]) {
      const heard = await end.heard();
      for (const other of [...together, ...apart]) {
        if (other === end) continue;
        const expected = together.includes(end) && together.includes(other);
        if (expected === hasTone(heard, other.tone) && expected !== lacksTone(heard, other.tone)) continue;
        wrong = `${end.name} ${expected ? 'does not hear' : 'hears'} ${other.name}: ${JSON.stringify(heard)}`;
        return false;
      }
    }
    return true;
  };
  await until('exactly these hear each other', asExpected, 15_000).catch((error: unknown) => {
    throw new Error(`${wrong} (${String(error)})`);
  });
}

/** The agent talks with a customer by the desk phone 42001, and a colleague is Ready: all three ends, each with a tone of its own. */
export async function talkingOnDeskPhone(stage: Stage, keyboard = false) {
  const desktop = await stage.signInReady(deskPhoneAgent);
  if (keyboard) desktop.useKeyboard();
  const colleague = await Colleague.signIn(stage.standin, 2);
  const call = await stage.customerCalls();
  await desktop.press('button', 'Answer');
  await desktop.shown('button', 'Hold');
  const voice = drawTone(call.tone);
  await stage.standin.post('phones/42001/voice', {voice: {tone: voice}});
  const ends = [
    endAt(stage, '42001', voice),
    endAt(stage, call.number, call.tone),
    endAt(stage, colleague.extension, drawTone(voice, call.tone)),
  ] as const;
  return {desktop, colleague, call, ends};
}
