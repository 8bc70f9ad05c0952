import type {Core, Session} from 'sip.js';
import {DeskError} from '../base/errors.js';

/**
 * Holds the far end or takes it back, by a re-INVITE with `sendonly` or `sendrecv` (RFC 3264 section 8.4); where our
 * answer has not been acknowledged yet, as soon as it is.
 * @throws DeskError `sip/call-failed` when the far end does not agree
 */
export async function holdSession(session: Session, held: boolean): Promise<void> {
  await acknowledged(session);
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

/**
 * Resolves when the far end has acknowledged our answer. Until then its INVITE is under way and none of ours may be sent
 * (RFC 3261 section 14.1); the library does, and takes the late ACK for a broken answer to it: it ends the call with 488.
 */
async function acknowledged(session: Session): Promise<void> {
  // only the library's class knows it
  const dialog = session.dialog as (Core.Session & {readonly ackWait?: boolean}) | undefined;
  const delegate = dialog?.delegate;
  if (!dialog?.ackWait || !delegate) return;
  await new Promise<void>((resolve) => {
    const {onAck, onAckTimeout} = delegate;
    delegate.onAck = async (ack) => {
      Object.assign(delegate, {onAck});
      try {
        // the ACK may bring the answer to our offer
        await onAck?.(ack);
      } finally {
        resolve();
      }
    };
    delegate.onAckTimeout = () => {
      onAckTimeout?.();
      resolve();
    };
    session.stateChange.addListener(() => resolve(), {once: true});
  });
}
