/** Far ends that hear each other through this page (ADR 13). Loaded with the first two calls that are joined so. */
import {DeskError} from '../base/errors.js';
import type {Readable} from '../base/store.js';
import type {Leg} from './types.js';

/** What is mixed of one leg. */
export interface MixedLeg {
  readonly leg: Leg;
  /** The agent's voice for this leg: silent while the leg is muted. */
  readonly voice: MediaStreamTrack | undefined;
  /** What the far end sends. */
  readonly stream: MediaStream | undefined;
  /** Sends this instead of the voice alone, made with those legs; without a track the voice alone again. */
  setMix(track: MediaStreamTrack | undefined, mixedWith: readonly string[] | undefined): void;
  setMuted(muted: boolean): void;
}

/** Stores after whose change the mix is looked at: legs, and how often the microphone was another one. */
export interface MixNews {
  readonly legs: Readable<readonly Leg[]>;
  readonly microphoneSwitches: Readable<number>;
}

interface Part {
  readonly mixed: MixedLeg;
  readonly out: MediaStreamAudioDestinationNode;
  readonly theirs: MediaStreamAudioSourceNode;
  readonly stream: MediaStream;
}

/** Legs that can be part of a mix: up, and held by nobody on our side. */
const isOpen = ({state, held, silenced}: Leg): boolean => state === 'talking' && held !== true && !silenced;

/**
 * To each leg goes the agent's voice and what the other far ends send (Web Audio API). A leg that ends or is held is out of
 * it; what is left of two is a call like any other. Who mutes one of them is muted to all: they hear each other still. Who holds the agent with music keeps the music to themselves.
 */
class LegMixer {
  readonly #context = new AudioContext();
  readonly #news: MixNews;
  #parts: readonly Part[] = [];
  #voices: MediaStreamAudioSourceNode[] = [];
  #stop: (() => void)[] = [];
  #drawn = '';
  #muted = false;
  #muting = false;

  constructor(news: MixNews) {
    this.#news = news;
  }

  /** Nothing is changed before sound flows: a graph that stands still would take the agent's voice away. */
  async begin(legs: readonly MixedLeg[]): Promise<void> {
    // a browser that waits for a gesture leaves this open; a press is one
    void this.#context.resume();
    const isRunning = await running(this.#context);
    const parts = legs.flatMap((mixed) => (mixed.stream ? [this.#part(mixed, mixed.stream)] : []));
    if (!isRunning || parts.length < 2 || legs.some(({leg, voice}) => !isOpen(leg) || !voice)) {
      await this.#context.close();
      throw new DeskError('media/not-joined', 'the legs can’t be mixed');
    }
    this.#parts = parts;
    // what is talked in already says whether the agent is heard
    this.#mute(legs.at(-1)?.leg.muted === true);
    const look = () => this.#look();
    this.#stop = [this.#news.legs.subscribe(look), this.#news.microphoneSwitches.subscribe(look)];
    this.#context.addEventListener('statechange', look);
    this.#look();
  }

  #part(mixed: MixedLeg, stream: MediaStream): Part {
    const out = new MediaStreamAudioDestinationNode(this.#context, {channelCount: 1});
    return {mixed, out, stream, theirs: this.#context.createMediaStreamSource(stream)};
  }

  /** Takes in what the legs are now. */
  #look(): void {
    const isRunning = this.#context.state === 'running';
    const staying = this.#parts.filter(({mixed}) => isRunning && isOpen(mixed.leg));
    if (staying.length < 2) return this.#close();
    // one that differs is the one that was pressed
    if (!this.#muting && staying.some(({mixed}) => mixed.leg.muted !== this.#muted)) this.#mute(!this.#muted);
    const drawn = staying
      .map(({mixed: {leg, voice}}) => `${leg.id} ${voice?.id ?? ''} ${leg.heldByFarEnd}`)
      .join();
    if (drawn === this.#drawn) return;
    this.#drawn = drawn;
    const leaving = this.#parts.filter((part) => !staying.includes(part));
    this.#parts = staying;
    this.#connect();
    for (const {mixed} of leaving) mixed.setMix(undefined, undefined);
    for (const {mixed, out} of staying) {
      const others = staying.filter((other) => other.mixed !== mixed);
      mixed.setMix(
        out.stream.getAudioTracks()[0],
        others.map((other) => other.mixed.leg.id),
      );
    }
  }

  #mute(muted: boolean): void {
    this.#muted = muted;
    this.#muting = true;
    for (const {mixed} of this.#parts) mixed.setMuted(muted);
    this.#muting = false;
  }

  #connect(): void {
    for (const node of this.#voices) node.disconnect();
    this.#voices = [];
    for (const {theirs} of this.#parts) theirs.disconnect();
    for (const part of this.#parts) {
      const {voice} = part.mixed;
      if (voice) {
        const node = this.#context.createMediaStreamSource(new MediaStream([voice]));
        node.connect(part.out);
        this.#voices.push(node);
      }
      for (const other of this.#parts)
        if (other !== part && !other.mixed.leg.heldByFarEnd) other.theirs.connect(part.out);
    }
  }

  #close(): void {
    for (const stop of this.#stop) stop();
    this.#stop = [];
    const parts = this.#parts;
    this.#parts = [];
    for (const {mixed, out} of parts) {
      mixed.setMix(undefined, undefined);
      for (const track of out.stream.getTracks()) track.stop();
    }
    if (this.#context.state !== 'closed') void this.#context.close();
  }

  /** Ends it: each leg has the agent's voice alone again, but for those that are in another mix by now. */
  end(elsewhere: readonly MixedLeg[]): void {
    this.#parts = this.#parts.filter(({mixed}) => !elsewhere.includes(mixed));
    this.#close();
  }
}

/** By the softphone whose legs they are. */
const mixers = new WeakMap<MixNews['legs'], LegMixer>();

/**
 * Lets the far ends of these legs hear each other, beside the agent; who was joined before and is not named is out.
 * Fewer than two: nobody is joined any more.
 * @throws DeskError `media/not-joined` when the browser lets no sound be mixed, or a leg is not up
 */
export async function joinLegs(legs: readonly MixedLeg[], news: MixNews): Promise<void> {
  if (legs.length < 2) {
    mixers.get(news.legs)?.end([]);
    return;
  }
  const next = new LegMixer(news);
  await next.begin(legs);
  mixers.get(news.legs)?.end(legs);
  mixers.set(news.legs, next);
}

/** Whether sound flows: at once, or within a moment. */
async function running(context: AudioContext): Promise<boolean> {
  if (context.state === 'running') return true;
  return new Promise((resolve) => {
    const settle = () => {
      clearTimeout(timer);
      context.removeEventListener('statechange', settle);
      resolve(context.state === 'running');
    };
    const timer = setTimeout(settle, 1_000);
    context.addEventListener('statechange', settle);
  });
}
