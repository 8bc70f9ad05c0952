import type {Cause, LegId} from '../../world/legs.js';
import {refusals} from './causes.js';
import {contactOf} from './invite-headers.js';
import type {SipRequest} from './message.js';
import {readReferTo} from './refer.js';
import type {LegContext} from './sip-leg.js';
import type {SipSocket} from './sip-socket.js';

/** The session whose far side is to be somebody else's. */
export interface ReferringLeg {
  readonly legId: LegId;
  readonly user: string;
  readonly isUp: () => boolean;
  /** The far side's number. */
  readonly peerNumber: () => string;
  /** Sends a NOTIFY in the session's dialog. */
  readonly notify: (headers: readonly (readonly [string, string])[], body: string) => void;
}

/** The REFERs of one session, one at a time, and what is told of them (RFC 3515 section 2.4). */
export class Referrals {
  readonly #leg: ReferringLeg;
  readonly #context: LegContext;
  /** One was taken, and what came of it has not been told yet. */
  #isOpen = false;

  constructor(leg: ReferringLeg, context: LegContext) {
    this.#leg = leg;
    this.#context = context;
  }

  take(request: SipRequest, socket: SipSocket): void {
    const {legId, user, isUp, peerNumber} = this.#leg;
    const {faults, mayCall, named, news} = this.#context;
    if (faults().refuseRefers > 0) {
      faults().refuseRefers -= 1;
      return socket.respond(request, 603, 'Declined');
    }
    const to = readReferTo(request.headers.get('refer-to') ?? '');
    if (!to) return socket.respond(request, 400, 'Bad Refer-To');
    if (!isUp()) return socket.respond(request, 481, 'Call/Transaction Does Not Exist');
    if (this.#isOpen) return socket.respond(request, 491, 'Request Pending');
    if (!to.replaces && !mayCall(user, to.number)) return socket.respond(request, 403, 'Forbidden');
    this.#isOpen = true;
    socket.respond(request, 202, 'Accepted', {headers: [['Contact', contactOf(peerNumber())]]});
    this.#tell('100 Trying', 'active;expires=60');
    const other = to.replaces && named(to.replaces, user);
    if (to.replaces && other === undefined) this.over('not-found');
    else news.referred(legId, other === undefined ? {number: to.number} : {legId: other});
  }

  /** What came of it. */
  over(outcome: 'done' | Cause): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    const [status, reason] = outcome === 'done' ? [200, 'OK'] : refusals[outcome];
    this.#tell(`${status} ${reason}`, 'terminated;reason=noresource');
  }

  #tell(status: string, subscription: string): void {
    const headers = [
      ['Contact', contactOf(this.#leg.peerNumber())],
      ['Event', 'refer'],
      ['Subscription-State', subscription],
      ['Content-Type', 'message/sipfrag;version=2.0'],
    ] as const;
    this.#leg.notify(headers, `SIP/2.0 ${status}\r\n`);
  }
}
