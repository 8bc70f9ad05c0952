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

/** Causes of the control server that have a sentence of their own (CTI control failure codes, by name and number). */
const dialRefusals: readonly (readonly [name: string, number: string, code: FinesseErrorCode])[] = [
  ['CF_INVALID_OBJECT_STATE', '22', 'finesse/not-ready-first'],
  ['CF_RESOURCE_BUSY', '33', 'finesse/line-busy'],
  ['CF_INVALID_DESTINATION', '14', 'finesse/bad-destination'],
  ['CF_INVALID_CALLED_DEVICE', '6', 'finesse/bad-destination'],
  ['CF_RESOURCE_OUT_OF_SERVICE', '34', 'finesse/phone-out-of-service'],
  ['CF_INVALID_CALLING_DEVICE', '5', 'finesse/phone-out-of-service'],
  ['CF_PRIVILEGE_VIOLATION_ON_SPECIFIED_DEVICE', '8', 'finesse/call-barred'],
  ['CF_PRIVILEGE_VIOLATION_ON_CALLED_DEVICE', '9', 'finesse/call-barred'],
  ['CF_PRIVILEGE_VIOLATION_ON_CALLING_DEVICE', '10', 'finesse/call-barred'],
];

/** Why a call was not placed, from the error a later notification brought. The name decides; then the number. */
export function dialRefusal(errors: readonly ApiError[]): FinesseErrorCode {
  const [first] = errors;
  if (!first) return 'finesse/dial-refused';
  if (first.type === 'Invalid Destination') return 'finesse/bad-destination';
  const known =
    dialRefusals.find(([name]) => first.message.includes(name)) ??
    dialRefusals.find(([, number]) => first.data.trim() === number);
  return known?.[2] ?? 'finesse/dial-refused';
}
