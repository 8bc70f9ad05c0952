import {answerTo, type FakeEdge} from './fake-edge.js';

/** What stands in a document of RFC 4235 about one call. */
export interface DialogWords {
  readonly id?: string;
  readonly state?: string;
  readonly direction?: 'initiator' | 'recipient';
  /** The value of `+sip.rendering`; absent: nothing is said of it. */
  readonly rendering?: string;
  readonly callId?: string;
  readonly remote?: string;
}

/** One dialog as an element. */
export function aDialogElement(words: DialogWords = {}): string {
  const {id = 'a', state = 'confirmed', direction = 'recipient', rendering, callId = 'there@switch'} = words;
  const {remote = '<identity display="Ann">sip:5550142@edge.invalid</identity>'} = words;
  const param = rendering === undefined ? '' : `<param pname="+sip.rendering" pval="${rendering}"/>`;
  return (
    `<dialog id="${id}" call-id="${callId}" local-tag="l1" remote-tag="r1" direction="${direction}">` +
    `<state>${state}</state><local><target uri="sip:82001@edge.invalid">${param}</target></local>` +
    `<remote>${remote}</remote></dialog>`
  );
}

/** A document of RFC 4235. */
export const aDialogInfo = (
  version: number,
  dialogs: readonly DialogWords[],
  state: 'full' | 'partial' = 'full',
  entity = 'sip:82001@edge.invalid',
): string =>
  `<?xml version="1.0"?><dialog-info xmlns="urn:ietf:params:xml:ns:dialog-info" version="${version}" ` +
  `state="${state}" entity="${entity}">${dialogs.map(aDialogElement).join('')}</dialog-info>`;

/** The notifier of a line behind a fake edge: answers the newest SUBSCRIBE, and tells. */
export class FakeNotifier {
  readonly #edge: FakeEdge;
  readonly #event: string;
  #seq = 100;

  constructor(edge: FakeEdge, event = 'dialog') {
    this.#edge = edge;
    this.#event = event;
  }

  /** What was asked, oldest first. */
  get asked(): readonly string[] {
    return this.#edge.received.filter(
      (text) => text.startsWith('SUBSCRIBE') && text.includes(`Event: ${this.#event}\r\n`),
    );
  }

  answer(status = 200, headers: readonly string[] = ['Expires: 600']): void {
    this.#edge.socket.receive(answerTo(this.asked.at(-1) ?? '', status, headers));
  }

  /** Tells, in the newest subscription. The answer's status comes from {@link answerTo}. */
  tell(
    body: string,
    more: {state?: string; tag?: string; seq?: number; type?: string; callId?: string} = {},
  ): string {
    const subscribe = this.asked.at(-1) ?? '';
    const of = (name: string) => new RegExp(`^${name}: (.*)\r$`, 'm').exec(subscribe)?.[1] ?? '';
    this.#seq = more.seq ?? this.#seq + 1;
    const branch = `z9hG4bKnotify${this.#event}${this.#seq}${crypto.randomUUID()}`;
    this.#edge.socket.receive(
      [
        `NOTIFY ${/<([^>]+)>/.exec(of('Contact'))?.[1] ?? ''} SIP/2.0`,
        `Via: SIP/2.0/WS edge.invalid;branch=${branch}`,
        'Max-Forwards: 70',
        `From: ${of('To').replace(/;tag=.*/, '')};tag=${more.tag ?? 'edge'}`,
        `To: ${of('From')}`,
        `Call-ID: ${more.callId ?? of('Call-ID')}`,
        `CSeq: ${this.#seq} NOTIFY`,
        'Contact: <sip:82001@edge.invalid;transport=ws>',
        `Event: ${this.#event}`,
        `Subscription-State: ${more.state ?? 'active'}`,
        ...(body === '' ? [] : [`Content-Type: ${more.type ?? this.#type}`]),
        `Content-Length: ${new TextEncoder().encode(body).length}`,
        '',
        body,
      ].join('\r\n'),
    );
    return branch;
  }

  /** How a NOTIFY was answered. */
  answerTo(branch: string): string | undefined {
    const text = this.#edge.received.find((each) => each.startsWith('SIP/2.0') && each.includes(branch));
    return text?.slice(8, 11);
  }

  get #type(): string {
    return this.#event === 'dialog' ? 'application/dialog-info+xml' : 'application/x-as-feature-event+xml';
  }
}
