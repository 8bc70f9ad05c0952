/** Finds people to call by what is typed: contacts of phone books, and calls that are over. */

/** Somebody who can be called. Text from outside: shown as text nodes only. */
export interface Callable {
  readonly name: string;
  /** As the phone book has it. */
  readonly number: string;
  /** What else there is to say, such as the description, or the book. */
  readonly note: string;
  readonly source: 'book' | 'history';
}

interface Row {
  readonly entry: Callable;
  readonly name: string;
  readonly words: readonly string[];
  readonly note: string;
  readonly digits: string;
}

/** Shown at once: more is not looked through by eye. */
const mostFound = 8;

/** Small letters without marks, so that "Muller" finds "Müller". */
const plain = (text: string): string =>
  text.normalize('NFD').replace(/\p{M}/gu, '').toLocaleLowerCase('en').trim();

const digitsOf = (text: string): string => text.replace(/\D/g, '');

/** An index over everybody who can be called; made once, asked at each letter. */
export class ContactIndex {
  readonly #rows: readonly Row[];

  /** Of two with one name and number the first is kept. */
  constructor(entries: readonly Callable[]) {
    const rows = new Map<string, Row>();
    for (const entry of entries) {
      const name = plain(entry.name);
      const digits = digitsOf(entry.number);
      const key = `${name} ${digits || plain(entry.number)}`;
      if (rows.has(key) || entry.number.trim() === '') continue;
      rows.set(key, {entry, name, words: name.split(/\s+/), note: plain(entry.note), digits});
    }
    this.#rows = [...rows.values()];
  }

  get size(): number {
    return this.#rows.length;
  }

  /**
   * Who fits, best first: the name begins so, then a word of it, then the number, then what the note says. Every word
   * that is typed has to fit.
   */
  find(text: string): readonly Callable[] {
    const query = plain(text);
    const parts = query.split(/\s+/).filter((part) => part !== '');
    const digits = /^[\d\s+()./-]+$/.test(query) ? digitsOf(query) : '';
    if (parts.length === 0) return [];
    const found: {readonly row: Row; readonly score: number}[] = [];
    for (const row of this.#rows) {
      const score = scoreOf(row, query, parts, digits);
      if (score > 0) found.push({row, score});
    }
    return found
      .sort((a, b) => b.score - a.score || (a.row.name < b.row.name ? -1 : a.row.name > b.row.name ? 1 : 0))
      .slice(0, mostFound)
      .map(({row}) => row.entry);
  }
}

function scoreOf(row: Row, query: string, parts: readonly string[], digits: string): number {
  if (row.name !== '' && row.name.startsWith(query)) return 4;
  if (parts.every((part) => row.words.some((word) => word.startsWith(part)))) return 3;
  if (digits !== '' && row.digits.includes(digits)) return row.digits.startsWith(digits) ? 3 : 2;
  return parts.every((part) => row.name.includes(part) || row.note.includes(part)) ? 1 : 0;
}
