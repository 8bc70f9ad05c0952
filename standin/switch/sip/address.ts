/** A `name-addr` or `addr-spec` with its header parameters (RFC 3261 section 20.10). */
export interface Address {
  readonly name: string;
  readonly uri: string;
  /** The URI's user part, unescaped; empty when it has none. */
  readonly user: string;
  readonly params: ReadonlyMap<string, string>;
}

/** Reads one address; undefined when it is none. */
export function readAddress(value: string): Address | undefined {
  const bracketed = /^\s*(?:"((?:[^"\\]|\\.)*)"|([^<"]*?))\s*<([^<>\s]+)>\s*(.*)$/.exec(value);
  const bare = bracketed ? null : /^\s*([a-z][a-z0-9+.-]*:[^;\s<>]+)\s*(.*)$/i.exec(value);
  const uri = bracketed?.[3] ?? bare?.[1];
  if (uri === undefined || !/^sips?:/i.test(uri)) return undefined;
  const name = bracketed?.[1]?.replace(/\\(.)/g, '$1') ?? bracketed?.[2] ?? '';
  return {name, uri, user: userOf(uri), params: readParams(bracketed?.[4] ?? bare?.[2] ?? '')};
}

/** The user part of a SIP URI, unescaped; empty when there is none or it is malformed. */
export function userOf(uri: string): string {
  // a user part may have ";" and "?" in it; behind it an "@" is escaped (RFC 3261 section 25)
  const user = /^sips?:([^@]*)@/i.exec(uri)?.[1]?.split(':')[0] ?? '';
  try {
    const unescaped = decodeURIComponent(user);
    return /[\u0000-\u001f\u007f]/.test(unescaped) ? '' : unescaped;
  } catch {
    return '';
  }
}

/** The host of a SIP URI without port and parameters. */
export function hostOf(uri: string): string {
  return /^sips?:(?:[^@]*@)?(\[[^\]]+\]|[^:;?]+)/i.exec(uri)?.[1] ?? '';
}

function readParams(text: string): ReadonlyMap<string, string> {
  const params = new Map<string, string>();
  for (const [, name = '', quoted, plain] of text.matchAll(
    /;\s*([^=;\s]+)(?:\s*=\s*(?:"([^"]*)"|([^;\s]*)))?/g,
  )) {
    params.set(name.toLowerCase(), quoted ?? plain ?? '');
  }
  return params;
}

/** A display name and URI for a header line; control characters in the name become spaces. */
export function writeAddress(name: string, uri: string): string {
  const safe = name.replace(/[\u0000-\u001f\u007f]/g, ' ').replace(/["\\]/g, '\\$&');
  return safe === '' ? `<${uri}>` : `"${safe}" <${uri}>`;
}
