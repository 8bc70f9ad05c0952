/**
 * From notification text to the plain object that gadgets get beside it. The rules are those of the Finesse
 * JavaScript library: one child is an object, several of a name an array, an empty element null, text a string (never
 * a number), attribute `x` is `@x`, text beside attributes `#text`.
 *
 * The library's known defect with siblings after an element that has attributes and text is left out.
 */

/** The part of a DOM element that the rules need; a browser's `Element` fits. */
export interface ElementLike {
  readonly nodeName: string;
  readonly attributes: Iterable<{readonly name: string; readonly value: string}>;
  readonly childNodes: Iterable<NodeLike>;
}

/** A node of a document, as far as the rules look. */
export interface NodeLike {
  /** 1 element, 3 text, 4 CDATA; others are skipped. */
  readonly nodeType: number;
  readonly nodeName: string;
  readonly nodeValue: string | null;
}

/** What an element becomes. */
export type XmlValue = string | null | XmlObject | readonly XmlValue[];

/** An element with children or attributes. */
export interface XmlObject {
  readonly [name: string]: XmlValue;
}

/** Levels below which content is cut off; Finesse sends nine at most. */
const deepest = 50;

/** The value of one element, after the rules above. */
export function xmlToObject(element: ElementLike, depth = 0): XmlValue {
  const found = new Map<string, XmlValue[]>();
  for (const {name, value} of element.attributes) found.set(`@${name}`, [value]);
  let text = '';
  for (const node of element.childNodes) {
    if (node.nodeType === 3 || node.nodeType === 4) text += node.nodeValue ?? '';
    if (!isElement(node) || depth >= deepest) continue;
    const values = found.get(node.nodeName) ?? [];
    found.set(node.nodeName, [...values, xmlToObject(node, depth + 1)]);
  }
  const blank = text.trim() === '';
  if (found.size === 0) return blank ? null : text;
  if (!blank) found.set('#text', [text]);
  return Object.fromEntries(
    [...found].map(([name, values]) => [name, values.length === 1 ? (values[0] ?? null) : values]),
  );
}

function isElement(node: NodeLike): node is NodeLike & ElementLike {
  return node.nodeType === 1;
}

/**
 * JSON payloads are possible as well: text that ends with the brace it opened is read as JSON.
 * Undefined when it is not such text.
 */
export function jsonPayload(text: string): XmlObject | undefined {
  const start = text.indexOf('{');
  if (start < 0 || !text.trimEnd().endsWith('}')) return undefined;
  try {
    return JSON.parse(text.slice(start)) as XmlObject;
  } catch {
    return undefined;
  }
}

/** Hub topic of a node: without its leading slash, slashes as dots (Finesse developer guide, Finesse Topics). */
export function topicOfNode(node: string): string {
  let decoded = node;
  try {
    decoded = decodeURIComponent(node);
  } catch {
    // Not percent-encoded after all: the node as it is.
  }
  return decoded.replace(/^\/+|\/+$/g, '').replaceAll('/', '.');
}
