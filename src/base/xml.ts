import {DeskError} from './errors.js';
import type {XmlElement} from './xml-reader.js';

export {readXml, xmlLimits, type XmlElement} from './xml-reader.js';

const refused = (why: string) => new DeskError('xml/refused', why);

/** `User` in REST answers, `user` in notifications: the first letter's case says nothing. */
export function sameName(a: string, b: string): boolean {
  if (a.length !== b.length) return false;
  // the first letters first: most names differ in them, and comparing two whole texts is a call
  const differ = a.charCodeAt(0) ^ b.charCodeAt(0);
  if (differ === 0) return a === b;
  if (differ !== caseBit) return false;
  return a.charAt(0).toLowerCase() === b.charAt(0).toLowerCase() && a.slice(1) === b.slice(1);
}

/** What tells a capital from a small letter in ASCII. */
const caseBit = 0x20;

/** First child of that name. */
export function childOf(element: XmlElement | undefined, name: string): XmlElement | undefined {
  if (element === undefined) return undefined;
  for (const child of element.children) if (sameName(child.name, name)) return child;
  return undefined;
}

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
  let found: XmlElement | undefined;
  for (const child of element?.children ?? []) {
    if (!sameName(child.name, name)) continue;
    if (found !== undefined) throw refused(`${name} occurs twice`);
    found = child;
  }
  return copy(found?.text.trim() ?? '');
}

/**
 * A slice of 13 characters or more would keep the whole document in memory. Joined to something and cut off again it
 * keeps only what it was joined to: a JSON round trip does the same at five times the price.
 */
export const copy = (text: string): string => (text.length < 13 ? text : ` ${text}`.slice(1));
