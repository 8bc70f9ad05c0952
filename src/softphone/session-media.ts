import {Web} from 'sip.js';
import {candidatesOf, withoutCandidates} from './candidates.js';

/** How long to wait for network candidates, in ms; those of the machine itself come within 200 ms. */
const GATHERING_MS = 500;

/** What one media handler needs to know of its site. */
export interface SessionMediaOptions {
  readonly iceServers: readonly RTCIceServer[];
}

/**
 * The library's media handler with the two corrections without which a call dies at Unified CM's second hold:
 *
 * 1. An offer made in answer to an INVITE without SDP says what we want, not what was last agreed (RFC 6337
 *    section 5.1). The original offers `recvonly` for ever after an `inactive`.
 * 2. A refused offer is rolled back (RFC 6141), else the peer connection stays in `have-local-offer`.
 *
 * And with its first description made ahead of the agent's press, so that Answer waits for no network. Until then it has
 * no track, and the far end's candidates are kept back, so that not even a connectivity check leaves.
 */
export class SessionMedia extends Web.SessionDescriptionHandler {
  /** The track to send; undefined as long as the agent has not answered. */
  track: () => MediaStreamTrack | undefined = () => undefined;
  #ahead: {readonly offer: string | undefined; readonly made: Promise<unknown>} | undefined;

  constructor(
    logger: ConstructorParameters<typeof Web.SessionDescriptionHandler>[0],
    options: SessionMediaOptions,
  ) {
    // The track is set by us; the library's way would capture when a description is made, and that is too early.
    const noStream = () => Promise.resolve(new MediaStream());
    super(logger, noStream, {
      iceGatheringTimeout: GATHERING_MS,
      // The library's default names a public STUN server; a site names its own, or none.
      peerConnectionConfiguration: {
        iceServers: [...options.iceServers],
        bundlePolicy: 'max-bundle',
        rtcpMuxPolicy: 'require',
      },
    });
  }

  /**
   * Makes the first description now: the answer to `offer`, or an offer of our own. Rejects when `offer` can't be
   * used; the handler is good for nothing then.
   */
  prepare(offer: string | undefined): Promise<unknown> {
    const describe = () => super.getDescription();
    const made =
      offer === undefined ? describe() : super.setDescription(withoutCandidates(offer)).then(describe);
    this.#ahead = {offer, made};
    return made;
  }

  override async setDescription(
    sdp: string,
    options?: Web.SessionDescriptionHandlerOptions,
    modifiers?: Parameters<Web.SessionDescriptionHandler['setDescription']>[2],
  ): Promise<void> {
    const ahead = this.#ahead;
    if (ahead?.offer !== sdp) return super.setDescription(sdp, options, modifiers);
    await ahead.made;
  }

  override async getDescription(
    options?: Web.SessionDescriptionHandlerOptions,
    modifiers?: Parameters<Web.SessionDescriptionHandler['getDescription']>[1],
  ): ReturnType<Web.SessionDescriptionHandler['getDescription']> {
    const ahead = this.#ahead;
    this.#ahead = undefined;
    if (!ahead) {
      const description = await super.getDescription(options, modifiers);
      const isOffer = this.peerConnection?.signalingState === 'have-local-offer';
      return isOffer && options?.hold ? {...description, body: onHold(description.body)} : description;
    }
    await ahead.made;
    await this.#send();
    const {sdp} = await this.getLocalSessionDescription();
    // First the answer leaves, then the search for the far end begins.
    if (ahead.offer !== undefined) setTimeout(() => this.#addCandidates(ahead.offer ?? ''));
    return {body: sdp, contentType: 'application/sdp'};
  }

  /** What is being made ahead is made first: Chromium never frees a peer connection that is closed in the middle of it. */
  override close(): void {
    const close = () => super.close();
    if (this.#ahead) void this.#ahead.made.then(close, close);
    else close();
  }

  async rollbackDescription(): Promise<void> {
    const peer = this.peerConnection;
    if (peer?.signalingState === 'have-local-offer') await peer.setLocalDescription({type: 'rollback'});
  }

  protected override getLocalMediaStream(): Promise<void> {
    return Promise.resolve();
  }

  protected override async updateDirection(options?: Web.SessionDescriptionHandlerOptions): Promise<void> {
    const peer = this.peerConnection;
    if (peer?.signalingState !== 'stable') await super.updateDirection(options);
    else {
      // As the answerer the far end's offer has brought it along.
      if (peer.getTransceivers().length === 0) peer.addTransceiver('audio');
      for (const transceiver of peer.getTransceivers()) {
        if (transceiver.direction !== 'stopped') transceiver.direction = 'sendrecv';
      }
    }
    await this.#send();
  }

  async #send(): Promise<void> {
    const sender = this.peerConnection?.getSenders()[0];
    const track = this.track();
    if (sender && track && sender.track !== track) await sender.replaceTrack(track);
  }

  /** From here on the two ends look for each other. */
  #addCandidates(sdp: string): void {
    for (const candidate of candidatesOf(sdp)) {
      this.peerConnection?.addIceCandidate(candidate).catch((error: unknown) => {
        this.logger.warn(`candidate not usable: ${String(error)}`);
      });
    }
  }
}

/**
 * An offer to hold (RFC 3264 section 8.4). Only the far end is told so: Chromium stops hearing for good when it is given
 * such an offer as its own and the far end refuses it. The far end's consent has the same effect as ever.
 */
const onHold = (sdp: string): string => sdp.replace(/^a=sendrecv$/m, 'a=sendonly');
