import type {Clock} from '../../world/clock.js';
import {escapeXml} from '../../xml.js';
import type {Habits, LineFeatures, SwitchLog} from '../types.js';
import {readAddress, userOf} from './address.js';
import {Dialog, newTag, tagOf} from './dialog.js';
import {contactOf} from './invite-headers.js';
import {dialogInfo, overDialog} from './line-dialogs.js';
import type {LineDialogs} from './line-dialogs.js';
import type {SipRequest} from './message.js';
import type {SipSocket} from './sip-socket.js';

/** Seconds a subscription may last: what is asked for, within these. Below the lower one 423 is answered. */
const MIN_EXPIRES = 30;
const MAX_EXPIRES = 600;
const DEFAULT_EXPIRES = 600;

/** What can be subscribed to: calls of a line (RFC 4235), and what the switch does for it. */
type EventPackage = 'dialog' | 'as-feature-event';

const contentTypes: Readonly<Record<EventPackage, string>> = {
  dialog: 'application/dialog-info+xml',
  'as-feature-event': 'application/x-as-feature-event+xml',
};

interface Subscription {
  readonly event: EventPackage;
  readonly user: string;
  readonly entity: string;
  readonly dialog: Dialog;
  socket: SipSocket;
  expiresAt: number;
  cancelExpiry: () => void;
  version: number;
  /** What was told last of each dialog, by its id. */
  told: ReadonlyMap<string, string>;
}

