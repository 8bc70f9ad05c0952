/** Reason codes and wrap-up reasons with all their fields (developer guide, ReasonCode, WrapUpReason). */
import {childrenOf, textOf, type XmlElement} from '../../base/xml.js';
import {bad, reasonOf} from '../parse.js';
import type {ReasonCode, WrapUpReason} from '../types.js';
import {flagOf, idOf} from './fields.js';

export interface FullReasonCode extends ReasonCode {
  readonly uri: string;
  /** For every team; undefined when Finesse does not say. */
  readonly forAll: boolean | undefined;
}

export interface FullWrapUpReason extends WrapUpReason {
  readonly uri: string;
  /** For every team; undefined when Finesse does not say. */
  readonly forAll: boolean | undefined;
}

/** Undefined when there is neither id nor code. */
export function readReason(element: XmlElement | undefined): FullReasonCode | undefined {
  const reason = reasonOf(element);
  return reason && {...reason, uri: textOf(element, 'uri'), forAll: flagOf(element, 'forAll')};
}

/** @throws DeskError `finesse/bad-answer` when there is neither id nor code */
export function readReasonCode(element: XmlElement): FullReasonCode {
  const reason = readReason(element);
  if (!reason) throw bad('a reason code without id and code');
  return reason;
}

/** Entries without id and code are left out. */
export const readReasonCodes = (element: XmlElement): readonly FullReasonCode[] =>
  childrenOf(element, 'ReasonCode').flatMap((each) => readReason(each) ?? []);

export const readWrapUpReason = (element: XmlElement): FullWrapUpReason => ({
  id: idOf(element),
  label: textOf(element, 'label'),
  uri: textOf(element, 'uri'),
  forAll: flagOf(element, 'forAll'),
});

/** Entries without a label are left out: there is nothing an agent could choose. */
export const readWrapUpReasons = (element: XmlElement): readonly FullWrapUpReason[] =>
  childrenOf(element, 'WrapUpReason')
    .map(readWrapUpReason)
    .filter(({label}) => label !== '');
