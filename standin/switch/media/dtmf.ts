const DIGITS = '0123456789*#ABCD';

/** Turns telephone-event payloads (RFC 4733 section 2.3) into digits: one per event, however often it is repeated. */
export class DtmfReader {
  readonly #onDigit: (digit: string) => void;
  #last: number | undefined;

  constructor(onDigit: (digit: string) => void) {
    this.#onDigit = onDigit;
  }

  /** `timestamp` is the packet's RTP time, the same in all packets of one event. */
  take(payload: Uint8Array, timestamp: number): void {
    const digit = payload.length >= 4 ? DIGITS[payload[0] ?? 255] : undefined;
    if (digit === undefined) return;
    // Times wrap at 2^32; whatever is not ahead of the last event is one of its copies.
    const ahead = this.#last === undefined ? 1 : (timestamp - this.#last) | 0;
    if (ahead <= 0) return;
    this.#last = timestamp;
    this.#onDigit(digit);
  }
}
