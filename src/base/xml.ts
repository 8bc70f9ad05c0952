import {SaxesParser} from 'saxes';
import {DeskError} from './errors.js';

/** One element. Attributes are dropped: no Finesse object carries its data in them. */
export interface XmlElement {
  readonly name: string;
  /** The element's own text, entities decoded, untrimmed. */
  readonly text: string;
  readonly children: readonly XmlElement[];
}

/** Limits for anything that comes in (they are far above what a real system sends). */
export const xmlLimits = {characters: 1_048_576, depth: 64, elements: 20_000, attributes: 64} as const;

class Node implements XmlElement {
  readonly name: string;
  text = '';
  readonly children: Node[] = [];

  constructor(name: string) {
    this.name = name;
  }
}

const refused = (why: string) => new DeskError('xml/refused', why);

/**
 * Reads one document into elements. Never builds objects whose keys come from the text, never fetches, never expands
 * an entity of the document's own.
 * @throws DeskError `xml/refused` for anything broken, too large, too deep, or with a document type.
 */
export function readXml(text: string): XmlElement {
  if (text.length > xmlLimits.characters) throw refused('longer than 1 MiB');
  if (/<!DOCTYPE/i.test(text)) throw refused('document type declaration');
  if (text.trim() === '') throw refused('empty');
  const parser = new SaxesParser({fragment: false});
  const open: Node[] = [];
  let root: Node | undefined;
  let elements = 0;
  const problem: {why?: string} = {};
  const stop = (why: string) => {
    problem.why ??= why;
    throw refused(why);
  };
  parser.on('error', (error) => stop(`not well-formed: ${error.message.slice(0, 80)}`));
  parser.on('doctype', () => stop('document type declaration'));
  parser.on('opentag', (tag) => {
    if (++elements > xmlLimits.elements) stop('too many elements');
    if (open.length >= xmlLimits.depth) stop('nested too deep');
    let attributes = 0;
    for (const _ in tag.attributes) attributes++;
    if (attributes > xmlLimits.attributes) stop('too many attributes');
    const node = new Node(tag.name);
    const parent = open.at(-1);
    if (parent) parent.children.push(node);
    else root = node;
    open.push(node);
  });
  const addText = (part: string) => {
    const node = open.at(-1);
    if (node) node.text += part;
  };
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.on('closetag', () => void open.pop());
  try {
    parser.write(text).close();
  } catch (error) {
    if (error instanceof DeskError) throw error;
    throw new DeskError('xml/refused', 'the parser gave up', {cause: error});
  }
  if (!root) throw refused('no element');
  return root;
}

/** `User` in REST answers, `user` in notifications: the first letter's case says nothing. */
export const sameName = (a: string, b: string): boolean =>
  a.length === b.length &&
  a.slice(1) === b.slice(1) &&
  a.charAt(0).toLowerCase() === b.charAt(0).toLowerCase();

/** First child of that name. */
export const childOf = (element: XmlElement | undefined, name: string): XmlElement | undefined =>
  element?.children.find((child) => sameName(child.name, name));

export const childrenOf = (element: XmlElement | undefined, name: string): readonly XmlElement[] =>
  element?.children.filter((child) => sameName(child.name, name)) ?? [];

/** Trimmed text of the first such child; empty when it is missing. A copy, so that it does not keep the document alive. */
export const textOf = (element: XmlElement | undefined, name: string): string =>
  copy(childOf(element, name)?.text.trim() ?? '');

/**
 * As {@link textOf}, for fields that may occur once only.
 * @throws DeskError `xml/refused` when the field occurs twice: the message is ambiguous.
 */
export function singleTextOf(element: XmlElement | undefined, name: string): string {
  if (childrenOf(element, name).length > 1) throw refused(`${name} occurs twice`);
  return textOf(element, name);
}

/** A slice of 13 characters or more would keep the whole document in memory. */
const copy = (text: string): string =>
  text.length < 13 ? text : (JSON.parse(JSON.stringify(text)) as string);
