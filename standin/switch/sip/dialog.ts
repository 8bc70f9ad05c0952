import {randomBytes} from 'node:crypto';
import {readAddress} from './address.js';
import {SipHeaders, cseqOf} from './message.js';
import type {SipMessage, SipRequest} from './message.js';
import type {Replaces} from './replaces.js';

/** A new tag in the form a Unified CM writes. */
export function newTag(): string {
  return `${randomBytes(3).readUIntBE(0, 3)}~${randomBytes(8).toString('hex')}`;
}

/** The tag of a From or To header; empty when it has none. */
export function tagOf(message: SipMessage, header: 'from' | 'to'): string {
  return readAddress(message.headers.get(header) ?? '')?.params.get('tag') ?? '';
}

/** One dialog (RFC 3261 section 12): how its requests look, and which requests belong to it. */
export class Dialog {
  readonly callId: string;
  readonly localTag: string;
  remoteTag: string;
  /** The other side's Contact: where our requests go. */
  target: string;
  readonly #local: string;
  readonly #remote: string;
  #localSeq: number;
  #remoteSeq = -1;

  constructor(parts: {
    callId: string;
    localTag: string;
    remoteTag: string;
    local: string;
    remote: string;
    target: string;
    localSeq: number;
  }) {
    this.callId = parts.callId;
    this.localTag = parts.localTag;
    this.remoteTag = parts.remoteTag;
    this.target = parts.target;
    this.#local = parts.local;
    this.#remote = parts.remote;
    this.#localSeq = parts.localSeq;
  }

  /** Whether a request names this dialog: Call-ID and both tags. */
  owns(request: SipRequest): boolean {
    return (
      request.headers.get('call-id') === this.callId &&
      tagOf(request, 'to') === this.localTag &&
      (this.remoteTag === '' || tagOf(request, 'from') === this.remoteTag)
    );
  }

  /** Whether a Replaces header of who is at the other side names this dialog: their own tag is its from-tag. */
  isNamedBy({callId, toTag, fromTag}: Replaces): boolean {
    return callId === this.callId && toTag === this.localTag && fromTag === this.remoteTag;
  }

  /** Accepts a request's CSeq if it is newer than all before (RFC 3261 section 12.2.2). */
  advance(request: SipRequest): boolean {
    const number = cseqOf(request.headers)?.number ?? -1;
    if (number <= this.#remoteSeq) return false;
    this.#remoteSeq = number;
    return true;
  }

  /** A request within the dialog. An ACK takes the number of its INVITE. */
  request(
    method: string,
    extra: readonly (readonly [string, string])[] = [],
    body = '',
    ackOf?: SipRequest,
  ): SipRequest {
    const number = ackOf ? (cseqOf(ackOf.headers)?.number ?? 1) : (this.#localSeq += 1);
    const headers = new SipHeaders()
      .add('Max-Forwards', '70')
      .add('From', `${this.#local};tag=${this.localTag}`)
      .add('To', this.remoteTag === '' ? this.#remote : `${this.#remote};tag=${this.remoteTag}`)
      .add('Call-ID', this.callId)
      .add('CSeq', `${number} ${method}`)
      .add('User-Agent', 'Cisco-CUCM14.0');
    for (const [name, value] of extra) headers.add(name, value);
    if (body !== '' && headers.get('content-type') === undefined)
      headers.add('Content-Type', 'application/sdp');
    return {kind: 'request', method, uri: this.target, headers, body};
  }
}
