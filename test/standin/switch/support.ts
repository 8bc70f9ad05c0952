import {createServer} from 'node:http';
import type {AddressInfo} from 'node:net';
import {once} from 'node:events';
import {MediaStreamTrack, RTCPeerConnection, RTCRtpCodecParameters, RtpHeader, RtpPacket} from 'werift';
import {WebSocket} from 'ws';
import {FRAME} from '../../../standin/switch/media/frame.js';
import {decodeMuLaw, encodeMuLaw} from '../../../standin/switch/media/mu-law.js';
import {SoundMeter} from '../../../standin/switch/media/spectrum.js';
import {tone} from '../../../standin/switch/media/tones.js';
import {digestResponse, readDigest} from '../../../standin/switch/sip/digest.js';
import {SipHeaders, cseqOf, readSip, writeSip} from '../../../standin/switch/sip/message.js';
import type {SipMessage, SipRequest, SipResponse} from '../../../standin/switch/sip/message.js';
import {Switch, type SwitchOptions} from '../../../standin/switch/switch.js';
import {realClock} from '../../../standin/world/clock.js';
import type {LegNews, LegOffer} from '../../../standin/world/legs.js';

/** A caller's call for the line 81001, a browser's; the name is one that has to be quoted. */
export const offerToBrowser: LegOffer = {
  legId: 'browser',
  callId: 'call',
  end: 'sip',
  number: '81001',
  from: {number: '5551234', name: 'Ann "A"'},
  voice: {kind: 'silence'},
};

/** News as lines of text, and a way to wait for one. */
export function aNews(): LegNews & {lines: string[]; until: (line: string) => Promise<void>} {
  const lines: string[] = [];
  const wakers = new Set<() => void>();
  const add = (...parts: string[]) => {
    lines.push(parts.join(' '));
    for (const wake of wakers) wake();
  };
  return {
    lines,
    until: (line) =>
      new Promise((resolve) => {
        const check = () => {
          if (!lines.includes(line)) return;
          wakers.delete(check);
          resolve();
        };
        wakers.add(check);
        check();
      }),
    dialled: ({legId, end, from, to}) => add('dialled', legId, end, from.number, to),
    takesOver: ({legId, from, place}) => add('takes-over', legId, from.number, place),
    ringing: (legId) => add('ringing', legId),
    answered: (legId) => add('answered', legId),
    refused: (legId, cause) => add('refused', legId, cause),
    released: (legId, cause) => add('released', legId, cause),
    heldByEnd: (legId, held) => add('held-by-end', legId, String(held)),
    referred: (legId, to) => add('referred', legId, JSON.stringify(to)),
    digit: (legId, digit) => add('digit', legId, digit),
    registered: (number, isRegistered) => add('registered', number, String(isRegistered)),
  };
}

/** A switch behind a real HTTP server on a free port; passwords equal user numbers. */
export async function aSwitch(more: Pick<SwitchOptions, 'limits'> = {}): Promise<{
  own: Switch;
  news: ReturnType<typeof aNews>;
  url: string;
  stop: () => Promise<void>;
}> {
  const news = aNews();
  const own = new Switch({
    news,
    clock: realClock,
    secretFor: (user) => (/^8100\d$/.test(user) ? [user] : []),
    ...more,
  });
  const server = createServer();
  server.on('upgrade', (request, socket, head) => own.handleUpgrade(request, socket, head));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `ws://127.0.0.1:${(server.address() as AddressInfo).port}/sip`;
  const stop = async () => {
    await own.stop();
    server.close();
  };
  return {own, news, url, stop};
}

/** Waits until `check` holds; the test's own time limit ends a vain wait. */
export async function until(check: () => boolean): Promise<void> {
  while (!check()) await new Promise((resolve) => setTimeout(resolve, 20));
}

/** A browser's part played in Node: just enough SIP, and a peer connection that says a tone. */
export class SipClient {
  readonly received: SipMessage[] = [];
  readonly heard = new SoundMeter();
  readonly peer: RTCPeerConnection;
  #socket: WebSocket;
  readonly #url: string;
  readonly #user: string;
  readonly #track = new MediaStreamTrack({kind: 'audio'});
  #timer: NodeJS.Timeout | undefined;
  #seq = 0;

  constructor(url: string, user: string) {
    this.#url = url;
    this.#user = user;
    this.#socket = this.#connect();
    const pcmu = new RTCRtpCodecParameters({
      mimeType: 'audio/PCMU',
      clockRate: 8_000,
      channels: 1,
      payloadType: 0,
    });
    this.peer = new RTCPeerConnection({
      iceServers: [],
      iceUseIpv6: false,
      iceAdditionalHostAddresses: ['127.0.0.1'],
      codecs: {audio: [pcmu], video: []},
    });
  }

  #connect(): WebSocket {
    const socket = new WebSocket(this.#url, 'sip');
    socket.on('message', (data) => {
      const reading = readSip(String(data));
      if (reading.ok) this.received.push(reading.message);
    });
    return socket;
  }

