/**
 * The library's two readers: for notifications and for answers. They take text and give a value of a union told apart by
 * `kind`, or throw {@link DeskError}:
 *
 * | code | when |
 * | --- | --- |
 * | `xml/refused` | broken, cut off, too large, too deep, too wide, with a document type, empty; a singular field twice |
 * | `finesse/bad-answer` | well-formed, and not what was due: another root, an object without its id, no payload |
 * | `finesse/unauthorized` | a web page where XML was due: the session is lost, or a proxy stands in between |
 */
import {DeskError} from '../base/errors.js';
import {childOf, childrenOf, copy, readXml, sameName, type XmlElement} from '../base/xml.js';
import {readObject, type FinesseObject} from './objects/read.js';
import {bad, envelopeOf, htmlPage, type Envelope, type TimeFrame} from './parse.js';

/** One `<Update>`: what it says about itself, and the object it brings. */
export type OneNotification = Envelope &
  (
    | FinesseObject
    /** Nothing inside, or an object we do not know: to be ignored. */
    | {readonly kind: 'other'; readonly name: string}
  );

/**
 * What {@link parseNotification} gives. A stanza with several items is `several`, its notifications in the order they
 * stand in; if one of them is refused, all are, for then something was missed and must be read anyway.
 */
export type Notification =
  OneNotification | {readonly kind: 'several'; readonly notifications: readonly OneNotification[]};

/** Elements around a notification's text, from the outside in (XEP-0060). */
const wrappers = ['message', 'event', 'items', 'item', 'notification'];

const asText = /^\s*&lt;/;

/** Now, with the server's clock taken as ours. */
const here = (): TimeFrame => ({now: Date.now(), offset: 0});

/**
 * Reads a notification: an `<Update>` body as text, compact or pretty, in either letter case, escaped once more or not;
 * or a whole XMPP `<message>` with the body inside `<notification>`, as text or as elements.
 *
 * Who sent it is not looked at: compare the stanza's `from` with your notification service, and the source with what
 * you subscribed to.
 * @param frame what stamps are turned into this computer's time by; now and no offset when left out
 * @throws DeskError `xml/refused`, `finesse/bad-answer`, `finesse/unauthorized`
 */
export function parseNotification(text: string, frame: TimeFrame = here()): Notification {
  const root = documentOf(text);
  if (sameName(root.name, 'Update')) return notificationOf(root, frame);
  if (!wrappers.some((name) => sameName(root.name, name))) throw bad('neither an Update nor a stanza');
  const found = payloadsOf(root).map((update) => notificationOf(update, frame));
  const [first] = found;
  if (!first) throw bad('a stanza without a notification');
  return found.length === 1 ? first : {kind: 'several', notifications: found};
}

/**
 * Reads the body of a REST answer. An error body is the kind `errors`, whatever status it came with: it is no empty list.
 * @param frame what stamps are turned into this computer's time by; now and no offset when left out
 * @throws DeskError `xml/refused`, `finesse/bad-answer`, `finesse/unauthorized`
 */
export function parseAnswer(text: string, frame: TimeFrame = here()): FinesseObject {
  const object = readObject(documentOf(text), frame);
  if (!object) throw bad('no object of Finesse');
  return object;
}

function documentOf(text: string): XmlElement {
  if (htmlPage.test(text)) throw new DeskError('finesse/unauthorized', 'an HTML page where XML was due');
  // what was copied by hand, or read from a file, has a line's end before it
  const trimmed = text.trim();
  return readXml(asText.test(trimmed) ? readXml(`<text>${trimmed}</text>`).text : trimmed);
}

function notificationOf(update: XmlElement, frame: TimeFrame): OneNotification {
  const envelope = envelopeOf(update);
  const data = childrenOf(update, 'data');
  if (data.length > 1) throw new DeskError('xml/refused', 'data occurs twice');
  const body = data[0]?.children[0];
  const object = body && readObject(body, frame);
  return {...envelope, ...(object ?? {kind: 'other', name: copy(body?.name ?? '')})};
}

/** The `<Update>` of each item, however deep the wrapping that is left. */
function payloadsOf(element: XmlElement): readonly XmlElement[] {
  if (sameName(element.name, 'notification')) return [updateOf(element)];
  return element.children
    .filter((child) => wrappers.some((name) => sameName(child.name, name)))
    .flatMap(payloadsOf);
}

function updateOf(notification: XmlElement): XmlElement {
  const update = childOf(notification, 'Update') ?? readXml(notification.text.trim());
  if (!sameName(update.name, 'Update')) throw bad('a notification that is no Update');
  return update;
}
