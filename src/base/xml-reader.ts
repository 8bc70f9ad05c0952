/**
 * A strict reader for one XML 1.0 document without a document type: one pass over the text, one object an element.
 * Every rule of well-formedness (XML 1.0, fifth edition) that applies without a DTD is checked, and everything else is
 * refused; the tests hold it against a conforming parser on generated and mutated documents.
 */
import {DeskError} from './errors.js';

/** One element. */
export interface XmlElement {
  readonly name: string;
  /** The element's own text, entities decoded, untrimmed. */
  readonly text: string;
  readonly children: readonly XmlElement[];
  /** By name, references in values resolved; undefined or empty: none. No Finesse object carries data in them. */
  readonly attributes: ReadonlyMap<string, string> | undefined;
}

/** What an element without children has; most have none. */
const childless: readonly XmlElement[] = Object.freeze([]);

/** Limits for anything that comes in (they are far above what a real system sends). */
export const xmlLimits = {characters: 1_048_576, depth: 64, elements: 20_000, attributes: 64} as const;

interface Open {
  readonly name: string;
  text: string;
  children: readonly XmlElement[];
  readonly attributes: XmlElement['attributes'];
}

const startChars =
  ':A-Z_a-z\\u00C0-\\u00D6\\u00D8-\\u00F6\\u00F8-\\u02FF\\u0370-\\u037D\\u037F-\\u1FFF\\u200C\\u200D\\u2070-\\u218F' +
  '\\u2C00-\\u2FEF\\u3001-\\uD7FF\\uF900-\\uFDCF\\uFDF0-\\uFFFD\\u{10000}-\\u{EFFFF}';
const name = `[${startChars}][${startChars}.0-9\\u00B7\\u0300-\\u036F\\u203F\\u2040-]*`;
const space = '[ \\t\\r\\n]';
/** One attribute, the white space before it included; its value in either quotes. */
const attributePattern = new RegExp(`${space}+(${name})${space}*=${space}*(?:"([^<"]*)"|'([^<']*)')`, 'uy');
const namePattern = new RegExp(name, 'uy');
const instructionPattern = new RegExp(`(${name})(?:${space}[^]*)?$`, 'uy');
const declarationPattern = new RegExp(
  `^<\\?xml${space}+version${space}*=${space}*(["'])1\\.[0-9]+\\1` +
    `(?:${space}+encoding${space}*=${space}*(["'])[A-Za-z][\\w.-]*\\2)?` +
    `(?:${space}+standalone${space}*=${space}*(["'])(?:yes|no)\\3)?${space}*\\?>`,
);
/** Characters a document may not hold, most controls, U+FFFE and U+FFFF, and what may be half of a pair. */
const suspicious = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uD800-\uDFFF\uFFFE\uFFFF]/;
/** Half of a surrogate pair is no character either; slower, so asked only where something is suspicious. */
const forbidden = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|\p{Cs}/u;

const hasForbidden = (text: string): boolean => suspicious.test(text) && forbidden.test(text);
const onlySpace = /^[ \t\r\n]*$/;

const refused = (why: string) => new DeskError('xml/refused', why);

/**
 * Reads one document into elements. Never builds objects whose keys come from the text, never fetches, never expands
 * an entity of the document's own.
 * @throws DeskError `xml/refused` for anything broken, too large, too deep, or with a document type.
 */
export function readXml(document: string): XmlElement {
  if (document.length > xmlLimits.characters) throw refused('longer than 1 MiB');
  // the cheap question first: hardly any document holds such a mark
  if (document.includes('<!') && /<!DOCTYPE/i.test(document)) throw refused('document type declaration');
  const text = document.charCodeAt(0) === 0xfeff ? document.slice(1) : document;
  if (onlySpace.test(text)) throw refused('empty');
  if (hasForbidden(text)) throw refused('a character that XML does not have');
  return new Reading(text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text).run();
}

const isDigit = (code: number): boolean => code >= 0x30 && code <= 0x39;

/** ASCII letters, digits and the underscore. */
const isPlain = (code: number): boolean =>
  (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a) || isDigit(code) || code === 0x5f;

/** What may follow a whole name in a tag: `>`, `/` or white space. */
const isDelimiter = (code: number): boolean =>
  code === 0x3e || code === 0x2f || code === 0x20 || code === 0x0a || code === 0x09;

