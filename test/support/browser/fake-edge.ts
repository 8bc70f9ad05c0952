import type {Clock} from '../../../src/base/clock.js';
import type {Log} from '../../../src/base/log.js';

/** A clock that stands still until a test moves it. */
export class TestClock implements Clock {
  #now = 0;
  #due: {at: number; run: () => void}[] = [];

  now(): number {
    return this.#now;
  }

  after(ms: number, run: () => void): () => void {
    const entry = {at: this.#now + ms, run};
    this.#due.push(entry);
    return () => {
      this.#due = this.#due.filter((other) => other !== entry);
    };
  }

  /** How far away each waiting timer is, nearest first. */
  get waiting(): readonly number[] {
    return this.#due.map(({at}) => at - this.#now).sort((a, b) => a - b);
  }

  advance(ms: number): void {
    const end = this.#now + ms;
    for (;;) {
      const [next] = this.#due.filter(({at}) => at <= end).sort((a, b) => a.at - b.at);
      if (!next) break;
      this.#due = this.#due.filter((entry) => entry !== next);
      this.#now = Math.max(this.#now, next.at);
      next.run();
    }
    this.#now = end;
  }
}

export const silentLog: Log = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};

/** Waits until `check` holds; the test's own time limit ends a vain wait. */
export async function until<T>(check: () => T): Promise<NonNullable<T>> {
  for (;;) {
    const value = check();
    if (value) return value;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

class FakeSocket extends EventTarget {
  readonly sent: string[] = [];
  isOpen = false;
  readonly #edge: FakeEdge;

  constructor(edge: FakeEdge) {
    super();
    this.#edge = edge;
  }

  send(text: string): void {
    this.sent.push(text);
    this.#edge.take(text, this);
  }

  close(): void {
    this.isOpen = false;
  }

  open(): void {
    this.isOpen = true;
    this.dispatchEvent(new Event('open'));
  }

  receive(text: string): void {
    this.dispatchEvent(new MessageEvent('message', {data: text}));
  }
}

/** An edge made of text: it takes what the softphone sends and says what the test wants. */
export class FakeEdge {
  readonly sockets: FakeSocket[] = [];
  /** Every SIP message that came in, oldest first. */
  readonly received: string[] = [];
  /** Whether new sockets open, and what REGISTER is answered with. */
  accepts = true;
  registerStatus = 200;
  /** What the next REGISTER alone is answered with, before those. */
  registerOnce: {readonly status: number; readonly headers: readonly string[]} | undefined;
  /** What a REGISTER is challenged with (the value of WWW-Authenticate); undefined accepts it. */
  challenge: (register: string) => string | undefined = () => undefined;
  /** Seconds a registration is granted for; undefined says nothing of it. */
  grants: number | undefined;
  /** What the softphone's BYEs are answered with: nothing, once they get lost. */
  losesByes = false;
  /** Whether the registrar knows where the line is. */
  bound = false;
  #count = 0;

  readonly createSocket = (): WebSocket => {
    const socket = new FakeSocket(this);
    this.sockets.push(socket);
    queueMicrotask(() => {
      if (this.accepts) socket.open();
      else socket.dispatchEvent(new CloseEvent('close', {code: 1006}));
    });
    return socket as unknown as WebSocket;
  };

  get socket(): FakeSocket {
    const socket = this.sockets.at(-1);
    if (!socket) throw new Error('no socket yet');
    return socket;
  }

  take(text: string, socket: FakeSocket): void {
    if (text.trim() === '') return;
    this.received.push(text);
    const once = text.startsWith('REGISTER') ? this.registerOnce : undefined;
    if (once) {
      this.registerOnce = undefined;
      queueMicrotask(() => socket.receive(answerTo(text, once.status, once.headers)));
    } else if (text.startsWith('REGISTER') && this.registerStatus !== 0) {
      const challenge = this.challenge(text);
      const answer =
        challenge === undefined
          ? answerTo(text, this.registerStatus, this.#granted(text))
          : answerTo(text, 401, [`WWW-Authenticate: ${challenge}`]);
      if (challenge === undefined && this.registerStatus === 200) this.bound = !/expires=0\r/.test(text);
      queueMicrotask(() => socket.receive(answer));
    }
    if (text.startsWith('BYE') && !this.losesByes) queueMicrotask(() => socket.receive(answerTo(text, 200)));
  }

  /** The registrar's list of contacts, with how long ours is kept. */
  #granted(register: string): readonly string[] {
    const contact = /^Contact: (<[^>]*>)/m.exec(register)?.[1] ?? '';
    return this.grants === undefined
      ? []
      : [`Contact: <sip:other@host.invalid>;expires=7,${contact};expires=${this.grants}`];
  }

  cut(code = 1006): void {
    this.socket.dispatchEvent(new CloseEvent('close', {code}));
  }

  /** Rings the softphone; the answer is the call's number, to find its messages by. */
  invite(extra: readonly string[] = [], body = '', isSdp = true): string {
    this.#count += 1;
    const callId = `call-${this.#count}`;
    const type = body !== '' && isSdp ? ['Content-Type: application/sdp'] : [];
    this.socket.receive(this.#request('INVITE', callId, 1, [...extra, ...type], body, false));
    return callId;
  }

  /** `number`: the CSeq of the INVITE that was answered. */
  ack(callId: string, number = 1, body = ''): void {
    this.socket.receive(this.#request('ACK', callId, number, [], body));
  }

  reinvite(callId: string, number: number, extra: readonly string[] = [], body = ''): void {
    this.socket.receive(this.#request('INVITE', callId, number, extra, body));
  }

  /** Sends a request of a call as somebody who knows its Call-ID and has guessed the tags. */
  forge(method: 'BYE' | 'INVITE' | 'UPDATE' | 'CANCEL' | 'INFO', callId: string): void {
    const text = this.#request(method, callId, 90, [], '')
      .replace(/^From:.*$/m, 'From: <sip:5550000@edge.invalid>;tag=guessed')
      .replace(/^(To: [^;]*).*$/m, '$1;tag=guessed');
    this.socket.receive(text);
  }

  /** Answers the newest INVITE that the softphone sent. `tag`: which end answers, where there are several. */
  answerInvite(status: number, {headers = [], body = '', tag = 'edge'}: AnswerParts = {}): void {
    const invite = this.received.filter((text) => text.startsWith('INVITE')).at(-1) ?? '';
    this.socket.receive(answerTo(invite, status, headers, body, tag));
  }

  info(callId: string, number: number, extra: readonly string[] = []): void {
    this.socket.receive(this.#request('INFO', callId, number, extra, ''));
  }

  /** Takes a ringing call back. */
  cancel(callId: string, extra: readonly string[] = []): void {
    this.socket.receive(this.#request('CANCEL', callId, 1, extra, '').replace('CANCEL1', 'INVITE1'));
  }

  /** Acknowledges the newest reliable provisional answer (RFC 3262); `number` is the CSeq of the PRACK itself. */
  prack(callId: string, number: number, body = ''): void {
    const rseq = this.#of(callId)
      .map((text) => /^RSeq: (\d+)/m.exec(text)?.[1])
      .filter((found) => found !== undefined)
      .at(-1);
    this.socket.receive(this.#request('PRACK', callId, number, [`RAck: ${rseq ?? ''} 1 INVITE`], body));
  }

  /** Asks the softphone to call somebody else: in its call, or out of the blue where there is none of that number. */
  refer(callId: string, number: number, extra: readonly string[]): void {
    this.socket.receive(this.#request('REFER', callId, number, extra, ''));
  }

  /** Answers the newest REFER that the softphone sent. */
  answerRefer(status: number): void {
    const refer = this.received.filter((text) => text.startsWith('REFER')).at(-1) ?? '';
    this.socket.receive(answerTo(refer, status));
  }

  /** Tells what became of a REFER (RFC 3515): a status line as text, and the state of the subscription. */
  notify(callId: string, number: number, status: string, subscription: string): void {
    const extra = ['Event: refer', `Subscription-State: ${subscription}`, 'Content-Type: message/sipfrag'];
    this.socket.receive(this.#request('NOTIFY', callId, number, extra, `SIP/2.0 ${status}\r\n`, false));
  }

  bye(callId: string, number: number): void {
    this.socket.receive(this.#request('BYE', callId, number, [], ''));
  }

  /** The status lines of the answers to a call's INVITEs, oldest first. */
  answers(callId: string): readonly string[] {
    return this.#of(callId).map((text) => text.split('\r\n')[0]?.replace('SIP/2.0 ', '') ?? '');
  }

  /** The tag that the softphone gave its side of a call. */
  tagOf(callId: string): string {
    const answer = this.#of(callId).find((text) => /^SIP\/2\.0 (18|200)/.test(text)) ?? '';
    return /^To:.*;tag=(\S+)/m.exec(answer)?.[1] ?? '';
  }

  /** The body of the newest answer of a call with that status. */
  description(callId: string, status = 200): string | undefined {
    const text = this.#of(callId)
      .filter((answer) => answer.startsWith(`SIP/2.0 ${status}`))
      .at(-1);
    return text?.slice(text.indexOf('\r\n\r\n') + 4);
  }

  #of(callId: string): readonly string[] {
    return this.received.filter(
      (text) => text.startsWith('SIP/2.0') && text.includes(`Call-ID: ${callId}\r\n`),
    );
  }

  #request(
    method: string,
    callId: string,
    number: number,
    extra: readonly string[],
    body: string,
    typed = true,
  ): string {
    const register = this.received.filter((text) => text.startsWith('REGISTER')).at(-1) ?? '';
    const target = /Contact: <([^>]+)>/.exec(register)?.[1] ?? 'sip:nobody@invalid';
    const ok = this.#of(callId)
      .filter((text) => method !== 'CANCEL' && /^SIP\/2\.0 (18|200)/.test(text))
      .at(-1);
    const tag = /^To:.*;tag=(\S+)/m.exec(ok ?? '')?.[1];
    return [
      `${method} ${target} SIP/2.0`,
      `Via: SIP/2.0/WS edge.invalid;branch=z9hG4bK${callId}${method}${number}`,
      'Max-Forwards: 70',
      'From: "From" <sip:5550000@edge.invalid>;tag=edge',
      `To: <sip:81001@edge.invalid>${tag === undefined ? '' : `;tag=${tag}`}`,
      `Call-ID: ${callId}`,
      `CSeq: ${number} ${method}`,
      'Contact: <sip:5550000@edge.invalid;transport=ws>',
      ...extra,
      ...(body === '' || !typed ? [] : ['Content-Type: application/sdp']),
      `Content-Length: ${new TextEncoder().encode(body).length}`,
      '',
      body,
    ].join('\r\n');
  }
}

interface AnswerParts {
  readonly headers?: readonly string[];
  readonly body?: string;
  readonly tag?: string;
}

/** An answer to a request of the softphone, as text. */
export function answerTo(
  request: string,
  status: number,
  extra: readonly string[] = [],
  body = '',
  tag = 'edge',
): string {
  const ownContact = extra.some((line) => line.startsWith('Contact:'));
  const lines = request
    .split('\r\n')
    .filter((line) => /^(Via|From|To|Call-ID|CSeq|Contact):/.test(line))
    .filter((line) => !ownContact || !line.startsWith('Contact:'));
  const tagged = lines.map((line) =>
    line.startsWith('To:') && !line.includes('tag=') ? `${line};tag=${tag}` : line,
  );
  const type = body === '' ? [] : ['Content-Type: application/sdp'];
  const size = `Content-Length: ${new TextEncoder().encode(body).length}`;
  return [`SIP/2.0 ${status} Answer`, ...tagged, ...extra, ...type, size, '', body].join('\r\n');
}

/** Counts the peer connections of this page from when it is made until {@link restore}. */
export class PeerWatch {
  readonly made: RTCPeerConnection[] = [];
  readonly #original = window.RTCPeerConnection;

  constructor() {
    const {made} = this;
    window.RTCPeerConnection = class extends this.#original {
      constructor(configuration?: RTCConfiguration) {
        super(configuration);
        made.push(this);
      }
    };
  }

  get open(): readonly RTCPeerConnection[] {
    return this.made.filter((peer) => peer.signalingState !== 'closed');
  }

  restore(): void {
    window.RTCPeerConnection = this.#original;
  }
}

/** A permission that a test grants and takes away. */
export class FakePermission extends EventTarget {
  state: PermissionState;

  constructor(state: PermissionState) {
    super();
    this.state = state;
  }

  readonly query = (): Promise<PermissionStatus> => Promise.resolve(this as unknown as PermissionStatus);

  change(state: PermissionState): void {
    this.state = state;
    this.dispatchEvent(new Event('change'));
  }
}

/** A microphone that says a steady tone, and counts how often it was asked for and how many tracks still live. */
export class FakeMicrophone extends EventTarget {
  asked = 0;
  /** What is plugged in, by id. */
  devices: readonly string[] = ['first'];
  refusal: DOMException | undefined;
  readonly tracks: MediaStreamTrack[] = [];

  readonly getUserMedia = async (): Promise<MediaStream> => {
    this.asked += 1;
    await Promise.resolve();
    if (this.refusal) throw this.refusal;
    if (this.devices.length === 0) throw new DOMException('', 'NotFoundError');
    const context = new AudioContext();
    const tone = new OscillatorNode(context, {frequency: 700});
    const end = new MediaStreamAudioDestinationNode(context, {channelCount: 1});
    tone.connect(end);
    tone.start();
    this.tracks.push(...end.stream.getAudioTracks());
    return end.stream;
  };

  readonly enumerateDevices = (): Promise<MediaDeviceInfo[]> =>
    Promise.resolve(
      this.devices.map(
        (deviceId) => ({kind: 'audioinput', deviceId, groupId: '', label: ''}) as MediaDeviceInfo,
      ),
    );

  /** Plugs in and out; the browser tells by an event. */
  plug(...devices: readonly string[]): void {
    this.devices = devices;
    this.dispatchEvent(new Event('devicechange'));
  }

  /** What a browser does when the captured device, or the permission for it, goes away. */
  end(): void {
    for (const track of this.tracks.filter(({readyState}) => readyState === 'live')) {
      track.stop();
      track.dispatchEvent(new Event('ended'));
    }
  }

  get live(): number {
    return this.tracks.filter((track) => track.readyState === 'live').length;
  }
}
