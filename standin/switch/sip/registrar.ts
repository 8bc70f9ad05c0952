import type {Clock} from '../../world/clock.js';
import type {SwitchFaults, SwitchLog} from '../types.js';
import {readAddress, userOf} from './address.js';
import type {DigestGate} from './digest.js';
import type {SipRequest} from './message.js';
import type {SipSocket} from './sip-socket.js';

/** Seconds a registration may last: what is asked for, within these. Below the lower one 423 is answered. */
const MIN_EXPIRES = 30;
const MAX_EXPIRES = 600;
const DEFAULT_EXPIRES = 120;

export interface Binding {
  readonly socket: SipSocket;
  /** Where an INVITE for the user goes. */
  readonly contact: string;
  readonly cancelExpiry: () => void;
}

/** Who is where: one contact for each user, the newest (RFC 3261 section 10.3). */
export class Registrar {
  readonly #bindings = new Map<string, Binding>();
  readonly #gate: DigestGate;
  readonly #clock: Clock;
  readonly #log: SwitchLog;
  readonly #faults: () => SwitchFaults;
  readonly #registered: (number: string, isRegistered: boolean) => void;

  constructor(parts: {
    gate: DigestGate;
    clock: Clock;
    log: SwitchLog;
    faults: () => SwitchFaults;
    registered: (number: string, isRegistered: boolean) => void;
  }) {
    this.#gate = parts.gate;
    this.#clock = parts.clock;
    this.#log = parts.log;
    this.#faults = parts.faults;
    this.#registered = parts.registered;
  }

  /** The users that are registered now. */
  get users(): readonly string[] {
    return [...this.#bindings.keys()];
  }

  find(user: string): Binding | undefined {
    return this.#bindings.get(user);
  }

  register(request: SipRequest, socket: SipSocket): void {
    const {registerStatus} = this.#faults();
    if (registerStatus >= 400) {
      socket.respond(request, registerStatus, 'Fault');
      return;
    }
    const user = readAddress(request.headers.get('to') ?? '')?.user ?? '';
    const verdict = this.#gate.check('REGISTER', request.headers.get('authorization'));
    if (!verdict.ok) {
      if (verdict.why === 'wrong') this.#log('register-refused', {user});
      const challenge = this.#gate.challenge(verdict.stale);
      socket.respond(request, 401, 'Unauthorized', {headers: [['WWW-Authenticate', challenge]]});
      return;
    }
    if (verdict.user !== user) {
      socket.respond(request, 403, 'Forbidden');
      return;
    }
    this.#bind(user, request, socket);
  }

  /** Removes what came over a socket that is gone. */
  socketClosed(socket: SipSocket): void {
    for (const [user, binding] of this.#bindings)
      if (binding.socket === socket) this.#remove(user, 'socket-closed');
  }

  /** Forgets everybody without a word to them, as a restarted server does. */
  forgetAll(): void {
    for (const user of this.users) this.#remove(user, 'forgotten');
  }

  #bind(user: string, request: SipRequest, socket: SipSocket): void {
    const contacts = request.headers.list('contact');
    if (contacts[0] === '*') {
      if (request.headers.get('expires') !== '0') return socket.respond(request, 400, 'Bad Request');
      this.#remove(user, 'unregistered');
      return socket.respond(request, 200, 'OK');
    }
    const contact = readAddress(contacts[0] ?? '');
    if (contacts.length > 0 && (!contact || userOf(contact.uri) === '')) {
      return socket.respond(request, 400, 'Bad Request');
    }
    if (contact) {
      const asked =
        contact.params.get('expires') ?? request.headers.get('expires') ?? String(DEFAULT_EXPIRES);
      const expires = /^[0-9]{1,9}$/.test(asked) ? Number(asked) : DEFAULT_EXPIRES;
      if (expires > 0 && expires < MIN_EXPIRES) {
        return socket.respond(request, 423, 'Interval Too Brief', {
          headers: [['Min-Expires', String(MIN_EXPIRES)]],
        });
      }
      socket.users.add(user);
      const granted = Math.min(expires, this.#faults().grantSeconds || MAX_EXPIRES);
      if (expires > 0) this.#set(user, contact.uri, granted, socket);
      else if (this.#bindings.get(user)?.contact === contact.uri) this.#remove(user, 'unregistered');
      const headers: [string, string][] =
        granted > 0 ? [['Contact', `<${contact.uri}>;expires=${granted}`]] : [];
      return socket.respond(request, 200, 'OK', {headers});
    }
    const binding = this.#bindings.get(user);
    socket.respond(request, 200, 'OK', {headers: binding ? [['Contact', `<${binding.contact}>`]] : []});
  }

  #set(user: string, contact: string, expires: number, socket: SipSocket): void {
    const before = this.#bindings.get(user);
    before?.cancelExpiry();
    const cancelExpiry = this.#clock.after(expires * 1_000, () => this.#remove(user, 'expired'));
    this.#bindings.set(user, {socket, contact, cancelExpiry});
    if (before) return;
    this.#log('registered', {user});
    this.#registered(user, true);
  }

  #remove(user: string, why: string): void {
    const binding = this.#bindings.get(user);
    if (!binding) return;
    binding.cancelExpiry();
    this.#bindings.delete(user);
    this.#log('unregistered', {user, why});
    this.#registered(user, false);
  }
}
