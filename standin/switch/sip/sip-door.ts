import {randomUUID} from 'node:crypto';
import type {LegId, LegOffer, LineDialog} from '../../world/legs.js';
import {faultOfSdp} from '../sdp.js';
import type {LineFeatures} from '../types.js';
import {userOf} from './address.js';
import type {CallLimit} from './call-limit.js';
import {DialledLeg} from './dialled-leg.js';
import {LineDialogs} from './line-dialogs.js';
import {tagOf} from './dialog.js';
import {ALLOW} from './invite-headers.js';
import type {SipRequest, SipResponse} from './message.js';
import {OfferedLeg} from './offered-leg.js';
import type {Registrar} from './registrar.js';
import {readReplaces} from './replaces.js';
import type {LegContext, SipLeg} from './sip-leg.js';
import type {SipSocket} from './sip-socket.js';
import {Subscriptions} from './subscriptions.js';

/** Methods that exist but are not served here are refused with 405, the rest with 501. */
const KNOWN = new Set(['NOTIFY', 'REFER', 'UPDATE', 'PRACK', 'INFO', 'MESSAGE', 'PUBLISH']);
const EXTENSIONS = new Set(['replaces', 'timer', 'outbound']);

/** Sends each request where it belongs, and refuses what belongs nowhere. */
export class SipDoor {
  readonly #legs = new Map<LegId, SipLeg>();
  readonly #registrar: Registrar;
  readonly #limit: CallLimit;
  readonly #context: LegContext;
  readonly #dialogs = new LineDialogs((legId) => this.#legs.get(legId)?.ids);
  readonly #subscriptions: Subscriptions;
  readonly #features = new Map<string, LineFeatures>();

