import type {Cause} from '../../world/legs.js';

/** Why an INVITE to a browser failed, from the status it was answered with. */
export function causeOf(status: number): Cause {
  if (status === 486) return 'busy';
  if (status === 600 || status === 603) return 'declined';
  if (status === 480 || status === 408) return 'no-answer';
  if (status === 404 || status === 604 || status === 484) return 'not-found';
  if (status === 488 || status === 606 || status === 415) return 'media-failed';
  if (status === 487) return 'normal';
  return 'unreachable';
}

/** How a browser's INVITE is refused. */
export const refusals: Readonly<Record<Cause, readonly [status: number, reason: string]>> = {
  normal: [480, 'Temporarily Unavailable'],
  busy: [486, 'Busy Here'],
  declined: [603, 'Decline'],
  'no-answer': [480, 'Temporarily Unavailable'],
  'not-registered': [480, 'Temporarily Unavailable'],
  'not-found': [404, 'Not Found'],
  unreachable: [503, 'Service Unavailable'],
  'answered-elsewhere': [486, 'Busy Here'],
  'media-failed': [488, 'Not Acceptable Here'],
};

/** The Reason header (RFC 3326) of the BYE or CANCEL that ends a leg. */
export function reasonOf(cause: Cause): string {
  if (cause === 'answered-elsewhere') return 'SIP;cause=200;text="Call completed elsewhere"';
  const q850: Partial<Record<Cause, number>> = {
    busy: 17,
    declined: 21,
    'no-answer': 19,
    'not-found': 1,
    unreachable: 41,
  };
  return `Q.850;cause=${q850[cause] ?? 16}`;
}
