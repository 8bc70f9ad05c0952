import type {IncomingMessage} from 'node:http';
import type {Duplex} from 'node:stream';
import {WebSocketServer} from 'ws';
import type {WebSocket} from 'ws';
import type {Cause, Identity, LegCarrier, LegId, LegOffer, LineDialog, Sound, Voice} from '../world/legs.js';
import {Ends} from './ends/ends.js';
import {Mixer} from './media/mixer.js';
import {CallLimit, type EdgeLimits} from './sip/call-limit.js';
import {DigestGate} from './sip/digest.js';
import {DialledLeg} from './sip/dialled-leg.js';
import {MAX_MESSAGE_BYTES} from './sip/message.js';
import {Registrar} from './sip/registrar.js';
import {SipDoor} from './sip/sip-door.js';
import {SipSocket} from './sip/sip-socket.js';
import type {Habits, LineFeatures, Spectrum, SwitchFaults, SwitchLog, SwitchOptions} from './types.js';

/** How often a silent socket is asked whether it is still there; ms. */
const PING_MS = 20_000;

export const noFaults: Readonly<SwitchFaults> = {
  refuseSockets: false,
  stall: false,
  registerStatus: 0,
  glares: 0,
  refuseReinvites: 0,
  refuseRefers: 0,
  deaf: false,
  grantSeconds: 0,
  lose: [],
  forks: 0,
};

const defaultLimits: EdgeLimits = {callsPerMinute: 30, denyPrefixes: []};

/**
 * The switch of the stand-in: SIP over WebSocket for browsers (RFC 7118), desk phones, callers and machines of its own,
 * and real audio between all of them.
 */
export class Switch implements LegCarrier {
  readonly #options: SwitchOptions;
  readonly #log: SwitchLog;
  readonly #mixer = new Mixer();
  readonly #ends: Ends;
  readonly #registrar: Registrar;
  readonly #sip: SipDoor;
  readonly #sockets = new Set<SipSocket>();
  readonly #server: WebSocketServer;
  readonly #ping: NodeJS.Timeout;
  #faults: SwitchFaults = {...noFaults};
  #habits: Habits = {offer: 'early', hold: 'inactive-music'};

