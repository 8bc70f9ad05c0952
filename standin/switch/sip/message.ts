/**
 * SIP messages as text (RFC 3261 sections 7 and 25), one to a WebSocket frame (RFC 7118). The reader is strict: what
 * it doesn't understand it refuses with a reason, and it never throws.
 */

export const MAX_MESSAGE_BYTES = 64 * 1024;
const MAX_HEADERS = 128;
const MAX_LINE = 8 * 1024;
const MAX_CSEQ = 2 ** 31;

const COMPACT: ReadonlyMap<string, string> = new Map([
  ['b', 'referred-by'],
  ['c', 'content-type'],
  ['e', 'content-encoding'],
  ['f', 'from'],
  ['i', 'call-id'],
  ['k', 'supported'],
  ['l', 'content-length'],
  ['m', 'contact'],
  ['o', 'event'],
  ['r', 'refer-to'],
  ['s', 'subject'],
  ['t', 'to'],
  ['u', 'allow-events'],
  ['v', 'via'],
  ['x', 'session-expires'],
]);
const SINGLE = ['call-id', 'cseq', 'from', 'to', 'max-forwards', 'content-length', 'content-type', 'expires'];
const MANDATORY = ['via', 'from', 'to', 'call-id', 'cseq'];
const TOKEN = /^[A-Za-z0-9.!%*_+`'~-]+$/;

/** Header lines in order; names are kept in lower case and long form. */
export class SipHeaders {
  readonly #lines: [name: string, value: string][] = [];

  /** The first value, or undefined. */
  get(name: string): string | undefined {
    return this.#lines.find(([known]) => known === name)?.[1];
  }

  all(name: string): readonly string[] {
    return this.#lines.filter(([known]) => known === name).map(([, value]) => value);
  }

  /** All values of a header that may hold several in one line, split at commas outside quotes and brackets. */
  list(name: string): readonly string[] {
    return this.all(name).flatMap(splitList);
  }

  /** Refuses CR, LF and NUL: whatever a value is made of, it stays one line. */
  add(name: string, value: string): this {
    if (/[\r\n\0]/.test(value) || !TOKEN.test(name)) throw new TypeError(`unfit for a header line: ${name}`);
    this.#lines.push([name.toLowerCase(), value]);
    return this;
  }

  get lines(): readonly (readonly [name: string, value: string])[] {
    return this.#lines;
  }
}

export interface SipRequest {
  readonly kind: 'request';
  readonly method: string;
  readonly uri: string;
  readonly headers: SipHeaders;
  readonly body: string;
}

export interface SipResponse {
  readonly kind: 'response';
  readonly status: number;
  readonly reason: string;
  readonly headers: SipHeaders;
  readonly body: string;
}

export type SipMessage = SipRequest | SipResponse;

export type Reading =
  {readonly ok: true; readonly message: SipMessage} | {readonly ok: false; readonly why: string};

/** Reads one message; `why` names the first rule it breaks. */
export function readSip(text: string): Reading {
  if (Buffer.byteLength(text) > MAX_MESSAGE_BYTES) return refuse('too long');

  if (/\0/.test(text)) return refuse('NUL');
  const end = text.indexOf('\r\n\r\n');
  if (end < 0) return refuse('no end of headers');
  const head = text.slice(0, end);
  if (/(^|[^\r])\n|\r(?!\n)/.test(head)) return refuse('bare CR or LF');
  const body = text.slice(end + 4);
  const [start = '', ...rest] = head.split('\r\n');
  const headers = readHeaders(rest);
  if (typeof headers === 'string') return refuse(headers);
  const fault = faultOf(headers, body);
  if (fault) return refuse(fault);
  return readStart(start, headers, body);
}

function refuse(why: string): Reading {
  return {ok: false, why};
}

function readStart(start: string, headers: SipHeaders, body: string): Reading {
  if (start.length > MAX_LINE) return refuse('line too long');
  const status = /^SIP\/2\.0 ([1-6][0-9]{2})(?: (.*))?$/.exec(start);
  if (status) {
    const message = {
      kind: 'response',
      status: Number(status[1]),
      reason: status[2] ?? '',
      headers,
      body,
    } as const;
    return {ok: true, message};
  }
  const request = /^(\S+) (\S+) (SIP\/\S+)$/.exec(start);
  if (!request) return refuse('start line');
  const [, method = '', uri = '', version] = request;
  if (version !== 'SIP/2.0') return refuse('version');
  if (!TOKEN.test(method)) return refuse('method');
  if (!/^[a-z][a-z0-9+.-]*:\S+$/i.test(uri)) return refuse('request URI');
  if (cseqOf(headers)?.method !== method) return refuse('CSeq method');
  return {ok: true, message: {kind: 'request', method, uri, headers, body}};
}

function readHeaders(lines: readonly string[]): SipHeaders | string {
  const unfolded: string[] = [];
  for (const line of lines) {
    if (line.length > MAX_LINE) return 'line too long';
    const last = unfolded.length - 1;
    if (!/^[ \t]/.test(line)) unfolded.push(line);
    else if (last < 0) return 'folded start line';
    else unfolded[last] = `${unfolded[last] ?? ''} ${line.trim()}`;
  }
  if (unfolded.length > MAX_HEADERS) return 'too many headers';
  const headers = new SipHeaders();
  for (const line of unfolded) {
    const colon = line.indexOf(':');
    const name = line.slice(0, Math.max(colon, 0)).trimEnd().toLowerCase();
    if (!TOKEN.test(name) || line.length > MAX_LINE) return 'header line';
    headers.add(COMPACT.get(name) ?? name, line.slice(colon + 1).trim());
  }
  return headers;
}

function faultOf(headers: SipHeaders, body: string): string | undefined {
  for (const name of MANDATORY) if (!headers.get(name)) return `no ${name}`;
  for (const name of SINGLE) if (headers.all(name).length > 1) return `${name} twice`;
  if (!cseqOf(headers)) return 'CSeq';
  const length = headers.get('content-length');
  if (length !== undefined && (!/^[0-9]{1,6}$/.test(length) || Number(length) !== Buffer.byteLength(body))) {
    return 'Content-Length';
  }
  return undefined;
}

/** The CSeq header's two parts; undefined when it can't be read or the number is 2^31 or more. */
export function cseqOf(headers: SipHeaders): {readonly number: number; readonly method: string} | undefined {
  const parts = /^([0-9]{1,10})[ \t]+(\S+)$/.exec(headers.get('cseq') ?? '');
  const number = Number(parts?.[1]);
  const method = parts?.[2];
  return method !== undefined && number < MAX_CSEQ && TOKEN.test(method) ? {number, method} : undefined;
}

/** The branch of the topmost Via, or an empty text. */
export function branchOf(headers: SipHeaders): string {
  return /;\s*branch=([^;,\s]+)/i.exec(headers.list('via')[0] ?? '')?.[1] ?? '';
}

function splitList(value: string): string[] {
  const parts: string[] = [];
  let start = 0;
  let quoted = false;
  let depth = 0;
  for (let at = 0; at < value.length; at += 1) {
    const char = value[at];
    if (quoted && char === '\\') at += 1;
    else if (char === '"') quoted = !quoted;
    else if (!quoted && char === '<') depth += 1;
    else if (!quoted && char === '>') depth -= 1;
    else if (!quoted && depth <= 0 && char === ',') {
      parts.push(value.slice(start, at).trim());
      start = at + 1;
    }
  }
  parts.push(value.slice(start).trim());
  return parts.filter((part) => part !== '');
}

const WRITTEN: ReadonlyMap<string, string> = new Map([
  ['call-id', 'Call-ID'],
  ['cseq', 'CSeq'],
  ['www-authenticate', 'WWW-Authenticate'],
  ['session-id', 'Session-ID'],
  ['remote-party-id', 'Remote-Party-ID'],
]);

/** Writes a message with a right Content-Length. */
export function writeSip(message: SipMessage): string {
  const start =
    message.kind === 'request'
      ? `${message.method} ${message.uri} SIP/2.0`
      : `SIP/2.0 ${message.status} ${message.reason}`;
  const lines = message.headers.lines
    .filter(([name]) => name !== 'content-length')
    .map(
      ([name, value]) =>
        `${WRITTEN.get(name) ?? name.replace(/(^|-)[a-z]/g, (c) => c.toUpperCase())}: ${value}`,
    );
  return [start, ...lines, `Content-Length: ${Buffer.byteLength(message.body)}`, '', message.body].join(
    '\r\n',
  );
}
