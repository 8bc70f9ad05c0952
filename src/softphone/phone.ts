import type {Invitation, Session, Web} from 'sip.js';
import {DeskError} from '../base/errors.js';
import {Store} from '../base/store.js';
import type {Readable} from '../base/store.js';
import {refusalOfInvite} from './invite-rules.js';
import {EdgeLink} from './edge-link.js';
import type {EdgeLinkOptions} from './edge-link.js';
import type {FurtherLine, FurtherLines} from './further-lines.js';
import {LegSession} from './leg-session.js';
import type {Placed} from './leg-session.js';
import {Microphone} from './microphone.js';
import type {Capture, MicrophoneWishes} from './microphone.js';
import {MicrophonePermission} from './permission.js';
import type {PermissionSource} from './permission.js';
import {ReadyMedia} from './ready-media.js';
import {Ringer} from './ringer.js';
import {SoundGate} from './sound-gate.js';
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
import type {VoiceMonitor} from './voice-monitor.js';

/** One line rings at most this often at once; further calls are busy. */
const MAX_RINGING = 2;
/** A far end that never acknowledged our answer doesn't keep us from stopping; ms. */
const PARTING_MS = 1_000;

export interface SoftphoneOptions extends EdgeLinkOptions {
  /** The site's STUN and TURN servers; none when absent. No public one is ever used. */
  readonly iceServers?: readonly RTCIceServer[] | undefined;
  readonly microphone: MicrophoneWishes;
  /** Further lines of this browser; none when absent. */
  readonly furtherLines?: readonly FurtherLine[] | undefined;
  /** `navigator.mediaDevices` when absent. */
  readonly mediaDevices?: Capture | undefined;
  /** `navigator.permissions` when absent. */
  readonly permissions?: PermissionSource | undefined;
  /** Whether descriptions are made ahead of the answer; true when absent. */
  readonly prepare?: boolean | undefined;
  /** Another media handler than ours, for tests and benches; nothing is made ahead then. */
  readonly describe?: Web.SessionDescriptionHandlerFactory | undefined;
}

/** The softphone in this frame. Nothing is opened, and no microphone is asked for, before `start`. */
export function createSoftphone(options: SoftphoneOptions): SoftphonePort {
  return new Softphone(options);
}

class Softphone implements SoftphonePort {
  readonly registration: Readable<Registration>;
  readonly furtherLines = new Store<RegisteredLines>(new Map());
  readonly legs = new Store<readonly Leg[]>([]);
  readonly ended = new Store<EndedLeg | undefined>(undefined);
  readonly microphone: Readable<MicrophoneState>;
  readonly microphoneSwitches: Readable<number>;
  readonly talkingWhileMuted = new Store(false);
  readonly soundBlocked: Readable<boolean>;
  readonly #options: SoftphoneOptions;
  readonly #link: EdgeLink;
  readonly #microphone: Microphone;
  readonly #permission: MicrophonePermission;
  readonly #media: ReadyMedia;
  #monitor: VoiceMonitor | undefined;
  readonly #gate = new SoundGate();
  readonly #ringer: Ringer;
  #sessions: readonly LegSession[] = [];
  #further: FurtherLines | undefined;

