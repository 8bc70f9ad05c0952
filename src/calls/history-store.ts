import type {HistoryEntry} from './history.js';

export interface HistoryRecord {
  readonly entries: readonly HistoryEntry[];
  /** When the list was last looked at; ms since 1970. */
  readonly seenAt: number;
}

/** Where one agent's history is kept. Both reject when there is no storage. */
export interface HistoryStore {
  read(): Promise<HistoryRecord | undefined>;
  write(record: HistoryRecord): Promise<void>;
}

const database = 'deskline';
const table = 'history';

/** One record for each agent, so that people who share a computer don't share their calls. */
export class IndexedHistory implements HistoryStore {
  readonly #userId: string;
  readonly #factory: () => IDBFactory;

  /** @param factory asked at each use: in some browsers its very name throws where storage is blocked */
  constructor(userId: string, factory: () => IDBFactory = () => indexedDB) {
    this.#userId = userId;
    this.#factory = factory;
  }

  async read(): Promise<HistoryRecord | undefined> {
    const value: unknown = await this.#use('readonly', (rows) => rows.get(this.#userId));
    return recordOf(value);
  }

  async write(record: HistoryRecord): Promise<void> {
    await this.#use('readwrite', (rows) => rows.put(record, this.#userId));
  }

  async #use<T>(mode: IDBTransactionMode, ask: (rows: IDBObjectStore) => IDBRequest<T>): Promise<T> {
    const opening = this.#factory().open(database, 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore(table);
    const open = await outcome(opening);
    try {
      const transaction = open.transaction(table, mode);
      const done = committed(transaction);
      const [value] = await Promise.all([outcome(ask(transaction.objectStore(table))), done]);
      return value;
    } finally {
      open.close();
    }
  }
}

/** A full disk lets the request succeed and aborts the transaction (Indexed Database API, QuotaExceededError). */
function committed(transaction: IDBTransaction): Promise<void> {
  return new Promise((done, failed) => {
    transaction.oncomplete = () => done();
    transaction.onabort = () => failed(transaction.error ?? new Error('no storage'));
  });
}

function outcome<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((done, failed) => {
    request.onsuccess = () => done(request.result);
    request.onerror = () => failed(request.error ?? new Error('no storage'));
    if (request instanceof IDBOpenDBRequest)
      request.onblocked = () => failed(new Error('storage is blocked'));
  });
}

const outcomes = ['answered', 'missed', 'failed', 'given-up'];

/** What another version, or another script of the desktop, may have left there is read like any input from outside. */
function recordOf(value: unknown): HistoryRecord | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const {entries, seenAt} = value as Partial<Record<keyof HistoryRecord, unknown>>;
  if (!Array.isArray(entries)) return undefined;
  return {entries: entries.filter(isEntry), seenAt: typeof seenAt === 'number' ? seenAt : 0};
}

function isEntry(value: unknown): value is HistoryEntry {
  if (typeof value !== 'object' || value === null) return false;
  const entry = value as Partial<Record<keyof HistoryEntry, unknown>>;
  const texts = [entry.key, entry.number, entry.name, entry.queue];
  const numbers = [entry.line, entry.at, entry.endedAt, entry.rangMs];
  return (
    texts.every((text) => typeof text === 'string') &&
    numbers.every((number) => Number.isFinite(number)) &&
    (entry.direction === 'in' || entry.direction === 'out') &&
    outcomes.includes(String(entry.outcome))
  );
}
