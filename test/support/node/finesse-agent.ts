import {browserClock} from '../../../src/base/clock.js';
import {LogBook} from '../../../src/base/log.js';
import {FinesseClient} from '../../../src/finesse/client.js';
import {Finesse} from '../../../src/finesse/finesse.js';
import type {Notifications} from '../../../src/finesse/notifications.js';
import type {SignIn} from './desktop-page.js';
import type {StandinProcess} from './standin-process.js';

/** What an adapter of our own for notifications is given. */
export const linkOptions = () => ({
  clock: browserClock,
  log: new LogBook().part('notifications'),
  random: Math.random,
  inCall: () => true,
});

export const basicOf = ({id, password}: SignIn): string =>
  `Basic ${Buffer.from(`${id}:${password}`).toString('base64')}`;

/** The whole of `src/finesse` at work for one agent, in Node: requests go to the stand-in, events come as they are given. */
export function finesseAgent(
  standin: StandinProcess,
  signIn: SignIn,
  notifications: Notifications,
  signal: AbortSignal,
): Finesse {
  const finesse = new Finesse({
    userId: signIn.id,
    client: (frame) =>
      new FinesseClient({
        authorization: () => basicOf(signIn),
        fetch,
        origin: standin.address,
        frame,
        newRequestId: () => crypto.randomUUID(),
      }),
    notifications,
    clock: browserClock,
    log: new LogBook().part('finesse'),
    onNotice: () => {},
    onCallRefused: () => {},
  });
  finesse.start(signal);
  return finesse;
}
