import {Core} from 'sip.js';
import type {Session, Web} from 'sip.js';
import {SessionMedia} from './session-media.js';

export interface ReadyMediaParts {
  readonly iceServers: readonly RTCIceServer[];
  /** The microphone track of a session; undefined before its agent answered. */
  readonly trackFor: (session: Session) => MediaStreamTrack | undefined;
  /**
   * Whether to make anything ahead. Not before the microphone is allowed: until then browsers hide the machine's
   * addresses (draft-ietf-mmusic-mdns-ice-candidates), and what is gathered is of little use.
   */
  readonly allowed: () => boolean;
}

/**
 * The media of one line, ready before it is needed: while the line is idle one handler with its offer made, for a call
 * that comes without SDP; while a call rings its own, with the answer made. A handler made ahead has no track and has
 * sent nothing to the far end, and each is closed when its call goes without having been answered.
 */
export class ReadyMedia {
  readonly #parts: ReadyMediaParts;
  readonly #ringing = new Map<Session, SessionMedia>();
  readonly #loggers = new Core.LoggerFactory();
  #idle: SessionMedia | undefined;
  /** A call manager that offers in its INVITE has no use for ours; one that doesn't offer mostly keeps to it. */
  #offersExpected = false;

  constructor(parts: ReadyMediaParts) {
    this.#parts = parts;
    this.#loggers.builtinEnabled = false;
  }

  /** Makes a session's media handler, or hands out the one made ahead. */
  readonly factory: Web.SessionDescriptionHandlerFactory = (session) => {
    const media = this.#ringing.get(session) ?? this.#create();
    this.#ringing.delete(session);
    media.track = () => this.#parts.trackFor(session);
    return media;
  };

  /**
   * The line is registered and has no call, or not any more. A lost socket counts as the latter: the machine may have
   * another address afterwards.
   */
  idle(isIdle: boolean): void {
    const wanted = isIdle && !this.#offersExpected && this.#parts.allowed();
    if (wanted === (this.#idle !== undefined)) return;
    this.#idle?.close();
    this.#idle = wanted ? this.#prepare(undefined) : undefined;
  }

  /** A call rings; `offer` is empty when it came without one. */
  ring(session: Session, offer: string): void {
    this.#offersExpected = offer !== '';
    const idle = this.#idle;
    this.#idle = undefined;
    if (offer === '' && idle) {
      this.#ringing.set(session, idle);
      return;
    }
    idle?.close();
    if (!this.#parts.allowed() || this.#ringing.size > 0) return;
    this.#ringing.set(session, this.#prepare(offer === '' ? undefined : offer));
  }

  /** The call is over; does nothing when its handler was handed out. */
  drop(session: Session): void {
    this.#ringing.get(session)?.close();
    this.#ringing.delete(session);
  }

  #prepare(offer: string | undefined): SessionMedia {
    const media = this.#create();
    media.prepare(offer).catch(() => {
      // Unusable: answering tries again without it, and says what is wrong.
      media.close();
      if (this.#idle === media) this.#idle = undefined;
      for (const [session, ready] of this.#ringing) if (ready === media) this.#ringing.delete(session);
    });
    return media;
  }

  #create(): SessionMedia {
    return new SessionMedia(this.#loggers.getLogger('sip.SessionMedia'), {
      iceServers: this.#parts.iceServers,
    });
  }
}
