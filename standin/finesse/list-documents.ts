/** The XML of lists and reference data (Finesse developer guide: PhoneBook, MediaPropertiesLayout, Queue, Devices, TeamMessage). */
import type {Contact, PhoneBook} from '../world/phone-books.js';
import type {QueueStatistics} from '../world/queue-statistics.js';
import type {Device, Queue} from '../world/types.js';
import {writeXml, type XmlValue} from '../xml.js';

type Part = readonly [name: string, value: XmlValue];

/** The books with those contacts that a page has; a book without any is left out. */
export const phoneBooksXml = (pages: readonly {book: PhoneBook; contacts: readonly Contact[]}[]): string =>
  writeXml(
    'PhoneBooks',
    pages.map(({book, contacts}) => [
      'PhoneBook',
      [
        ['name', book.name],
        ['type', book.type],
        ['Contacts', contacts.map((contact) => contactParts(book, contact))],
      ],
    ]),
  );

/** One contact of a book, for a list. */
export const contactParts = (book: PhoneBook, contact: Contact): Part => [
  'Contact',
  [
    ['uri', `/finesse/api/PhoneBook/${book.id}/Contact/${contact.id}`],
    ['firstName', contact.firstName],
    ['lastName', contact.lastName],
    ['phoneNumber', contact.phoneNumber],
    ['description', contact.description],
  ],
];

const entry = (displayName: string, mediaProperty: string): Part => [
  'entry',
  [
    ['displayName', displayName],
    ['mediaProperty', mediaProperty],
    ['showInPopOver', 'true'],
    ['uiEditable', String(mediaProperty === 'callVariable3')],
  ],
];

/** A default layout and one of the site's own, which a call picks with the ECC variable `user.layout`. */
export const mediaPropertiesLayoutsXml = (): string =>
  writeXml(
    'MediaPropertiesLayouts',
    layouts().map((parts) => ['MediaPropertiesLayout', parts]),
  );

/** One of them by its id; undefined when there is none. */
export function mediaPropertiesLayoutXml(id: string): string | undefined {
  const found = layouts().find((parts) => parts[0]?.[1] === `/finesse/api/MediaPropertiesLayout/${id}`);
  return found && writeXml('MediaPropertiesLayout', found);
}

function layouts(): readonly (readonly Part[])[] {
  const layout = (
    id: string,
    name: string,
    type: string,
    header: Part,
    columns: readonly Part[][],
  ): readonly Part[] => [
    ['uri', `/finesse/api/MediaPropertiesLayout/${id}`],
    ['name', name],
    ['description', ''],
    ['type', type],
    ['header', [header]],
    ...columns.map((entries): Part => ['column', entries]),
  ];
  return [
    layout('1', 'Default layout', 'DEFAULT', entry('Customer', 'callVariable1'), [
      [entry('About', 'callVariable2'), entry('Note', 'callVariable3'), entry('Queue', 'queueName')],
      [entry('Order', 'callVariable4'), entry('Customer number', 'user.cust.id')],
    ]),
    layout('2', 'Orders', 'CUSTOM', entry('Order', 'callVariable4'), [[entry('Customer', 'callVariable1')]]),
  ];
}

function queueParts(queue: Queue, statistics: QueueStatistics): XmlValue {
  const text = (name: string, value: number): string => {
    if (name !== 'startTimeOfLongestCallInQueue') return String(value);
    return Number.isFinite(value) ? new Date(value).toISOString() : '';
  };
  return [
    ['uri', `/finesse/api/Queue/${queue.id}`],
    ['name', queue.name],
    ['statistics', Object.entries(statistics).map(([name, value]) => [name, text(name, Number(value))])],
  ];
}

export const queueXml = (queue: Queue, statistics: QueueStatistics, root: 'Queue' | 'queue'): string =>
  writeXml(root, queueParts(queue, statistics));

export const queuesXml = (
  list: readonly {queue: Queue; statistics: QueueStatistics}[],
  root: 'Queues' | 'queues' = 'Queues',
): string =>
  writeXml(
    root,
    list.map(({queue, statistics}) => ['Queue', queueParts(queue, statistics)]),
  );

export const devicesXml = (devices: readonly Device[]): string =>
  writeXml(
    'Devices',
    devices.map((device) => [
      'Device',
      [
        ['deviceId', device.id],
        ['deviceType', device.type],
        ['deviceTypeName', device.typeName],
      ],
    ]),
  );
