import {browserClock} from '../../../src/base/clock.js';
import {createSoftphone} from '../../../src/softphone/phone.js';
import type {SoftphoneOptions} from '../../../src/softphone/phone.js';
import type {Leg, SoftphonePort} from '../../../src/softphone/types.js';
import {FakeEdge, FakeMicrophone, PeerWatch, silentLog, until} from './fake-edge.js';
import {FarEnd} from './far-end.js';

/** A softphone with the line 81001 at a fake edge, not started; a test names only what it is about. */
export function aSoftphone(edge: FakeEdge, more: Partial<SoftphoneOptions> = {}): SoftphonePort {
  return createSoftphone({
    servers: ['wss://a.invalid/sip'],
    domain: 'edge.invalid',
    number: '81001',
    credentials: () => Promise.resolve({username: '81001', password: 'secret'}),
    createSocket: edge.createSocket,
    microphone: {echoCancellation: false, noiseSuppression: false, autoGainControl: false},
    mediaDevices: new FakeMicrophone(),
    clock: browserClock,
    log: silentLog,
    ...more,
  });
}

/** As {@link aSoftphone}, and registered. */
export async function aRegisteredSoftphone(
  edge: FakeEdge,
  more: Partial<SoftphoneOptions> = {},
): Promise<SoftphonePort> {
  const phone = aSoftphone(edge, more);
  phone.start();
  await until(() => phone.registration.state === 'registered');
  return phone;
}

/** A registered softphone with everything around it: edge, microphone, who is at the far end, and its peer connections. */
export interface SoftphoneStage {
  readonly edge: FakeEdge;
  readonly device: FakeMicrophone;
  readonly far: FarEnd;
  readonly peers: PeerWatch;
  readonly phone: SoftphonePort;
  /** Stops it all. */
  readonly close: () => Promise<void>;
}

/** As {@link aRegisteredSoftphone}, with everything around it. */
export async function aSoftphoneStage(more: Partial<SoftphoneOptions> = {}): Promise<SoftphoneStage> {
  const edge = new FakeEdge();
  const device = new FakeMicrophone();
  const far = new FarEnd();
  const peers = new PeerWatch();
  const phone = await aRegisteredSoftphone(edge, {mediaDevices: device, ...more});
  const close = async () => {
    await phone.stop();
    peers.restore();
    far.close();
  };
  return {edge, device, far, peers, phone, close};
}

/** The first leg there is. */
export function firstLeg(phone: SoftphonePort): Leg {
  const [leg] = phone.legs.state;
  if (!leg) throw new Error('no leg');
  return leg;
}
