/**
 * Runs in Chromium: softphones of one line and of eight on a real switch, holding and talking; and calls of every kind,
 * one after the other, with a count of what each leaves behind.
 */
import {browserClock} from '../src/base/clock.js';
import {createSoftphone} from '../src/softphone/phone.js';
import type {Leg, SoftphonePort} from '../src/softphone/types.js';

/** What the page can have done at the switch. */
interface Far {
  /** Calls a line; answers with the call's id. */
  callIn(number: string): Promise<string>;
  giveUp(callId: string): Promise<void>;
}

const quiet = {debug() {}, info() {}, warn() {}, error() {}};
const constraints = {echoCancellation: false, noiseSuppression: false, autoGainControl: false};
const far = window as unknown as Far;
let phone: SoftphonePort;
let numbers: readonly string[] = [];

const until = async <T>(look: () => T | undefined | false): Promise<T> => {
  for (;;) {
    const found = look();
    if (found !== undefined && found !== false) return found;
    await new Promise((again) => setTimeout(again, 5));
  }
};
const legOn = (number: string, state: Leg['state']) =>
  until(() => phone.legs.state.find((leg) => leg.lineNumber === number && leg.state === state));
const noLegOn = (number: string) =>
  until(() => !phone.legs.state.some(({lineNumber}) => lineNumber === number));

/** Opens a softphone of these lines. */
async function open(lines: readonly string[], address: string): Promise<void> {
  const [number = '', ...further] = lines;
  const credentialsOf = (username: string) => () => Promise.resolve({username, password: username});
  numbers = lines;
  phone = createSoftphone({
    servers: [address],
    domain: 'localhost',
    number,
    credentials: credentialsOf(number),
    furtherLines: further.map((line) => ({number: line, credentials: credentialsOf(line)})),
    microphone: constraints,
    clock: browserClock,
    log: quiet,
  });
  phone.start();
  await until(() => phone.registration.state === 'registered');
  await until(() => phone.furtherLines.state.size === further.length);
}

/** Holds, or takes up again; refused while the edge has not heard our last word, which is a moment. */
async function setHeld(legId: string, held: boolean): Promise<void> {
  const work = await phone.lineWork();
  for (let tries = 1; ; tries += 1) {
    try {
      return await work.setHeld(legId, held);
    } catch (error) {
      if (tries === 20) throw error;
      await new Promise((again) => setTimeout(again, 25));
    }
  }
}

async function answerOn(number: string): Promise<Leg> {
  await far.callIn(number);
  const {id} = await legOn(number, 'ringing');
  await phone.answer(id);
  return legOn(number, 'talking');
}

/** A held call on each line, and one that is talked in on the last. */
async function fill(): Promise<number> {
  for (const number of numbers) await setHeld((await answerOn(number)).id, true);
  const last = numbers.at(-1) ?? '';
  await far.callIn(last);
  await phone.answer((await legOn(last, 'ringing')).id);
  await until(() => phone.legs.state.every(({state}) => state === 'talking'));
  return phone.legs.state.length;
}

/** One call that is talked in. */
const talk = () => answerOn(numbers[0] ?? '');

/** What becomes of a call, by a name for {@link mixed}. */
const kinds: Readonly<Record<string, (number: string) => Promise<unknown>>> = {
  async 'hung-up'(number) {
    await phone.hangUp((await answerOn(number)).id);
  },
  async left(number) {
    const callId = await far.callIn(number);
    await phone.answer((await legOn(number, 'ringing')).id);
    await legOn(number, 'talking');
    await far.giveUp(callId);
  },
  async declined(number) {
    await far.callIn(number);
    await phone.hangUp((await legOn(number, 'ringing')).id);
  },
  async 'given-up'(number) {
    const callId = await far.callIn(number);
    await legOn(number, 'ringing');
    await far.giveUp(callId);
  },
  async held(number) {
    const {id} = await answerOn(number);
    await setHeld(id, true);
    await setHeld(id, false);
    await phone.hangUp(id);
  },
  async placed(number) {
    const id = await (await phone.lineWork()).call(number, 'taken');
    await phone.hangUp(id ?? '');
  },
  async busy(number) {
    await (await phone.lineWork()).call(number, 'busy').catch(() => undefined);
  },
  async muted(number) {
    const {id} = await answerOn(number);
    phone.setMuted(id, true);
    phone.setMuted(id, false);
    // not possible before the sound is there, and no matter here
    await phone.sendDigits(id, '1').catch(() => undefined);
    await phone.hangUp(id);
  },
};

/** So many calls: each of these kinds in turn (without names: each there is), over all lines but the first, whose calls are placed by Finesse. */
async function mixed(count: number, names: readonly string[]): Promise<number> {
  const [, ...further] = numbers;
  const wanted = names.length > 0 ? names : Object.keys(kinds);
  for (let made = 0; made < count; made += 1) {
    const number = further[made % further.length] ?? '';
    const name = wanted[made % wanted.length] ?? '';
    const kind = kinds[name];
    if (!kind) throw new Error(`no kind ${name}; there are ${Object.keys(kinds).join(', ')}`);
    await kind(number);
    await noLegOn(number);
  }
  return phone.legs.state.length;
}

const pending = new Set<number>();
const {setTimeout: later, clearTimeout: never, setInterval: often, clearInterval: noMore} = window;
type Handler = (...args: unknown[]) => void;
Object.assign(window, {
  setTimeout: (run: Handler, ms?: number, ...args: unknown[]) => {
    const id = later(() => {
      pending.delete(id);
      run(...args);
    }, ms);
    pending.add(id);
    return id;
  },
  clearTimeout: (id: number) => {
    pending.delete(id);
    never(id);
  },
  setInterval: (run: Handler, ms?: number, ...args: unknown[]) => {
    const id = often(run, ms, ...args);
    pending.add(id);
    return id;
  },
  clearInterval: (id: number) => {
    pending.delete(id);
    noMore(id);
  },
});

/** Timers that are set now. */
const timers = (): number => pending.size;

Object.assign(window, {lineBench: {open, fill, talk, mixed, timers}});
