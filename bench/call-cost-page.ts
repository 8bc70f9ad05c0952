/**
 * Runs in Node and in Chromium: calls through our softphone, and through the bare SIP library, both with a media handler
 * that does nothing and the same far end in the same thread.
 */
import {EmitterImpl, SIPExtension, TransportState, UserAgent} from 'sip.js';
import type {SessionDescriptionHandler, Transport, Web} from 'sip.js';
import {browserClock} from '../src/base/clock.js';
import {createSoftphone} from '../src/softphone/phone.js';
import {BenchFarEnd, description} from './far-end.js';

const quiet = {debug() {}, info() {}, warn() {}, error() {}};
const media: SessionDescriptionHandler = {
  close: () => undefined,
  getDescription: () => Promise.resolve({body: description, contentType: 'application/sdp'}),
  hasDescription: (type) => type === 'application/sdp',
  sendDtmf: () => true,
  setDescription: () => Promise.resolve(),
};
const describe = (() => media) as unknown as Web.SessionDescriptionHandlerFactory;

/** Makes calls, one after the other, and can be put away. */
export interface Caller {
  call(count: number): Promise<void>;
  /** SIP messages so far, in both directions. */
  readonly messages: number;
}

/** A microphone that gives a new track each time, as they do. */
const mediaDevices = {
  getUserMedia: () => Promise.resolve({getAudioTracks: () => [aTrack()]} as unknown as MediaStream),
};
function aTrack(): MediaStreamTrack {
  const nothing = () => undefined;
  const track = {readyState: 'live', enabled: true, clone: aTrack, stop: nothing, addEventListener: nothing};
  return track as unknown as MediaStreamTrack;
}

/** The part of a WebSocket that the softphone uses, with the far end behind it. */
class BenchSocket {
  readonly far = new BenchFarEnd((data) => this.#tell('message', {data}));
  readonly #listeners = new Map<string, (event: unknown) => void>();

  /** As when a WebSocket is made: it opens after whoever wanted it has put its listeners on. */
  open(): WebSocket {
    queueMicrotask(() => this.#tell('open', {}));
    return this as unknown as WebSocket;
  }

  addEventListener(type: string, listener: (event: unknown) => void): void {
    this.#listeners.set(type, listener);
  }

  send(text: string): void {
    this.far.take(text);
  }

  close(): void {
    this.#listeners.clear();
  }

  #tell(type: string, event: unknown): void {
    this.#listeners.get(type)?.(event);
  }
}

/** The softphone as it is. */
export async function ours(): Promise<Caller> {
  const socket = new BenchSocket();
  const {far} = socket;
  const phone = createSoftphone({
    servers: ['wss://edge.invalid/sip'],
    domain: 'edge.invalid',
    number: '81001',
    credentials: () => Promise.resolve({username: '81001', password: 'secret'}),
    createSocket: () => socket.open(),
    microphone: {echoCancellation: true, noiseSuppression: true, autoGainControl: true},
    mediaDevices,
    permissions: {query: () => Promise.reject(new TypeError())},
    describe,
    clock: browserClock,
    log: quiet,
  });
  phone.start();
  await until(() => phone.registration.state === 'registered');
  const one = async () => {
    const over = far.call();
    const leg = await until(() => phone.legs.state[0]);
    await phone.answer(leg.id);
    await phone.hangUp(leg.id);
    await over;
    await until(() => phone.legs.state.length === 0);
  };
  return {
    call: (count) => repeat(one, count),
    get messages() {
      return far.messages;
    },
  };
}

/** A transport that hands text on, and nothing more. */
class BareTransport implements Transport {
  readonly protocol = 'WS';
  readonly stateChange = new EmitterImpl<TransportState>();
  state = TransportState.Disconnected;
  onConnect: (() => void) | undefined;
  onDisconnect: ((error?: Error) => void) | undefined;
  onMessage: ((message: string) => void) | undefined;
  readonly far = new BenchFarEnd((text) => this.onMessage?.(text));

  isConnected = (): boolean => this.state === TransportState.Connected;
  connect = (): Promise<void> => this.#move(TransportState.Connected);
  disconnect = (): Promise<void> => this.#move(TransportState.Disconnected);
  dispose = (): Promise<void> => this.disconnect();

  send(message: string): Promise<void> {
    this.far.take(message);
    return Promise.resolve();
  }

  #move(state: TransportState): Promise<void> {
    this.state = state;
    this.stateChange.emit(state);
    return Promise.resolve();
  }
}

/** The library alone, set up as ours sets it up, answering whatever rings. */
export async function bare(): Promise<Caller> {
  let answered: Promise<void> = Promise.resolve();
  const agent = new UserAgent({
    uri: UserAgent.makeURI('sip:81001@edge.invalid'),
    transportConstructor: BareTransport as never,
    sessionDescriptionHandlerFactory: describe,
    sendInitialProvisionalResponse: false,
    sipExtension100rel: SIPExtension.Supported,
    logBuiltinEnabled: false,
    delegate: {
      onInvite: (invitation) => {
        answered = invitation
          .progress()
          .then(() => invitation.accept())
          .then(async () => void (await invitation.bye()));
      },
    },
  } as ConstructorParameters<typeof UserAgent>[0]);
  await agent.start();
  const {far} = agent.transport as BareTransport;
  far.reachAt(agent.contact.uri.toString());
  const one = async () => {
    await far.call();
    await answered;
  };
  return {
    call: (count) => repeat(one, count),
    get messages() {
      return far.messages;
    },
  };
}

async function repeat(one: () => Promise<void>, count: number): Promise<void> {
  for (let made = 0; made < count; made += 1) {
    await one();
    // what waits for a turn of its own gets one
    if (made % 20 === 19) await new Promise((resolve) => setTimeout(resolve));
  }
}

async function until<T>(look: () => T): Promise<NonNullable<T>> {
  for (let turn = 1; ; turn += 1) {
    const found = look();
    if (found) return found;
    await (turn % 100 === 0 ? new Promise((resolve) => setTimeout(resolve)) : undefined);
  }
}

Object.assign(globalThis, {callCost: {ours, bare}});
