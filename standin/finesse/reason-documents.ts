/** The XML of reason codes and wrap-up reasons (Finesse developer guide, ReasonCode and WrapUpReason). */
import {reasonCodes, wrapUpReasons} from '../world/site.js';
import type {ReasonCode} from '../world/types.js';
import {writeXml, type XmlValue} from '../xml.js';

/** One reason code as parts, for a list or a user. */
export const reasonParts = (reason: ReasonCode): XmlValue => [
  ['category', reason.category],
  ['code', String(reason.code)],
  ['forAll', 'true'],
  ['id', reason.id],
  ['label', reason.label],
  ['systemCode', String(reason.system)],
  ['uri', `/finesse/api/ReasonCode/${reason.id}`],
];

/** The site's reasons of one category, or of `ALL`. */
export function reasonCodesXml(category: string): string {
  const listed = reasonCodes.filter((reason) => category === 'ALL' || reason.category === category);
  return writeXml(
    'ReasonCodes',
    listed.map((reason) => ['ReasonCode', reasonParts(reason)]),
    {category},
  );
}

/** One reason code. */
export const reasonCodeXml = (reason: ReasonCode): string => writeXml('ReasonCode', reasonParts(reason));

const wrapUpReasonParts = ({id, label}: (typeof wrapUpReasons)[number]): XmlValue => [
  ['uri', `/finesse/api/WrapUpReason/${id}`],
  ['label', label],
  ['forAll', 'true'],
];

/** One wrap-up reason. */
export const wrapUpReasonXml = (reason: (typeof wrapUpReasons)[number]): string =>
  writeXml('WrapUpReason', wrapUpReasonParts(reason));

/** The site's wrap-up reasons. */
export const wrapUpReasonsXml = (): string =>
  writeXml(
    'WrapUpReasons',
    wrapUpReasons.map((reason) => ['WrapUpReason', wrapUpReasonParts(reason)]),
  );
