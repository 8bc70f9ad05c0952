import {Store} from '../../../src/base/store.js';
import type {
  EndedLeg,
  Leg,
  LineWork,
  MicrophoneState,
  RegisteredLines,
  Registration,
  RingStyle,
  SoftphonePort,
} from '../../../src/softphone/types.js';

/** A softphone that notes what it is asked, in order; what it answers, a test sets. */
export class FakeSoftphone implements SoftphonePort, LineWork {
  readonly registration = new Store<Registration>('registered');
  readonly furtherLines = new Store<RegisteredLines>(new Map());
  readonly legs = new Store<readonly Leg[]>([]);
  readonly ended = new Store<EndedLeg | undefined>(undefined);
  readonly microphone = new Store<MicrophoneState>('idle');
  readonly microphoneSwitches = new Store(0);
  readonly talkingWhileMuted = new Store(false);
  readonly soundBlocked = new Store(false);
  readonly asked: string[] = [];
  /** It rings now. */
  ringing = false;
  /** What sounds is the soft tone of a call that waits. */
  soft = false;
  /** How it rings; undefined: as every line does unasked. */
  style: RingStyle | undefined;
  /** Legs that are silenced now. */
  readonly silenced = new Set<string>();
  /** What becomes of answering, ending and sending digits. */
  outcome: () => Promise<void> = () => Promise.resolve();

  start(): void {
    this.asked.push('start');
  }

  stop(): Promise<void> {
    this.asked.push('stop');
    return Promise.resolve();
  }

  answer(legId: string, quietly = false): Promise<void> {
    this.asked.push(`answer ${legId}${quietly ? ' quietly' : ''}`);
    return this.outcome();
  }

  setResting(legId: string, resting: boolean): Promise<void> {
    this.asked.push(`${resting ? 'rest' : 'wake'} ${legId}`);
    return this.outcome();
  }

  /** What INVITEs say, by leg and name of the header in small letters. */
  readonly invites = new Map<string, Readonly<Record<string, readonly string[]>>>();

  headers(legId: string, name: string): readonly string[] {
    return this.invites.get(legId)?.[name.toLowerCase()] ?? [];
  }

  /** What becomes of calling. */
  taken: () => Promise<string | undefined> = () => Promise.resolve('leg-1');

  call(line: string, number: string): Promise<string | undefined> {
    this.asked.push(`call ${number} from ${line}`);
    return this.taken();
  }

  hangUp(legId: string): Promise<void> {
    this.asked.push(`hang up ${legId}`);
    return this.outcome();
  }

  setMuted(legId: string, muted: boolean): void {
    this.asked.push(`${muted ? 'mute' : 'unmute'} ${legId}`);
  }

  setSilenced(legId: string, silenced: boolean): void {
    if (silenced) this.silenced.add(legId);
    else this.silenced.delete(legId);
    // as any change of a leg, told at once
    if (this.legs.state.some((leg) => leg.id === legId && leg.silenced !== silenced))
      this.legs.set(this.legs.state.map((leg) => (leg.id === legId ? {...leg, silenced} : leg)));
  }

  setHeld(legId: string, held: boolean): Promise<void> {
    this.asked.push(`${held ? 'hold' : 'resume'} ${legId}`);
    return this.outcome();
  }

  sendDigits(legId: string, digits: string): Promise<void> {
    this.asked.push(`digits ${legId} ${digits}`);
    return this.outcome();
  }

  lineWork(): Promise<LineWork> {
    return Promise.resolve(this);
  }

  transfer(legId: string, to: {readonly number: string} | {readonly legId: string}): Promise<void> {
    this.asked.push(`transfer ${legId} to ${'legId' in to ? to.legId : to.number}`);
    return this.outcome();
  }

  join(legIds: readonly string[]): Promise<void> {
    this.asked.push(`join ${legIds.join(' ')}`);
    return this.outcome();
  }

  ring(on: boolean, soft = false, style?: RingStyle): void {
    this.style = style;
    this.ringing = on;
    this.soft = on && soft;
  }

  checkLink(): void {
    this.asked.push('check link');
  }

  unlockSound(): void {
    this.asked.push('unlock');
  }
}
