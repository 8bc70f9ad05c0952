import type {Invitation} from 'sip.js';

/** Extensions an INVITE may require; any other is refused by name (RFC 3261 section 8.2.2.3). */
const UNDERSTOOD: ReadonlySet<string> = new Set(['100rel', 'timer']);

/** How an INVITE is refused that the library would let ring. */
export interface Refused {
  readonly statusCode: number;
  readonly extraHeaders: string[];
}

/** Why an INVITE can't ring here, or undefined when it can (RFC 3261 section 8.2). */
export function refusalOfInvite({request}: Invitation): Refused | undefined {
  const foreign = request
    .getHeaders('Require')
    .flatMap((value) => value.split(','))
    .map((option) => option.trim().toLowerCase())
    .filter((option) => option !== '' && !UNDERSTOOD.has(option));
  if (foreign.length > 0) return {statusCode: 420, extraHeaders: [`Unsupported: ${foreign.join(', ')}`]};
  // The library takes a body for an offer only where its type is exactly this, and trips over some others.
  if (request.body !== '' && request.getHeader('Content-Type') !== 'application/sdp')
    return {statusCode: 415, extraHeaders: ['Accept: application/sdp']};
  return undefined;
}
