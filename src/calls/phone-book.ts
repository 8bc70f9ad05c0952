/** The agent's phone books, read when the dial field opens; not loaded with the start. */
import {PhoneBookApi} from '../finesse/api/phone-books.js';
import {takeObject} from '../finesse/api/requests.js';
import type {FinesseClient} from '../finesse/client.js';
import type {Callable} from './contact-index.js';

/** There are no times in a phone book. */
const timeless = {now: 0, offset: 0};

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
    take: (text, kind) => takeObject(text, kind, timeless),
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
