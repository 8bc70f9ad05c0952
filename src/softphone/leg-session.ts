import {SessionState, Web} from 'sip.js';
import type {Invitation} from 'sip.js';
import type {Clock} from '../base/clock.js';
import {DeskError} from '../base/errors.js';
import type {Log} from '../base/log.js';
import {OnDemand} from '../base/on-demand.js';
import type {DigitQueue} from './digits.js';
import {connectedIdentityOf, identityOf, keyOf} from './identity.js';
import type {Microphone, MicrophoneShare} from './microphone.js';
import type {Recovery} from './recovery.js';
import {RemoteAudio} from './remote-audio.js';
import type {SoundGate} from './sound-gate.js';
import type {Leg, LegEnd} from './types.js';

const DECLINE = 603;

/** Both are loaded with the first call: when the way is lost they can't be. */
const mending = new OnDemand(() => import('./recovery.js'));
const digitKeys = new OnDemand(() => import('./digits.js'));

/** Loads what the first call needs ahead of it (F-61). */
export const warmUp = (): void => void Promise.all([mending.want(), digitKeys.want()]);

/** A call that this browser places: whom it calls, and how. */
export interface Placed {
  readonly number: string;
  readonly name: string;
  /** Sends the INVITE. */
  invite(): Promise<void>;
  /** Gives the call up before it is answered. */
  cancel(): Promise<void>;
}

export interface LegSessionParts {
  /** Absent: the call came in. */
  readonly placed?: Placed | undefined;
  readonly lineNumber: string;
  readonly microphone: Microphone;
  readonly gate: SoundGate;
  readonly clock: Clock;
  readonly log: Log;
  readonly random: () => number;
  readonly generation: () => number;
  readonly connected: () => boolean;
  readonly changed: () => void;
}

/** One SIP session and its sound, seen from outside as a {@link Leg}. */
export class LegSession {
  readonly #session: Invitation;
  readonly #parts: LegSessionParts;
  #digits: DigitQueue | undefined;
  #recovery: Recovery | undefined;
  #leg: Leg;
  #cause: LegEnd = 'normal';
  #answering = false;
  #over = false;
  #share: MicrophoneShare | undefined;
  #mix: MediaStreamTrack | undefined;
  #audio: RemoteAudio | undefined;

  constructor(invitation: Invitation, parts: LegSessionParts) {
    this.#session = invitation;
    this.#parts = parts;
    const {request} = invitation;
    const {placed} = parts;
    const {number, name} = placed ?? identityOf(request);
    this.#leg = {
      id: `leg-${crypto.randomUUID()}`,
      direction: placed ? 'out' : 'in',
      state: placed ? 'dialing' : 'ringing',
      remoteNumber: number,
      remoteName: name,
      lineNumber: parts.lineNumber,
      key: placed ? '' : keyOf(request),
      beganAt: parts.clock.now(),
      muted: false,
      heldByFarEnd: false,
      silenced: false,
      recording: recordIn(request.body),
    };
    void this.#mend();
    void digitKeys.want();
    invitation.delegate = {
      onSessionDescriptionHandler: (media) => {
        if (media instanceof Web.SessionDescriptionHandler) this.#attach(media);
      },
      // A transfer shows itself by a re-INVITE with another identity.
      onInvite: (reinvite) => {
        const remote = connectedIdentityOf(reinvite);
        if (reinvite.body) this.#change({recording: recordIn(reinvite.body)});
        if (remote) this.#change({remoteNumber: remote.number, remoteName: remote.name});
      },
      onInfo: (info) => {
        void info.accept();
        // not a standard; edges that record say it so
        const recording = info.request.getHeader('Record');
        if (recording) this.#change({recording});
      },
      // the library would accept it and call whoever it names (T-12); transfers are Finesse's
      onRefer: (referral) => void referral.reject({statusCode: 603}),
      onCancel: ({request: cancel}) => {
        this.#cause = cancel.getHeaders('Reason').some(isElsewhere) ? 'completed-elsewhere' : 'cancelled';
      },
    };
    invitation.stateChange.addListener((state) => this.#onState(state));
  }

  get leg(): Leg {
    return this.#leg;
  }

  /** Why it ended, once it has. */
  get cause(): LegEnd {
    return this.#cause;
  }

