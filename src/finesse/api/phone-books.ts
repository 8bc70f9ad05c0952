import {FinesseError} from '../errors.js';
import type {Contact, PhoneBook} from '../objects/phone-books.js';
import {unconfirmedApi} from '../wire.js';
import {part} from './requests.js';

/** Contacts asked for at a time: a page of more would pass the limits for what comes in. */
const pageSize = 1_000;

/** What it needs of requests; the gadget has one that reads nothing but phone books. */
export interface PhoneBookSource {
  get(path: string, headers?: Record<string, string>): Promise<{readonly text: string}>;
  /** @throws DeskError for what holds no phone books */
  take(text: string, kind: 'phoneBooks'): {readonly books: readonly PhoneBook[]};
}

/** Phone books, read in pages (developer guide, PhoneBook, "User—Get Phone Books", "TeamResource—Get Phone Books"). */
export class PhoneBookApi {
  readonly #requests: PhoneBookSource;

  constructor(requests: PhoneBookSource) {
    this.#requests = requests;
  }

  /** All books of a user with all contacts, global ones first. */
  async ofUser(userId: string): Promise<readonly PhoneBook[]> {
    return this.#all(`User/${part(userId)}/PhoneBooks`);
  }

  /** As {@link ofUser}, for a team: from 12.5. */
  async ofTeam(teamId: string): Promise<readonly PhoneBook[]> {
    return this.#all(`TeamResource/${part(teamId)}/PhoneBooks`);
  }

  /** Page by page until there is no more: a page that is not full, nothing new, or a range that is not there. */
  async #all(path: string): Promise<readonly PhoneBook[]> {
    const gathered = new Gathered();
    for (let from = 1; from <= unconfirmedApi.lastObject; from += pageSize) {
      const books = await this.#page(path, from);
      const isNew = gathered.add(books);
      const contacts = books.reduce((count, book) => count + book.contacts.length, 0);
      // more than was asked for: the range was not looked at, and this is everything
      if (contacts !== pageSize || !isNew) break;
    }
    return gathered.books;
  }

  /** One page; no book behind the last. */
  async #page(path: string, from: number): Promise<readonly PhoneBook[]> {
    const range = `${unconfirmedApi.rangeUnit}=${from}-${from + pageSize - 1}`;
    try {
      const {text} = await this.#requests.get(path, {Range: range});
      return this.#requests.take(text, 'phoneBooks').books;
    } catch (error) {
      if (from > 1 && error instanceof FinesseError && error.status === 416) return [];
      throw error;
    }
  }
}

/** Books whose contacts come in several pages. */
class Gathered {
  readonly #books = new Map<string, {readonly book: PhoneBook; readonly contacts: Map<string, Contact>}>();

  /** True when there was a book or a contact that was not there before. */
  add(books: readonly PhoneBook[]): boolean {
    let isNew = false;
    for (const book of books) {
      const key = book.uri || `${book.type} ${book.name}`;
      const known = this.#books.get(key) ?? {book, contacts: new Map<string, Contact>()};
      isNew ||= !this.#books.has(key);
      this.#books.set(key, known);
      for (const contact of book.contacts) {
        const {uri, firstName, lastName, phoneNumber, description} = contact;
        const id = uri || JSON.stringify([firstName, lastName, phoneNumber, description]);
        isNew ||= !known.contacts.has(id);
        known.contacts.set(id, contact);
      }
    }
    return isNew;
  }

  get books(): readonly PhoneBook[] {
    return [...this.#books.values()].map(({book, contacts}) => ({...book, contacts: [...contacts.values()]}));
  }
}
