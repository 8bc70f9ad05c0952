import {MediaStreamTrack, RTCPeerConnection, RTCRtpCodecParameters, RtpHeader, RtpPacket} from 'werift';
import {
  answerDirection,
  directionOf,
  faultOfSdp,
  payloadTypeOf,
  receives,
  sends,
  ufragOf,
  withDirection,
  withSetup,
  withVersion,
  withUsableCandidates,
} from '../sdp.js';
import type {Direction} from '../sdp.js';
import {DtmfReader} from './dtmf.js';
import {FRAME} from './frame.js';
import type {AudioEnd} from './frame.js';
import {followNomination} from './ice-following.js';
import {PlayoutBuffer} from './playout-buffer.js';
import {encodeMuLaw} from './mu-law.js';

const TELEPHONE_EVENT = 126;

export interface RtpLegEvents {
  /** ICE and DTLS are up for the first time. */
  readonly connected: () => void;
  /** The path is gone, as far as ICE can tell; it may come back by an ICE restart. */
  readonly lost: () => void;
  readonly digit: (digit: string) => void;
}

/**
 * One browser's audio: a peer connection of our own, PCMU and telephone-event only. The stack negotiates once, and again
 * for an ICE restart; a mere change of direction changes the text of our description and whether packets are sent.
 */
export class RtpLeg implements AudioEnd {
  readonly #peer: RTCPeerConnection;
  readonly #track = new MediaStreamTrack({kind: 'audio'});
  readonly #events: RtpLegEvents;
  readonly #received = new PlayoutBuffer();
  readonly #digits: DtmfReader;
  #direction: Direction = 'sendrecv';
  #description = '';
  #remoteUfrag = '';
  #eventType: number = TELEPHONE_EVENT;
  #version = 0;
  #sequence = Math.floor(Math.random() * 30_000);
  #timestamp = Math.floor(Math.random() * 2 ** 31);
  #connected = false;
  #closed = false;
  /** While true nothing is sent, whatever was agreed (a fault switch). */
  deaf = false;

