/** The data of a call as the site wants agents to see it (developer guide, MediaPropertiesLayout). */
import type {FullDialog} from './dialog.js';
import type {LayoutEntry, MediaPropertiesLayout} from './layouts.js';

/** One row on an agent's screen. */
export interface ShownRow {
  readonly label: string;
  /** Name of the variable, or of the built-in property. */
  readonly property: string;
  /** Empty where the call has none. */
  readonly value: string;
  /** The layout lets agents change it, and it is a variable: built-in properties are never changed. */
  readonly editable: boolean;
}

/** A call's rows: one in the header, and those of each column from left to right. */
export interface ShownData {
  readonly header: ShownRow | undefined;
  readonly columns: readonly (readonly ShownRow[])[];
}

/** The layout that a call names in its variable `user.layout`, else the default one; undefined where there is neither. */
export function layoutFor(
  dialog: Pick<FullDialog, 'variables'>,
  layouts: readonly MediaPropertiesLayout[],
): MediaPropertiesLayout | undefined {
  const wanted = dialog.variables.find(({name}) => name === 'user.layout')?.value ?? '';
  const named = wanted === '' ? undefined : layouts.find(({name}) => name === wanted);
  return named ?? layouts.find(({type}) => type === 'DEFAULT');
}

/** What rows are made of. */
type ShownDialog = Pick<
  FullDialog,
  'variables' | 'queueName' | 'queueNumber' | 'dnis' | 'dialedNumber' | 'callType' | 'wrapUpReason'
>;

/** A call's data by a layout; a row whose variable the call does not have is empty, and is there. */
export function shownData(dialog: ShownDialog, layout: MediaPropertiesLayout): ShownData {
  const rowOf = ({displayName, mediaProperty, uiEditable}: LayoutEntry): ShownRow => {
    const isVariable = /^(callVariable([1-9]|10)$|user\.)/.test(mediaProperty);
    const value = dialog.variables.find(({name}) => name === mediaProperty)?.value;
    return {
      label: displayName,
      property: mediaProperty,
      value: value ?? builtIn[mediaProperty]?.(dialog) ?? '',
      editable: uiEditable && isVariable,
    };
  };
  return {
    header: layout.header && rowOf(layout.header),
    columns: layout.columns.map((column) => column.map(rowOf)),
  };
}

/** Properties of a call that are no variables; a name that no call has stays empty. */
const builtIn: Readonly<Record<string, ((dialog: ShownDialog) => string) | undefined>> = Object.assign(
  Object.create(null) as object,
  {
    queueName: ({queueName}: ShownDialog) => queueName,
    queueNumber: ({queueNumber}: ShownDialog) => queueNumber,
    DNIS: ({dnis}: ShownDialog) => dnis,
    dialedNumber: ({dialedNumber}: ShownDialog) => dialedNumber,
    callType: ({callType}: ShownDialog) => callType,
    wrapUpReason: ({wrapUpReason}: ShownDialog) => wrapUpReason,
  },
);
