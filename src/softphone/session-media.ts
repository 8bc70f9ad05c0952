import {Web} from 'sip.js';
import type {Session} from 'sip.js';

/** How long to wait for network candidates, in ms; those of the machine itself come within 200 ms. */
const GATHERING_MS = 500;

/**
 * The library's media handler with the two corrections without which a call dies at Unified CM's second hold:
 *
 * 1. An offer made in answer to an INVITE without SDP says what we want, not what was last agreed (RFC 6337
 *    section 5.1). The original offers `recvonly` for ever after an `inactive`.
 * 2. A refused offer is rolled back (RFC 6141), else the peer connection stays in `have-local-offer`.
 */
export class SessionMedia extends Web.SessionDescriptionHandler {
  protected override updateDirection(options?: Web.SessionDescriptionHandlerOptions): Promise<void> {
    const peer = this.peerConnection;
    if (peer?.signalingState !== 'stable') return super.updateDirection(options);
    for (const transceiver of peer.getTransceivers()) {
      if (transceiver.direction !== 'stopped')
        transceiver.direction = options?.hold ? 'sendonly' : 'sendrecv';
    }
    return Promise.resolve();
  }

  async rollbackDescription(): Promise<void> {
    const peer = this.peerConnection;
    if (peer?.signalingState === 'have-local-offer') await peer.setLocalDescription({type: 'rollback'});
  }
}

/**
 * Makes the media handler of each session. `trackFor` gives the microphone track of a session; it is called when the
 * first description is made, which is after the agent has answered.
 */
export function sessionMediaFactory(
  iceServers: readonly RTCIceServer[],
  trackFor: (session: Session) => MediaStreamTrack | undefined,
): Web.SessionDescriptionHandlerFactory {
  return (session, options) => {
    const stream = (): Promise<MediaStream> => {
      const track = trackFor(session);
      return track
        ? Promise.resolve(new MediaStream([track]))
        : Promise.reject(new Error('no microphone yet'));
    };
    return new SessionMedia(session.userAgent.getLogger('sip.SessionMedia'), stream, {
      ...options,
      iceGatheringTimeout: GATHERING_MS,
      // The library's default names a public STUN server; a site names its own, or none.
      peerConnectionConfiguration: {
        iceServers: [...iceServers],
        bundlePolicy: 'max-bundle',
        rtcpMuxPolicy: 'require',
      },
    });
  };
}
