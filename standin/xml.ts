import {xml2js, type Element as XmlJsElement} from 'xml-js';

/** One element: its name without prefix, its attributes, its text, its child elements. */
export interface XmlNode {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly text: string;
  readonly children: readonly XmlNode[];
}

const maxLength = 1_048_576;
const maxDepth = 64;

/** Text that is not XML we take: too long, with a document type, broken, or nested without end. */
export class XmlRefused extends Error {}

/** Put behind every text: xml-js lets a text pass that ends too early, and then this lands inside what is open. */
const endMark = 'standin-end';

/** xml-js knows the entities of HTML, XML only these; in comments and CDATA an ampersand is only a sign. */
const foreignEntity = /&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[\da-fA-F]+);)/;
const literal = /<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>/g;

/**
 * Reads one XML document.
 * @throws XmlRefused
 */
export function readXml(text: string): XmlNode {
  if (text.length > maxLength) throw new XmlRefused('the document is longer than 1 MiB');
  if (text.trim() === '') throw new XmlRefused('the document is empty');
  if (/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/.test(text)) throw new XmlRefused('control characters');
  if (/<!DOCTYPE|<!ENTITY/i.test(text)) throw new XmlRefused('document types are not taken');
  if (foreignEntity.test(text.replace(literal, ''))) throw new XmlRefused('an entity that XML does not know');
  if (text.includes(`<?${endMark}`)) throw new XmlRefused('our own end mark is not taken');
  let root: XmlJsElement;
  try {
    root = xml2js(`${text}<?${endMark}?>`, {ignoreComment: true, ignoreDeclaration: true}) as XmlJsElement;
  } catch (error) {
    throw new XmlRefused(
      `not well-formed: ${error instanceof Error ? (error.message.split('\n')[0] ?? '') : ''}`,
    );
  }
  const top = root.elements ?? [];
  if (top.at(-1)?.name !== endMark) throw new XmlRefused('the document ends too early');
  const elements = top.filter((element) => element.type === 'element');
  const first = elements[0];
  if (!first || elements.length !== 1) throw new XmlRefused('exactly one root element is needed');
  return nodeOf(first, 1);
}

function nodeOf(element: XmlJsElement, depth: number): XmlNode {
  if (depth > maxDepth) throw new XmlRefused('nested deeper than 64');
  const children: XmlNode[] = [];
  let text = '';
  for (const child of element.elements ?? []) {
    if (child.type === 'element') children.push(nodeOf(child, depth + 1));
    else if (child.type === 'text') text += String(child.text ?? '');
    else if (child.type === 'cdata') text += String(child.cdata ?? '');
  }
  const attributes = new Map<string, string>();
  for (const [name, value] of Object.entries(element.attributes ?? {}))
    attributes.set(name, String(value ?? ''));
  return {name: (element.name ?? '').replace(/^.*:/, ''), attributes, text, children};
}

/** First child of that name, whatever the case of its first letter. */
export function child(node: XmlNode | undefined, name: string): XmlNode | undefined {
  return node?.children.find((candidate) => sameName(candidate.name, name));
}

export function childText(node: XmlNode | undefined, name: string): string | undefined {
  return child(node, name)?.text.trim();
}

/** Finesse writes `User` in REST and `user` in notifications: the first letter's case says nothing. */
export const sameName = (a: string, b: string): boolean =>
  a.slice(1) === b.slice(1) && a.charAt(0).toLowerCase() === b.charAt(0).toLowerCase();

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** For text and attribute values; control characters that XML 1.0 has no way to write become spaces. */
export const escapeXml = (text: string): string =>
  text
    .replace(/[&<>"']/g, (sign) => escapes[sign] ?? sign)
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, ' ');

/** A tree to write: text, or named parts in order; a list repeats the name. */
export type XmlValue = string | readonly (readonly [name: string, value: XmlValue])[];

/** Writes one element without attributes or white space, as Finesse does. */
export function writeXml(
  name: string,
  value: XmlValue,
  attributes: Readonly<Record<string, string>> = {},
): string {
  const head = `${name}${Object.entries(attributes)
    .map(([key, text]) => ` ${key}="${escapeXml(text)}"`)
    .join('')}`;
  if (typeof value === 'string') return `<${head}>${escapeXml(value)}</${name}>`;
  if (value.length === 0) return `<${head}/>`;
  return `<${head}>${value.map(([part, inner]) => writeXml(part, inner)).join('')}</${name}>`;
}
