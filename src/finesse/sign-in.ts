import type {Clock} from '../base/clock.js';
import {DeskError} from '../base/errors.js';
import type {Readable} from '../base/store.js';
import type {FinesseClient} from './client.js';
import type {ApiError, FinesseErrorCode} from './errors.js';
import type {Agent, Connection, SignIn} from './types.js';

export interface SignInParts {
  readonly userId: string;
  readonly client: FinesseClient;
  readonly agent: Readable<Agent | undefined>;
  readonly connection: Readable<Connection>;
  readonly clock: Clock;
}

/** How long Finesse may take to say yes or no; ms. */
const patience = 10_000;
/** … where a permanent call has to be answered first; ms. */
const setUpPatience = 60_000;

/** A sign-in that Finesse was asked for. */
export interface Attempt {
  readonly done: Promise<void>;
  /** True when the refused request was this one. */
  refuse(requestId: string, errors: readonly ApiError[]): boolean;
}

/** What Finesse says of a phone it will not sign in on (developer guide, User: Sign In, asynchronous errors). */
const refusals: ReadonlyMap<string, FinesseErrorCode> = new Map([
  ['Invalid Device', 'finesse/device-refused'],
  ['Device Busy', 'finesse/device-busy'],
  ['Mode Not Allowed', 'finesse/mode-not-allowed'],
]);

/**
 * One sign-in from a page of our own: waits until events flow (the first of them must not be missed), asks, and waits
 * for the news. `refuse` is told of every refusal that comes as a notification.
 */
export function signIn(parts: SignInParts, order: SignIn): Attempt {
  const {userId, client, agent, connection, clock} = parts;
  const requestId = client.newRequestId();
  const isNailed = order.mobileAgent?.mode === 'NAILED_CONNECTION';
  let settle: (error?: unknown) => void = () => {};
  const done = new Promise<void>((resolve, reject) => {
    const stops: (() => void)[] = [];
    settle = (error) => {
      for (const stop of stops) stop();
      if (error === undefined) resolve();
      else reject(error instanceof Error ? error : new DeskError('finesse/sign-in-refused', 'refused'));
    };
    const ask = () => {
      if (connection.state !== 'live') return;
      const {extension, activeDeviceId, mobileAgent} = order;
      const mobile = mobileAgent && {mode: mobileAgent.mode, dialNumber: mobileAgent.dialNumber};
      const wishes = {state: 'LOGIN', extension, activeDeviceId, mobileAgent: mobile};
      client.send('PUT', `User/${encodeURIComponent(userId)}`, 'User', wishes, requestId).catch(settle);
    };
    stops.push(
      agent.subscribe((news) => {
        if (news && news.state !== 'LOGOUT' && news.extension === order.extension) settle();
      }),
      clock.after(isNailed ? setUpPatience : patience, () =>
        settle(new DeskError('finesse/timeout', 'no news of the sign-in')),
      ),
    );
    if (connection.state === 'live') ask();
    else {
      const stop = connection.subscribe((state) => {
        if (state === 'down') settle(new DeskError('finesse/unauthorized', 'notifications refused'));
        if (state !== 'live') return;
        stop();
        ask();
      });
      stops.push(stop);
    }
  });
  return {
    done,
    refuse(refused, errors) {
      if (refused !== requestId) return false;
      const known = refusals.get(errors[0]?.type ?? '');
      const code = known ?? (isNailed ? 'finesse/phone-not-reached' : 'finesse/sign-in-refused');
      settle(new DeskError(code, 'refused by a notification'));
      return true;
    },
  };
}
