import {randomBytes} from 'node:crypto';
import type {WebSocket} from 'ws';
import type {Clock} from '../../world/clock.js';
import type {SwitchFaults, SwitchLog} from '../types.js';
import {getsLost, kindOf} from './losing.js';
import {SipHeaders, branchOf, cseqOf, readSip, writeSip} from './message.js';
import type {SipMessage, SipRequest, SipResponse} from './message.js';

/** Timer B and F (RFC 3261 section 17.1): 64 times T1, in ms. */
const TRANSACTION_MS = 32_000;
/** A ring may last as long as the INVITE's Expires; this is only the end of all patience. */
const INVITE_MS = 200_000;

/** What came of a request: an answer, or none (`timeout`, or the socket closed). */
export type Outcome = SipResponse | 'timeout' | 'closed';

export interface SipSocketEvents {
  /** Every request but ACKs of refused INVITEs. */
  readonly request: (request: SipRequest, socket: SipSocket) => void;
  /** A 200 to an INVITE that was answered before; whether somebody knows its call. */
  readonly repeated: (response: SipResponse) => boolean;
  readonly closed: (socket: SipSocket) => void;
}

interface ClientTransaction {
  readonly method: string;
  readonly listener: (outcome: Outcome) => void;
  readonly request: SipRequest;
  cancelTimer: () => void;
}

/** One browser's WebSocket: messages, client transactions and the answers to its requests. */
export class SipSocket {
  /** The users that proved themselves by REGISTER on this socket: one for each line of a browser. */
  readonly users = new Set<string>();
  readonly #socket: WebSocket;
  readonly #clock: Clock;
  readonly #log: SwitchLog;
  readonly #faults: () => SwitchFaults;
  readonly #events: SipSocketEvents;
  readonly #sent = new Map<string, ClientTransaction>();

