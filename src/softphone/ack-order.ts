import type {Core, Session} from 'sip.js';

/** What only the library's class knows of a dialog. */
interface Dialog extends Core.Session {
  /** True while the ACK of the first INVITE is due. */
  readonly ackWait?: boolean;
  receiveRequest(message: Core.IncomingRequestMessage): void;
}

const orders = new WeakMap<Session, AckOrder>();

/** The one order of a session; begins to keep it when there is none yet. */
export function ackOrderOf(session: Session): AckOrder {
  const order = orders.get(session) ?? new AckOrder(session);
  orders.set(session, order);
  return order;
}

/**
 * One offer and its answer at a time, also where the answer comes in the ACK (RFC 6337 section 2.2). Until that answer is
 * taken, which needs the browser some milliseconds,
 *
 * 1. the far end's next INVITE waits. The library refuses it with 500; a call manager that retrieves a call right after it
 *    held it takes that for the last word, and the call stays silent.
 * 2. ours waits (RFC 3261 section 14.1). The library sends it, takes a late ACK for a broken answer to it, and ends the
 *    call with 488.
 */
class AckOrder {
  readonly #session: Session;
  readonly #waiting = new Set<() => void>();
  #dialog: Dialog | undefined;
  #taking: Promise<void> | undefined;

  constructor(session: Session) {
    this.#session = session;
    this.#watch();
    session.stateChange.addListener(() => {
      this.#watch();
      this.#wake();
    });
  }

  /** Resolves when an INVITE of ours may be sent, or the session is over. */
  async settled(): Promise<void> {
    while (this.#session.state === 'Established' && (this.#dialog?.ackWait || this.#taking))
      await new Promise<void>((resolve) => this.#waiting.add(resolve));
  }

  #watch(): void {
    const dialog = this.#session.dialog as Dialog | undefined;
    const delegate = dialog?.delegate;
    if (this.#dialog || !delegate || this.#session.state !== 'Established') return;
    this.#dialog = dialog;
    const {onAck} = delegate;
    delegate.onAck = (ack) => {
      const taken = Promise.resolve(onAck?.(ack));
      const done = () => {
        this.#taking = undefined;
        this.#wake();
      };
      // also where it failed, as it does when the call ended meanwhile
      this.#taking = taken.then(done, done);
      return taken;
    };
    const receive = dialog.receiveRequest.bind(dialog);
    dialog.receiveRequest = (message) => {
      const taking = message.method === 'INVITE' ? this.#taking : undefined;
      // by the core, which knows whether there is still such a dialog
      if (taking)
        void taking.then(() => {
          this.#session.userAgent.userAgentCore.receiveIncomingRequestFromTransport(message);
        });
      else receive(message);
    };
  }

  #wake(): void {
    for (const wake of this.#waiting) wake();
    this.#waiting.clear();
  }
}
