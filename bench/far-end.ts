/**
 * A far end for benches: SIP as text, in this very thread, and as quick as can be. It registers whoever asks, calls,
 * acknowledges, and lets itself be hung up: seven messages a call (INVITE, 100, 180, 200, ACK, BYE, 200).
 */
export class BenchFarEnd {
  /** Messages that came in and went out so far. */
  messages = 0;
  readonly #deliver: (text: string) => void;
  #contact = '';
  #calls = 0;
  #onBye: () => void = () => undefined;

  constructor(deliver: (text: string) => void) {
    this.#deliver = deliver;
  }

  /** Where the softphone is to be reached; a REGISTER says it too. */
  reachAt(uri: string): void {
    this.#contact = uri;
  }

  /** Begins a call; resolves when the softphone has hung up. */
  call(): Promise<void> {
    this.#calls += 1;
    const callId = `bench-${this.#calls}`;
    const over = new Promise<void>((resolve) => (this.#onBye = resolve));
    this.#say(
      [
        `INVITE ${this.#contact} SIP/2.0`,
        `Via: SIP/2.0/WS edge.invalid;branch=z9hG4bK${callId}`,
        'Max-Forwards: 70',
        'From: "Ann Other" <sip:5551234@edge.invalid>;tag=edge',
        'To: <sip:81001@edge.invalid>',
        `Call-ID: ${callId}`,
        'CSeq: 1 INVITE',
        'Contact: <sip:5551234@edge.invalid;transport=ws>',
        'Allow: INVITE, ACK, BYE, CANCEL, UPDATE',
        'Supported: timer, 100rel',
        'P-Asserted-Identity: "Ann Other" <sip:5551234@edge.invalid>',
        'Cisco-Guid: 0246897664-0000065536-0000000011-0167837962',
        'Content-Type: application/sdp',
      ],
      description,
    );
    return over;
  }

  /** What the softphone sent. */
  take(text: string): void {
    if (text.trim() === '') return;
    this.messages += 1;
    if (text.startsWith('REGISTER')) {
      this.#contact = /^Contact: <([^>]+)>/m.exec(text)?.[1] ?? '';
      this.#answer(text);
    } else if (text.startsWith('BYE')) {
      this.#answer(text);
      this.#onBye();
    } else if (text.startsWith('SIP/2.0 200') && /^CSeq: 1 INVITE/m.test(text)) this.#acknowledge(text);
  }

  #acknowledge(ok: string): void {
    const lines = ok.split('\r\n').filter((line) => /^(From|To|Call-ID):/.test(line));
    this.#say([
      `ACK ${this.#contact} SIP/2.0`,
      `Via: SIP/2.0/WS edge.invalid;branch=z9hG4bKack${this.#calls}`,
      'Max-Forwards: 70',
      ...lines,
      'CSeq: 1 ACK',
    ]);
  }

  #answer(request: string): void {
    const lines = request.split('\r\n').filter((line) => /^(Via|From|To|Call-ID|CSeq|Contact):/.test(line));
    const tagged = lines.map((line) => (/^To:(?!.*;tag=)/.test(line) ? `${line};tag=edge` : line));
    this.#say(['SIP/2.0 200 OK', ...tagged]);
  }

  #say(lines: readonly string[], body = ''): void {
    const text = [...lines, `Content-Length: ${body.length}`, '', body].join('\r\n');
    this.messages += 1;
    queueMicrotask(() => this.#deliver(text));
  }
}

/** An offer as an edge makes it. */
export const description = [
  'v=0',
  'o=edge 1 1 IN IP4 192.0.2.1',
  's=-',
  'c=IN IP4 192.0.2.1',
  't=0 0',
  'm=audio 30000 UDP/TLS/RTP/SAVPF 0 101',
  'a=rtpmap:0 PCMU/8000',
  'a=rtpmap:101 telephone-event/8000',
  'a=sendrecv',
  'a=ice-ufrag:abcd',
  'a=ice-pwd:0123456789abcdef01234567',
  'a=candidate:1 1 UDP 2130706431 192.0.2.1 30000 typ host',
  'a=fingerprint:sha-256 00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF:00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF',
  'a=setup:actpass',
  'a=rtcp-mux',
  '',
].join('\r\n');

/** How many calls before the heap is first looked at, and between that and the second look: as many, so that tables have grown as far. */
export const heapCalls = {warmUp: 2_000, measured: 2_000} as const;
