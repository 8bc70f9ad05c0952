import {DeskError} from '../base/errors.js';

/** Length of a digit and of the pause after it, in ms; every IVR understands these. */
const TONE_MS = 160;
const GAP_MS = 80;

/** Sends digits as RFC 4733 events, one string after the other. The digits themselves are never logged. */
export class DigitQueue {
  #tail: Promise<void> = Promise.resolve();

  /**
   * Resolves when the last digit is out. Throws a DeskError `sip/call-failed` when they can't be sent, or the leg ends
   * (`signal`) on the way.
   */
  send(digits: string, sender: () => RTCDTMFSender | null | undefined, signal: AbortSignal): Promise<void> {
    if (!/^[0-9A-D*#]+$/.test(digits)) return Promise.reject(new DeskError('sip/call-failed', 'not digits'));
    const sent = this.#tail.then(() => insert(digits, sender(), signal));
    this.#tail = sent.catch(() => undefined);
    return sent;
  }
}

function insert(
  digits: string,
  sender: RTCDTMFSender | null | undefined,
  signal: AbortSignal,
): Promise<void> {
  if (signal.aborted || !sender?.canInsertDTMF) {
    return Promise.reject(new DeskError('sip/call-failed', 'digits can not be sent now'));
  }
  return new Promise((resolve, reject) => {
    const done = new AbortController();
    const end = () => {
      done.abort();
      reject(new DeskError('sip/call-failed', 'the leg ended'));
    };
    signal.addEventListener('abort', end, {signal: done.signal});
    const onTone = (event: RTCDTMFToneChangeEvent) => {
      // An empty tone says that the buffer is empty.
      if (event.tone !== '') return;
      done.abort();
      resolve();
    };
    sender.addEventListener('tonechange', onTone, {signal: done.signal});
    sender.insertDTMF(digits, TONE_MS, GAP_MS);
  });
}
