import type {Clock} from '../../world/clock.js';
import type {Cause, Identity, LegId, LegNews} from '../../world/legs.js';
import type {Mixer} from '../media/mixer.js';
import {RtpLeg} from '../media/rtp-leg.js';
import {directionOf, faultOfSdp, receives} from '../sdp.js';
import type {Direction} from '../sdp.js';
import type {Habits, SwitchFaults, SwitchLog} from '../types.js';
import {readAddress} from './address.js';
import {reasonOf} from './causes.js';
import {tagOf, type Dialog} from './dialog.js';
import {StepQueue, holdSteps} from './holding.js';
import type {Step, StepResult} from './holding.js';
import type {DialogIds} from './line-dialogs.js';
import {ALLOW, contactOf, identityHeaders} from './invite-headers.js';
import {cseqOf, type SipRequest, type SipResponse} from './message.js';
import {Referrals} from './referrals.js';
import type {Replaces} from './replaces.js';
import type {Outcome, SipSocket} from './sip-socket.js';
import {TurnTaking} from './turn-taking.js';

/** How long media may take to come up after the answer, and to come back after it was lost; ms. */
const MEDIA_MS = 10_000;
const LOST_MS = 15_000;

/** What legs need of the switch around them. */
export interface LegContext {
  readonly news: LegNews;
  readonly clock: Clock;
  readonly mixer: Mixer;
  readonly log: SwitchLog;
  readonly random: () => number;
  readonly habits: () => Habits;
  readonly faults: () => SwitchFaults;
  /** The leg of this user whose dialog is named; undefined where there is none. */
  readonly named: (dialog: Replaces, user: string) => LegId | undefined;
  /** Whether this line may have that number called now; counts it. */
  readonly mayCall: (user: string, to: string) => boolean;
  /** Called once when the leg is over, however that came. */
  readonly ended: (leg: SipLeg) => void;
}

/**
 * A browser's SIP session, from either side. `setup` → `connecting` (answered, media not yet up) → `up` → `ended`.
 * {@link OfferedLeg} and {@link DialledLeg} bring it to `connecting`; the rest is the same for both.
 */
export abstract class SipLeg {
  readonly legId: LegId;
  readonly user: string;
  readonly media: RtpLeg;
  protected readonly context: LegContext;
  protected readonly dialog: Dialog;
  protected readonly turns: TurnTaking;
  protected socket: SipSocket;
  protected state: 'setup' | 'connecting' | 'up' | 'ended' = 'setup';
  #peer: Identity;
  readonly #steps: StepQueue;
  #wanted: Direction = 'sendrecv';
  /** Set while our 200 carried an offer, so that the ACK must carry the answer. */
  #answerDue = false;
  /** Our newest ACK, for a 200 that comes again. */
  #ack: SipRequest | undefined;
  #cancelTimer: () => void = () => undefined;
  /** What the browser's last offer said; it may come while the media are not up yet. */
  #isHeldByEnd = false;
  readonly #referrals: Referrals;

