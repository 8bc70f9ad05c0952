import {browserClock} from '../../../src/base/clock.js';
import {createSoftphone} from '../../../src/softphone/phone.js';
import type {SoftphoneOptions} from '../../../src/softphone/phone.js';
import type {Leg, SoftphonePort} from '../../../src/softphone/types.js';
import {FakeMicrophone, silentLog, until} from './fake-edge.js';
import type {FakeEdge} from './fake-edge.js';

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

/** The first leg there is. */
export function firstLeg(phone: SoftphonePort): Leg {
  const [leg] = phone.legs.state;
  if (!leg) throw new Error('no leg');
  return leg;
}
