/** Asks to be told of a line, and goes on asking (RFC 6665). Loaded with the first line that is watched. */
import type {Core, UserAgent} from 'sip.js';
import {backoffMs} from '../base/backoff.js';
import type {Clock} from '../base/clock.js';
import type {Log} from '../base/log.js';

/** Seconds asked for. */
const EXPIRES_S = 600;
/** An edge that grants next to nothing, or tells what can't be used, is not asked more often than this; ms. */
const SHORTEST_MS = 5_000;
const ANSWER_MS = 5_000;
/** Timer N (RFC 6665 section 4.1.2.4): so long may the news take that each asking brings; ms. */
const NEWS_MS = 32_000;
const BASE_MS = 1_000;
const CAP_MS = 60_000;

/** Answers after which asking again changes nothing: nobody has this here, or not for us. */
const FINAL: ReadonlySet<number> = new Set([401, 403, 404, 405, 407, 489, 501, 603, 604]);
/** Ends after which asking again changes nothing (RFC 6665 section 4.1.3). */
const OVER: ReadonlySet<string> = new Set(['rejected', 'noresource', 'invariant']);

export interface LineWatchOptions {
  readonly agent: UserAgent;
  /** User part of the line's address. */
  readonly line: string;
  /** The event package, and the type of its documents. */
  readonly event: string;
  readonly contentType: string;
  readonly clock: Clock;
  readonly log: Log;
  readonly random?: (() => number) | undefined;
  /** Takes in a document; false: something before it is missing, all is wanted anew. Throws when it can't be used. */
  readonly take: (document: string) => boolean;
  /** `unknown`: what was told may be wrong by now. `nobody`: nobody here tells of the line. */
  readonly lost: (why: 'unknown' | 'nobody') => void;
}

/** One subscription, from its SUBSCRIBE to its end. */
interface Subscription {
  readonly callId: string;
  readonly fromTag: string;
  toTag: string;
  target: Core.URI | undefined;
  routes: string[];
  seq: number;
  lastNotify: number;
}

/**
 * Watches one line while the socket is open. The library's own subscriptions wait by timers of their own and name the
 * first line as who asks; here the library only carries the messages, as for a registration.
 */
export class LineWatch {
  readonly #options: LineWatchOptions;
  #subscription: Subscription | undefined;
  #attempt = 0;
  /** All is to be asked for again, because something could not be used. */
  #wantsAll = false;
  #expires = EXPIRES_S;
  readonly #timers = {answer: nothing, news: nothing, next: nothing};

  constructor(options: LineWatchOptions) {
    this.#options = options;
  }

  /** Begins, over the socket that is open now. */
  start(): void {
    this.forget();
    const callId = `${crypto.randomUUID()}@deskline.invalid`;
    const fromTag = crypto.randomUUID().slice(0, 8);
    const one = {callId, fromTag, toTag: '', target: undefined, routes: [], seq: 0, lastNotify: -1};
    this.#subscription = one;
    const onNotify = (uas: Core.IncomingNotifyRequest) => this.#onNotify(one, uas);
    // the library looks here for whose news a NOTIFY is
    this.#core.subscribers.set(this.#keyOf(one), {onNotify} as never);
    this.#ask(one);
  }

