import type {Session} from 'sip.js';
import {DeskError} from '../base/errors.js';
import {ackOrderOf} from './ack-order.js';

/**
 * Holds the far end or takes it back, by a re-INVITE with `sendonly` or `sendrecv` (RFC 3264 section 8.4); where our
 * answer has not been acknowledged yet, as soon as it is.
 * @throws DeskError `sip/call-failed` when the far end does not agree
 */
export async function holdSession(session: Session, held: boolean): Promise<void> {
  await ackOrderOf(session).settled();
  const failed = () => new DeskError('sip/call-failed', held ? 'not held' : 'not taken back');
  const before = session.sessionDescriptionHandlerOptionsReInvite;
  await new Promise<void>((resolve, reject) => {
    session
      .invite({
        // also the answer to every later offer of the far end
        sessionDescriptionHandlerOptions: {hold: held} as object,
        requestDelegate: {
          onAccept: () => resolve(),
          onReject: () => {
            session.sessionDescriptionHandlerOptionsReInvite = before;
            reject(failed());
          },
        },
      })
      .catch((error: unknown) => reject(error instanceof Error ? error : failed()));
  });
}
