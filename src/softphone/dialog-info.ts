/** Documents that say which calls a line has (RFC 4235), and what they come to. Loaded with the first shared line. */
import {DeskError} from '../base/errors.js';
import {copy, readXml} from '../base/xml.js';
import type {XmlElement} from '../base/xml.js';
import {readIdentity} from './identity.js';
import type {HeldCall, SharedLineState} from './types.js';

/** One call of a line, seen from the phone that has it; its names are empty where they can't stand in a header. */
export interface LineDialog extends HeldCall {
  readonly id: string;
  readonly state: 'early' | 'confirmed' | 'terminated';
  /** The line called. */
  readonly outgoing: boolean;
  /** Its phone renders no sound: it holds the call (RFC 3840 section 9, RFC 4235 section 5.3). */
  readonly held: boolean;
}

/** One document. */
export interface DialogInfo {
  readonly version: number;
  /** All calls of the line; else only those that changed. */
  readonly full: boolean;
  readonly dialogs: readonly LineDialog[];
}

/** What is known of a line. */
export interface DialogTable {
  readonly version: number;
  readonly dialogs: ReadonlyMap<string, LineDialog>;
}

/** Limits for what comes in; a real line has a few calls. */
export const dialogLimits = {dialogs: 64, id: 256} as const;

const refused = (why: string) => new DeskError('xml/refused', why);

/** What may stand in a Replaces header as it is (RFC 3261 section 25.1, without what could end it). */
const plain = /^[A-Za-z0-9.!%*_+`'~@:[\]-]{1,256}$/;

const stateOf: ReadonlyMap<string, LineDialog['state']> = new Map([
  ['trying', 'early'],
  ['proceeding', 'early'],
  ['early', 'early'],
  ['confirmed', 'confirmed'],
  ['terminated', 'terminated'],
]);

/**
 * Reads one document.
 * @param line user part of the address it must be about
 * @throws DeskError `xml/refused` for what the XML reader refuses, for another line, and for what RFC 4235 does not know
 */
export function readDialogInfo(document: string, line: string): DialogInfo {
  const root = readXml(document);
  if (local(root) !== 'dialog-info') throw refused('no dialog-info');
  if (readIdentity(told(root, 'entity')).number !== line) throw refused('about another line');
  const version = told(root, 'version');
  const state = told(root, 'state');
  if (!/^[0-9]{1,10}$/.test(version) || (state !== 'full' && state !== 'partial'))
    throw refused('version or state');
  const elements = root.children.filter((element) => local(element) === 'dialog');
  if (elements.length > dialogLimits.dialogs) throw refused('too many dialogs');
  const dialogs = elements.map(readDialog);
  if (new Set(dialogs.map(({id}) => id)).size < dialogs.length) throw refused('a dialog twice');
  return {version: Number(version), full: state === 'full', dialogs};
}

function readDialog(element: XmlElement): LineDialog {
  const id = told(element, 'id');
  const state = stateOf.get(part(element, 'state')?.text.trim() ?? '');
  if (id === '' || id.length > dialogLimits.id || !state) throw refused('a dialog without id or state');
  const target = part(part(element, 'local'), 'target');
  const held = (target?.children ?? []).some(
    (param) =>
      /^\+?sip\.rendering$/i.test(told(param, 'pname')) && told(param, 'pval').toLowerCase() === 'no',
  );
  const remote = part(part(element, 'remote'), 'identity');
  const {number} = readIdentity(`<${remote?.text.trim() ?? ''}>`);
  // a hidden caller has no name either
  const {name} = readIdentity(`"${told(remote, 'display').replace(/["\\]/g, ' ')}" <sip:x@x>`);
  const fit = (attribute: string): string => {
    const value = told(element, attribute);
    return plain.test(value) ? copy(value) : '';
  };
  return {
    id: copy(id),
    state,
    outgoing: told(element, 'direction') === 'initiator',
    held,
    number: copy(number),
    name: number === '' ? '' : copy(name),
    callId: fit('call-id'),
    localTag: fit('local-tag'),
    remoteTag: fit('remote-tag'),
  };
}

const told = (element: XmlElement | undefined, name: string): string => element?.attributes?.get(name) ?? '';

/** An element's name without the prefix of a namespace. */
const local = ({name}: XmlElement): string => name.slice(name.indexOf(':') + 1);

const part = (element: XmlElement | undefined, name: string): XmlElement | undefined =>
  element?.children.find((each) => local(each) === name);

/**
 * What is known after a document (RFC 4235 section 4.3): `old` says nothing new; after a `gap` something is missing, and
 * all must be asked for again.
 */
export function takeIn(table: DialogTable | undefined, info: DialogInfo): DialogTable | 'old' | 'gap' {
  if (table && info.version <= table.version) return 'old';
  if (!info.full && table?.version !== info.version - 1) return 'gap';
  const dialogs = new Map(info.full ? [] : table?.dialogs);
  for (const dialog of info.dialogs) {
    if (dialog.state === 'terminated') dialogs.delete(dialog.id);
    else dialogs.set(dialog.id, dialog);
  }
  return dialogs.size > dialogLimits.dialogs ? 'gap' : {version: info.version, dialogs};
}

/** What others do on a line, by its calls: who talks says most, then who waits, then what rings. */
export function remoteStateOf(dialogs: Iterable<LineDialog>): SharedLineState {
  let found: SharedLineState = 'idle';
  for (const {state, held, outgoing} of dialogs) {
    if (state === 'terminated') continue;
    // who dials uses the line
    if (state === 'confirmed' ? !held : outgoing) return 'remote-in-use';
    if (state === 'confirmed') found = 'remote-held';
    else if (found === 'idle') found = 'remote-ringing';
  }
  return found;
}
