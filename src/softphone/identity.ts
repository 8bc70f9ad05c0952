/** Who is at the other end, as a message's headers say it; text from outside. */
export interface Identity {
  readonly number: string;
  readonly name: string;
}

/** The part of a SIP message read here. */
export interface HeaderSource {
  getHeader(name: string): string | undefined;
  getHeaders(name: string): readonly string[];
}

/**
 * P-Asserted-Identity (RFC 3325) if there, else Remote-Party-ID as Unified CM writes it, else From. A hidden caller has
 * neither number nor name.
 */
export function identityOf(message: HeaderSource): Identity {
  const [asserted] = message.getHeaders('P-Asserted-Identity');
  const [party] = message.getHeaders('Remote-Party-ID');
  if (party !== undefined && /;\s*privacy\s*=\s*"?(full|uri)/i.test(party)) return {number: '', name: ''};
  return readIdentity(asserted ?? party ?? message.getHeader('From') ?? '');
}

/** Who is connected from now on, as a re-INVITE says it (RFC 4916's need by older means); undefined when it doesn't. */
export function connectedIdentityOf(message: HeaderSource): Identity | undefined {
  const says = ['P-Asserted-Identity', 'Remote-Party-ID'].some((name) => message.getHeaders(name).length > 0);
  // From belongs to the dialog, and goes on naming whoever called first.
  return says ? identityOf(message) : undefined;
}

/** The value by which the edge and Finesse name the same call; empty when the INVITE has none. */
export function keyOf(message: HeaderSource): string {
  const key = message.getHeader('Cisco-Guid')?.trim() ?? '';
  return /^[0-9]{1,10}(-[0-9]{1,10}){3}$/.test(key) ? key : '';
}

/** Reads one `"Name" <sip:number@host>`; what can't be read is empty. */
export function readIdentity(value: string): Identity {
  const [, quoted, bare, bracketed] = /^\s*(?:"((?:[^"\\]|\\.)*)"|([^<"]*))\s*<([^>]*)>/.exec(value) ?? [];
  const uri = bracketed ?? value.trim();
  const number = numberOf(uri);
  if (/^anonymous$/i.test(number) || /@anonymous\.invalid/i.test(uri)) return {number: '', name: ''};
  const name = quoted?.replace(/\\(.)/g, '$1') ?? bare ?? '';
  return {
    number,
    name: [...name]
      .filter((char) => char >= ' ' && char !== '\u007f')
      .join('')
      .trim(),
  };
}

function numberOf(uri: string): string {
  const user = /^(?:sips?:([^@;?:]*)(?::[^@]*)?@|tel:([^;?]*))/i.exec(uri);
  try {
    return decodeURIComponent(user?.[1] ?? user?.[2] ?? '');
  } catch {
    return '';
  }
}
