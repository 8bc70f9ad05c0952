import {Store, type Readable} from '../base/store.js';
import {DeskError} from '../base/errors.js';
import type {
  EndedLeg,
  Leg,
  LineWork,
  MicrophoneState,
  RegisteredLines,
  Registration,
  RingStyle,
  SoftphonePort,
} from './types.js';

/**
 * A softphone that is loaded when the agent's voice is to go through this browser, and not before: with a desk phone
 * there is no SIP stack, no peer connection and no microphone on the page.
 */
export class OnDemandSoftphone implements SoftphonePort {
  readonly registration = new Store<Registration>('off');
  readonly furtherLines = new Store<RegisteredLines>(new Map());
  readonly legs = new Store<readonly Leg[]>([]);
  readonly ended = new Store<EndedLeg | undefined>(undefined);
  readonly microphone = new Store<MicrophoneState>('idle');
  readonly microphoneSwitches = new Store(0);
  readonly talkingWhileMuted = new Store(false);
  readonly soundBlocked = new Store(false);
  readonly #load: (number: string) => Promise<SoftphonePort>;
  readonly #onFailure: (error: unknown) => void;
  #engine: SoftphonePort | undefined;
  #number: string | undefined;
  #unfollow: (() => void)[] = [];
  #turn: Promise<void> = Promise.resolve();

  /** @param load makes an engine for one SIP number; not started yet */
  constructor(load: (number: string) => Promise<SoftphonePort>, onFailure: (error: unknown) => void) {
    this.#load = load;
    this.#onFailure = onFailure;
  }

  /** The number to be reachable at; undefined when the voice goes another way. */
  use(number: string | undefined): void {
    if (number === this.#number) return;
    this.#number = number;
    // one after the other: never two engines at once (I-04)
    this.#turn = this.#turn
      .then(() => this.#change(number))
      .catch((error: unknown) => this.#onFailure(error));
  }

  start(): void {
    this.#engine?.start();
  }

  async stop(): Promise<void> {
    this.use(undefined);
    await this.#turn;
  }

  answer(legId: string, quietly?: boolean): Promise<void> {
    return this.#required().answer(legId, quietly);
  }

  setResting(legId: string, resting: boolean): Promise<void> {
    return this.#required().setResting(legId, resting);
  }

  hangUp(legId: string): Promise<void> {
    return this.#required().hangUp(legId);
  }

  sendDigits(legId: string, digits: string): Promise<void> {
    return this.#required().sendDigits(legId, digits);
  }

  headers(legId: string, name: string): readonly string[] {
    return this.#required().headers(legId, name);
  }

  lineWork(): Promise<LineWork> {
    return this.#required().lineWork();
  }

  setMuted(legId: string, muted: boolean): void {
    this.#engine?.setMuted(legId, muted);
  }

  setSilenced(legId: string, silenced: boolean): void {
    this.#engine?.setSilenced(legId, silenced);
  }

  ring(on: boolean, soft?: boolean, style?: RingStyle): void {
    this.#engine?.ring(on, soft, style);
  }

  checkLink(): void {
    this.#engine?.checkLink();
  }

  unlockSound(): void {
    this.#engine?.unlockSound();
  }

  #required(): SoftphonePort {
    if (!this.#engine) throw new DeskError('sip/not-registered', 'no softphone is loaded');
    return this.#engine;
  }

  async #change(number: string | undefined): Promise<void> {
    const old = this.#engine;
    this.#engine = undefined;
    for (const stop of this.#unfollow) stop();
    this.#unfollow = [];
    await old?.stop();
    this.registration.set(number === undefined ? 'off' : 'connecting');
    this.legs.set([]);
    this.microphone.set('idle');
    this.talkingWhileMuted.set(false);
    this.soundBlocked.set(false);
    // settled meanwhile on something else: the next turn does it
    if (number === undefined || number !== this.#number) return;
    const engine = await this.#load(number);
    this.#engine = engine;
    this.#unfollow = [
      mirror(engine.registration, this.registration),
      mirror(engine.furtherLines, this.furtherLines),
      mirror(engine.ended, this.ended),
      mirror(engine.legs, this.legs),
      mirror(engine.microphone, this.microphone),
      mirror(engine.microphoneSwitches, this.microphoneSwitches),
      mirror(engine.talkingWhileMuted, this.talkingWhileMuted),
      mirror(engine.soundBlocked, this.soundBlocked),
    ];
    engine.start();
  }
}

function mirror<S>(from: Readable<S>, to: Store<S>): () => void {
  to.set(from.state);
  return from.subscribe((state) => to.set(state));
}