  get invitation(): Invitation {
    return this.#session;
  }

  /** The agent's voice, silent while muted; undefined before the agent answered. */
  get voice(): MediaStreamTrack | undefined {
    return this.#share?.track;
  }

  /** The track to send; undefined before the agent answered. */
  get track(): MediaStreamTrack | undefined {
    return this.#mix ?? this.voice;
  }

  /** What the far end sends. */
  get stream(): MediaStream | undefined {
    return this.#media()?.remoteMediaStream;
  }

  /** Sends this instead of the voice alone, made with the far ends of those legs. */
  setMix(track: MediaStreamTrack | undefined, mixedWith: readonly string[] | undefined): void {
    this.#mix = track;
    this.#change({mixedWith});
    this.#applyMicrophone();
  }

  /**
   * Tells the far end that it rings. Where that must be reliable (RFC 3262), our description goes along; it has no
   * track behind it, so the far end hears nothing, and what it sends is not played before the agent answers.
   */
  async ring(): Promise<void> {
    const required = this.#session.request.getHeaders('Require').some((value) => /\b100rel\b/i.test(value));
    if (!required) return this.#session.progress();
    await this.#session.progress({statusCode: 183, rel100: true});
    if (this.#session.state === SessionState.Initial)
      await this.#session.progress({statusCode: 180, rel100: true});
  }

  /** Microphone first: when it is refused the leg rings on and nothing was sent. */
  async answer(quietly = false): Promise<void> {
    if (this.#session.state !== SessionState.Initial || this.#answering)
      throw new DeskError('sip/call-failed', 'does not ring');
    if (!this.#parts.connected()) throw new DeskError('sip/connection-lost', 'no way to the edge');
    this.#answering = true;
    try {
      if (!quietly) await this.setResting(false);
      await this.#accept();
    } finally {
      this.#answering = false;
    }
  }

  async setResting(resting: boolean): Promise<void> {
    if (resting) {
      this.#share?.release();
      this.#share = undefined;
      await this.#sender()?.replaceTrack(null);
    }
    if (resting || this.#share) return;
    const share = await this.#parts.microphone.acquire(() => void this.#applyMicrophone());
    if (this.#over) {
      share.release();
      throw new DeskError('sip/call-failed', 'ended while the microphone was asked for');
    }
    this.#share = share;
    this.#applyMicrophone();
  }

  async hangUp(): Promise<void> {
    switch (this.#session.state) {
      case SessionState.Initial:
      case SessionState.Establishing:
        return this.#parts.placed ? this.#parts.placed.cancel() : this.#session.reject({statusCode: DECLINE});
      case SessionState.Established:
        await this.#session.bye();
        return;
      default:
    }
  }

  /** The socket went down: a session that isn't established went down with it, an established one lives on. */
  socketLost(): void {
    if (this.#session.state === SessionState.Established) return;
    this.#cause = 'lost';
    void this.hangUp().catch(() => undefined);
  }

  /** Registered again on a new socket. */
  recover(): void {
    void this.#mend().then((recovery) => recovery?.now());
  }

  setMuted(muted: boolean): void {
    this.#change({muted});
    this.#applyMicrophone();
  }

  setSilenced(silenced: boolean): void {
    this.#change({silenced});
    this.#applyMicrophone();
  }

  /** The far end has agreed to be held, or not to be. */
  setHeld(held: boolean): void {
    this.#change({held});
  }

  async sendDigits(digits: string): Promise<void> {
    const part = await digitKeys.want();
    if (!part || this.#over) throw new DeskError('sip/call-failed', 'digits can not be sent now');
    this.#digits ??= new part.DigitQueue();
    return this.#digits.send(digits, () => this.#sender()?.dtmf);
  }

  async #accept(): Promise<void> {
    try {
      await (this.#parts.placed?.invite() ?? this.#session.accept());
    } catch (error) {
      throw new DeskError('sip/call-failed', 'the answer was not sent', {cause: error});
    }
    if (this.#over) throw new DeskError('sip/call-failed', 'ended while it was answered');
  }

  #attach(media: Web.SessionDescriptionHandler): void {
    const peer = media.peerConnection;
    if (!peer) return;
    this.#recovery?.watch(peer);
    peer.addEventListener('signalingstatechange', () => {
      if (peer.signalingState === 'stable') this.#onNegotiated(peer);
    });
    peer.addEventListener('connectionstatechange', () => {
      this.#parts.log.info('media', {state: peer.connectionState});
      this.#applyMicrophone();
    });
    // What was made ahead is agreed already.
    if (peer.signalingState === 'stable' && peer.currentRemoteDescription) this.#onNegotiated(peer);
  }

  #onNegotiated(peer: RTCPeerConnection): void {
    const direction = peer.getTransceivers()[0]?.currentDirection;
    this.#applyMicrophone();
    this.#change({heldByFarEnd: direction === 'recvonly' || direction === 'inactive'});
    this.#talkWhenAgreed();
  }

  #onState(state: SessionState): void {
    switch (state) {
      case SessionState.Establishing:
        if (!this.#parts.placed) this.#change({state: 'connecting'});
        return;
      case SessionState.Established:
        this.#listen();
        return this.#talkWhenAgreed();
      // A BYE waits for the ACK of our 200; the agent does not.
      case SessionState.Terminating:
      case SessionState.Terminated:
        return this.#end();
      default:
    }
  }

  /** Not before the answer is out: nothing is heard of a call that only rings, and the answer waits for nothing. */
  #listen(): void {
    const media = this.#media();
    if (media) this.#audio = new RemoteAudio(this.#leg.id, media.remoteMediaStream, this.#parts.gate);
  }

  /** What brings it back after a loss. */
  async #mend(): Promise<Recovery | undefined> {
    const part = await mending.want();
    if (!part || this.#over || this.#recovery) return this.#recovery;
    const {clock, log, random, generation, connected} = this.#parts;
    const gone = () => {
      this.#cause = 'lost';
      void this.hangUp();
    };
    this.#recovery = new part.Recovery(this.#session, {clock, log, random, generation, connected, gone});
    const peer = this.#peer();
    if (peer) this.#recovery.watch(peer);
    return this.#recovery;
  }

  /** With a delayed offer the session is established by our 200, the media only by the answer in the ACK. */
  #talkWhenAgreed(): void {
    const peer = this.#peer();
    const agreed = peer?.signalingState === 'stable' && peer.currentRemoteDescription !== null;
    if (agreed && this.#session.state === SessionState.Established) this.#change({state: 'talking'});
  }

  #end(): void {
    if (this.#over) return;
    this.#over = true;
    this.#digits?.end();
    this.#recovery?.end();
    this.#audio?.close();
    this.#share?.release();
    this.#share = undefined;
    this.#change({state: 'ended'});
  }

  #media(): Web.SessionDescriptionHandler | undefined {
    const media = this.#session.sessionDescriptionHandler;
    return media instanceof Web.SessionDescriptionHandler ? media : undefined;
  }

  #peer(): RTCPeerConnection | undefined {
    return this.#media()?.peerConnection;
  }

  #sender(): RTCRtpSender | undefined {
    return this.#peer()?.getSenders()[0];
  }

  /** Makes what is sent agree with what is shown; called after everything that could have changed it (I-06). */
  #applyMicrophone(): void {
    const {voice, track} = this;
    if (!voice || !track) return;
    voice.enabled = !(this.#leg.muted || this.#leg.silenced);
    const sender = this.#sender();
    if (sender && sender.track !== track) {
      sender.replaceTrack(track).catch((error: unknown) => {
        this.#parts.log.warn('track not replaced', {detail: String(error)});
      });
    }
  }

  #change(change: Partial<Leg>): void {
    const next = {...this.#leg, ...change};
    const changed = (Object.keys(change) as (keyof Leg)[]).some((key) => this.#leg[key] !== next[key]);
    if (!changed) return;
    this.#leg = next;
    this.#parts.changed();
  }
}

/** What a description says of recording (RFC 7866, section 6.1). */
const recordIn = (sdp: string): string | undefined => /^a=record:(\w+)/m.exec(sdp)?.[1];

/** The Reason (RFC 3326) of a CANCEL sent because another device answered; Unified CM words it so. */
function isElsewhere(reason: string): boolean {
  return /^\s*SIP\b.*;\s*cause\s*=\s*"?200\b/i.test(reason) || /completed elsewhere/i.test(reason);
}
