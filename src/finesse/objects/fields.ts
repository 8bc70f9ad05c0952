/** Ways to read fields that the first call does not need; base/xml.ts has the others. */
import {childOf, childrenOf, copy, singleTextOf, textOf, type XmlElement} from '../../base/xml.js';
import {lastPart} from '../parse.js';

/** A whole number, or undefined when it is missing or none. */
export function numberOf(element: XmlElement | undefined, name: string): number | undefined {
  const text = textOf(element, name);
  return /^-?\d{1,15}$/.test(text) ? Number(text) : undefined;
}

/** `true` or `false`, exactly; undefined for anything else. */
export function flagOf(element: XmlElement | undefined, name: string): boolean | undefined {
  const text = textOf(element, name);
  return text === 'true' ? true : text === 'false' ? false : undefined;
}

/** Trimmed texts of a list such as `roles/role`; one, many or none, empty ones left out. */
export const textsOf = (element: XmlElement | undefined, list: string, item: string): readonly string[] =>
  childrenOf(childOf(element, list), item).flatMap((each) => copy(each.text.trim()) || []);

/** Elements of a list such as `teams/Team`. */
export const itemsOf = (element: XmlElement | undefined, list: string, item: string): readonly XmlElement[] =>
  childrenOf(childOf(element, list), item);

/** An object's own id: its `id`, or the end of its `uri`. @throws DeskError `xml/refused` when either occurs twice */
export const idOf = (element: XmlElement): string =>
  singleTextOf(element, 'id') || lastPart(singleTextOf(element, 'uri'));
