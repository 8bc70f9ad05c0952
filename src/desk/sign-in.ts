/** Sign-in from a page of our own, outside the Finesse desktop. */
import type {Clock} from '../base/clock.js';
import {DeskError} from '../base/errors.js';
import type {Readable} from '../base/store.js';
import type {AudioLeg} from '../calls/types.js';
import type {Finesse} from '../finesse/finesse.js';
import type {SignIn} from '../finesse/types.js';
import type {Registration} from '../softphone/types.js';

export interface SignInWithPhoneParts {
  readonly finesse: Pick<Finesse, 'agent' | 'signIn'>;
  readonly softphone: {readonly registration: Readable<Registration>};
  readonly leg: Readable<AudioLeg>;
  readonly clock: Clock;
}

/** How long the browser's line may take to register; ms. */
const patience = 10_000;

/**
 * Signs in. With a nailed connection to this browser the line is registered first: the permanent call comes at once.
 * @throws DeskError `sip/not-registered`, or what Finesse refuses with
 */
export async function signInWithPhone(order: SignIn, parts: SignInWithPhoneParts): Promise<void> {
  if (order.mobileAgent?.mode === 'NAILED_CONNECTION') await phoneIsThere(parts);
  await parts.finesse.signIn(order);
}

function phoneIsThere({finesse, softphone, leg, clock}: SignInWithPhoneParts): Promise<void> {
  return new Promise((resolve, reject) => {
    const stops: (() => void)[] = [];
    const settle = (error?: DeskError) => {
      for (const stop of stops) stop();
      if (error) reject(error);
      else resolve();
    };
    const look = () => {
      // which device it is, is known once Finesse has been read
      if (finesse.agent.state === undefined) return;
      if (leg.state.kind !== 'browser' || softphone.registration.state === 'registered') settle();
    };
    for (const store of [finesse.agent, softphone.registration, leg])
      stops.push((store as Readable<unknown>).subscribe(look));
    stops.push(clock.after(patience, () => settle(new DeskError('sip/not-registered', 'no line to call'))));
    look();
  });
}
