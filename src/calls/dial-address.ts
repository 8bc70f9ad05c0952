/** The parts of what was typed, pasted or linked: number, digits for later, extension. Knows schemes and parameters. */
import type {DialRefusal} from './dial.js';
import {unreadable} from './dial-text.js';

/** Parts as they were written: not yet checked, digits of any script, formatting still in. */
export interface Address {
  readonly number: string;
  readonly postDial: string | undefined;
  readonly extension: string | undefined;
}

const sipSchemes = ['sip', 'sips'];
const numberSchemes = ['tel', 'clicktocall', 'callto'];

/** `"Name" <uri>`, `Name <uri>` and `<uri>`: only the URI counts (RFC 3261 section 20.10). */
const named = /^(?:"(?:[^"\\]|\\.)*"|[^"<>:]*)\p{Zs}*<(\p{Zs}*[a-z][a-z\d+.-]*:[^<>]*)>$/iu;

/** Reads text that is trimmed and free of control characters. */
export function readAddress(text: string, domains: readonly string[]): Address | DialRefusal {
  const uri = (named.exec(text)?.[1] ?? text).trim();
  const invisible = unreadable(uri);
  if (invisible) return invisible;
  const [scheme] = /^[a-z][a-z\d+.-]*:/i.exec(uri) ?? [];
  if (scheme === undefined) return withoutScheme(uri);
  const name = scheme.slice(0, -1).toLowerCase();
  const rest = uri.slice(scheme.length);
  const isSip = sipSchemes.includes(name);
  if (!isSip && !numberSchemes.includes(name)) return 'scheme';
  if (rest.includes('?')) return 'headers';
  const whole = decode(rest);
  if (whole === undefined) return 'escape';
  const hidden = unreadable(whole);
  if (hidden) return hidden;
  return isSip ? sipAddress(rest, domains) : telAddress(rest.replace(/^\/\//, ''));
}

/** Once, as UTF-8; undefined for what is no escape. */
function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

function withoutScheme(text: string): Address | DialRefusal {
  if (text.includes('%')) return 'character';
  const parameter = /;ext=(.*)$/iu.exec(text);
  if (parameter) {
    if (!/^\p{Nd}{1,16}$/u.test(parameter[1] ?? '')) return 'extension';
    return {...postDialOf(text.slice(0, parameter.index)), extension: parameter[1]};
  }
  const word = /(?<!\p{L})(?:extension|ext\.?|x)\p{Zs}*(\p{Nd}+)$/iu.exec(text);
  if (!word) return {...postDialOf(text), extension: undefined};
  return {...postDialOf(text.slice(0, word.index)), extension: word[1]};
}

/** `tel:` and friends (RFC 3966, and `postd` of RFC 2806). */
function telAddress(rest: string): Address | DialRefusal {
  const [first = '', ...parameters] = rest.split(';');
  let extension: string | undefined;
  let postd: string | undefined;
  for (const parameter of parameters) {
    const equals = parameter.indexOf('=');
    const name = (equals < 0 ? parameter : parameter.slice(0, equals)).toLowerCase();
    const value = equals < 0 ? '' : parameter.slice(equals + 1);
    if (name === 'ext') {
      if (extension !== undefined) return 'extension';
      extension = decode(value) ?? '';
    } else if (name === 'postd') {
      if (postd !== undefined || value === '') return 'parameter';
      postd = tailOf(decode(value) ?? '');
    } else if (!/^[a-z\d-]+(=[\w[\]/:&+$.!~*'()%-]+)?$/i.test(parameter)) return 'parameter';
  }
  const {number, postDial} = postDialOf(decode(first) ?? '');
  if (postDial !== undefined && postd !== undefined) return 'parameter';
  return {number, postDial: postDial ?? postd, extension};
}

/** The user part of a SIP address is a number like any other; where it leads is the site's own business only. */
function sipAddress(rest: string, domains: readonly string[]): Address | DialRefusal {
  const at = rest.lastIndexOf('@');
  const [first = '', ...parameters] = rest.slice(at + 1).split(';');
  const user = at < 0 ? first : rest.slice(0, at);
  const host = /^(\[[^\]]*\]|[^:]*)(?::\d{1,5})?$/.exec(first)?.[1]?.toLowerCase();
  if (at >= 0 && !domains.some((domain) => domain !== '' && domain.toLowerCase() === host)) return 'domain';
  const digits = decode(user) ?? '';
  if (digits.includes(':')) return 'userinfo';
  const allowed = parameters.every((parameter) => /^(user|transport)(=[\w.-]+)?$/i.test(parameter));
  if (!allowed || digits.includes(';')) return 'parameter';
  return {...postDialOf(digits), extension: undefined};
}

/**
 * Splits at the first pause or wait after the first digits. Where there is a run of three letters a `p` or a `w` is
 * part of a word.
 */
function postDialOf(text: string): {number: string; postDial: string | undefined} {
  const match = /\p{L}{3}/u.test(text) ? null : /^([^\p{Nd}]*\p{Nd}[^,;pw]*)([,;pw].*)$/isu.exec(text);
  // letters in front of the first digits, a pause among them, are no number
  if (!match || /[,;\p{L}]/u.test(/^[^\p{Nd}]*/u.exec(text)?.[0] ?? '')) {
    return {number: text, postDial: undefined};
  }
  return {number: match[1] ?? '', postDial: tailOf(match[2] ?? '')};
}

/** `,` and `w` only, without white space. */
const tailOf = (text: string): string => text.replace(/\s/gu, '').replace(/p/gi, ',').replace(/[;w]/gi, 'w');
