import {Store} from '../base/store.js';
import type {DialControl} from '../calls/dial-control.js';
import type {DigitRun} from '../calls/digits-queue.js';
import type {OutgoingRequest} from '../calls/outgoing.js';
import type {CallHistory} from '../calls/past-calls.js';
import type {Reach} from '../calls/reach.js';
import type {Call} from '../calls/types.js';
import type {CallRecording} from '../recording/types.js';

/** What is shown of calls. */
export interface CallsShown {
  readonly calls: Store<readonly Call[]>;
  readonly reach: Store<Reach>;
  readonly dialControl: Store<DialControl>;
  readonly outgoing: Store<OutgoingRequest | undefined>;
  readonly digitRuns: Store<ReadonlyMap<string, DigitRun>>;
  readonly recordings: Store<ReadonlyMap<string, CallRecording>>;
  readonly history: Store<CallHistory>;
}

/** Before anything that has to do with calls is there. */
export function nothingShown(): CallsShown {
  return {
    calls: new Store<readonly Call[]>([]),
    reach: new Store<Reach>('unproven'),
    dialControl: new Store<DialControl>({enabled: false}),
    outgoing: new Store<OutgoingRequest | undefined>(undefined),
    digitRuns: new Store<ReadonlyMap<string, DigitRun>>(new Map()),
    recordings: new Store<ReadonlyMap<string, CallRecording>>(new Map()),
    history: new Store<CallHistory>({entries: [], unseen: 0, stored: true}),
  };
}
