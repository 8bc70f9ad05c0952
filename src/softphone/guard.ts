/**
 * Stands between the socket and the SIP library, which checks little of what comes in. A message that breaks a rule is
 * dropped and counted, so that the library only sees what it can bear (RFC 3261 sections 7, 8.1.1 and 20; RFC 4475).
 */

const MAX_BYTES = 64 * 1024;
const MAX_HEADER_LINES = 128;
const MAX_LINE = 8 * 1024;
const MAX_VIAS = 32;
/** The library splits lists in quadratic time. */
const MAX_LIST_VALUES = 100;
const MAX_CSEQ = 2 ** 31;
const MAX_CANDIDATES = 50;

const COMPACT: ReadonlyMap<string, string> = new Map([
  ['c', 'content-type'],
  ['f', 'from'],
  ['i', 'call-id'],
  ['l', 'content-length'],
  ['m', 'contact'],
  ['t', 'to'],
  ['v', 'via'],
]);
const SINGLE: ReadonlySet<string> = new Set([
  'call-id',
  'content-length',
  'content-type',
  'cseq',
  'expires',
  'from',
  'max-forwards',
  'to',
]);
const ADDRESSES = ['from', 'to', 'contact'];
const TOKEN = /^[A-Za-z0-9.!%*_+`'~-]+$/;
const REQUEST = /^([A-Za-z0-9.!%*_+`'~-]+) ([a-z][a-z0-9+.-]*):(\S+) (SIP\/\S+)$/i;

export type Refusal =
  | 'too-long'
  | 'control-character'
  | 'incomplete'
  | 'start-line'
  | 'version'
  | 'scheme'
  | 'too-many-headers'
  | 'header-line'
  | 'missing-header'
  | 'repeated-header'
  | 'list-too-long'
  | 'cseq'
  | 'content-length'
  | 'content-type'
  | 'too-many-candidates';

/** The first rule that a received message breaks, or undefined when it may pass. */
export function refusalOf(text: string): Refusal | undefined {
  if (bytesOf(text) > MAX_BYTES) return 'too-long';
  const end = text.indexOf('\r\n\r\n');
  if (end < 0) return 'incomplete';
  const head = text.slice(0, end);
  if (hasControls(head)) return 'control-character';
  const [start = '', ...lines] = head.split('\r\n');
  const method = methodOf(start);
  if (method === undefined) return startFault(start);
  const headers = readHeaders(lines);
  if (typeof headers === 'string') return headers;
  return headerFault(headers, method) ?? bodyFault(headers, text.slice(end + 4));
}

/** Whether a message of ours is made of header lines and nothing that could end one, NUL and lone CR or LF included. */
export function isFitToSend(text: string): boolean {
  const end = text.indexOf('\r\n\r\n');
  const head = text.slice(0, Math.max(end, 0));
  return (
    end > 0 &&
    !text.includes('\0') &&
    !hasControls(head) &&
    typeof readHeaders(head.split('\r\n').slice(1)) !== 'string'
  );
}

/** Text for a header we write: without CR, LF, NUL and other controls, and without what would end a quoted name. */
export function fitForHeader(text: string): string {
  return [...text]
    .filter((char) => char >= ' ' && char !== '\u007f' && char !== '"' && char !== '\\')
    .join('')
    .slice(0, 200);
}

/** How many bytes a text is in UTF-8; more than {@link MAX_BYTES} is not counted out. */
function bytesOf(text: string): number {
  let bytes = text.length;
  for (let at = 0; at < text.length && bytes <= MAX_BYTES; at += 1) {
    const code = text.charCodeAt(at);
    if (code < 0x80) continue;
    bytes += code < 0x800 ? 1 : 2;
    // both halves of a pair together are four bytes
    if ((code & 0xfc00) === 0xd800 && (text.charCodeAt(at + 1) & 0xfc00) === 0xdc00) at += 1;
  }
  return bytes;
}

function hasControls(head: string): boolean {
  for (let at = 0; at < head.length; at += 1) {
    const code = head.charCodeAt(at);
    if (code === 13 && head.charCodeAt(at + 1) === 10) at += 1;
    else if ((code < 32 && code !== 9) || code === 127) return true;
  }
  return false;
}

/** The method of a request, an empty text for a response, undefined for neither. */
function methodOf(start: string): string | undefined {
  if (start.length > MAX_LINE) return undefined;
  if (/^SIP\/2\.0 [1-6][0-9]{2}( |$)/.test(start)) return '';
  const [, method, scheme, , version] = REQUEST.exec(start) ?? [];
  return version === 'SIP/2.0' && isKnown(scheme ?? '') ? method : undefined;
}

function startFault(start: string): Refusal {
  const [, , scheme, , version] = REQUEST.exec(start) ?? [];
  if (version !== undefined && version !== 'SIP/2.0') return 'version';
  return scheme !== undefined && !isKnown(scheme) ? 'scheme' : 'start-line';
}

function isKnown(scheme: string): boolean {
  return /^sips?$/i.test(scheme);
}

function readHeaders(lines: readonly string[]): ReadonlyMap<string, string[]> | Refusal {
  if (lines.length > MAX_HEADER_LINES) return 'too-many-headers';
  const headers = new Map<string, string[]>();
  let last: string[] | undefined;
  for (const line of lines) {
    if (line.length > MAX_LINE) return 'header-line';
    if (/^[ \t]/.test(line)) {
      if (!last) return 'header-line';
      last.push(`${last.pop() ?? ''} ${line.trim()}`.trimStart());
      continue;
    }
    const colon = line.indexOf(':');
    const written = line.slice(0, Math.max(colon, 0)).trimEnd().toLowerCase();
    if (!TOKEN.test(written)) return 'header-line';
    const name = COMPACT.get(written) ?? written;
    last = headers.get(name) ?? [];
    last.push(line.slice(colon + 1).trim());
    headers.set(name, last);
  }
  return headers;
}

function headerFault(headers: ReadonlyMap<string, string[]>, method: string): Refusal | undefined {
  for (const name of ['via', 'from', 'to', 'call-id', 'cseq'])
    if (!headers.get(name)?.[0]) return 'missing-header';
  for (const [name, values] of headers) {
    if (SINGLE.has(name) && values.length > 1) return 'repeated-header';
    const limit = name === 'via' ? MAX_VIAS : MAX_LIST_VALUES;
    if (values.reduce((count, value) => count + value.split(',').length, 0) > limit) return 'list-too-long';
  }
  for (const name of ADDRESSES) {
    for (const value of headers.get(name) ?? []) if (!hasKnownScheme(name, value)) return 'scheme';
  }
  const cseq = /^([0-9]{1,10})[ \t]+(\S+)$/.exec(headers.get('cseq')?.[0] ?? '');
  const [, number, named = ''] = cseq ?? [];
  if (number === undefined || Number(number) >= MAX_CSEQ || !TOKEN.test(named)) return 'cseq';
  return method !== '' && named !== method ? 'cseq' : undefined;
}

function hasKnownScheme(name: string, value: string): boolean {
  if (name === 'contact' && value === '*') return true;
  const uri = /<\s*([^>]*)>/.exec(value.replace(/"(?:[^"\\]|\\.)*"/g, ''))?.[1] ?? value;
  return /^sips?:\S/i.test(uri);
}

function bodyFault(headers: ReadonlyMap<string, string[]>, body: string): Refusal | undefined {
  const length = headers.get('content-length')?.[0];
  if (length !== undefined) {
    if (!/^[0-9]{1,6}$/.test(length) || Number(length) !== bytesOf(body)) return 'content-length';
  }
  // Required by RFC 3261 section 20.15; the library keeps half a dialog of what has none.
  if (body !== '' && !headers.get('content-type')?.[0]) return 'content-type';
  return (body.match(/^a=candidate:/gm)?.length ?? 0) > MAX_CANDIDATES ? 'too-many-candidates' : undefined;
}
