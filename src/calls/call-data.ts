/** A call's data as the site wants agents to see it, and changing it. Loaded with the first call. */
import {DeskError} from '../base/errors.js';
import type {XmlParts} from '../base/xml-writer.js';
import {readXml} from '../base/xml-reader.js';
import type {FinesseClient} from '../finesse/client.js';
import {readLayouts, type MediaPropertiesLayout} from '../finesse/objects/layouts.js';
import {layoutFor, shownData} from '../finesse/objects/shown-data.js';
import type {Dialog} from '../finesse/types.js';
import type {Call, CallCommand, ShownVariable} from './types.js';

/** What the card shows elsewhere. */
const shownApart: ReadonlySet<string> = new Set(['queueName', 'wrapUpReason']);

/**
 * Rows by the layouts of the administration (developer guide, MediaPropertiesLayout). Until they are read, and where
 * there are none, a call's data is shown as Finesse sends it.
 */
export class CallData {
  readonly #client: Pick<FinesseClient, 'request'>;
  readonly #onRead: () => void;
  #layouts: readonly MediaPropertiesLayout[] = [];
  #asked = '';
  readonly #rows = new WeakMap<Dialog, readonly ShownVariable[]>();

  /** @param onRead what is shown may look different now */
  constructor(client: Pick<FinesseClient, 'request'>, onRead: () => void) {
    this.#client = client;
    this.#onRead = onRead;
  }

  /** Reads the agent's layouts; once, unless it failed. Asked with each call that comes. */
  async want(userId: string): Promise<void> {
    if (userId === '' || this.#asked === userId) return;
    this.#asked = userId;
    try {
      const path = `User/${encodeURIComponent(userId)}/MediaPropertiesLayouts`;
      const root = readXml((await this.#client.request(path, {method: 'GET'})).text);
      if (root.name !== 'MediaPropertiesLayouts') throw new DeskError('finesse/bad-answer', 'no layouts');
      this.#layouts = readLayouts(root);
      this.#onRead();
    } catch {
      // the names of the variables do as well
      this.#asked = '';
    }
  }

  /** The rows of a call: header first, then the columns; the same array for the same dialog. */
  rowsOf({dialog, variables}: Call): readonly ShownVariable[] {
    if (!dialog || this.#layouts.length === 0) return variables;
    const known = this.#rows.get(dialog);
    if (known) return known;
    const layout = layoutFor(dialog, this.#layouts);
    if (!layout) return variables;
    const {header, columns} = shownData({...dialog, dnis: '', queueNumber: ''}, layout);
    const rows = [...(header ? [header] : []), ...columns.flat()]
      .filter(({property, value, editable}) => !shownApart.has(property) && (value !== '' || editable))
      .map(({label, property, value, editable}) => ({
        name: label === '' ? property : label,
        value,
        ...(editable ? {edit: property} : {}),
      }));
    this.#rows.set(dialog, rows);
    return rows;
  }
}

/** The body of the request that changes one variable (developer guide, "Dialog—Update Call Variable Data"). */
export const editParts = ({name, value}: Extract<CallCommand, {type: 'edit-data'}>): XmlParts => ({
  requestedAction: 'UPDATE_CALL_DATA',
  mediaProperties: {callvariables: {CallVariable: {name, value}}},
});

/** Whether Finesse shows the variable as it was wanted. */
export const isEdited = ({dialog}: Call, {name, value}: Extract<CallCommand, {type: 'edit-data'}>): boolean =>
  (dialog?.variables.find((variable) => variable.name === name)?.value ?? '') === value;
