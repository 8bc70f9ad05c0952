/** Phone books (developer guide, PhoneBook, Contact). */
import {childrenOf, textOf, type XmlElement} from '../../base/xml.js';
import {known} from '../parse.js';
import {idOf} from './fields.js';

export interface Contact {
  readonly id: string;
  readonly uri: string;
  readonly firstName: string;
  readonly lastName: string;
  /** As sent: leading zeros, plus and punctuation stay. */
  readonly phoneNumber: string;
  readonly description: string;
}

const types = ['GLOBAL', 'TEAM'] as const;

export interface PhoneBook {
  readonly id: string;
  readonly uri: string;
  readonly name: string;
  readonly type: (typeof types)[number] | 'UNKNOWN';
  /** Path of the contacts, where the book names them instead of holding them. */
  readonly contactsUri: string;
  readonly contacts: readonly Contact[];
}

export const readContact = (contact: XmlElement): Contact => ({
  id: idOf(contact),
  uri: textOf(contact, 'uri'),
  firstName: textOf(contact, 'firstName'),
  lastName: textOf(contact, 'lastName'),
  phoneNumber: textOf(contact, 'phoneNumber'),
  description: textOf(contact, 'description'),
});

export const readContacts = (contacts: XmlElement): readonly Contact[] =>
  childrenOf(contacts, 'Contact').map(readContact);

export const readPhoneBook = (book: XmlElement): PhoneBook => ({
  id: idOf(book),
  uri: textOf(book, 'uri'),
  name: textOf(book, 'name'),
  type: known(types, textOf(book, 'type')),
  contactsUri: textOf(book, 'contacts'),
  contacts: childrenOf(book, 'contacts').flatMap(readContacts),
});

export const readPhoneBooks = (books: XmlElement): readonly PhoneBook[] =>
  childrenOf(books, 'PhoneBook').map(readPhoneBook);