  protected constructor(parts: {
    legId: LegId;
    user: string;
    peer: Identity;
    context: LegContext;
    dialog: Dialog;
    socket: SipSocket;
    ownsCallId: boolean;
  }) {
    this.legId = parts.legId;
    this.user = parts.user;
    this.context = parts.context;
    this.dialog = parts.dialog;
    this.socket = parts.socket;
    this.#peer = parts.peer;
    this.turns = new TurnTaking(parts.context.clock);
    this.media = new RtpLeg({
      connected: () => this.#onConnected(),
      lost: () => this.#onLost(),
      digit: (digit) => this.context.news.digit(this.legId, digit),
    });
    this.#referrals = new Referrals(
      {
        legId: parts.legId,
        user: parts.user,
        isUp: () => this.state === 'up',
        peerNumber: () => this.#peer.number,
        notify: (headers, body) =>
          this.socket.request(this.dialog.request('NOTIFY', headers, body), () => undefined),
      },
      parts.context,
    );
    const {random} = parts.context;
    const glareDelay = () => (parts.ownsCallId ? 2_100 + random() * 1_900 : random() * 2_000);
    this.#steps = new StepQueue(parts.context.clock, glareDelay, (step) => this.#perform(step));
  }

  /** How its dialog is named, seen from the browser. */
  get ids(): DialogIds {
    const {callId, localTag, remoteTag} = this.dialog;
    return {callId, localTag: remoteTag, remoteTag: localTag};
  }

  owns(request: SipRequest): boolean {
    return this.state !== 'ended' && this.dialog.owns(request);
  }

  protected get isOver(): boolean {
    return this.state === 'ended';
  }

  /** Takes a request of this dialog, from whichever socket of the same user it came. */
  take(request: SipRequest, socket: SipSocket): void {
    if (request.method === 'ACK') return this.onAck(request);
    if (!this.dialog.advance(request)) return socket.respond(request, 500, 'Server Internal Error');
    const returned = this.socket !== socket;
    this.socket = socket;
    switch (request.method) {
      case 'BYE':
        socket.respond(request, 200, 'OK');
        this.end();
        this.context.news.released(this.legId, 'normal');
        return;
      case 'INVITE':
        void this.#onReinvite(request, socket);
        break;
      case 'REFER':
        this.#referrals.take(request, socket);
        break;
      case 'INFO':
      case 'OPTIONS':
        socket.respond(request, 200, 'OK', {headers: [['Allow', ALLOW]]});
        break;
      default:
        socket.respond(request, 405, 'Method Not Allowed', {headers: [['Allow', ALLOW]]});
    }
    if (returned) this.#steps.returned();
  }

  /** Ends the leg by the world's will. */
  release(cause: Cause): void {
    if (this.state === 'ended') return;
    if (this.state === 'setup') this.abandon(cause);
    else this.bye(cause);
    this.end();
  }

  /** Holds or retrieves as the call manager's habit is. */
  hold(held: boolean): void {
    if (this.state === 'up') this.#steps.add(holdSteps(this.context.habits().hold, held));
  }

  /** The far side is somebody else from now on. */
  rename(identity: Identity): void {
    this.#peer = identity;
    if (this.state === 'up') this.#steps.add([{offerless: false}]);
  }

  /** Whether a Replaces header names this leg's dialog. */
  isNamedBy(dialog: Replaces): boolean {
    return this.state === 'up' && this.dialog.isNamedBy(dialog);
  }

  /** What came of the browser's REFER (RFC 3515 section 2.4.5). */
  referral(outcome: 'done' | Cause): void {
    if (this.state !== 'ended') this.#referrals.over(outcome);
  }

  /** Gives up a session that isn't answered yet: CANCEL, or a final refusal. */
  protected abstract abandon(cause: Cause): void;

  /** Media didn't come up in time. */
  protected abstract onMediaFailed(): void;

  /** Signalling is agreed; media has its time to come up. */
  protected connecting(): void {
    if (this.state !== 'setup') return;
    this.state = 'connecting';
    if (this.media.connected) return this.#onConnected();
    this.#cancelTimer = this.context.clock.after(MEDIA_MS, () => {
      if (this.state !== 'connecting') return;
      this.bye('media-failed');
      this.end();
      this.onMediaFailed();
    });
  }

  protected bye(cause: Cause): void {
    this.socket.request(this.dialog.request('BYE', [['Reason', reasonOf(cause)]]), () => undefined);
  }

  protected end(): void {
    if (this.state === 'ended') return;
    this.state = 'ended';
    this.#cancelTimer();
    this.#steps.end();
    this.turns.give('theirs');
    this.context.mixer.remove(this.legId);
    this.media.close();
    this.context.ended(this);
  }

  /** `on`, `paused` or `off`. */
  tellRecording(state: string): void {
    if (this.state !== 'up') return;
    this.socket.request(this.dialog.request('INFO', [['Record', state]]), () => undefined);
  }

  protected acknowledge(invite: SipRequest | undefined, body = ''): void {
    this.#ack = this.dialog.request('ACK', [], body, invite);
    this.socket.sendAck(this.#ack);
  }

  /** The browser's 200 came again (RFC 3261 section 13.2.2.4); false when it is none of this leg's. */
  acknowledgeAgain(response: SipResponse): boolean {
    const ack = this.#ack;
    const isOurs =
      ack !== undefined &&
      response.headers.get('call-id') === this.dialog.callId &&
      tagOf(response, 'to') === this.dialog.remoteTag &&
      cseqOf(response.headers)?.number === cseqOf(ack.headers)?.number;
    if (isOurs) this.socket.sendAck(ack);
    return isOurs;
  }

  protected expectAnswer(): void {
    this.#answerDue = true;
  }

  protected onAck(request: SipRequest): void {
    const due = this.#answerDue;
    this.#answerDue = false;
    if (due && this.state !== 'ended') {
      void this.media.takeAnswer(request.body).catch((error: unknown) => {
        this.context.log('sip-answer-unusable', {legId: this.legId, detail: String(error)});
        if (this.state !== 'up') this.release('media-failed');
      });
    }
    this.turns.give('theirs');
  }

  /** The browser's re-INVITE: hold, another device, or the recovery of a lost socket with an ICE restart. */
  async #onReinvite(request: SipRequest, socket: SipSocket): Promise<void> {
    const faults = this.context.faults();
    if (faults.glares > 0) {
      faults.glares -= 1;
      return socket.respond(request, 491, 'Request Pending');
    }
    if (faults.refuseReinvites > 0) {
      faults.refuseReinvites -= 1;
      return socket.respond(request, 488, 'Not Acceptable Here');
    }
    if (this.state === 'setup' || !this.turns.take('theirs')) {
      if (this.turns.turn === 'ours') return socket.respond(request, 491, 'Request Pending');
      return socket.respond(request, 500, 'Server Internal Error', {headers: [['Retry-After', '1']]});
    }
    const refuse = (status: number, reason: string) => {
      this.turns.give('theirs');
      socket.respond(request, status, reason);
    };
    const contact = readAddress(request.headers.list('contact')[0] ?? '');
    if (contact) this.dialog.target = contact.uri;
    if (request.body !== '' && faultOfSdp(request.body)) return refuse(488, 'Not Acceptable Here');
    try {
      if (request.body === '') this.#answerDue = true;
      const body =
        request.body === ''
          ? this.media.reoffer(this.#wanted)
          : await this.media.answer(request.body, this.#wanted);
      this.respondOk(request, socket, body);
      // while the call manager holds the leg, its direction is the call manager's
      if (request.body !== '' && this.#wanted === 'sendrecv') {
        this.#isHeldByEnd = !receives(directionOf(request.body));
        if (this.state === 'up') this.context.news.heldByEnd(this.legId, this.#isHeldByEnd);
      }
    } catch (error) {
      this.context.log('sip-reinvite-failed', {legId: this.legId, detail: String(error)});
      refuse(488, 'Not Acceptable Here');
    }
  }

  protected respondOk(
    request: SipRequest,
    socket: SipSocket,
    body: string,
    tag = this.dialog.localTag,
  ): void {
    const headers: [string, string][] = [
      ['Contact', contactOf(this.#peer.number)],
      ['Allow', ALLOW],
      ['Content-Type', 'application/sdp'],
    ];
    socket.respond(request, 200, 'OK', {tag, headers, body});
  }

  /** One re-INVITE of the call manager. */
  async #perform(step: Step): Promise<StepResult> {
    await this.turns.wait();
    const result = this.state === 'up' ? await this.#reinvite(step) : 'gone';
    this.turns.give('ours');
    if (result === 'done' && step.music !== undefined)
      this.context.mixer.override(this.legId, step.music ? [{tone: 'music'}] : undefined);
    if (result === 'gone' && this.state === 'up') {
      this.end();
      this.context.news.released(this.legId, 'unreachable');
    }
    return result;
  }

  async #reinvite(step: Step): Promise<StepResult> {
    if (!this.socket.open) return 'away';
    const before = this.#wanted;
    this.#wanted = step.direction ?? before;
    const body = step.offerless ? '' : this.media.reoffer(this.#wanted);
    const request = this.dialog.request(
      'INVITE',
      [['Contact', contactOf(this.#peer.number)], ['Allow', ALLOW], ...identityHeaders(this.#peer)],
      body,
    );
    const {socket} = this;
    const outcome = await new Promise<Outcome>((resolve) => {
      socket.request(request, (answer) => {
        if (typeof answer === 'string' || answer.status >= 200) resolve(answer);
      });
    });
    if (typeof outcome === 'object' && outcome.status < 300) {
      const contact = readAddress(outcome.headers.list('contact')[0] ?? '');
      if (contact) this.dialog.target = contact.uri;
      const answered = await this.#acknowledge(request, outcome.body, step);
      return answered ? 'done' : 'gone';
    }
    this.#wanted = before;
    if (outcome === 'closed') return 'away';
    if (outcome === 'timeout' || outcome.status === 481 || outcome.status === 408) return 'gone';
    this.context.log('sip-reinvite-refused', {legId: this.legId, status: outcome.status});
    return outcome.status === 491 ? 'glare' : 'refused';
  }

  async #acknowledge(invite: SipRequest, body: string, step: Step): Promise<boolean> {
    try {
      const answer = step.offerless ? await this.media.answer(body, this.#wanted, true) : '';
      this.acknowledge(invite, answer);
      if (!step.offerless) await this.media.takeAnswer(body);
      return true;
    } catch (error) {
      this.context.log('sip-answer-unusable', {legId: this.legId, detail: String(error)});
      this.bye('media-failed');
      return false;
    }
  }

  #onConnected(): void {
    if (this.state !== 'connecting') return;
    this.#cancelTimer();
    this.state = 'up';
    this.media.deaf = this.context.faults().deaf;
    this.context.mixer.add(this.legId, this.media);
    this.context.news.answered(this.legId);
    if (this.#isHeldByEnd) this.context.news.heldByEnd(this.legId, true);
  }

  #onLost(): void {
    if (this.state !== 'up') return;
    this.context.log('media-lost', {legId: this.legId});
    this.#cancelTimer();
    this.#cancelTimer = this.context.clock.after(LOST_MS, () => {
      if (this.state !== 'up' || this.media.alive) return;
      this.bye('unreachable');
      this.end();
      this.context.news.released(this.legId, 'unreachable');
    });
  }
}
