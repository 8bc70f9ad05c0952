/** Which call variables are shown where (developer guide, MediaPropertiesLayout). */
import {childOf, childrenOf, textOf, type XmlElement} from '../../base/xml.js';
import {known} from '../parse.js';
import {flagOf, idOf} from './fields.js';

/** One row: a call variable and its label. */
export interface LayoutEntry {
  /** May be empty. */
  readonly displayName: string;
  /** `callVariable1`, `user.…`, `BA…`, or a built-in property such as `queueName`. */
  readonly mediaProperty: string;
  readonly showInPopOver: boolean;
  /** The agent may change it. */
  readonly uiEditable: boolean;
}

const types = ['DEFAULT', 'CUSTOM'] as const;

export interface MediaPropertiesLayout {
  readonly id: string;
  readonly uri: string;
  /** What a call names in the variable `user.layout`. */
  readonly name: string;
  readonly description: string;
  readonly type: (typeof types)[number] | 'UNKNOWN';
  readonly header: LayoutEntry | undefined;
  /** The first is the left one. */
  readonly columns: readonly (readonly LayoutEntry[])[];
}

const readEntry = (entry: XmlElement): LayoutEntry => ({
  displayName: textOf(entry, 'displayName'),
  mediaProperty: textOf(entry, 'mediaProperty'),
  showInPopOver: flagOf(entry, 'showInPopOver') === true,
  uiEditable: flagOf(entry, 'uiEditable') === true,
});

export function readLayout(layout: XmlElement): MediaPropertiesLayout {
  const header = childOf(childOf(layout, 'header'), 'entry');
  return {
    id: idOf(layout),
    uri: textOf(layout, 'uri'),
    name: textOf(layout, 'name'),
    description: textOf(layout, 'description'),
    type: known(types, textOf(layout, 'type')),
    header: header && readEntry(header),
    columns: childrenOf(layout, 'column').map((column) => childrenOf(column, 'entry').map(readEntry)),
  };
}

export const readLayouts = (layouts: XmlElement): readonly MediaPropertiesLayout[] =>
  childrenOf(layouts, 'MediaPropertiesLayout').map(readLayout);
