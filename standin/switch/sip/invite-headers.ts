import {createHash, randomBytes} from 'node:crypto';
import type {Identity} from '../../world/legs.js';
import type {AnswerSign} from '../types.js';
import {writeAddress} from './address.js';

export const HOST = 'switch.invalid';
/** Seconds a call manager lets an INVITE ring. */
export const RING_SECONDS = 180;
export const ALLOW = 'INVITE, ACK, PRACK, BYE, CANCEL, OPTIONS, INFO, REFER, NOTIFY, REGISTER';

/**
 * The `Cisco-Guid` of a call: four decimal 32-bit words, made from the call's id so that every leg of a call has the
 * same one.
 */
export function ciscoGuid(callId: string): string {
  const digest = createHash('sha256').update(callId).digest();
  return [0, 4, 8, 12].map((at) => String(digest.readUInt32BE(at)).padStart(10, '0')).join('-');
}

/** The SIP URI of a number here. */
export function uriOf(number: string): string {
  return number === '' ? `sip:${HOST}` : `sip:${encodeURIComponent(number).replace(/%2B/g, '+')}@${HOST}`;
}

/** The headers a Unified CM trunk or line puts into an INVITE, beside those of the dialog. */
export function inviteHeaders(callId: string, from: Identity, reliable: boolean): [string, string][] {
  const session = createHash('sha256').update(`session ${callId}`).digest('hex').slice(0, 32);
  return [
    ['Date', new Date().toUTCString()],
    ['Supported', `${reliable ? '100rel,' : ''}timer,resource-priority,replaces`],
    ...(reliable ? [['Require', '100rel'] satisfies [string, string]] : []),
    ['Supported', 'X-cisco-srtp-fallback,X-cisco-original-called'],
    ['Supported', 'Geolocation'],
    ['Min-SE', '1800'],
    ['Allow', ALLOW],
    ['Allow-Events', 'presence, kpml'],
    ['Call-Info', `<sip:${HOST}:5060>;method="NOTIFY;Event=telephone-event;Duration=500"`],
    [
      'Call-Info',
      '<urn:x-cisco-remotecc:callinfo>;security=NotAuthenticated;orientation=from;call-instance=1;isVoip',
    ],
    ['Cisco-Guid', ciscoGuid(callId)],
    ['Session-ID', `${session};remote=${'0'.repeat(32)}`],
    ['Session-Expires', '1800'],
    ...identityHeaders(from),
    ['Contact', contactOf(from.number)],
    ['Expires', String(RING_SECONDS)],
  ];
}

const signs: Readonly<Record<AnswerSign, [string, string]>> = {
  'answer-mode': ['Answer-Mode', 'Auto'],
  'call-info': ['Call-Info', `<sip:${HOST}>;answer-after=0`],
  'alert-info': ['Alert-Info', `<http://${HOST}/ring>;info=alert-autoanswer`],
  header: ['X-Auto-Answer', 'yes'],
};

/** The header by which an edge says that a call is to be answered without a press (Answer-Mode: RFC 5373). */
export const signHeaders = (sign: 'none' | AnswerSign): [string, string][] =>
  sign === 'none' ? [] : [signs[sign]];

/** Who is at the far side, in the two headers a Unified CM writes. */
export function identityHeaders(who: Identity): [string, string][] {
  const shown = writeAddress(who.name, uriOf(who.number));
  const privacy = who.number === '' ? 'full' : 'off';
  return [
    ['P-Asserted-Identity', shown],
    ['Remote-Party-ID', `${shown};party=calling;screen=yes;privacy=${privacy}`],
  ];
}

export function contactOf(number: string): string {
  return `<${uriOf(number)};transport=ws>`;
}

/** A Call-ID in the form a Unified CM writes. */
export function newCallId(): string {
  return `${randomBytes(4).toString('hex')}-${randomBytes(2).toString('hex')}@${HOST}`;
}
