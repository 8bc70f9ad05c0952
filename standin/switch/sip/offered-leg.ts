import type {Cause, LegOffer} from '../../world/legs.js';
import {readAddress, writeAddress} from './address.js';
import {causeOf, reasonOf} from './causes.js';
import {Dialog, newTag, tagOf} from './dialog.js';
import {RING_SECONDS, inviteHeaders, newCallId, signHeaders, uriOf} from './invite-headers.js';
import {cseqOf} from './message.js';
import type {SipRequest, SipResponse} from './message.js';
import type {Binding} from './registrar.js';
import {SipLeg} from './sip-leg.js';
import type {LegContext} from './sip-leg.js';
import type {Outcome} from './sip-socket.js';

/** A leg the switch begins: an INVITE to a registered browser. */
export class OfferedLeg extends SipLeg {
  readonly #offer: LegOffer;
  #invite: SipRequest | undefined;
  #branch = '';
  #provisional = false;
  #abandoned: Cause | undefined;
  /** The offer and answer are exchanged already, by a reliable provisional answer and its PRACK. */
  #agreed = false;
  #lastRSeq = -1;
  #cancelRing: () => void = () => undefined;

  constructor(offer: LegOffer, binding: Binding, context: LegContext) {
    const dialog = new Dialog({
      callId: newCallId(),
      localTag: newTag(),
      remoteTag: '',
      local: writeAddress(offer.from.name, uriOf(offer.from.number)),
      remote: writeAddress('', uriOf(offer.number)),
      target: binding.contact,
      localSeq: 100,
    });
    const {legId, from: peer, number: user} = offer;
    super({legId, user, peer, context, dialog, socket: binding.socket, ownsCallId: true});
    this.#offer = offer;
  }

  async start(): Promise<void> {
    const body = this.context.habits().offer === 'early' ? await this.media.offer() : '';
    if (this.state === 'ended' || this.#abandoned) return;
    const reliable = this.context.habits().provisional === 'reliable';
    const {answerSign = 'none'} = this.context.habits();
    const headers = [
      ...inviteHeaders(this.#offer.callId, this.#offer.from, reliable),
      ...signHeaders(answerSign),
    ];
    this.#invite = this.dialog.request('INVITE', headers, body);
    this.#branch = this.socket.request(this.#invite, (outcome) => void this.#onOutcome(outcome));
    this.#cancelRing = this.context.clock.after(RING_SECONDS * 1_000, () => {
      if (this.state !== 'setup') return;
      this.release('no-answer');
      this.context.news.refused(this.legId, 'no-answer');
    });
  }

  protected override abandon(cause: Cause): void {
    this.#abandoned = cause;
    // RFC 3261 section 9.1: a CANCEL waits for the first provisional answer.
    if (this.#provisional) this.socket.cancel(this.#branch, reasonOf(cause));
  }

  protected override onMediaFailed(): void {
    this.context.news.refused(this.legId, 'media-failed');
  }

  protected override end(): void {
    this.#cancelRing();
    super.end();
  }

  async #onOutcome(outcome: Outcome): Promise<void> {
    if (typeof outcome === 'string') return this.#refuse(outcome === 'closed' ? 'unreachable' : 'no-answer');
    if (outcome.status < 200) return this.#onProvisional(outcome);
    if (outcome.status >= 300) return this.#refuse(causeOf(outcome.status));
    this.dialog.remoteTag = tagOf(outcome, 'to');
    this.dialog.target = readAddress(outcome.headers.list('contact')[0] ?? '')?.uri ?? this.dialog.target;
    await this.#onAccepted(outcome);
  }

  #onProvisional(response: SipResponse): void {
    const first = !this.#provisional;
    this.#provisional = true;
    if (this.#abandoned) {
      if (first) this.socket.cancel(this.#branch, reasonOf(this.#abandoned));
      return;
    }
    if (response.status >= 180 && this.state === 'setup') this.context.news.ringing(this.legId);
    void this.#acknowledge(response);
  }

  /** PRACK for a reliable provisional answer (RFC 3262 section 4), with our answer when the browser made the offer. */
  async #acknowledge(response: SipResponse): Promise<void> {
    const rseq = Number(response.headers.get('rseq') ?? NaN);
    const required = response.headers.list('require').some((option) => option.toLowerCase() === '100rel');
    // In order only; a repetition waits for the PRACK that is on its way.
    if (!required || !Number.isInteger(rseq) || (this.#lastRSeq >= 0 && rseq !== this.#lastRSeq + 1)) return;
    this.#lastRSeq = rseq;
    this.dialog.remoteTag = tagOf(response, 'to');
    this.dialog.target = readAddress(response.headers.list('contact')[0] ?? '')?.uri ?? this.dialog.target;
    const early = this.#invite?.body !== '';
    try {
      const describes = response.body !== '' && !this.#agreed;
      if (describes) this.#agreed = true;
      if (describes && early) await this.media.takeAnswer(response.body);
      const answer = describes && !early ? await this.media.answer(response.body, 'sendrecv') : '';
      if (this.isOver || this.#abandoned) return;
      const invite = this.#invite ? cseqOf(this.#invite.headers)?.number : undefined;
      const rack: [string, string] = ['RAck', `${rseq} ${invite ?? 1} INVITE`];
      this.socket.request(this.dialog.request('PRACK', [rack], answer), () => undefined);
    } catch (error) {
      this.context.log('sip-answer-unusable', {legId: this.legId, detail: String(error)});
      this.release('media-failed');
      this.context.news.refused(this.legId, 'media-failed');
    }
  }

  async #onAccepted(response: SipResponse): Promise<void> {
    this.#cancelRing();
    if (this.#abandoned) {
      // The 200 crossed our CANCEL: what it opened is closed again.
      this.acknowledge(this.#invite);
      this.bye(this.#abandoned);
      return;
    }
    try {
      if (this.#agreed) {
        this.acknowledge(this.#invite);
        this.connecting();
        return;
      }
      const early = this.#invite?.body !== '';
      const answer = early ? '' : await this.media.answer(response.body, 'sendrecv');
      this.acknowledge(this.#invite, answer);
      if (early) await this.media.takeAnswer(response.body);
      this.connecting();
    } catch (error) {
      this.context.log('sip-answer-unusable', {legId: this.legId, detail: String(error)});
      if (response.body === '' || this.#invite?.body === '') {
        this.acknowledge(this.#invite);
      }
      this.bye('media-failed');
      this.#refuse('media-failed');
    }
  }

  #refuse(cause: Cause): void {
    this.#cancelRing();
    if (this.state !== 'setup') return;
    this.end();
    this.context.news.refused(this.legId, cause);
  }
}