  constructor(
    registrar: Registrar,
    limit: CallLimit,
    context: Omit<LegContext, 'ended' | 'named' | 'mayCall'>,
  ) {
    this.#registrar = registrar;
    this.#limit = limit;
    this.#context = {
      ...context,
      mayCall: (user, to) => this.#mayCall(user, to),
      ended: (leg) => this.#legs.delete(leg.legId),
      named: (dialog, user) => this.legs.find((leg) => leg.user === user && leg.isNamedBy(dialog))?.legId,
    };
    const {clock, log, habits} = context;
    const features = (number: string) => this.#features.get(number) ?? {doNotDisturb: false, forwardTo: ''};
    this.#subscriptions = new Subscriptions({dialogs: this.#dialogs, clock, log, habits, features});
  }

  find(legId: LegId): SipLeg | undefined {
    return this.#legs.get(legId);
  }

  get legs(): readonly SipLeg[] {
    return [...this.#legs.values()];
  }

  offer(offer: LegOffer): void {
    const binding = this.#registrar.find(offer.number);
    if (this.#legs.has(offer.legId)) return;
    if (!binding) {
      queueMicrotask(() => this.#context.news.refused(offer.legId, 'not-registered'));
      return;
    }
    const leg = new OfferedLeg(offer, binding, this.#context);
    this.#legs.set(offer.legId, leg);
    void leg.start();
  }

  /** The calls of a shared line. */
  lineDialogs(number: string, dialogs: readonly LineDialog[]): void {
    this.#dialogs.set(number, dialogs);
    this.#subscriptions.changed('dialog', number);
  }

  /** What is done for a line from now on. */
  setFeatures(number: string, features: LineFeatures): void {
    this.#features.set(number, features);
    this.#subscriptions.changed('as-feature-event', number);
  }

  /** Nothing is done for any line. */
  forgetFeatures(): void {
    for (const number of this.#features.keys())
      this.setFeatures(number, {doNotDisturb: false, forwardTo: ''});
  }

  /** The habits are others now. */
  habitsChanged(): void {
    this.#subscriptions.endRefused();
  }

  forgetSubscriptions(): void {
    this.#subscriptions.forgetAll();
  }

  take(request: SipRequest, socket: SipSocket): void {
    const {method} = request;
    if (method === 'CANCEL') return this.#cancel(request, socket);
    if (tagOf(request, 'to') !== '')
      return method === 'SUBSCRIBE'
        ? this.#subscriptions.take(request, socket)
        : this.#inDialog(request, socket);
    if (method === 'ACK') return;
    const foreign = request.headers.list('require').filter((option) => !EXTENSIONS.has(option.toLowerCase()));
    if (!/^sips?:/i.test(request.uri)) return socket.respond(request, 416, 'Unsupported URI Scheme');
    if (request.headers.get('max-forwards') === '0') return socket.respond(request, 483, 'Too Many Hops');
    if (foreign.length > 0) {
      return socket.respond(request, 420, 'Bad Extension', {headers: [['Unsupported', foreign.join(', ')]]});
    }
    if (method === 'SUBSCRIBE') return this.#subscriptions.take(request, socket);
    if (method === 'REGISTER') return this.#registrar.register(request, socket);
    if (method === 'INVITE') return this.#invite(request, socket);
    if (method === 'OPTIONS') return socket.respond(request, 200, 'OK', {headers: [['Allow', ALLOW]]});
    if (method === 'BYE') return socket.respond(request, 481, 'Call/Transaction Does Not Exist');
    if (KNOWN.has(method)) {
      return socket.respond(request, 405, 'Method Not Allowed', {headers: [['Allow', ALLOW]]});
    }
    socket.respond(request, 501, 'Not Implemented');
  }

  /** A 200 to an INVITE of ours came again: its ACK was lost on the way. */
  acknowledgeAgain(response: SipResponse): boolean {
    return this.legs.some((leg) => leg.acknowledgeAgain(response));
  }

  stop(): void {
    this.#subscriptions.forgetAll();
    for (const leg of this.legs) leg.release('normal');
  }

  /** Only the user whose leg it is may touch it, whatever tags another socket has seen. */
  #inDialog(request: SipRequest, socket: SipSocket): void {
    const leg = this.legs.find((one) => one.owns(request) && socket.users.has(one.user));
    if (leg) leg.take(request, socket);
    else if (request.method !== 'ACK') socket.respond(request, 481, 'Call/Transaction Does Not Exist');
  }

  #cancel(request: SipRequest, socket: SipSocket): void {
    const leg = this.legs.find((one) => one instanceof DialledLeg && one.isCancelledBy(request));
    if (!(leg instanceof DialledLeg)) return socket.respond(request, 481, 'Call/Transaction Does Not Exist');
    socket.respond(request, 200, 'OK');
    leg.cancelled();
  }

  #invite(request: SipRequest, socket: SipSocket): void {
    const user = userOf(/<([^>]+)>/.exec(request.headers.get('from') ?? '')?.[1] ?? '');
    const type = request.headers.get('content-type') ?? 'application/sdp';
    if (!socket.users.has(user)) return socket.respond(request, 403, 'Forbidden');
    if (!/^application\/sdp\s*(;|$)/i.test(type))
      return socket.respond(request, 415, 'Unsupported Media Type');
    if (request.body !== '' && faultOfSdp(request.body))
      return socket.respond(request, 488, 'Not Acceptable Here');
    const place = this.#placeOf(request, user);
    if (place && 'status' in place) return socket.respond(request, place.status, place.reason);
    const to = userOf(request.uri);
    if (!place && !this.#mayCall(user, to)) return socket.respond(request, 403, 'Forbidden');
    const legId = `leg-${randomUUID()}`;
    const leg = new DialledLeg(legId, user, request, socket, this.#context);
    this.#legs.set(legId, leg);
    if (place)
      return this.#context.news.takesOver({legId, from: {number: user, name: ''}, place: place.legId});
    this.#context.news.dialled({legId, end: 'sip', from: {number: user, name: ''}, to});
  }

  /** The leg whose place an INVITE wants (RFC 3891 section 3); undefined when it wants none. */
  #placeOf(invite: SipRequest, user: string): LineDialog | {status: number; reason: string} | undefined {
    const values = invite.headers.all('replaces');
    if (values.length === 0) return undefined;
    const replaces = values.length === 1 ? readReplaces(values[0] ?? '') : undefined;
    if (!replaces) return {status: 400, reason: 'Bad Request'};
    if (this.#context.habits().pull === 'none') return {status: 403, reason: 'Forbidden'};
    const dialog = userOf(invite.uri) === user ? this.#dialogs.find(user, replaces) : undefined;
    if (!dialog) return {status: 481, reason: 'Call/Transaction Does Not Exist'};
    if (replaces.earlyOnly && dialog.state === 'confirmed') return {status: 486, reason: 'Busy Here'};
    return dialog;
  }

  #mayCall(user: string, to: string): boolean {
    const takes = this.#limit.takes(user, to);
    if (!takes) this.#context.log('call-forbidden', {user});
    return takes;
  }
}
