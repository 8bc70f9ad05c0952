import {DeskError} from '../base/errors.js';

/** Length of a digit and of the pause after it, in ms; every IVR understands these. */
const TONE_MS = 160;
const GAP_MS = 80;

/** Sends digits as RFC 4733 events, one string after the other. The digits themselves are never logged. */
export class DigitQueue {
  #tail: Promise<void> = Promise.resolve();
  #ended = false;
  #abandon: () => void = () => undefined;

  /** Resolves when the last digit is out; rejects with a DeskError `sip/call-failed` when that can't be. */
  send(digits: string, sender: () => RTCDTMFSender | null | undefined): Promise<void> {
    if (!/^[0-9A-D*#]+$/.test(digits)) return Promise.reject(failed('not digits'));
    const sent = this.#tail.then(() => this.#insert(digits, sender()));
    this.#tail = sent.catch(() => undefined);
    return sent;
  }

  /** The leg is over: what is being sent, or waits, fails. */
  end(): void {
    this.#ended = true;
    this.#abandon();
  }

  #insert(digits: string, sender: RTCDTMFSender | null | undefined): Promise<void> {
    if (this.#ended || !sender?.canInsertDTMF) return Promise.reject(failed('digits can not be sent now'));
    return new Promise((resolve, reject) => {
      const onTone = (event: RTCDTMFToneChangeEvent) => {
        // An empty tone says that the buffer is empty.
        if (event.tone !== '') return;
        sender.removeEventListener('tonechange', onTone);
        resolve();
      };
      this.#abandon = () => {
        sender.removeEventListener('tonechange', onTone);
        reject(failed('the leg ended'));
      };
      sender.addEventListener('tonechange', onTone);
      sender.insertDTMF(digits, TONE_MS, GAP_MS);
    });
  }
}

const failed = (detail: string): DeskError => new DeskError('sip/call-failed', detail);
