/** The agent's phone books, read when the dial field opens; not loaded with the start. */
import {PhoneBookApi} from '../finesse/api/phone-books.js';
import {readXml} from '../base/xml-reader.js';
import {DeskError} from '../base/errors.js';
import type {FinesseClient} from '../finesse/client.js';
import {readPhoneBooks as readBooks} from '../finesse/objects/phone-books.js';
import type {Callable} from './contact-index.js';

/**
 * Everybody in the agent's phone books, global ones first (developer guide, "User—Get Phone Books"), page by page.
 * @throws DeskError `finesse/…`
 */
export async function readPhoneBooks(
  client: Pick<FinesseClient, 'request'>,
  userId: string,
): Promise<readonly Callable[]> {
  const api = new PhoneBookApi({
    get: (path, headers = {}) => client.request(path, {method: 'GET', headers}),
    take: (text) => {
      const root = readXml(text);
      if (root.name !== 'PhoneBooks') throw new DeskError('finesse/bad-answer', 'no phone books');
      return {books: readBooks(root)};
    },
  });
  const books = await api.ofUser(userId);
  return books.flatMap(({name: book, contacts}) =>
    contacts.map(({firstName, lastName, phoneNumber, description}) => ({
      name: `${firstName} ${lastName}`.trim(),
      number: phoneNumber,
      note: description.trim() === '' ? book : description,
      source: 'book' as const,
    })),
  );
}
