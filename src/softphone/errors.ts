import {DeskError} from '../base/errors.js';

/** What can go wrong with the softphone, as the rest of the product sees it. */
export type SoftphoneErrorCode =
  /** The agent or the browser's policy refused the microphone. */
  | 'media/denied'
  /** There is no microphone. */
  | 'media/missing'
  /** Another program holds the microphone. */
  | 'media/in-use'
  /** The page may not use a microphone at all: not a secure context. */
  | 'media/insecure'
  /** The edge or the companion will not have this browser: asking again changes nothing. */
  | 'sip/refused'
  /** No registration, so nothing can be asked of the edge now. */
  | 'sip/not-registered'
  /** The way to the edge was lost in the middle of it. */
  | 'sip/connection-lost'
  /** The call ended, or could not be set up. */
  | 'sip/call-failed'
  /** A call that was to be taken from a colleague is not held any more. */
  | 'sip/not-held-there'
  /** The switch lets nobody take a colleague's call here. */
  | 'sip/pull-refused';

/** What `getUserMedia` refused with, in our words (Media Capture and Streams, section 10.3.1). */
export function microphoneError(cause: unknown): DeskError<SoftphoneErrorCode> {
  const name = cause instanceof DOMException ? cause.name : cause instanceof TypeError ? 'TypeError' : '';
  const code = codes.get(name) ?? 'media/in-use';
  return new DeskError(code, `getUserMedia: ${name}`, {cause});
}

const codes: ReadonlyMap<string, SoftphoneErrorCode> = new Map([
  ['NotAllowedError', 'media/denied'],
  ['NotFoundError', 'media/missing'],
  ['OverconstrainedError', 'media/missing'],
  ['NotReadableError', 'media/in-use'],
  ['AbortError', 'media/in-use'],
  ['SecurityError', 'media/insecure'],
  ['TypeError', 'media/insecure'],
]);
