import type {Readable} from '../base/store.js';
import type {Connection} from './types.js';

/**
 * Where Finesse's events come from: the desktop's hub inside the container, a socket of our own elsewhere.
 *
 * An implementer promises: payloads arrive one by one in the order their node sent them, as the plain `<Update>` text;
 * nothing is delivered while `connection` is not `live`; each return to `live` means that events may have been missed.
 */
export interface Notifications {
  readonly connection: Readable<Connection>;
  /** Starts delivering; stops when the signal aborts. */
  start(userId: string, onPayload: (text: string) => void, signal: AbortSignal): void;
}

/** Events over a socket of our own, which can be told where to go. */
export interface OwnNotifications extends Notifications {
  /** Finesse's other server is in use from now on: at once, and with a read, for what was told meanwhile is unknown. */
  move(url: string, domain: string): void;
}