  constructor(
    socket: WebSocket,
    parts: {clock: Clock; log: SwitchLog; faults: () => SwitchFaults; events: SipSocketEvents},
  ) {
    this.#socket = socket;
    this.#clock = parts.clock;
    this.#log = parts.log;
    this.#faults = parts.faults;
    this.#events = parts.events;
    socket.on('message', (data) => this.#receive(String(data)));
    socket.on('error', (error) => this.#log('sip-socket-error', {detail: error.message}));
    socket.on('close', () => this.#onClose());
  }

  get open(): boolean {
    return this.#socket.readyState === this.#socket.OPEN;
  }

  /** Sends a request with a Via of its own; `listener` hears provisional answers and then one final outcome. */
  request(request: SipRequest, listener: (outcome: Outcome) => void): string {
    const branch = `z9hG4bK${randomBytes(9).toString('hex')}`;
    const sent = {...request, headers: withVia(request.headers, branch)};
    const transaction: ClientTransaction = {
      method: request.method,
      request: sent,
      listener,
      cancelTimer: this.#clock.after(request.method === 'INVITE' ? INVITE_MS : TRANSACTION_MS, () => {
        this.#sent.delete(branch);
        listener('timeout');
      }),
    };
    this.#sent.set(branch, transaction);
    if (this.open) this.send(sent);
    else queueMicrotask(() => this.#close(branch, transaction));
    return branch;
  }

  /** CANCEL for an INVITE sent before (RFC 3261 section 9.1); it shares the INVITE's branch. */
  cancel(branch: string, reason: string): void {
    const invite = this.#sent.get(branch)?.request;
    if (!invite) return;
    const headers = new SipHeaders();
    for (const name of ['via', 'from', 'to', 'call-id', 'max-forwards']) {
      headers.add(name, invite.headers.get(name) ?? '');
    }
    headers.add('CSeq', `${cseqOf(invite.headers)?.number ?? 1} CANCEL`).add('Reason', reason);
    this.send({kind: 'request', method: 'CANCEL', uri: invite.uri, headers, body: ''});
  }

  /** A message that waits for no answer: an ACK. */
  sendAck(request: SipRequest): void {
    this.send({...request, headers: withVia(request.headers, `z9hG4bK${randomBytes(9).toString('hex')}`)});
  }

  /** Answers a request. `tag` goes into To where the request has none. */
  respond(
    request: SipRequest,
    status: number,
    reason: string,
    options: {tag?: string; headers?: readonly (readonly [string, string])[]; body?: string} = {},
  ): void {
    const headers = new SipHeaders();
    for (const name of ['via', 'from', 'to', 'call-id', 'cseq']) {
      for (const value of request.headers.all(name)) {
        const tagged = name === 'to' && status > 100 && !/;\s*tag=/i.test(value);
        headers.add(name, tagged ? `${value};tag=${options.tag ?? randomBytes(5).toString('hex')}` : value);
      }
    }
    headers.add('Server', 'Cisco-CUCM14.0');
    for (const [name, value] of options.headers ?? []) headers.add(name, value);
    this.send({kind: 'response', status, reason, headers, body: options.body ?? ''});
  }

  send(message: SipMessage): void {
    if (this.open && !this.#faults().stall && !this.#loses(message, 'switch'))
      this.#socket.send(writeSip(message));
  }

  /** Closes from our side, with a WebSocket close code; 1006 cuts the line without a word. */
  close(code: number): void {
    if (code === 1006) this.#socket.terminate();
    else this.#socket.close(code);
  }

  #receive(text: string): void {
    if (this.#faults().stall) return;
    // RFC 5626 section 4.4.1: two line ends ask, one answers.
    if (text.trim() === '') {
      if (this.open) this.#socket.send('\r\n');
      return;
    }
    const reading = readSip(text);
    if (!reading.ok) {
      this.#log('sip-refused', {why: reading.why});
      return;
    }
    const {message} = reading;
    if (this.#loses(message, 'browser')) return;
    if (message.kind === 'response') this.#onResponse(message);
    else this.#events.request(message, this);
  }

  #loses(message: SipMessage, from: 'browser' | 'switch'): boolean {
    const lost = getsLost(message, from, this.#faults());
    if (lost) this.#log('sip-lost', {message: kindOf(message), from});
    return lost;
  }

  #onResponse(response: SipResponse): void {
    const branch = branchOf(response.headers);
    const transaction = this.#sent.get(branch);
    const method = cseqOf(response.headers)?.method;
    if (!transaction || method !== transaction.method) {
      const isRepeated = method === 'INVITE' && response.status >= 200 && response.status < 300;
      if (isRepeated && this.#events.repeated(response)) return;
      if (method !== 'CANCEL') this.#log('sip-stray-response', {status: response.status});
      return;
    }
    if (response.status < 200) {
      transaction.listener(response);
      return;
    }
    transaction.cancelTimer();
    this.#sent.delete(branch);
    if (method === 'INVITE' && response.status >= 300) this.#ackRefusal(transaction.request, response);
    transaction.listener(response);
  }

  /** The ACK of a refused INVITE belongs to its transaction (RFC 3261 section 17.1.1.3). */
  #ackRefusal(invite: SipRequest, response: SipResponse): void {
    const headers = new SipHeaders();
    for (const name of ['via', 'from', 'call-id', 'max-forwards']) {
      headers.add(name, invite.headers.get(name) ?? '');
    }
    headers.add('To', response.headers.get('to') ?? '');
    headers.add('CSeq', `${cseqOf(invite.headers)?.number ?? 1} ACK`);
    this.send({kind: 'request', method: 'ACK', uri: invite.uri, headers, body: ''});
  }

  #close(branch: string, transaction: ClientTransaction): void {
    if (!this.#sent.delete(branch)) return;
    transaction.cancelTimer();
    transaction.listener('closed');
  }

  #onClose(): void {
    for (const [branch, transaction] of [...this.#sent]) this.#close(branch, transaction);
    this.#events.closed(this);
  }
}

function withVia(headers: SipHeaders, branch: string): SipHeaders {
  const all = new SipHeaders().add('Via', `SIP/2.0/WS switch.invalid;branch=${branch}`);
  for (const [name, value] of headers.lines) if (name !== 'via') all.add(name, value);
  return all;
}
