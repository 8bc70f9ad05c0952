import {userOf} from './address.js';

/** A dialog as a Replaces header names it, seen from whoever is to be replaced (RFC 3891 section 3). */
export interface Replaced {
  readonly callId: string;
  readonly toTag: string;
  readonly fromTag: string;
}

/** Whom a REFER names. */
export interface ReferTo {
  readonly number: string;
  readonly replaces: Replaced | undefined;
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
  const replaces = readReplaces(text);
  return replaces && {number, replaces};
}

function readReplaces(escaped: string): Replaced | undefined {
  let text = '';
  try {
    text = decodeURIComponent(escaped);
  } catch {
    return undefined;
  }
  const [callId = '', ...params] = text.split(';').map((part) => part.trim());
  const find = (name: string) =>
    params.find((param) => param.toLowerCase().startsWith(`${name}=`))?.slice(name.length + 1) ?? '';
  const [toTag, fromTag] = [find('to-tag'), find('from-tag')];
  return callId === '' || toTag === '' || fromTag === '' ? undefined : {callId, toTag, fromTag};
}
