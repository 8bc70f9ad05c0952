/** Seeded changes of the corpus, for the nightly run (npm run fuzz) and a short one in the tests. */
import {DeskError, parseAnswer, parseNotification} from '../../src/finesse/library.js';
import {refusedAnswers, refusedByBoth, refusedNotifications} from './corpus/bad.js';
import {answers, escaped, item, notifications, stanza} from './corpus/good.js';

export interface Outcome {
  readonly read: number;
  readonly refused: number;
  /** The first input that was neither; the run ends with it. */
  readonly failure: {readonly index: number; readonly text: string; readonly why: string} | undefined;
  /** Ms of the input that took longest, both readers together. */
  readonly slowest: number;
}

/** Numbers from 0 to 1 that are the same for the same seed (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const good = [...answers, ...notifications];

/** What is good more often: what is refused already says little when it is changed. */
const corpus = [...good, ...good, ...good, ...refusedByBoth, ...refusedAnswers, ...refusedNotifications]
  .map(({text}) => text)
  // the one of more than 1 MiB would take most of the time
  .filter((text) => text.length < 100_000);

/** What matters to a reader, and some that only looks as if. */
const pieces = [
  ...[
    '<',
    '>',
    '&',
    '"',
    "'",
    '/',
    '=',
    ']]>',
    '<![CDATA[',
    '<!--',
    '-->',
    '<?',
    '?>',
    '\u0000',
    '\uFFFE',
    '\uD800',
  ],
  ...[
    '&amp;',
    '&lt;',
    '&#0;',
    '&#x110000;',
    '&#xD800;',
    '&x;',
    '&#99999999999;',
    '<!DOCTYPE a>',
    '<!ENTITY a "b">',
  ],
  ...[
    '<__proto__>',
    '</__proto__>',
    '<constructor/>',
    '<id>1</id>',
    '<state>READY</state>',
    '<Dialog/>',
    '<User>',
  ],
  ...[
    '<notification>',
    '</data>',
    '<data>',
    '<event/>',
    '<html>',
    '\uFEFF',
    '\u202E',
    '9'.repeat(40),
    ' '.repeat(300),
  ],
];

type Change = (text: string, random: () => number) => string;

const below = (limit: number, random: () => number): number => Math.floor(random() * limit);

const pick = <T>(list: readonly T[], random: () => number): T => {
  const found = list[below(list.length, random)];
  if (found === undefined) throw new Error('nothing to pick from');
  return found;
};

/** A tag with what is in it, from somewhere in the text; empty when there is none. */
function aPart(text: string, random: () => number): {readonly from: number; readonly to: number} {
  const from = text.indexOf('<', below(text.length, random));
  const name = from < 0 ? undefined : /^<([A-Za-z]\w*)/.exec(text.slice(from, from + 40))?.[1];
  const end = name === undefined ? -1 : text.indexOf(`</${name}>`, from);
  return end < 0 || name === undefined ? {from: 0, to: 0} : {from, to: end + name.length + 3};
}

const changes: readonly Change[] = [
  // one character becomes another one
  (text, random) => {
    const at = below(text.length, random);
    return (
      text.slice(0, at) +
      String.fromCharCode(below(random() < 0.7 ? 128 : 65_536, random)) +
      text.slice(at + 1)
    );
  },
  // something comes in
  (text, random) => {
    const at = below(text.length, random);
    return text.slice(0, at) + pick(pieces, random) + text.slice(at);
  },
  // some of it is lost
  (text, random) => {
    const at = below(text.length, random);
    return text.slice(0, at) + text.slice(at + below(60, random));
  },
  // it is cut off
  (text, random) => text.slice(0, below(text.length, random)),
  // an element comes twice
  (text, random) => {
    const {from, to} = aPart(text, random);
    return text.slice(0, to) + text.slice(from, to) + text.slice(to);
  },
  // an element is lost
  (text, random) => {
    const {from, to} = aPart(text, random);
    return text.slice(0, from) + text.slice(to);
  },
  // an element becomes part of another body
  (text, random) => {
    const other = pick(corpus, random);
    const {from, to} = aPart(other, random);
    const at = Math.max(0, text.indexOf('<', below(text.length, random)));
    return text.slice(0, at) + other.slice(from, to) + text.slice(at);
  },
  // letters change their case
  (text, random) => {
    const at = below(text.length, random);
    const part = text.slice(at, at + 12);
    return (
      text.slice(0, at) + (random() < 0.5 ? part.toUpperCase() : part.toLowerCase()) + text.slice(at + 12)
    );
  },
  // it is escaped once more, or wrapped
  (text, random) => (random() < 0.5 ? escaped(text) : stanza(item(escaped(text)))),
  // much of the same
  (text, random) => {
    const {from, to} = aPart(text, random);
    return text.slice(0, to) + text.slice(from, to).repeat(below(60, random)) + text.slice(to);
  },
];

/** Input number `index` of a seed. Every input depends on seed and number alone, so that each can be made again. */
export function inputOf(seed: number, index: number): string {
  const random = randomFrom(seed ^ Math.imul(index + 1, 0x9e3779b1));
  let text = pick(corpus, random);
  for (let left = 1 + below(3, random); left > 0; left--) text = pick(changes, random)(text, random);
  return text;
}

/** Reads so many inputs both ways; ends at the first that is neither a value nor a DeskError with a known code. */
export function fuzz(count: number, seed: number): Outcome {
  const codes: readonly string[] = ['xml/refused', 'finesse/bad-answer', 'finesse/unauthorized'];
  const prototype = Object.getOwnPropertyNames(Object.prototype).join();
  let read = 0;
  let refused = 0;
  let slowest = 0;
  for (let index = 0; index < count; index++) {
    const text = inputOf(seed, index);
    const began = performance.now();
    let values = 0;
    for (const reader of [parseAnswer, parseNotification]) {
      try {
        if (typeof reader(text).kind === 'string') values++;
      } catch (error) {
        if (error instanceof DeskError && codes.includes(error.code)) continue;
        return {read, refused, slowest, failure: {index, text, why: String(error)}};
      }
    }
    if (Object.getOwnPropertyNames(Object.prototype).join() !== prototype)
      return {read, refused, slowest, failure: {index, text, why: 'the prototype of objects changed'}};
    slowest = Math.max(slowest, performance.now() - began);
    if (values > 0) read++;
    else refused++;
  }
  return {read, refused, slowest, failure: undefined};
}
