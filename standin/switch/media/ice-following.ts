import type {RTCPeerConnection} from 'werift';

type StunFilter = NonNullable<ConstructorParameters<typeof RTCPeerConnection>[0]>['iceFilterStunResponse'];

const SUCCEEDED = 3;

/**
 * Lets a controlled peer connection follow the browser's choice. A browser may nominate one pair after another and sends
 * on the newest (RFC 5245 section 8.1.1.2); the stack here stays with the first, whose port the browser gives up at the
 * next ICE restart. It never refuses a check.
 */
export function followNomination(peer: () => RTCPeerConnection): StunFilter {
  return (message, [host, port], protocol) => {
    const connection = peer().iceTransports[0]?.connection;
    if (!connection || connection.iceControlling || !message.attributesKeys.includes('USE-CANDIDATE'))
      return true;
    const pair = connection.checkList.find(
      (known) =>
        known.protocol === protocol &&
        known.remoteCandidate.host === host &&
        known.remoteCandidate.port === port,
    );
    const settled = connection.nominated !== undefined && Number(pair?.state) === SUCCEEDED;
    if (pair && settled && connection.nominated !== pair) connection.nominated = pair;
    return true;
  };
}
