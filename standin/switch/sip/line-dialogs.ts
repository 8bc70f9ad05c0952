import type {LegId, LineDialog} from '../../world/legs.js';
import {escapeXml} from '../../xml.js';
import {newTag} from './dialog.js';
import {newCallId, uriOf} from './invite-headers.js';
import type {Replaces} from './replaces.js';

/** How a dialog is named, seen from the line's own end. */
export interface DialogIds {
  readonly callId: string;
  readonly localTag: string;
  readonly remoteTag: string;
}

/** The calls of shared lines, and how each is written in a document of RFC 4235. */
export class LineDialogs {
  readonly #lines = new Map<string, readonly LineDialog[]>();
  /** Names of the dialogs of phones, which speak no SIP here. */
  readonly #ids = new Map<LegId, DialogIds>();
  readonly #idsOfSession: (legId: LegId) => DialogIds | undefined;

  /** @param idsOfSession names a browser's own session */
  constructor(idsOfSession: (legId: LegId) => DialogIds | undefined) {
    this.#idsOfSession = idsOfSession;
  }

  set(number: string, dialogs: readonly LineDialog[]): void {
    this.#lines.set(number, dialogs);
    const known = new Set([...this.#lines.values()].flat().map(({legId}) => legId));
    for (const legId of this.#ids.keys()) if (!known.has(legId)) this.#ids.delete(legId);
  }

  /** The dialogs of a line as elements, by their ids. */
  elementsOf(number: string): ReadonlyMap<string, string> {
    const dialogs = this.#lines.get(number) ?? [];
    return new Map(dialogs.map((dialog) => [dialog.legId, this.#element(number, dialog)]));
  }

  /** The dialog of a line that a Replaces header names: its own end's tag is the sender's side (RFC 3891 section 3). */
  find(number: string, {callId, toTag, fromTag}: Replaces): LineDialog | undefined {
    return this.#lines.get(number)?.find(({legId}) => {
      const ids = this.#idsOf(legId);
      return ids.callId === callId && ids.remoteTag === toTag && ids.localTag === fromTag;
    });
  }

  #idsOf(legId: LegId): DialogIds {
    const ids = this.#idsOfSession(legId) ??
      this.#ids.get(legId) ?? {callId: newCallId(), localTag: newTag(), remoteTag: newTag()};
    this.#ids.set(legId, ids);
    return ids;
  }

  #element(number: string, {legId, state, direction, held, remote}: LineDialog): string {
    const {callId, localTag, remoteTag} = this.#idsOf(legId);
    const local = uriOf(number);
    const tags = `local-tag="${escapeXml(localTag)}" remote-tag="${escapeXml(remoteTag)}"`;
    const rendering = `<param pname="+sip.rendering" pval="${held ? 'no' : 'yes'}"/>`;
    const name = remote.name === '' ? '' : ` display="${escapeXml(remote.name)}"`;
    return (
      `<dialog id="${legId}" call-id="${escapeXml(callId)}" ${tags} direction="${direction}">` +
      `<state>${state}</state>` +
      `<local><identity>${local}</identity><target uri="${local}">${rendering}</target></local>` +
      `<remote><identity${name}>${escapeXml(uriOf(remote.number))}</identity></remote></dialog>`
    );
  }
}

/** One document of RFC 4235. */
export const dialogInfo = (
  version: number,
  state: 'full' | 'partial',
  entity: string,
  elements: Iterable<string>,
): string =>
  `<?xml version="1.0"?>\n<dialog-info xmlns="urn:ietf:params:xml:ns:dialog-info" version="${version}" ` +
  `state="${state}" entity="${escapeXml(entity)}">${[...elements].join('')}</dialog-info>`;

/** What is told of a dialog that is over. */
export const overDialog = (id: string): string => `<dialog id="${id}"><state>terminated</state></dialog>`;