  /** Drops the socket without a word; the peer connection stays. */
  async lose(): Promise<void> {
    this.#socket.terminate();
    await once(this.#socket, 'close');
    this.#socket = this.#connect();
  }

  async opened(): Promise<void> {
    if (this.#socket.readyState !== WebSocket.OPEN) await once(this.#socket, 'open');
  }

  raw(text: string): void {
    this.#socket.send(text);
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    this.#socket.terminate();
    await this.peer.close();
  }

  /** The first message that arrived, or arrives, and passes. */
  async next<M extends SipMessage>(passes: (message: SipMessage) => message is M): Promise<M> {
    await until(() => this.received.some(passes));
    const at = this.received.findIndex(passes);
    const [message] = this.received.splice(at, 1);
    if (!message || !passes(message)) throw new Error('gone');
    return message;
  }

  request(
    method: string,
    options: {uri?: string; to?: string; callId?: string; seq?: number; tag?: string} = {},
  ): SipRequest {
    this.#seq = options.seq ?? this.#seq + 1;
    const headers = new SipHeaders()
      .add('Via', `SIP/2.0/WS c.invalid;branch=z9hG4bK${method}${this.#seq}`)
      .add('From', `<sip:${this.#user}@switch.invalid>;tag=${options.tag ?? 'client'}`)
      .add('To', options.to ?? `<sip:${this.#user}@switch.invalid>`)
      .add('Call-ID', options.callId ?? 'client-call')
      .add('CSeq', `${this.#seq} ${method}`)
      .add('Contact', `<sip:${this.#user}@c.invalid;transport=ws>`);
    return {kind: 'request', method, uri: options.uri ?? 'sip:switch.invalid', headers, body: ''};
  }

  send(message: SipMessage): void {
    this.#socket.send(writeSip(message));
  }

  /** Sends a request and gives its final answer. */
  async ask(request: SipRequest): Promise<SipResponse> {
    this.send(request);
    const seq = cseqOf(request.headers)?.number;
    return this.next(
      (message): message is SipResponse =>
        message.kind === 'response' && message.status >= 200 && cseqOf(message.headers)?.number === seq,
    );
  }

  async register(password: string, expires = 120): Promise<SipResponse> {
    await this.opened();
    const first = this.request('REGISTER');
    first.headers.add('Expires', String(expires));
    const challenge = readDigest((await this.ask(first)).headers.get('www-authenticate') ?? '');
    const nonce = challenge?.get('nonce') ?? '';
    const realm = challenge?.get('realm') ?? '';
    const facts = {
      username: this.#user,
      realm,
      nonce,
      uri: 'sip:switch.invalid',
      nc: '00000001',
      cnonce: 'c',
      qop: 'auth',
    };
    const second = this.request('REGISTER');
    const response = digestResponse({...facts, method: 'REGISTER', password});
    second.headers.add('Expires', String(expires));
    second.headers.add(
      'Authorization',
      `Digest username="${facts.username}", realm="${realm}", nonce="${nonce}", uri="${facts.uri}", ` +
        `response="${response}", algorithm=MD5, cnonce="c", qop=auth, nc=00000001`,
    );
    return this.ask(second);
  }

  async invited(): Promise<SipRequest> {
    return this.next(
      (message): message is SipRequest => message.kind === 'request' && message.method === 'INVITE',
    );
  }

  respond(
    request: SipRequest,
    status: number,
    body = '',
    extra: readonly (readonly [string, string])[] = [],
  ): void {
    const headers = new SipHeaders();
    for (const name of ['via', 'from', 'call-id', 'cseq']) headers.add(name, request.headers.get(name) ?? '');
    const to = request.headers.get('to') ?? '';
    headers.add('To', /tag=/.test(to) ? to : `${to};tag=client`);
    headers.add('Contact', `<sip:${this.#user}@c.invalid;transport=ws>`);
    for (const [name, value] of extra) headers.add(name, value);
    if (body !== '') headers.add('Content-Type', 'application/sdp');
    this.send({kind: 'response', status, reason: 'x', headers, body});
  }

  /** Answers an offer, or makes one when `offer` is empty; from then on says `hz` and listens. */
  async describe(offer: string, hz: number): Promise<string> {
    if (offer !== '') {
      await this.peer.setRemoteDescription({type: 'offer', sdp: offer});
      const [transceiver] = this.peer.getTransceivers();
      await transceiver?.sender.replaceTrack(this.#track);
      transceiver?.setDirection('sendrecv');
      await this.peer.setLocalDescription(await this.peer.createAnswer());
    } else {
      this.peer.addTransceiver(this.#track, {direction: 'sendrecv'});
      await this.peer.setLocalDescription(await this.peer.createOffer());
    }
    this.peer.dtlsTransports[0]?.onRtp.subscribe((packet) => this.heard.add(decodeMuLaw(packet.payload)));
    this.#speak(hz);
    return this.peer.localDescription?.sdp ?? '';
  }

  #speak(hz: number): void {
    const source = tone(hz);
    let count = 0;
    this.#timer = setInterval(() => {
      if (this.peer.connectionState !== 'connected') return;
      count += 1;
      const header = new RtpHeader({
        payloadType: 0,
        sequenceNumber: count & 0xffff,
        timestamp: count * FRAME,
      });
      this.#track.writeRtp(new RtpPacket(header, encodeMuLaw(source.next().value)));
    }, 20);
  }
}