  /** The socket is gone: nothing is asked, late answers don't count. */
  forget(): void {
    this.#wantsAll = false;
    for (const cancel of Object.values(this.#timers)) cancel();
    if (this.#subscription) this.#core.subscribers.delete(this.#keyOf(this.#subscription));
    this.#subscription = undefined;
  }

  /** No more news are wanted. */
  stop(): void {
    const one = this.#subscription;
    if (one && one.toTag !== '') this.#send(one, 0, {});
    this.forget();
  }

  get #core(): Core.UserAgentCore {
    return this.#options.agent.userAgentCore;
  }

  #keyOf({callId, fromTag}: Subscription): string {
    return callId + fromTag + this.#options.event;
  }

  /** Asks for all, for the first time or again. */
  #ask(one: Subscription): void {
    const {clock} = this.#options;
    const timers = this.#timers;
    this.#wantsAll = false;
    for (const cancel of Object.values(timers)) cancel();
    const late = () => this.#fail(408, 0);
    timers.answer = clock.after(ANSWER_MS, late);
    timers.news = clock.after(NEWS_MS, late);
    const message = this.#send(one, this.#expires, {
      onAccept: (response) => this.#onAnswer(one, message, response.message),
      onReject: (response) => this.#onAnswer(one, message, response.message),
    });
  }

  #send(one: Subscription, expires: number, delegate: Core.OutgoingRequestDelegate): {readonly cseq: number} {
    const {agent, line, event, contentType} = this.#options;
    const aor = agent.configuration.uri.clone();
    aor.user = line;
    one.seq += 1;
    const {callId, fromTag, toTag, routes, seq} = one;
    const dialog = {callId, fromTag, cseq: seq, routeSet: routes, ...(toTag === '' ? {} : {toTag})};
    const headers = [
      `Contact: ${agent.contact.toString().replace('>', `;line=${line}>`)}`,
      `Event: ${event}`,
      `Accept: ${contentType}`,
      `Expires: ${expires}`,
    ];
    const target = one.target ?? aor;
    const message = this.#core.makeOutgoingRequestMessage('SUBSCRIBE', target, aor, aor, dialog, headers);
    this.#core.request(message, delegate);
    return message;
  }

  #onAnswer(one: Subscription, asked: {readonly cseq: number}, message: Core.IncomingResponseMessage): void {
    if (one !== this.#subscription) return;
    this.#timers.answer();
    // a repetition with credentials took the next number
    one.seq = Math.max(one.seq, asked.cseq);
    const status = message.statusCode ?? 0;
    if (status < 300) {
      one.toTag ||= message.toTag;
      one.target ??= contactOf(message);
      this.#refreshIn(one, secondsOf(message.getHeader('Expires')) ?? this.#expires);
      return;
    }
    const least = secondsOf(message.getHeader('Min-Expires')) ?? 0;
    if (status === 423 && least > this.#expires && least <= 86_400) {
      this.#expires = least;
      this.#ask(one);
    } else this.#fail(status, secondsOf(message.getHeader('Retry-After')) ?? 0);
  }

  #refreshIn(one: Subscription, seconds: number): void {
    if (this.#wantsAll) return;
    this.#timers.next();
    const ms = Math.max(SHORTEST_MS, Math.min(seconds, this.#expires) * 800);
    this.#timers.next = this.#options.clock.after(ms, () => this.#ask(one));
  }

  /** News, or something that calls itself so: only of this dialog, and in order (RFC 3261 section 12.2.2). */
  #onNotify(one: Subscription, uas: Core.IncomingNotifyRequest): void {
    const {message} = uas;
    if (one.toTag !== '' && message.fromTag !== one.toTag) return void uas.reject({statusCode: 481});
    if (message.cseq <= one.lastNotify) return void uas.reject({statusCode: 500});
    one.lastNotify = message.cseq;
    if (one.toTag === '') one.routes = message.getHeaders('Record-Route');
    one.toTag = message.fromTag;
    one.target ??= contactOf(message);
    uas.accept();
    const told = message.getHeader('Subscription-State') ?? '';
    const word = (name: string) => new RegExp(`;\\s*${name}\\s*=\\s*([^;\\s]+)`, 'i').exec(told)?.[1];
    if (/^\s*terminated\b/i.test(told))
      return this.#onEnd((word('reason') ?? '').toLowerCase(), secondsOf(word('retry-after')) ?? 0);
    const expires = secondsOf(word('expires'));
    if (expires !== undefined) this.#refreshIn(one, expires);
    // one that waits to be allowed tells nothing yet
    if (message.body !== '') this.#take(one, message);
  }

  #take(one: Subscription, message: Core.IncomingRequestMessage): void {
    const {contentType, clock, log, random, take, lost} = this.#options;
    const type = message.getHeader('Content-Type')?.split(';')[0]?.trim().toLowerCase();
    try {
      if (type === contentType && take(message.body)) {
        this.#timers.news();
        this.#attempt = 0;
        return;
      }
    } catch (error) {
      log.warn('news of a line refused', {detail: String(error)});
    }
    lost('unknown');
    if (this.#wantsAll) return;
    this.#wantsAll = true;
    const ms = backoffMs(this.#attempt, {baseMs: BASE_MS, capMs: CAP_MS}, random);
    this.#attempt += 1;
    this.#timers.next();
    // the first time at once: news may get lost, and then all is asked for
    const pause = this.#attempt === 1 ? 0 : Math.max(SHORTEST_MS, ms);
    this.#timers.next = clock.after(pause, () => this.#ask(one));
  }

  /** The other side ended it. */
  #onEnd(reason: string, retryAfter: number): void {
    this.#options.log.info('line no longer watched', {reason});
    this.#end(OVER.has(reason), retryAfter);
  }

  #fail(status: number, retryAfter: number): void {
    this.#options.log.info('line not watched', {status});
    this.#end(FINAL.has(status), retryAfter);
  }

  #end(isFinal: boolean, retryAfter: number): void {
    const {clock, random, lost} = this.#options;
    this.forget();
    lost(isFinal ? 'nobody' : 'unknown');
    if (isFinal) return;
    const ms = backoffMs(this.#attempt, {baseMs: BASE_MS, capMs: CAP_MS}, random);
    this.#attempt += 1;
    this.#timers.next = clock.after(Math.max(ms, retryAfter * 1_000), () => this.start());
  }
}

function nothing(): void {}

/** A number of seconds in a header; undefined when it is none, or more than a day. */
function secondsOf(value: string | undefined): number | undefined {
  const seconds = /^\s*([0-9]{1,5})/.exec(value ?? '')?.[1];
  return seconds === undefined ? undefined : Math.min(Number(seconds), 86_400);
}

const contactOf = (message: Core.IncomingRequestMessage | Core.IncomingResponseMessage) =>
  (message.parseHeader('contact') as {uri?: Core.URI} | undefined)?.uri;
