import type {Session} from 'sip.js';
import type {Clock} from '../base/clock.js';
import type {Log} from '../base/log.js';
import {ackOrderOf} from './ack-order.js';
import {closeWhenQuiet} from './quiet-close.js';

/** Delays before another attempt when media stays down although signalling works; ms. */
const AGAIN_MS = [2_000, 5_000, 10_000];
/** ICE often heals a short interruption by itself. */
const PATIENCE_MS = 3_000;
const BUSY_MS = 1_000;

export interface RecoveryParts {
  readonly clock: Clock;
  readonly log: Log;
  readonly random: () => number;
  /** The present socket; 408 for a request on an older one says nothing about the dialog. */
  readonly generation: () => number;
  readonly connected: () => boolean;
  /** The far end doesn't know the dialog any more. */
  readonly gone: () => void;
}

/**
 * Brings an established session back after its socket or its media path was lost: a re-INVITE with an ICE restart, which
 * also tells the edge where we are now. Audio that still flows is never touched. Here begins its {@link ackOrderOf} too:
 * this part is there for every call.
 */
export class Recovery {
  readonly #session: Session;
  readonly #parts: RecoveryParts;
  #cancel: () => void = () => undefined;
  #attempt = 0;
  #over = false;

  constructor(session: Session, parts: RecoveryParts) {
    this.#session = session;
    this.#parts = parts;
    ackOrderOf(session);
  }

  /** Watches the media path itself, to its end. */
  watch(peer: RTCPeerConnection): void {
    closeWhenQuiet(peer, this.#parts.clock);
    peer.addEventListener('iceconnectionstatechange', () => {
      const state = peer.iceConnectionState;
      if (state === 'connected' || state === 'completed') {
        this.#attempt = 0;
        this.#cancel();
      } else if (state === 'disconnected') this.#later(PATIENCE_MS);
      else if (state === 'failed')
        this.#later(this.#attempt === 0 ? 0 : (AGAIN_MS[this.#attempt - 1] ?? 10_000));
    });
  }

  /** Sends the re-INVITE now; registered again, or the path is down. */
  async now(): Promise<void> {
    this.#cancel();
    if (this.#over || this.#session.state !== 'Established' || !this.#parts.connected()) return;
    this.#attempt += 1;
    const generation = this.#parts.generation();
    // what was held by ourselves stays held
    const {hold = false} = this.#session.sessionDescriptionHandlerOptionsReInvite as {hold?: boolean};
    try {
      const media = this.#session.sessionDescriptionHandler;
      await media?.rollbackDescription?.();
      await this.#session.invite({
        sessionDescriptionHandlerOptions: {hold, offerOptions: {iceRestart: true}} as object,
        requestDelegate: {
          onAccept: () => this.#parts.log.info('leg recovered'),
          onReject: (response) => this.#onReject(response.message.statusCode ?? 0, generation),
        },
      });
    } catch {
      // An exchange is under way; it may be one that died with the socket.
      this.#later(BUSY_MS);
    } finally {
      // The library would restart ICE in every later answer too.
      this.#session.sessionDescriptionHandlerOptionsReInvite = {hold} as object;
    }
  }

  end(): void {
    this.#over = true;
    this.#cancel();
  }

  #onReject(status: number, generation: number): void {
    const {log, random} = this.#parts;
    log.warn('recovery refused', {status});
    if (generation !== this.#parts.generation()) return void this.now();
    if (status === 481 || status === 408 || status === 404) return this.#parts.gone();
    // RFC 3261 section 14.1: the far end owns the Call-ID of the calls that came in.
    if (status === 491) return this.#later(random() * 2_000);
    this.#later(AGAIN_MS[Math.min(this.#attempt, AGAIN_MS.length) - 1] ?? 10_000);
  }

  #later(ms: number): void {
    this.#cancel();
    if (!this.#over) this.#cancel = this.#parts.clock.after(ms, () => void this.now());
  }
}
