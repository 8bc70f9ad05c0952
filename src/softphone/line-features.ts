/** What the switch does for a line with every call, by the event package `as-feature-event`. Loaded with shared-lines.ts. */
import {copy, readXml} from '../base/xml.js';

/** What is known so far; undefined: not told yet. */
export interface LineFeatures {
  readonly doNotDisturb?: boolean;
  /** Where every call goes instead; empty: nowhere. */
  readonly forwardTo?: string;
}

/**
 * The event package and its documents: BroadSoft's "Device Feature Key Synchronization", with elements of ECMA-323. No
 * RFC describes it; which switches have it is in ADR 18.
 */
export const featureEvent = {
  event: 'as-feature-event',
  contentType: 'application/x-as-feature-event+xml',
} as const;

/** A number that calls are forwarded to. */
const longest = 64;

/**
 * Adds what one document tells. Elements that are not known change nothing.
 * @throws DeskError `xml/refused` for what the XML reader refuses
 */
export function withFeature(known: LineFeatures, document: string): LineFeatures {
  const root = readXml(document);
  const textOf = (name: string) =>
    root.children.find((child) => local(child.name) === name)?.text.trim() ?? '';
  switch (local(root.name)) {
    case 'DoNotDisturbEvent':
      return {...known, doNotDisturb: textOf('doNotDisturbOn').toLowerCase() === 'true'};
    case 'ForwardingEvent': {
      // forwarding of busy or unanswered calls alone leaves the line as it is
      if (!/^forwardImmediate$/i.test(textOf('forwardingType'))) return known;
      const on = textOf('forwardStatus').toLowerCase() === 'true';
      return {...known, forwardTo: on ? copy(textOf('forwardTo').slice(0, longest)) || '?' : ''};
    }
    default:
      return known;
  }
}

const local = (name: string): string => name.slice(name.indexOf(':') + 1);
