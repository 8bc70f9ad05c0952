/**
 * Runs in Chromium: answers calls and says how long it took from the press to the moment the answer was on its way, and
 * to the moment the caller's sound came in; milliseconds. Three ways side by side: the softphone as it is, the softphone
 * with nothing made ahead, and a bare peer connection that gathers fully and is not told of SIP at all.
 */
import {browserClock} from '../src/base/clock.js';
import {createSoftphone} from '../src/softphone/phone.js';
import type {SoftphonePort} from '../src/softphone/types.js';

export interface SetUpTimes {
  /** From the press to the 200, or the bare answer, handed to the socket. */
  readonly sent: number;
  /** From the press to the first audio packet of the far end. */
  readonly audio: number;
  /** From the press until the microphone was open: the part nobody may prepare. */
  readonly microphone: number;
}

const constraints = {echoCancellation: false, noiseSuppression: false, autoGainControl: false};
const quiet = {debug() {}, info() {}, warn() {}, error() {}};
const phones = new Map<string, SoftphonePort>();
const marks = {sent: 0, audio: 0, microphone: 0};
const openPeers = new Set<RTCPeerConnection>();

const until = async <T>(look: () => T | undefined | false): Promise<T> => {
  for (;;) {
    const found = look();
    if (found !== undefined && found !== false) return found;
    await new Promise((again) => setTimeout(again, 5));
  }
};

/** Counts peer connections, and marks when the first packet reaches one. */
class WatchedPeer extends RTCPeerConnection {
  constructor(configuration?: RTCConfiguration) {
    super(configuration);
    openPeers.add(this);
    this.addEventListener('track', ({track}) =>
      track.addEventListener('unmute', () => (marks.audio = performance.now()), {once: true}),
    );
  }

  override close(): void {
    openPeers.delete(this);
    super.close();
  }
}
window.RTCPeerConnection = WatchedPeer;

const capture = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
navigator.mediaDevices.getUserMedia = async (wishes) => {
  const stream = await capture(wishes);
  marks.microphone = performance.now();
  return stream;
};

function createSocket(url: string): WebSocket {
  const socket = new WebSocket(url, 'sip');
  const send = socket.send.bind(socket);
  socket.send = (text) => {
    if (typeof text === 'string' && /^SIP\/2\.0 200 [\s\S]*^CSeq: \d+ INVITE/m.test(text))
      marks.sent = performance.now();
    send(text);
  };
  return socket;
}

async function open(number: string, address: string, prepare: boolean): Promise<void> {
  const phone = createSoftphone({
    servers: [address],
    domain: 'localhost',
    number,
    credentials: () => Promise.resolve({username: number, password: number}),
    createSocket,
    microphone: constraints,
    prepare,
    clock: browserClock,
    log: quiet,
  });
  phone.start();
  phones.set(number, phone);
  await until(() => phone.registration.state === 'registered');
}

/** Answers the call that rings at `number`, half a second after it began to: nobody is quicker. */
async function answer(number: string): Promise<SetUpTimes> {
  const phone = phones.get(number);
  if (!phone) throw new Error(`no phone ${number}`);
  const leg = await until(() => phone.legs.state.find(({state}) => state === 'ringing'));
  await new Promise((rested) => setTimeout(rested, 500));
  marks.audio = marks.sent = 0;
  const pressed = performance.now();
  await phone.answer(leg.id);
  await until(() => marks.audio > 0);
  await phone.hangUp(leg.id);
  await until(() => phone.legs.state.length === 0);
  return since(pressed);
}

/** The same without SIP and without us: offer and answer as plain messages to the same far end. */
async function answerBare(address: string): Promise<SetUpTimes> {
  const socket = new WebSocket(address);
  const sdp = await new Promise<string>((resolve) =>
    socket.addEventListener('message', ({data}) => resolve(String(data)), {once: true}),
  );
  await new Promise((rested) => setTimeout(rested, 500));
  marks.audio = marks.sent = 0;
  const pressed = performance.now();
  const stream = await navigator.mediaDevices.getUserMedia({audio: {...constraints, channelCount: 1}});
  const peer = new RTCPeerConnection({iceServers: [], bundlePolicy: 'max-bundle', rtcpMuxPolicy: 'require'});
  for (const track of stream.getTracks()) peer.addTrack(track, stream);
  await peer.setRemoteDescription({type: 'offer', sdp});
  await peer.setLocalDescription(await peer.createAnswer());
  await new Promise<void>((complete) => {
    const look = () => {
      if (peer.iceGatheringState === 'complete') complete();
    };
    peer.addEventListener('icegatheringstatechange', look);
    look();
  });
  marks.sent = performance.now();
  socket.send(peer.localDescription?.sdp ?? '');
  const audio = new Audio();
  audio.srcObject = new MediaStream(peer.getReceivers().map(({track}) => track));
  void audio.play();
  await until(() => marks.audio > 0);
  audio.srcObject = null;
  peer.close();
  socket.close();
  for (const track of stream.getTracks()) track.stop();
  return since(pressed);
}

const since = (pressed: number): SetUpTimes => ({
  sent: marks.sent - pressed,
  audio: marks.audio - pressed,
  microphone: marks.microphone - pressed,
});

Object.assign(window, {callSetup: {open, answer, answerBare, openPeers: () => openPeers.size}});