/** Who has asked to be told of a line (RFC 6665), and telling them. */
export class Subscriptions {
  readonly #parts: {
    readonly dialogs: LineDialogs;
    readonly clock: Clock;
    readonly log: SwitchLog;
    readonly habits: () => Habits;
    readonly features: (number: string) => LineFeatures;
  };
  readonly #all = new Set<Subscription>();

  constructor(parts: {
    dialogs: LineDialogs;
    clock: Clock;
    log: SwitchLog;
    habits: () => Habits;
    features: (number: string) => LineFeatures;
  }) {
    this.#parts = parts;
  }

  /** A SUBSCRIBE, in a dialog of ours or not. */
  take(request: SipRequest, socket: SipSocket): void {
    const known = [...this.#all].find(({dialog}) => dialog.owns(request));
    const event = request.headers.get('event')?.split(';')[0]?.trim() ?? '';
    if (tagOf(request, 'to') !== '' && (!known || !socket.users.has(known.user)))
      return socket.respond(request, 481, 'Subscription Does Not Exist');
    const offered = this.#offered();
    const chosen = offered.find((one) => one === event);
    if (!chosen) {
      const headers: [string, string][] = [['Allow-Events', offered.join(', ') || 'presence']];
      return socket.respond(request, 489, 'Bad Event', {headers});
    }
    const expires = expiresOf(request);
    if (expires > 0 && expires < MIN_EXPIRES) {
      const headers: [string, string][] = [['Min-Expires', String(MIN_EXPIRES)]];
      return socket.respond(request, 423, 'Interval Too Brief', {headers});
    }
    if (known) return this.#refresh(known, request, socket, expires);
    this.#begin(chosen, request, socket, expires);
  }

  /** The calls of a line, or what is done for it, have changed. */
  changed(event: EventPackage, number: string): void {
    for (const one of this.#all)
      if (one.event === event && one.user === number)
        this.#notify(one, event === 'dialog' ? 'partial' : 'full');
  }

  /** A site that no longer offers something ends what it has begun (RFC 6665 section 4.4.1). */
  endRefused(): void {
    const offered = this.#offered();
    for (const one of this.#all) if (!offered.includes(one.event)) this.#end(one, 'deactivated');
  }

  /** Forgets everybody without a word, as a restarted server does. */
  forgetAll(): void {
    for (const one of this.#all) this.#drop(one, 'forgotten');
  }

  #offered(): readonly EventPackage[] {
    const {lineNews = 'dialog', featureNews = 'none'} = this.#parts.habits();
    return [
      ...(lineNews === 'dialog' ? ['dialog' as const] : []),
      ...(featureNews === 'as-feature-event' ? ['as-feature-event' as const] : []),
    ];
  }

  #begin(event: EventPackage, request: SipRequest, socket: SipSocket, expires: number): void {
    const from = readAddress(request.headers.get('from') ?? '');
    const contact = readAddress(request.headers.list('contact')[0] ?? '');
    const user = userOf(request.uri);
    // nobody but who has the line is told of it
    if (!from || from.user !== user || !socket.users.has(user))
      return socket.respond(request, 403, 'Forbidden');
    if (!contact) return socket.respond(request, 400, 'Bad Request');
    const dialog = new Dialog({
      callId: request.headers.get('call-id') ?? '',
      localTag: newTag(),
      remoteTag: tagOf(request, 'from'),
      local: request.headers.get('to') ?? '',
      remote: (request.headers.get('from') ?? '').replace(/;\s*tag=[^;]*/i, ''),
      target: contact.uri,
      localSeq: 100,
    });
    dialog.advance(request);
    const entity = request.uri.split(';')[0] ?? '';
    const one: Subscription = {
      event,
      user,
      entity,
      dialog,
      socket,
      expiresAt: 0,
      cancelExpiry: () => undefined,
      version: -1,
      told: new Map(),
    };
    this.#all.add(one);
    this.#parts.log('subscribed', {user, event});
    this.#accept(one, request, socket, expires);
  }

  #refresh(one: Subscription, request: SipRequest, socket: SipSocket, expires: number): void {
    if (!one.dialog.advance(request)) return socket.respond(request, 500, 'Server Internal Error');
    one.socket = socket;
    this.#accept(one, request, socket, expires);
  }

  #accept(one: Subscription, request: SipRequest, socket: SipSocket, expires: number): void {
    const {clock} = this.#parts;
    const granted = Math.min(expires, MAX_EXPIRES);
    const headers: [string, string][] = [
      ['Contact', contactOf(one.user)],
      ['Expires', String(granted)],
    ];
    socket.respond(request, 200, 'OK', {tag: one.dialog.localTag, headers});
    one.cancelExpiry();
    if (granted === 0) return this.#end(one, 'timeout', 'full');
    one.expiresAt = clock.now() + granted * 1_000;
    one.cancelExpiry = clock.after(granted * 1_000, () => this.#end(one, 'timeout'));
    // RFC 6665 section 4.2.2: told at once, and all of it
    this.#notify(one, 'full');
  }

  #end(one: Subscription, why: 'timeout' | 'deactivated', state?: 'full'): void {
    this.#drop(one, why);
    const [body = ''] = state ? this.#bodiesOf(one, state) : [];
    this.#send(one, `terminated;reason=${why}`, body);
  }

  #drop(one: Subscription, why: string): void {
    one.cancelExpiry();
    if (this.#all.delete(one)) this.#parts.log('unsubscribed', {user: one.user, event: one.event, why});
  }

  #notify(one: Subscription, state: 'full' | 'partial'): void {
    const seconds = Math.max(0, Math.round((one.expiresAt - this.#parts.clock.now()) / 1_000));
    for (const body of this.#bodiesOf(one, state)) this.#send(one, `active;expires=${seconds}`, body);
  }

  #send(one: Subscription, state: string, body: string): void {
    const headers: [string, string][] = [
      ['Event', one.event],
      ['Subscription-State', state],
      ['Contact', contactOf(one.user)],
      ...(body === '' ? [] : [['Content-Type', contentTypes[one.event]] satisfies [string, string]]),
    ];
    const notify = {...one.dialog.request('NOTIFY', headers), body};
    one.socket.request(notify, (outcome) => {
      // RFC 6665 section 4.2.2: who is not there, or knows of nothing, is not told again
      if (typeof outcome === 'string' || outcome.status === 481) this.#drop(one, 'not-there');
    });
  }

  #bodiesOf(one: Subscription, state: 'full' | 'partial'): readonly string[] {
    if (one.event === 'as-feature-event') return featureDocuments(one.user, this.#parts.features(one.user));
    const now = this.#parts.dialogs.elementsOf(one.user);
    const over = [...one.told.keys()].filter((id) => !now.has(id)).map(overDialog);
    const changed = [...now].filter(([id, element]) => one.told.get(id) !== element).map(([, text]) => text);
    one.told = now;
    one.version += 1;
    return [
      dialogInfo(one.version, state, one.entity, state === 'full' ? now.values() : [...over, ...changed]),
    ];
  }
}

function expiresOf(request: SipRequest): number {
  const asked = request.headers.get('expires') ?? '';
  return /^[0-9]{1,9}$/.test(asked) ? Number(asked) : DEFAULT_EXPIRES;
}

/** What the switch does for a line, one document each, in the words of ECMA-323 as servers write them. */
function featureDocuments(number: string, {doNotDisturb, forwardTo}: LineFeatures): string[] {
  const events = {
    DoNotDisturbEvent: `<doNotDisturbOn>${doNotDisturb}</doNotDisturbOn>`,
    ForwardingEvent:
      '<forwardingType>forwardImmediate</forwardingType>' +
      `<forwardStatus>${forwardTo !== ''}</forwardStatus><forwardTo>${escapeXml(forwardTo)}</forwardTo>`,
  };
  const namespace = 'xmlns="http://www.ecma-international.org/standards/ecma-323/csta/ed3"';
  return Object.entries(events).map(
    ([name, parts]) =>
      `<?xml version="1.0"?>\n<${name} ${namespace}><device>${number}</device>${parts}</${name}>`,
  );
}