  constructor(events: RtpLegEvents) {
    this.#events = events;
    this.#digits = new DtmfReader(events.digit);
    this.#peer = new RTCPeerConnection({
      iceServers: [],
      iceUseIpv6: false,
      iceAdditionalHostAddresses: ['127.0.0.1'],
      bundlePolicy: 'max-bundle',
      iceFilterStunResponse: followNomination(() => this.#peer),
      codecs: {
        audio: [
          new RTCRtpCodecParameters({mimeType: 'audio/PCMU', clockRate: 8_000, channels: 1, payloadType: 0}),
          new RTCRtpCodecParameters({
            mimeType: 'audio/telephone-event',
            clockRate: 8_000,
            channels: 1,
            payloadType: TELEPHONE_EVENT,
            parameters: '0-16',
          }),
        ],
        video: [],
      },
    });
    this.#peer.connectionStateChange.subscribe((state) => this.#onState(state));
  }

  /** Whether the path works now, as far as ICE and DTLS can tell. */
  get alive(): boolean {
    return this.#peer.connectionState === 'connected';
  }

  get connected(): boolean {
    return this.#connected && !this.#closed;
  }

  /** What is agreed now, as seen from here. */
  get direction(): Direction {
    return this.#direction;
  }

  /** The first offer. */
  async offer(): Promise<string> {
    this.#peer.addTransceiver(this.#track, {direction: 'sendrecv'});
    await this.#peer.setLocalDescription(await this.#peer.createOffer());
    this.#listen();
    return this.#describe('sendrecv', this.#peer.localDescription?.sdp ?? '');
  }

  /** Takes the answer to any of our offers. Throws when it can't be used. */
  async takeAnswer(sdp: string): Promise<void> {
    check(sdp);
    if (this.#remoteUfrag === '') {
      await this.#peer.setRemoteDescription({type: 'answer', sdp: withUsableCandidates(sdp)});
      // From now on our role is settled, and later descriptions of ours name it.
      const theirs = /^a=setup:(active|passive)/m.exec(sdp)?.[1];
      this.#description = withSetup(this.#description, theirs === 'passive' ? 'active' : 'passive');
    }
    this.#remember(sdp);
    this.#direction = answerDirection(directionOf(sdp), this.#direction);
  }

  /**
   * Answers a browser's offer, the first or a later one; a changed ICE user name restarts ICE. `wanted` is what we would
   * have; with `insist` it is said even where the offer doesn't allow it, as a call manager does. Throws when the offer
   * can't be used.
   */
  async answer(sdp: string, wanted: Direction, insist = false): Promise<string> {
    check(sdp);
    const direction = insist ? wanted : answerDirection(directionOf(sdp), wanted);
    const restarts = ufragOf(sdp) !== this.#remoteUfrag;
    let own = this.#description;
    if (restarts) {
      const offer = withDirection(withUsableCandidates(sdp), 'sendrecv');
      await this.#peer.setRemoteDescription({type: 'offer', sdp: offer});
      const [transceiver] = this.#peer.getTransceivers();
      if (transceiver && transceiver.sender.track !== this.#track) {
        await transceiver.sender.replaceTrack(this.#track);
        transceiver.setDirection('sendrecv');
      }
      await this.#peer.setLocalDescription(await this.#peer.createAnswer());
      this.#listen();
      own = this.#peer.localDescription?.sdp ?? '';
    }
    this.#remember(sdp);
    return this.#describe(direction, own);
  }

  /** A later offer, or an answer to the answer in an ACK: the present description with another direction. */
  reoffer(direction: Direction): string {
    return withSetup(this.#describe(direction, this.#description), 'actpass');
  }

  say(): Int16Array | undefined {
    const frame = this.#received.take();
    return receives(this.#direction) ? frame : undefined;
  }

  hear(frame: Int16Array): boolean {
    // Time goes on while nothing is sent, so that the browser sees a pause and not a jump.
    this.#timestamp = (this.#timestamp + FRAME) >>> 0;
    if (!this.connected || !sends(this.#direction) || this.deaf) return false;
    this.#sequence = (this.#sequence + 1) & 0xffff;
    const header = new RtpHeader({
      payloadType: 0,
      sequenceNumber: this.#sequence,
      timestamp: this.#timestamp,
      marker: false,
    });
    this.#track.writeRtp(new RtpPacket(header, encodeMuLaw(frame)));
    return true;
  }

  close(): void {
    this.#closed = true;
    void this.#peer.close().catch(() => undefined);
  }

  #describe(direction: Direction, sdp: string): string {
    this.#version += 1;
    this.#direction = direction;
    this.#description = withVersion(withDirection(sdp, direction), this.#version);
    return this.#description;
  }

  #remember(sdp: string): void {
    this.#remoteUfrag = ufragOf(sdp);
    this.#eventType = payloadTypeOf(sdp, 'telephone-event') ?? TELEPHONE_EVENT;
  }

  #listening = false;

  #listen(): void {
    const [transport] = this.#peer.dtlsTransports;
    if (!transport || this.#listening) return;
    this.#listening = true;
    transport.onRtp.subscribe((packet) => {
      const {payloadType, timestamp, sequenceNumber} = packet.header;
      if (payloadType === 0) this.#received.add(packet.payload, sequenceNumber);
      else if (payloadType === this.#eventType) this.#digits.take(packet.payload, timestamp);
    });
  }

  #onState(state: string): void {
    if (this.#closed) return;
    if (state === 'connected' && !this.#connected) {
      this.#connected = true;
      this.#events.connected();
    }
    if (state === 'failed' || state === 'closed') this.#events.lost();
  }
}

function check(sdp: string): void {
  const fault = faultOfSdp(sdp);
  if (fault) throw new Error(`session description: ${fault}`);
}
