import type {Cause, LegId} from '../../world/legs.js';
import {readAddress, userOf} from './address.js';
import {refusals} from './causes.js';
import {Dialog, newTag, tagOf} from './dialog.js';
import {branchOf} from './message.js';
import type {SipRequest} from './message.js';
import {SipLeg} from './sip-leg.js';
import type {LegContext} from './sip-leg.js';
import type {SipSocket} from './sip-socket.js';

/** RFC 3261 section 17.1.1.1; ms. */
const T1_MS = 500;
const T2_MS = 4_000;
/** 64 times T1: an answer that nobody acknowledged so long is taken back; ms. */
const GIVE_UP_MS = 32_000;

/** A leg a browser begins: an INVITE from it. */
export class DialledLeg extends SipLeg {
  readonly #invite: SipRequest;
  #answering = false;
  /** The tag of the other end that answered, where the call was forked; until that end is let go. */
  #otherTag: string | undefined;
  #stopRepeating: () => void = () => undefined;

  /** `user` proved itself on `socket`. */
  constructor(legId: LegId, user: string, invite: SipRequest, socket: SipSocket, context: LegContext) {
    const from = invite.headers.get('from') ?? '';
    const dialog = new Dialog({
      callId: invite.headers.get('call-id') ?? '',
      localTag: newTag(),
      remoteTag: tagOf(invite, 'from'),
      local: invite.headers.get('to') ?? '',
      remote: from.replace(/;\s*tag=[^;]*/i, ''),
      target: readAddress(invite.headers.list('contact')[0] ?? '')?.uri ?? '',
      localSeq: 100,
    });
    const peer = {number: userOf(invite.uri), name: ''};
    super({legId, user, peer, context, dialog, socket, ownsCallId: false});
    this.#invite = invite;
    dialog.advance(invite);
    socket.respond(invite, 100, 'Trying');
  }

  /** Whether a CANCEL is meant for this leg's INVITE (RFC 3261 section 9.2). */
  isCancelledBy(cancel: SipRequest): boolean {
    return this.state === 'setup' && branchOf(cancel.headers) === branchOf(this.#invite.headers);
  }

  cancelled(): void {
    this.#respond(487, 'Request Terminated');
    this.end();
    this.context.news.released(this.legId, 'normal');
  }

  /** The far side rings. */
  progress(): void {
    if (this.state === 'setup' && !this.#answering) this.#respond(180, 'Ringing');
  }

  /** The far side answered. */
  async accept(): Promise<void> {
    if (this.state !== 'setup' || this.#answering) return;
    this.#answering = true;
    try {
      const offerless = this.#invite.body === '';
      const body = offerless
        ? await this.media.offer()
        : await this.media.answer(this.#invite.body, 'sendrecv');
      // It may have been cancelled meanwhile.
      if (this.isOver) return;
      if (offerless) this.expectAnswer();
      this.#answer(body);
      this.connecting();
    } catch (error) {
      this.context.log('sip-offer-unusable', {legId: this.legId, detail: String(error)});
      if (this.isOver) return;
      this.#respond(488, 'Not Acceptable Here');
      this.end();
      this.context.news.released(this.legId, 'media-failed');
    }
  }

  override owns(request: SipRequest): boolean {
    return super.owns(request) || this.#isForOther(request);
  }

  override take(request: SipRequest, socket: SipSocket): void {
    if (!this.#isForOther(request)) return super.take(request, socket);
    this.context.log('fork', {legId: this.legId, got: request.method});
    if (request.method === 'ACK') return;
    socket.respond(request, 200, 'OK');
    if (request.method === 'BYE') this.#otherTag = undefined;
  }

  /** The 200, again and again until its ACK comes (RFC 3261 section 13.3.1.4), and that of a second end. */
  #answer(body: string): void {
    const end = this.context.clock.monotonic() + GIVE_UP_MS;
    const send = (wait: number) => {
      this.respondOk(this.#invite, this.socket, body);
      this.#stopRepeating = this.context.clock.after(wait, () => {
        if (this.context.clock.monotonic() < end) return send(Math.min(wait * 2, T2_MS));
        this.bye('unreachable');
        this.end();
        this.context.news.released(this.legId, 'unreachable');
      });
    };
    send(T1_MS);
    const faults = this.context.faults();
    if (faults.forks === 0) return;
    faults.forks -= 1;
    this.#otherTag = newTag();
    this.respondOk(this.#invite, this.socket, body, this.#otherTag);
  }

  #isForOther(request: SipRequest): boolean {
    return (
      this.#otherTag !== undefined &&
      request.headers.get('call-id') === this.dialog.callId &&
      tagOf(request, 'to') === this.#otherTag
    );
  }

  protected override onAck(request: SipRequest): void {
    this.#stopRepeating();
    super.onAck(request);
  }

  protected override end(): void {
    this.#stopRepeating();
    super.end();
  }

  protected override abandon(cause: Cause): void {
    this.#respond(...refusals[cause]);
  }

  protected override onMediaFailed(): void {
    this.context.news.released(this.legId, 'media-failed');
  }

  #respond(status: number, reason: string): void {
    this.socket.respond(this.#invite, status, reason, {tag: this.dialog.localTag});
  }
}
