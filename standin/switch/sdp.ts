/** Session descriptions as text (RFC 8866, RFC 3264): only what one audio stream to a browser needs. */

export type Direction = 'sendrecv' | 'sendonly' | 'recvonly' | 'inactive';

const DIRECTION_LINE = /^a=(sendrecv|sendonly|recvonly|inactive)\r?$/m;
const MAX_CANDIDATES = 50;

/** The direction of the first stream; `sendrecv` when none is said (RFC 8866 section 6.7). */
export function directionOf(sdp: string): Direction {
  const found = DIRECTION_LINE.exec(sdp)?.[1];
  return found === 'sendonly' || found === 'recvonly' || found === 'inactive' ? found : 'sendrecv';
}

/** The same description with another direction. */
export function withDirection(sdp: string, direction: Direction): string {
  if (DIRECTION_LINE.test(sdp)) return sdp.replace(DIRECTION_LINE, `a=${direction}\r`);
  return `${sdp.trimEnd()}\r\na=${direction}\r\n`;
}

/** The same description with another version in its origin line (RFC 3264 section 8: it rises with each change). */
export function withVersion(sdp: string, version: number): string {
  return sdp.replace(/^(o=\S+ \S+) \d+ /m, `$1 ${version} `);
}

/** The same description with `a=setup:` set (RFC 5763 section 5). */
export function withSetup(sdp: string, setup: 'actpass' | 'active' | 'passive'): string {
  return sdp.replace(/^a=setup:\w+/m, `a=setup:${setup}`);
}

/** What an answer may say to `offered` when the answerer wants `wanted` (RFC 3264 section 6.1). */
export function answerDirection(offered: Direction, wanted: Direction): Direction {
  const send = sends(wanted) && receives(offered);
  const receive = receives(wanted) && sends(offered);
  if (send) return receive ? 'sendrecv' : 'sendonly';
  return receive ? 'recvonly' : 'inactive';
}

export function sends(direction: Direction): boolean {
  return direction === 'sendrecv' || direction === 'sendonly';
}

export function receives(direction: Direction): boolean {
  return direction === 'sendrecv' || direction === 'recvonly';
}

/** The ICE user name fragment: when it changes, the other side restarts ICE (RFC 8839 section 4.4.1.1.1). */
export function ufragOf(sdp: string): string {
  return /^a=ice-ufrag:(\S+)/m.exec(sdp)?.[1] ?? '';
}

/** The payload type of a codec name such as `PCMU` or `telephone-event` at 8 kHz; undefined when it isn't there. */
export function payloadTypeOf(sdp: string, codec: string): number | undefined {
  const line = new RegExp(`^a=rtpmap:(\\d+) ${codec}/8000`, 'im').exec(sdp);
  return line ? Number(line[1]) : undefined;
}

/** Whether a browser's description can be used here; the answer is the first fault, or undefined. */
export function faultOfSdp(sdp: string): string | undefined {
  const audio = /^m=audio (\d+) (\S+) ([\d ]+)\r?$/m.exec(sdp);
  if (!/^v=0\r?\n/.test(sdp) || !audio) return 'no audio stream';
  if (!/^(UDP\/TLS\/)?RTP\/SAVPF$/.test(audio[2] ?? '')) return 'profile';
  if (!(audio[3] ?? '').split(' ').includes('0')) return 'no common codec';
  if (!/^a=fingerprint:sha-\d+ [0-9A-F:]+\r?$/im.test(sdp)) return 'no DTLS fingerprint';
  if (ufragOf(sdp) === '') return 'no ICE';
  if (/^a=crypto:/m.test(sdp)) return 'SDES';
  if ([...sdp.matchAll(/^a=candidate:/gm)].length > MAX_CANDIDATES) return 'too many candidates';
  return undefined;
}

/**
 * With only those candidates that can be reached from here: no mDNS names (a look-up each) and no TCP. Their generation
 * goes too: it also counts restarts that were refused, and the stack here takes a higher count for a stranger's.
 */
export function withUsableCandidates(sdp: string): string {
  return sdp
    .split('\r\n')
    .filter((line) => !/^a=candidate:\S+ \d+ (tcp|udp \d+ \S+\.local) ?/i.test(line))
    .map((line) => (line.startsWith('a=candidate:') ? line.replace(/ generation \d+/, '') : line))
    .join('\r\n');
}
