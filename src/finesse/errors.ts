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
  /** Finesse does not sign in on this phone or extension. */
  | 'finesse/device-refused'
  /** Somebody else is signed in on it. */
  | 'finesse/device-busy'
  /** The agent may not work as a Mobile Agent. */
  | 'finesse/mode-not-allowed'
  | 'finesse/phone-not-reached'
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

/** An answer of Finesse that is no success. Match on `status` and the entries' `type`, never on their message. */
export class FinesseError extends DeskError<FinesseErrorCode> {
  /** HTTP status; 200 when an error body came as a success. */
  readonly status: number;
  /** What the body said; empty when it said nothing readable. */
  readonly errors: readonly ApiError[];
  /** The server wants no other request before this has gone by (`Retry-After` in seconds, RFC 9110 10.2.3); ms. */
  readonly retryAfterMs: number | undefined;

  constructor(
    code: FinesseErrorCode,
    detail: string,
    status: number,
    errors: readonly ApiError[],
    retryAfterMs?: number,
  ) {
    super(code, detail);
    this.status = status;
    this.errors = errors;
    this.retryAfterMs = retryAfterMs;
  }
}

const byStatus: Readonly<Record<number, FinesseErrorCode>> = {
  401: 'finesse/unauthorized',
  404: 'finesse/not-found',
  // this deployment does not do that: no outage, and nothing to wait for
  501: 'finesse/not-allowed',
};

/** A server that asks for more patience than this gets no more: the agent waits with it; ms. Our choice. */
const mostPatience = 120_000;

/**
 * An HTTP answer that is not 2xx. From 12.6 the reason phrase is empty: only the number counts.
 * @param retryAfter the header of that name; a date is taken for none
 */
export function errorForStatus(
  status: number,
  errors: readonly ApiError[],
  retryAfter?: string | null,
): FinesseError {
  const type = errors[0]?.type ?? '';
  return new FinesseError(
    codeFor(status, type),
    `status ${status}${type && `, ${type}`}`,
    status,
    errors,
    Math.min(Number(retryAfter) * 1_000 || 0, mostPatience),
  );
}

function codeFor(status: number, type: string): FinesseErrorCode {
  // 401 with "Invalid State" is a documented answer to an action that is not possible now
  if (status === 401 && type === 'Invalid State') return 'finesse/not-allowed';
  if (type === 'Invalid Destination') return 'finesse/bad-destination';
  return byStatus[status] ?? (status >= 500 ? 'finesse/out-of-service' : 'finesse/not-allowed');
}
