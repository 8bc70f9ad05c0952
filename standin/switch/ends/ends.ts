import {randomUUID} from 'node:crypto';
import type {Clock} from '../../world/clock.js';
import type {EndKind, LegId, LegNews, LegOffer, Voice} from '../../world/legs.js';
import type {AudioEnd} from '../media/frame.js';
import type {Mixer} from '../media/mixer.js';
import {EchoEnd} from './echo-end.js';
import {VoiceEnd} from './voice-end.js';

const ANSWER_DELAY_MS: Readonly<Record<'echo' | 'ivr' | 'caller', number>> = {
  echo: 300,
  ivr: 300,
  caller: 1_000,
};

interface LocalLeg {
  readonly kind: Exclude<EndKind, 'sip'>;
  readonly number: string;
  readonly audio: AudioEnd;
  state: 'ringing' | 'dialling' | 'up';
  cancel: () => void;
}

/** The legs whose end is inside the switch: desk phones, callers, the echo line, the collecting machine. */
export class Ends {
  readonly #legs = new Map<LegId, LocalLeg>();
  readonly #news: LegNews;
  readonly #clock: Clock;
  readonly #mixer: Mixer;
  readonly #random: () => number;

  constructor(parts: {news: LegNews; clock: Clock; mixer: Mixer; random: () => number}) {
    this.#news = parts.news;
    this.#clock = parts.clock;
    this.#mixer = parts.mixer;
    this.#random = parts.random;
  }

  offer(offer: LegOffer): void {
    if (offer.end === 'sip' || this.#legs.has(offer.legId)) return;
    const leg = this.#add(offer.legId, offer.end, offer.number, offer.voice);
    // who called in is there already; news always comes after the call that caused it has returned
    if (offer.originating) {
      queueMicrotask(() => this.#up(offer.legId, leg));
      return;
    }
    queueMicrotask(() => {
      if (this.#legs.get(offer.legId) === leg) this.#news.ringing(offer.legId);
    });
    if (offer.end === 'phone') return;
    leg.cancel = this.#clock.after(ANSWER_DELAY_MS[offer.end], () => this.#up(offer.legId, leg));
  }

  /** Off hook by CTI. Only a ringing desk phone obeys. */
  answer(legId: LegId): void {
    const leg = this.#legs.get(legId);
    if (leg?.kind === 'phone' && leg.state === 'ringing') queueMicrotask(() => this.#up(legId, leg));
  }

  /** The far side answered a call that a desk phone began. */
  accept(legId: LegId): void {
    const leg = this.#legs.get(legId);
    if (leg?.state === 'dialling') queueMicrotask(() => this.#up(legId, leg));
  }

  release(legId: LegId): void {
    this.#legs.get(legId)?.cancel();
    this.#legs.delete(legId);
    this.#mixer.remove(legId);
  }

  setVoice(legId: LegId, voice: Voice): void {
    const audio = this.#legs.get(legId)?.audio;
    if (audio instanceof VoiceEnd) audio.setVoice(voice);
  }

  /** Somebody lifts the handset of a ringing desk phone; false when it doesn't ring. */
  pickUp(number: string): boolean {
    const found = this.#newest(number, 'ringing');
    if (found) this.#up(...found);
    return found !== undefined;
  }

  /** Somebody puts the handset down, or presses decline while it rings; false when there is nothing to end. */
  hangUp(number: string): boolean {
    const found =
      this.#newest(number, 'up') ?? this.#newest(number, 'dialling') ?? this.#newest(number, 'ringing');
    if (!found) return false;
    const [legId, leg] = found;
    this.release(legId);
    if (leg.state === 'ringing') this.#news.refused(legId, 'declined');
    else this.#news.released(legId, 'normal');
    return true;
  }

  /** Somebody presses hold, or takes back, on a desk phone that is off hook; false when none is. */
  holdAt(number: string, held: boolean): boolean {
    const found = this.#newest(number, 'up');
    if (found) this.#news.heldByEnd(found[0], held);
    return found !== undefined;
  }

  /** Somebody dials on a desk phone; the answer is the new leg's id. */
  dial(number: string, to: string): LegId {
    const legId = `leg-${randomUUID()}`;
    this.#add(legId, 'phone', number, {kind: 'silence'}).state = 'dialling';
    this.#news.dialled({legId, end: 'phone', from: {number, name: ''}, to});
    return legId;
  }

  /** Desk phones that ring, dial or are off hook, by their number. */
  phones(): readonly {readonly number: string; readonly state: LocalLeg['state']}[] {
    return [...this.#legs.values()]
      .filter(({kind}) => kind === 'phone')
      .map(({number, state}) => ({number, state}));
  }

  stop(): void {
    for (const legId of [...this.#legs.keys()]) this.release(legId);
  }

  #add(legId: LegId, kind: LocalLeg['kind'], number: string, voice: Voice): LocalLeg {
    const audio =
      kind === 'echo' ? new EchoEnd() : new VoiceEnd(kind === 'ivr' ? {kind: 'beeps'} : voice, this.#random);
    const leg: LocalLeg = {kind, number, audio, state: 'ringing', cancel: () => undefined};
    this.#legs.set(legId, leg);
    return leg;
  }

  #newest(number: string, state: LocalLeg['state']): [LegId, LocalLeg] | undefined {
    const legs = [...this.#legs].filter(([, leg]) => leg.kind === 'phone' && leg.number === number);
    return legs.filter(([, leg]) => leg.state === state).at(-1);
  }

  #up(legId: LegId, leg: LocalLeg): void {
    if (this.#legs.get(legId) !== leg || leg.state === 'up') return;
    leg.cancel();
    leg.state = 'up';
    this.#mixer.add(legId, leg.audio);
    this.#news.answered(legId);
  }
}
