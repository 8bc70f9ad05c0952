import {userOf} from './address.js';
import {readReplaces, type Replaces} from './replaces.js';

/** Whom a REFER names. */
export interface ReferTo {
  readonly number: string;
  readonly replaces: Replaces | undefined;
}

/**
 * Reads a Refer-To header (RFC 3515 section 2.1). Of headers inside the address only Replaces is taken; with any other
 * the whole is undefined.
 */
export function readReferTo(value: string): ReferTo | undefined {
  const uri = /<(sips?:[^<>\s]+)>/i.exec(value)?.[1] ?? /^\s*(sips?:[^;\s<>]+)/i.exec(value)?.[1];
  if (uri === undefined) return undefined;
  const [address = '', headers] = uri.split('?', 2);
  const number = userOf(address);
  if (number === '') return undefined;
  if (headers === undefined) return {number, replaces: undefined};
  const [name = '', text = '', ...more] = headers.split(/[=&]/);
  if (name.toLowerCase() !== 'replaces' || more.length > 0) return undefined;
  const replaces = readReplaces(unescaped(text));
  return replaces && {number, replaces};
}

function unescaped(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}
