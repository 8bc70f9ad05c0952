import {DeskError} from '../base/errors.js';

/** What can go wrong with Finesse, as a closed list; the words for people are in components/error-text.ts. */
export type FinesseErrorCode =
  | 'finesse/unauthorized'
  | 'finesse/not-allowed'
  | 'finesse/not-found'
  | 'finesse/out-of-service'
  | 'finesse/timeout'
  | 'finesse/bad-answer'
  | 'finesse/state-refused'
  | 'finesse/call-refused'
  | 'finesse/sign-out-refused'
  | 'finesse/sign-in-refused'
  | 'finesse/wrong-password'
  | 'finesse/dial-refused'
  | 'finesse/bad-destination'
  | 'finesse/line-busy'
  | 'finesse/not-ready-first'
  | 'finesse/phone-out-of-service'
  | 'finesse/call-barred'
  | 'finesse/no-confirmation';

/** One entry of an `apiErrors` body. `type` is the key to match on, `message` is for the log. */
export interface ApiError {
  readonly type: string;
  readonly message: string;
  readonly data: string;
}

const byStatus: Readonly<Record<number, FinesseErrorCode>> = {
  401: 'finesse/unauthorized',
  403: 'finesse/not-allowed',
  404: 'finesse/not-found',
  // this deployment does not do that: no outage, and nothing to wait for
  501: 'finesse/not-allowed',
  503: 'finesse/out-of-service',
};

/** An HTTP answer that is not 2xx. From 12.6 the reason phrase is empty: only the number counts. */
export function errorForStatus(status: number, errors: readonly ApiError[]): DeskError<FinesseErrorCode> {
  const first = errors[0];
  // 401 with "Invalid State" is a documented answer to an action that is not possible now
  if (status === 401 && first?.type === 'Invalid State')
    return new DeskError('finesse/not-allowed', first.type);
  if (first?.type === 'Invalid Destination') return new DeskError('finesse/bad-destination', first.type);
  const code = byStatus[status] ?? (status >= 500 ? 'finesse/out-of-service' : 'finesse/not-allowed');
  return new DeskError(code, `status ${status}${first ? `, ${first.type}` : ''}`);
}