  constructor(options: SoftphoneOptions) {
    this.#options = options;
    const {clock, log} = options;
    // Outside a secure context the browser has no such thing, whatever its type says.
    const devices: Capture | undefined =
      options.mediaDevices ?? (navigator as {mediaDevices?: Capture}).mediaDevices;
    this.#microphone = new Microphone(options.microphone, devices, clock, log);
    this.#permission = new MicrophonePermission(
      options.permissions ?? (navigator as {permissions?: PermissionSource}).permissions,
    );
    this.#media = new ReadyMedia({
      iceServers: options.iceServers ?? [],
      trackFor: (session) => this.#trackFor(session),
      allowed: () =>
        options.prepare !== false && !options.describe && this.#permission.state.state === 'granted',
    });
    this.#ringer = new Ringer(this.#gate, clock);
    this.#link = new EdgeLink(options, {
      describe: options.describe ?? this.#media.factory,
      invited: (invitation) => this.#onInvite(invitation),
      lost: () => this.#sessions.forEach((session) => session.socketLost()),
      restored: () => this.#sessions.forEach((session) => session.recover()),
      inCall: () => this.#sessions.length > 0,
      identify: (own) => this.#further?.identify(own) ?? own,
    });
    this.#link.registration.subscribe(() => {
      this.#getReady();
      void this.#registerFurther();
    });
    this.#permission.state.subscribe((permission) => {
      this.#microphone.permissionChanged(permission);
      this.#getReady();
    });
    this.registration = this.#link.registration;
    this.microphone = this.#microphone.state;
    this.microphoneSwitches = this.#microphone.switches;
    this.soundBlocked = this.#gate.blocked;
    this.#microphone.source.subscribe(() => void this.#watchVoice());
  }

  start(): void {
    void this.#permission.watch();
    this.#microphone.watch();
    this.#link.start();
  }

  async stop(): Promise<void> {
    const ended = Promise.allSettled(this.#sessions.map((session) => session.hangUp()));
    await Promise.race([
      ended,
      new Promise<void>((resolve) => this.#options.clock.after(PARTING_MS, resolve)),
    ]);
    this.#ringer.close();
    this.#gate.close();
    this.#permission.close();
    this.#microphone.unwatch();
    await this.#further?.stop();
    await this.#link.stop();
  }

  answer(legId: string, quietly?: boolean): Promise<void> {
    return this.#find(legId).then((session) => session.answer(quietly));
  }

  setResting(legId: string, resting: boolean): Promise<void> {
    return this.#find(legId).then((session) => session.setResting(resting));
  }

  hangUp(legId: string): Promise<void> {
    return this.#find(legId).then((session) => session.hangUp());
  }

  setMuted(legId: string, muted: boolean): void {
    this.#sessions.find(({leg}) => leg.id === legId)?.setMuted(muted);
  }

  setSilenced(legId: string, silenced: boolean): void {
    this.#sessions.find(({leg}) => leg.id === legId)?.setSilenced(silenced);
  }

  sendDigits(legId: string, digits: string): Promise<void> {
    return this.#find(legId).then((session) => session.sendDigits(digits));
  }

  headers(legId: string, name: string): readonly string[] {
    return this.#sessions.find(({leg}) => leg.id === legId)?.invitation.request.getHeaders(name) ?? [];
  }

  async lineWork(): Promise<LineWork> {
    const {SipLineWork} = await import('./further-lines.js');
    return new SipLineWork({
      agent: () => this.#link.agent,
      domain: this.#options.domain,
      furtherLines: this.furtherLines,
      legs: this.legs,
      microphoneSwitches: this.microphoneSwitches,
      sessions: () => this.#sessions,
      add: (inviter, line, placed) => {
        // what only an invitation has is not asked of a placed call
        const leg = this.#add(inviter as Session as Invitation, line, placed);
        this.#publish();
        return leg;
      },
    });
  }

  ring(on: boolean, soft?: boolean, style?: RingStyle): void {
    this.#ringer.ring(on, soft, style);
  }

  checkLink(): void {
    this.#link.hurry();
  }

  unlockSound(): void {
    this.#gate.unlock();
  }

  #find(legId: string): Promise<LegSession> {
    const session = this.#sessions.find(({leg}) => leg.id === legId);
    return session
      ? Promise.resolve(session)
      : Promise.reject(new DeskError('sip/call-failed', 'no such leg'));
  }

  #trackFor(session: Session): MediaStreamTrack | undefined {
    return this.#sessions.find(({invitation}) => invitation === session)?.track;
  }

  #onInvite(invitation: Invitation): void {
    const {log, number} = this.#options;
    const refusal = refusalOfInvite(invitation);
    if (refusal) {
      void invitation.reject(refusal);
      return;
    }
    // RFC 3261 section 19.1.1: what our contact says of the line comes back in the Request-URI
    const line = invitation.request.ruri?.getParam('line');
    const lineNumber = this.furtherLines.state.has(line ?? '') ? (line ?? '') : number;
    const onLine = this.legs.state.filter((leg) => leg.state === 'ringing' && leg.lineNumber === lineNumber);
    if (onLine.length >= MAX_RINGING) {
      log.warn('one ring too many');
      void invitation.reject({statusCode: 486});
      return;
    }
    const session = this.#add(invitation, lineNumber);
    this.#media.ring(invitation, invitation.request.body);
    log.info('leg rings', {leg: session.leg.id});
    session.ring().catch((error: unknown) => log.warn('ringing not told', {detail: String(error)}));
    this.#publish();
  }

  #add(session: Invitation, lineNumber: string, placed?: Placed): LegSession {
    const {clock, log, random = Math.random} = this.#options;
    const leg = new LegSession(session, {
      placed,
      lineNumber,
      microphone: this.#microphone,
      gate: this.#gate,
      clock,
      log,
      random,
      generation: () => this.#link.generation,
      connected: () => this.#link.isConnected,
      changed: () => this.#publish(),
    });
    this.#sessions = [...this.#sessions, leg];
    return leg;
  }

  async #registerFurther(): Promise<void> {
    const {furtherLines: lines = [], clock, log, realm} = this.#options;
    const isRegistered = this.registration.state === 'registered';
    if (lines.length > 0 && isRegistered && !this.#further) {
      const {FurtherLines} = await import('./further-lines.js');
      const agent = () => this.#link.agent;
      this.#further ??= new FurtherLines({lines, agent, clock, log, realm, registered: this.furtherLines});
    }
    this.#further?.onLink(this.registration.state === 'registered');
  }

  #publish(): void {
    for (const session of this.#sessions) {
      if (session.leg.state !== 'ended') continue;
      const {id, remoteNumber, remoteName} = session.leg;
      this.#options.log.info('leg ended', {leg: id, cause: session.cause});
      this.ended.set({id, cause: session.cause, remoteNumber, remoteName});
      this.#media.drop(session.invitation);
    }
    this.#sessions = this.#sessions.filter(({leg}) => leg.state !== 'ended');
    this.#getReady();
    const next = this.#sessions.map(({leg}) => leg);
    const before = this.legs.state;
    if (next.length !== before.length || next.some((leg, at) => leg !== before[at])) this.legs.set(next);
    void this.#watchVoice();
  }

  /** An idle line has its media ready, a line with a call or without an edge has not. */
  #getReady(): void {
    this.#media.idle(this.registration.state === 'registered' && this.#sessions.length === 0);
  }

  /** Listened to from the first mute on: what listens is loaded then. */
  async #watchVoice(): Promise<void> {
    const muted = () => this.#sessions.some(({leg}) => leg.muted && leg.state === 'talking');
    if (muted() && !this.#monitor) {
      const {VoiceMonitor} = await import('./voice-monitor.js');
      this.#monitor ??= new VoiceMonitor(this.#options.clock, this.talkingWhileMuted);
    }
    this.#monitor?.watch(muted() ? this.#microphone.source.state : undefined);
  }
}