/** Where one reading is: the text, the place in it, and the elements that are open. */
class Reading {
  readonly #text: string;
  readonly #hasReferences: boolean;
  readonly #hasDataEnds: boolean;
  readonly #open: Open[] = [];
  #at = 0;
  #root: Open | undefined;
  #elements = 0;

  constructor(text: string) {
    this.#text = text;
    this.#hasReferences = text.includes('&');
    this.#hasDataEnds = text.includes(']]>');
  }

  run(): XmlElement {
    const text = this.#text;
    if (text.startsWith('<?xml') && /[ \t\n]/.test(text.charAt(5))) {
      const declaration = declarationPattern.exec(text);
      if (!declaration) throw refused('a broken XML declaration');
      this.#at = declaration[0].length;
    }
    while (this.#at < text.length) {
      const mark = text.indexOf('<', this.#at);
      const end = mark < 0 ? text.length : mark;
      if (end > this.#at) this.#words(text.slice(this.#at, end));
      if (mark < 0) break;
      this.#at = mark + 1;
      this.#markup();
    }
    if (!this.#root || this.#open.length > 0) throw refused('the document ends too early');
    return this.#root;
  }

  #words(words: string): void {
    const element = this.#open[this.#open.length - 1];
    if (element) element.text += this.#read(words);
    else if (!onlySpace.test(words)) throw refused('words outside the root element');
  }

  /** Text between two marks, its references resolved. */
  #read(words: string): string {
    if (this.#hasDataEnds && words.includes(']]>')) throw refused('the end of CDATA in text');
    return this.#hasReferences && words.includes('&') ? decode(words) : words;
  }

  /** Stands behind a `<`. */
  #markup(): void {
    const text = this.#text;
    switch (text.charCodeAt(this.#at)) {
      case 0x2f: // "/"
        return this.#endTag();
      case 0x21: // "!"
        if (text.startsWith('--', this.#at + 1)) return this.#comment();
        if (text.startsWith('[CDATA[', this.#at + 1)) return this.#data();
        throw refused('a declaration');
      case 0x3f: // "?"
        return this.#instruction();
      default:
        return this.#startTag();
    }
  }

  #startTag(): void {
    const text = this.#text;
    const tag = this.#name();
    if (this.#open.length === 0 && this.#root) throw refused('a second root element');
    if (++this.#elements > xmlLimits.elements) throw refused('too many elements');
    if (this.#open.length >= xmlLimits.depth) throw refused('nested too deep');
    const attributes = text.charCodeAt(this.#at) === 0x3e ? undefined : this.#attributes();
    const element: Open = {name: tag, text: '', children: childless, attributes};
    const parent = this.#open[this.#open.length - 1];
    if (!parent) this.#root = element;
    else if (parent.children === childless) parent.children = [element];
    else (parent.children as XmlElement[]).push(element);
    if (text.charCodeAt(this.#at) !== 0x3e) {
      if (!text.startsWith('/>', this.#at)) throw refused('a broken start tag');
      this.#at += 2;
      return;
    }
    this.#at++;
    if (!this.#leaf(element)) this.#open.push(element);
  }

  /** Most elements are a start tag, words and the end tag, and quicker read in one go. False: nothing was read. */
  #leaf(element: Open): boolean {
    const text = this.#text;
    const mark = text.indexOf('<', this.#at);
    const after = mark + 2 + element.name.length;
    if (mark < 0 || text.charCodeAt(mark + 1) !== 0x2f || text.charCodeAt(after) !== 0x3e) return false;
    if (!text.startsWith(element.name, mark + 2)) return false;
    if (mark > this.#at) element.text = this.#read(text.slice(this.#at, mark));
    this.#at = after + 1;
    return true;
  }

  #endTag(): void {
    const element = this.#open.pop();
    this.#at++;
    if (!element || !this.#text.startsWith(element.name, this.#at))
      throw refused('an end tag that does not match');
    this.#at += element.name.length;
    this.#skipSpace();
    if (this.#text.charCodeAt(this.#at) !== 0x3e) throw refused('an end tag that does not match');
    this.#at++;
  }

  #attributes(): ReadonlyMap<string, string> {
    const seen = new Map<string, string>();
    for (;;) {
      attributePattern.lastIndex = this.#at;
      const found = attributePattern.exec(this.#text);
      if (!found) break;
      const key = found[1] ?? '';
      if (seen.has(key)) throw refused('an attribute twice');
      // white space as it is written is a space (XML 1.0 section 3.3.3), as a reference it stays what it is
      const value = (found[2] ?? found[3] ?? '').replace(/[\t\n]/g, ' ');
      seen.set(key, value.includes('&') ? decode(value) : value);
      if (seen.size > xmlLimits.attributes) throw refused('too many attributes');
      this.#at = attributePattern.lastIndex;
    }
    this.#skipSpace();
    return seen;
  }

  #comment(): void {
    const end = this.#text.indexOf('--', this.#at + 3);
    if (end < 0 || this.#text.charAt(end + 2) !== '>') throw refused('a broken comment');
    this.#at = end + 3;
  }

  #data(): void {
    const element = this.#open[this.#open.length - 1];
    const begin = this.#at + 8;
    const end = this.#text.indexOf(']]>', begin);
    if (!element || end < 0) throw refused('broken CDATA');
    element.text += this.#text.slice(begin, end);
    this.#at = end + 3;
  }

  #instruction(): void {
    const end = this.#text.indexOf('?>', this.#at + 1);
    if (end < 0) throw refused('a broken processing instruction');
    const body = this.#text.slice(this.#at + 1, end);
    instructionPattern.lastIndex = 0;
    const target = instructionPattern.exec(body)?.[1];
    if (target === undefined || /^xml$/i.test(target)) throw refused('a broken processing instruction');
    this.#at = end + 2;
  }

  #name(): string {
    const text = this.#text;
    const begin = this.#at;
    let end = begin;
    // nearly every name is plain letters, and quicker read by hand than by the whole alphabet
    while (isPlain(text.charCodeAt(end))) end++;
    if (end > begin && isDelimiter(text.charCodeAt(end)) && !isDigit(text.charCodeAt(begin))) {
      this.#at = end;
      return text.slice(begin, end);
    }
    namePattern.lastIndex = this.#at;
    const found = namePattern.exec(this.#text);
    if (!found) throw refused('a tag without a name');
    this.#at = namePattern.lastIndex;
    return found[0];
  }

  #skipSpace(): void {
    for (;;) {
      const code = this.#text.charCodeAt(this.#at);
      if (code !== 0x20 && code !== 0x09 && code !== 0x0a) return;
      this.#at++;
    }
  }
}

const entities: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
]);

/** The longest reference there is, `&#x0010FFFF;`, with room for needless zeros. */
const longestReference = 16;

/** The bracket that the reference at `mark` stands for; empty for every other one. */
function bracketAt(text: string, mark: number): string {
  if (text.charCodeAt(mark + 2) !== 0x74 || text.charCodeAt(mark + 3) !== 0x3b) return '';
  const letter = text.charCodeAt(mark + 1);
  return letter === 0x6c ? '<' : letter === 0x67 ? '>' : '';
}

/** Resolves references once; an ampersand that begins none is refused. */
function decode(text: string): string {
  let decoded = '';
  let from = 0;
  for (;;) {
    const mark = text.indexOf('&', from);
    if (mark < 0) return decoded + text.slice(from);
    // an escaped document has hundreds of these two, and hardly another one
    const bracket = bracketAt(text, mark);
    if (bracket !== '') {
      decoded += text.slice(from, mark) + bracket;
      from = mark + 4;
      continue;
    }
    const end = text.indexOf(';', mark);
    if (end < 0 || end - mark > longestReference + 1) throw refused('a bare ampersand');
    decoded += text.slice(from, mark) + resolve(text.slice(mark + 1, end));
    from = end + 1;
  }
}

/** The character a reference stands for. */
function resolve(reference: string): string {
  const named = entities.get(reference);
  if (named !== undefined) return named;
  const hex = /^#x([0-9a-fA-F]{1,8})$/.exec(reference)?.[1];
  const decimal = /^#([0-9]{1,9})$/.exec(reference)?.[1];
  const code = hex === undefined ? Number(decimal ?? Number.NaN) : Number.parseInt(hex, 16);
  // compared first: fromCodePoint throws beyond Unicode
  if (!(code > 0 && code <= 0x10ffff)) throw refused('an unknown reference');
  const character = String.fromCodePoint(code);
  if (hasForbidden(character)) throw refused('a reference to a character that XML does not have');
  return character;
}
