import {xml2js} from 'xml-js';
import type {Element} from 'xml-js';

/** One element of a small XML file: its attributes, its element children and its own text, joined. */
export interface XmlNode {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlNode[];
  /** Text and CDATA directly inside this element, in order, untrimmed. */
  readonly text: string;
}

/** Why a file was refused, in a sentence that can be shown as it is. */
export class XmlRefusal extends Error {
  override readonly name = 'XmlRefusal';
}

/** Characters; the largest gadget or layout file worth reading. */
export const largestXml = 1_000_000;

/** Levels of nesting; a Finesse layout needs nine. */
export const deepestXml = 64;

/**
 * Put behind every text: xml-js lets a file pass that ends too early, and then this lands inside an open element.
 */
const endMark = 'standin-end';

/**
 * Reads a layout, gadget or message-bundle file.
 *
 * @throws {XmlRefusal} when it is too long or too deep, has a document type, or is not well formed.
 */
export function readXmlFile(text: string): XmlNode {
  if (text.length > largestXml) throw new XmlRefusal(`The file is longer than ${largestXml} characters.`);
  let document: Element;
  try {
    // "compact: false" keeps the order of children; the type of the answer does not follow the option.
    document = xml2js(`${text.replace(/^\uFEFF/, '')}<?${endMark}?>`, {
      compact: false,
      ignoreComment: true,
    }) as Element;
  } catch (error) {
    const first = error instanceof Error ? error.message.split('\n', 2).join(', ') : String(error);
    throw new XmlRefusal(`Not well-formed XML: ${first}`, {cause: error});
  }
  const top = document.elements ?? [];
  // Looked for in the tree, not in the text: a gadget's CDATA rightly begins with the DOCTYPE of its HTML.
  if (top.some((part) => part.type === 'doctype')) {
    throw new XmlRefusal('A document type (DOCTYPE) is not allowed here.');
  }
  if (top.length > 0 && top.at(-1)?.name !== endMark) {
    throw new XmlRefusal('Not well-formed XML: the file ends too early.');
  }
  const root = top.find((part) => part.type === 'element');
  if (root === undefined || top.filter((part) => part.type === 'element').length > 1)
    throw new XmlRefusal('The file must have exactly one root element.');
  return toNode(root, 1);
}

function toNode(element: Element, depth: number): XmlNode {
  if (depth > deepestXml) throw new XmlRefusal(`Nested more than ${deepestXml} levels deep.`);
  const attributes: Record<string, string> = Object.create(null) as Record<string, string>;
  for (const [name, value] of Object.entries(element.attributes ?? {}))
    attributes[name] = String(value ?? '');
  const children: XmlNode[] = [];
  let text = '';
  for (const part of element.elements ?? []) {
    if (part.type === 'element') children.push(toNode(part, depth + 1));
    else if (part.type === 'text') text += String(part.text ?? '');
    else if (part.type === 'cdata') text += part.cdata ?? '';
  }
  return {name: element.name ?? '', attributes, children, text};
}

/** The first child element of that name. */
export function childOf(node: XmlNode, name: string): XmlNode | undefined {
  return node.children.find((child) => child.name === name);
}

/** All child elements of that name. */
export function childrenOf(node: XmlNode, name: string): readonly XmlNode[] {
  return node.children.filter((child) => child.name === name);
}
