import {Calls} from './calls.js';
import type {Core} from './core.js';
import {Devices} from './devices.js';
import {Digits} from './digits.js';
import {Endings} from './endings.js';
import {Holding} from './holding.js';
import {NailedLegs} from './nailed.js';
import {Queueing} from './queueing.js';
import {RequestQueue} from './request-queue.js';
import {Ringing} from './ringing.js';
import {Settling} from './settling.js';
import {SharedLines} from './shared-lines.js';
import {WrapUp} from './wrap-up.js';

/** The parts of the world that know about calls, each with one subject. */
export interface Parts {
  readonly calls: Calls;
  readonly devices: Devices;
  readonly digits: Digits;
  readonly endings: Endings;
  readonly holding: Holding;
  readonly nailed: NailedLegs;
  readonly queueing: Queueing;
  readonly requests: RequestQueue;
  readonly ringing: Ringing;
  readonly settling: Settling;
  readonly shared: SharedLines;
  readonly wrapUp: WrapUp;
}

export function partsOf(core: Core): Parts {
  const calls = new Calls(core);
  const devices = new Devices(core);
  const wrapUp = new WrapUp(core, calls);
  const settling = new Settling(core, calls, wrapUp);
  const holding = new Holding(core, calls, devices, settling);
  const nailed = new NailedLegs(core, calls, devices);
  const ringing = new Ringing(core, calls, {devices, nailed}, settling, holding);
  return {
    calls,
    devices,
    digits: new Digits(calls),
    endings: new Endings(core, calls, ringing, settling),
    holding,
    nailed,
    queueing: new Queueing(core, calls, ringing, settling),
    requests: new RequestQueue(core),
    ringing,
    settling,
    shared: new SharedLines(core, calls, ringing),
    wrapUp,
  };
}