  constructor(options: SwitchOptions) {
    this.#options = options;
    this.#log = options.log ?? (() => undefined);
    const {news, clock} = options;
    const random = options.random ?? Math.random;
    const faults = () => this.#faults;
    this.#ends = new Ends({news, clock, mixer: this.#mixer, random});
    this.#registrar = new Registrar({
      gate: new DigestGate(clock, options.realm ?? 'ccmsipline', options.secretFor),
      clock,
      log: this.#log,
      faults,
      registered: (number, isRegistered) => news.registered(number, isRegistered),
    });
    const context = {
      news,
      clock,
      mixer: this.#mixer,
      log: this.#log,
      random,
      habits: () => this.habits,
      faults,
    };
    const limit = new CallLimit(clock, options.limits ?? (() => defaultLimits));
    this.#sip = new SipDoor(this.#registrar, limit, context);
    this.#server = new WebSocketServer({
      noServer: true,
      maxPayload: MAX_MESSAGE_BYTES,
      handleProtocols: (offered) => (offered.has('sip') ? 'sip' : false),
    });
    this.#ping = setInterval(() => this.#pingAll(), PING_MS);
    this.#ping.unref();
  }

  /** May be changed at any time; a leg follows the habits of the moment. */
  get habits(): Habits {
    return this.#habits;
  }

  set habits(habits: Habits) {
    this.#habits = habits;
    this.#sip.habitsChanged();
  }

  get faults(): SwitchFaults {
    return this.#faults;
  }

  set faults(faults: SwitchFaults) {
    this.#faults = faults;
    for (const leg of this.#sip.legs) leg.media.deaf = faults.deaf;
  }

  /** For `GET /sip` with `Sec-WebSocket-Protocol: sip`; anything else is refused. */
  handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const protocols = (request.headers['sec-websocket-protocol'] ?? '').split(',').map((name) => name.trim());
    if (this.#faults.refuseSockets || !protocols.includes('sip')) {
      const status = this.#faults.refuseSockets ? '503 Service Unavailable' : '400 Bad Request';
      socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
      return;
    }
    this.#server.handleUpgrade(request, socket, head, (webSocket) => this.#accept(webSocket));
  }

  offer(offer: LegOffer): void {
    if (offer.end === 'sip') this.#sip.offer(offer);
    else this.#ends.offer(offer);
  }

  answer(legId: LegId): void {
    this.#ends.answer(legId);
  }

  progress(legId: LegId): void {
    const leg = this.#sip.find(legId);
    if (leg instanceof DialledLeg) leg.progress();
  }

  accept(legId: LegId): void {
    const leg = this.#sip.find(legId);
    if (leg instanceof DialledLeg) void leg.accept();
    this.#ends.accept(legId);
  }

  release(legId: LegId, cause: Cause): void {
    this.#sip.find(legId)?.release(cause);
    this.#ends.release(legId);
  }

  hold(legId: LegId, held: boolean): void {
    this.#sip.find(legId)?.hold(held);
  }

  referral(legId: LegId, outcome: 'done' | Cause): void {
    this.#sip.find(legId)?.referral(outcome);
  }

  lineDialogs(number: string, dialogs: readonly LineDialog[]): void {
    this.#sip.lineDialogs(number, dialogs);
  }

  /** What is done for a line with every call, as those are told who subscribed to it; the calls themselves go on as before. */
  setFeatures(number: string, features: LineFeatures): void {
    this.#sip.setFeatures(number, features);
  }

  forgetFeatures(): void {
    this.#sip.forgetFeatures();
  }

  connect(hearing: ReadonlyMap<LegId, readonly Sound[]>): void {
    this.#mixer.connect(hearing);
  }

  /**
   * What a leg's end says and hears, measured on decoded audio (for a browser: on what came out of and went into its
   * RTP); undefined while the leg isn't up.
   */
  listen(legId: LegId, peaks?: number): {said: Spectrum; heard: Spectrum} | undefined {
    return this.#mixer.listen(legId, peaks);
  }

  /** Changes what a desk phone or a caller says. */
  setVoice(legId: LegId, voice: Voice): void {
    this.#ends.setVoice(legId, voice);
  }

  identify(legId: LegId, identity: Identity): void {
    this.renameFarEnd(legId, identity);
  }

  /** The far side of a browser's leg is somebody else from now on, as after a transfer: told by a re-INVITE. */
  renameFarEnd(legId: LegId, identity: Identity): void {
    this.#sip.find(legId)?.rename(identity);
  }

  /** Tells a browser what becomes of recording, by INFO with a `Record` header as some edges do. */
  tellRecording(legId: LegId, state: string): void {
    this.#sip.find(legId)?.tellRecording(state);
  }

  /** The SIP users that are registered now. */
  registrations(): readonly string[] {
    return this.#registrar.users;
  }

  /** Desk phones that ring, dial or are off hook, by number, or by device where one was chosen. */
  phones(): readonly {readonly number: string; readonly state: 'ringing' | 'dialling' | 'up'}[] {
    return this.#ends.phones();
  }

  /** Somebody lifts the handset of a ringing desk phone; false when it doesn't ring. */
  pickUp(number: string): boolean {
    return this.#ends.pickUp(number);
  }

  /** Somebody puts the handset of a desk phone down; false when there was nothing to end. */
  hangUp(number: string): boolean {
    return this.#ends.hangUp(number);
  }

  /** Somebody presses hold, or takes back, on a desk phone; false when it has no such call. */
  holdAt(number: string, held: boolean): boolean {
    return this.#ends.holdAt(number, held);
  }

  /** Somebody dials on a desk phone; the answer is the new leg's id. */
  dial(number: string, to: string): LegId {
    return this.#ends.dial(number, to);
  }

  /** Closes the sockets of one user, or all: code 1006 cuts them without a closing handshake. Legs stay up. */
  cutSockets(code = 1006, user?: string): void {
    for (const socket of this.#sockets) if (user === undefined || socket.users.has(user)) socket.close(code);
  }

  /** Forgets every registration without telling anybody, as a restarted registrar does. */
  forgetRegistrations(): void {
    this.#registrar.forgetAll();
    this.#sip.forgetSubscriptions();
  }

  /** Ends all legs and closes all sockets. */
  async stop(): Promise<void> {
    clearInterval(this.#ping);
    this.#sip.stop();
    this.#ends.stop();
    this.#mixer.stop();
    for (const socket of this.#sockets) socket.close(1001);
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
    this.cutSockets();
  }

  #accept(webSocket: WebSocket): void {
    const socket = new SipSocket(webSocket, {
      clock: this.#options.clock,
      log: this.#log,
      faults: () => this.#faults,
      events: {
        request: (request, from) => this.#sip.take(request, from),
        repeated: (response) => this.#sip.acknowledgeAgain(response),
        closed: (closed) => {
          this.#sockets.delete(closed);
          this.#registrar.socketClosed(closed);
        },
      },
    });
    this.#sockets.add(socket);
  }

  #pingAll(): void {
    for (const client of this.#server.clients) client.ping();
  }
}

export type {Habits, Spectrum, SwitchFaults, SwitchOptions} from './types.js';
