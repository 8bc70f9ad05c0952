import {escapeString} from './gadget-prefs.js';

/** Names of request parameters; each value equals its name. */
export const requestParameters = {
  METHOD: 'METHOD',
  HEADERS: 'HEADERS',
  POST_DATA: 'POST_DATA',
  CONTENT_TYPE: 'CONTENT_TYPE',
  AUTHORIZATION: 'AUTHORIZATION',
  GET_FULL_HEADERS: 'GET_FULL_HEADERS',
  REFRESH_INTERVAL: 'REFRESH_INTERVAL',
  NUM_ENTRIES: 'NUM_ENTRIES',
  GET_SUMMARIES: 'GET_SUMMARIES',
  SIGN_OWNER: 'SIGN_OWNER',
  SIGN_VIEWER: 'SIGN_VIEWER',
} as const;

/** What the callback of `makeRequest` gets. */
export interface MakeRequestAnswer {
  readonly rc: number;
  readonly text: string;
  /** The text, parsed as `CONTENT_TYPE` asks: a string, JSON value or document. */
  readonly data: unknown;
  readonly headers: Readonly<Record<string, readonly string[]>>;
  /** Not empty from status 400 on. */
  readonly errors: readonly string[];
}

interface WireAnswer {
  readonly rc?: number;
  readonly body?: string;
  readonly headers?: Record<string, string[]>;
}

/** `gadgets.io.encodeValues`: a form-encoded string. */
export function encodeValues(fields: Readonly<Record<string, unknown>>): string {
  return Object.entries(fields)
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`)
    .join('&');
}

/** `gadgets.io.makeRequest` over `/gadgets/makeRequest`; the callback is always called, in another turn. */
export function makeRequest(
  url: string,
  callback: (answer: MakeRequestAnswer) => void,
  params: Readonly<Record<string, unknown>> = {},
): void {
  const contentType = String(params['CONTENT_TYPE'] ?? 'TEXT');
  const form = new URLSearchParams({
    url,
    httpMethod: String(params['METHOD'] ?? 'GET'),
    headers: encodeValues((params['HEADERS'] ?? {}) as Record<string, unknown>),
    postData: String(params['POST_DATA'] ?? ''),
    authz: '',
    contentType,
    getFullHeaders: String(params['GET_FULL_HEADERS'] ?? false),
    refresh: String(params['REFRESH_INTERVAL'] ?? 0),
    container: 'default',
  });
  void send(url, form, contentType).then(callback);
}

async function send(url: string, form: URLSearchParams, contentType: string): Promise<MakeRequestAnswer> {
  try {
    const response = await fetch('/gadgets/makeRequest', {method: 'POST', body: form});
    const text = await response.text();
    const all = JSON.parse(text.slice(text.indexOf('{'))) as Record<string, WireAnswer>;
    const wire = all[url] ?? {rc: 500};
    const rc = wire.rc ?? 200;
    const body = wire.body ?? '';
    const errors = rc >= 400 ? [`${rc} ${escapeString(body.slice(0, 200))}`] : [];
    const parsed = parse(body, contentType);
    return {
      rc,
      text: body,
      data: parsed.data,
      headers: wire.headers ?? {},
      errors: parsed.error === undefined ? errors : [...errors, parsed.error],
    };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return {rc: 500, text: '', data: null, headers: {}, errors: [`500 ${message}`]};
  }
}

function parse(body: string, contentType: string): {data: unknown; error?: string} {
  if (contentType === 'JSON') {
    try {
      return {data: JSON.parse(body)};
    } catch {
      return {data: null, error: '500 Failed to parse JSON'};
    }
  }
  if (contentType === 'DOM') return {data: new DOMParser().parseFromString(body, 'text/xml')};
  return {data: body};
}
