/**
 * The one way from text to a number: every way of dialling goes through {@link normaliseDialString}. Also built as a
 * library of its own, `dist/lib/dial.js`.
 */
import {asciiDigits, removeFormatting, trimDialText, unreadable} from './dial-text.js';
import {readAddress, type Address} from './dial-address.js';

/** `keypad`: typed or pasted by the agent into the dial field. `link`: everything else that asks for a call. */
export type DialOrigin = 'keypad' | 'link' | 'held';

/** What a site allows; every entry may be missing. */
export interface DialPolicy {
  /** Hosts that a `sip:` address may name, without port; case does not matter. None by default. */
  readonly domains?: readonly string[] | undefined;
  /** Numbers that a link may never dial; 911, 112 and 999 by default. */
  readonly emergency?: readonly string[] | undefined;
  /** Beginnings of normalised numbers that nobody may dial. */
  readonly denyPrefixes?: readonly string[] | undefined;
  /** With `false`, a plus or one of {@link internationalPrefixes} is refused. */
  readonly allowInternational?: boolean | undefined;
  /** What stands for a plus at this site, e.g. `00` or `011`. Never guessed. */
  readonly internationalPrefixes?: readonly string[] | undefined;
}

/** Why an input can't be dialled. The words are in components/dial-words.ts. */
export type DialRefusal =
  | 'empty'
  | 'control'
  | 'character'
  | 'letters'
  | 'plus'
  | 'length'
  | 'scheme'
  | 'escape'
  | 'headers'
  | 'parameter'
  | 'userinfo'
  | 'domain'
  | 'mixed-script'
  | 'extension'
  | 'feature-code'
  | 'emergency'
  | 'policy';

export interface DialNumber {
  readonly ok: true;
  /** Made of `0-9 * #`, with a plus in front or without; at most 32 characters. */
  readonly number: string;
  /** Digits for after the answer: `0-9 * #`, `,` a pause of a second, `w` a wait for the agent; at most 64. */
  readonly postDial?: string;
  /** 1 to 16 digits. */
  readonly extension?: string;
  /** The call may start only after the agent pressed a button that shows the number. */
  readonly confirm?: true;
}

export interface DialRefused {
  readonly ok: false;
  readonly reason: DialRefusal;
}

export type DialResult = DialNumber | DialRefused;

/** Longest input that is looked at at all, in UTF-16 units. */
const longestInput = 512;

/** Longest number, and most digits behind a plus (ITU-T E.164). */
const longestNumber = 32;
const longestInternational = 15;

const emergencyByDefault: readonly string[] = ['911', '112', '999'];

const refused = (reason: DialRefusal): DialRefused => ({ok: false, reason});

/**
 * Makes a number out of text, or says why not. Pure and total: it never throws, whatever comes in, and a refused input
 * is a reason to send nothing at all.
 */
export function normaliseDialString(text: string, origin: DialOrigin, policy: DialPolicy = {}): DialResult {
  const rules: DialPolicy = typeof policy === 'object' && policy !== null ? policy : {};
  if (typeof text !== 'string') return refused('empty');
  if (text.length > longestInput) return refused('length');
  const trimmed = trimDialText(text);
  if (unreadable(trimmed) === 'control') return refused('control');
  const address = readAddress(trimmed, listOf(rules.domains));
  if (typeof address === 'string') return refused(address);
  const number = numberOf(address);
  if (!number.ok) return number;
  return judge(number, origin, rules);
}

/** From what stood for a number to the number itself. */
function numberOf({number, postDial, extension}: Address): DialResult {
  const plain = asciiDigits([number, postDial ?? '', extension ?? '']);
  if (typeof plain === 'string') return refused(plain);
  const [digits = '', tail = '', inner = ''] = plain;
  if (extension !== undefined && !/^\d{1,16}$/.test(inner)) return refused('extension');
  const main = vanity(removeFormatting(digits));
  if (/\p{L}/u.test(main)) return refused('letters');
  const wrong = wrongNumber(main) ?? wrongTail(tail);
  if (wrong) return refused(wrong);
  return {
    ok: true,
    number: main,
    ...(/[\d*#]/.test(tail) ? {postDial: tail} : {}),
    ...(extension === undefined ? {} : {extension: inner}),
  };
}

const keys = ['', '', 'abc', 'def', 'ghi', 'jkl', 'mno', 'pqrs', 'tuv', 'wxyz'];

/** 1-800-FLOWERS: four ASCII letters or more, at the end only, after two digits or more. */
function vanity(number: string): string {
  const match = /^([+\d*#]*)([a-z]{4,})$/i.exec(number);
  const [, digits = '', word = ''] = match ?? [];
  if ((digits.match(/\d/g) ?? []).length < 2) return number;
  const pressed = [...word.toLowerCase()].map((letter) => keys.findIndex((key) => key.includes(letter)));
  return digits + pressed.join('');
}

function wrongNumber(number: string): DialRefusal | undefined {
  if (!/\d/.test(number)) return 'empty';
  if (!/^[\d*#+]*$/.test(number)) return 'character';
  const plus = number.lastIndexOf('+');
  if (plus > 0 || (plus === 0 && !/^\+[1-9]/.test(number))) return 'plus';
  const digits = (number.match(/\d/g) ?? []).length;
  if (number.length > longestNumber || (plus === 0 && digits > longestInternational)) return 'length';
  return undefined;
}

function wrongTail(tail: string): DialRefusal | undefined {
  if (/\p{L}/u.test(tail.replaceAll('w', ''))) return 'letters';
  if (!/^[\d*#,w]*$/.test(tail)) return 'character';
  return tail.length > 64 ? 'length' : undefined;
}

/** What nobody may dial here, and what a link may not: star and hash, which programme a phone, and emergency numbers. */
function judge(result: DialNumber, origin: DialOrigin, policy: DialPolicy): DialResult {
  const {number} = result;
  // an origin nobody knows is trusted no more than a link
  const fromAgent = origin === 'keypad';
  const emergency = policy.emergency === undefined ? emergencyByDefault : listOf(policy.emergency);
  if (!fromAgent && /[*#]/.test(number)) return refused('feature-code');
  if (!fromAgent && emergency.includes(number)) return refused('emergency');
  const begins = (prefixes: readonly string[] | undefined) =>
    listOf(prefixes).some((prefix) => prefix !== '' && number.startsWith(prefix));
  const international = number.startsWith('+') || begins(policy.internationalPrefixes);
  if (begins(policy.denyPrefixes) || (policy.allowInternational === false && international))
    return refused('policy');
  return fromAgent ? result : {...result, confirm: true};
}

/** Policy may come from a settings file that another program read. */
const listOf = (value: readonly string[] | undefined): readonly string[] =>
  Array.isArray(value) ? value.filter((entry): entry is string => typeof entry === 'string') : [];
