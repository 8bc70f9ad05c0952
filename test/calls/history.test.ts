import {expect} from 'chai';
import {LogBook} from '../../src/base/log.js';
import {
  answeredElsewhere,
  keepHistory,
  watchCalls,
  type HistoryEntry,
  type Watching,
} from '../../src/calls/history.js';
import {HistoryBook} from '../../src/calls/history-book.js';
import {IndexedHistory, type HistoryRecord} from '../../src/calls/history-store.js';
import type {Call} from '../../src/calls/types.js';
import {ManualClock} from '../../standin/world/clock.js';
import {aCall, aDialog, aLeg, nine} from '../support/browser/builders.js';
import {turns, until} from '../support/browser/finesse-builders.js';

const ringing = aCall({state: 'alerting', since: nine, talkingSince: undefined});
const talking = aCall({state: 'talking', since: nine + 5_000, talkingSince: nine + 5_000});

/** Feeds snapshots, a second apart; answers with the lines that came of it. */
function linesOf(...snapshots: readonly (readonly Call[])[]): readonly HistoryEntry[] {
  let watching: Watching = new Map();
  return snapshots.flatMap((calls, second) => {
    const step = watchCalls(watching, calls, nine + second * 1_000);
    watching = step.watching;
    return step.ended;
  });
}

const outcomes = (lines: readonly HistoryEntry[]) =>
  lines.map(({direction, outcome}) => `${direction} ${outcome}`);

describe('a line of the history', () => {
  it('says of a missed call when, and how long it rang', () => {
    const [line] = linesOf([ringing], [ringing], []);
    expect(line).to.deep.equal({
      key: '16804377',
      direction: 'in',
      outcome: 'missed',
      number: '+1 555 010 4477',
      name: 'Maria Lopez',
      queue: 'Billing',
      line: 1,
      at: nine,
      endedAt: nine + 2_000,
      rangMs: 2_000,
    });
  });

  it('is written once, at the end of talking, when wrap-up follows', () => {
    const wrapUp = aCall({state: 'wrap-up'});
    expect(outcomes(linesOf([ringing], [talking], [wrapUp], [wrapUp], []))).to.deep.equal(['in answered']);
  });

  it('F-07 (inject P: each picture twice; settles at once): is written once', () => {
    const held = aCall({state: 'held', talkingSince: nine + 5_000});
    const wrapUp = aCall({state: 'wrap-up'});
    expect(
      outcomes(linesOf([ringing], [ringing], [talking], [talking], [held], [wrapUp], [wrapUp], [], [], [])),
    ).to.deep.equal(['in answered']);
  });

  it('F-51 (inject S: a hundred calls ring and are given up; settles with the last): is one for each of them', () => {
    const calls = Array.from({length: 100}, (_, n) =>
      aCall({id: `call-${n}`, state: 'alerting', dialog: aDialog({id: String(n)}), leg: undefined}),
    );
    const lines = linesOf(...calls.flatMap((call) => [[call], []]));
    expect(outcomes(lines)).to.deep.equal(calls.map(() => 'in missed'));
    expect(keepHistory(lines, lines, nine)).to.have.lengthOf(100);
  });

  it('tells calls out that failed, were given up, and were answered apart', () => {
    const out = aCall({state: 'dialing', direction: 'out', since: nine, talkingSince: nine});
    const failed = aCall({...out, state: 'failed'});
    expect(outcomes(linesOf([out], [failed], [failed], []))).to.deep.equal(['out failed']);
    expect(outcomes(linesOf([out], []))).to.deep.equal(['out given-up']);
    expect(outcomes(linesOf([out], [aCall({...out, state: 'talking'})], []))).to.deep.equal(['out answered']);
  });

  it('keeps who it was when the dialog goes before the leg', () => {
    const left = aCall({...ringing, dialog: undefined, peer: {name: '', number: ''}, queue: ''});
    const [line, ...more] = linesOf([ringing], [left], []);
    expect(line?.name).to.equal('Maria Lopez');
    expect(more).to.deep.equal([]);
  });

  it('is not written for a leg alone that rang for a moment: it belonged to another call', () => {
    const alone = aCall({...ringing, dialog: undefined, leg: aLeg({state: 'ringing'})});
    expect(linesOf([alone], [])).to.deep.equal([]);
    expect(outcomes(linesOf([alone], [alone], [alone], []))).to.deep.equal(['in missed']);
  });

  for (const dialog of [aDialog(), undefined])
    it(`is no missed call when another device answered it (${dialog ? 'with a dialog' : 'a leg alone'})`, () => {
      const here = aCall({...ringing, dialog, leg: aLeg({id: 'leg-7', state: 'ringing'})});
      const other = aCall({
        ...here,
        id: 'call-2',
        dialog: undefined,
        leg: aLeg({id: 'leg-8', state: 'ringing'}),
      });
      const {watching} = watchCalls(new Map(), [here, other], nine);
      const told = answeredElsewhere(watching, 'leg-7');
      // its dialog may be there a moment longer
      const later = dialog ? [aCall({...here, leg: undefined}), other] : [other];
      const step = watchCalls(told, later, nine + 4_000);
      const {ended} = watchCalls(step.watching, [], nine + 5_000);
      expect(outcomes([...step.ended, ...ended]).sort()).to.deep.equal(['in answered', 'in missed']);
    });

  it('is not written again for a wrap-up that was there when the page was loaded', () => {
    expect(linesOf([aCall({state: 'wrap-up'})], [])).to.deep.equal([]);
  });
});

const anEntry = (part: Partial<HistoryEntry> = {}): HistoryEntry => ({
  key: '1',
  direction: 'in',
  outcome: 'missed',
  number: '5550100',
  name: '',
  queue: '',
  line: 1,
  at: nine - 1_000,
  endedAt: nine,
  rangMs: 1_000,
  ...part,
});

describe('what is kept of the history', () => {
  it('is two hundred calls, newest first', () => {
    const many = Array.from({length: 250}, (_, n) => anEntry({key: String(n), endedAt: nine + n}));
    const kept = keepHistory(many.slice(0, 100), many.slice(100), nine + 300);
    expect(kept).to.have.lengthOf(200);
    expect(kept[0]?.key).to.equal('249');
  });

  it('is thirty days', () => {
    expect(keepHistory([anEntry()], [], nine + 30 * 24 * 3_600_000)).to.deep.equal([]);
    expect(keepHistory([anEntry()], [], nine + 30 * 24 * 3_600_000 - 1)).to.have.lengthOf(1);
  });

  it('F-07 (inject P: the same end again; settles at once): is one line for a key, unless the contact centre began its ids again', () => {
    expect(keepHistory([anEntry()], [anEntry({rangMs: 9})], nine)).to.deep.equal([anEntry({rangMs: 9})]);
    expect(keepHistory([anEntry()], [anEntry({at: nine + 13 * 3_600_000})], nine)).to.have.lengthOf(2);
  });
});

class FakeStore {
  record: HistoryRecord | undefined;
  broken = false;
  readonly read = (): Promise<HistoryRecord | undefined> =>
    this.broken ? Promise.reject(new Error('no storage')) : Promise.resolve(this.record);
  readonly write = (record: HistoryRecord): Promise<void> => {
    if (this.broken) return Promise.reject(new Error('no storage'));
    this.record = record;
    return Promise.resolve();
  };
}

async function aBook(store: FakeStore, clock = new ManualClock(nine)) {
  const log = new LogBook();
  const book = new HistoryBook({clock, store, log: log.part('history')});
  await turns();
  return {book, clock, log};
}

describe('the history book', () => {
  it('keeps calls over a reload, and counts missed ones until they are seen', async () => {
    const store = new FakeStore();
    const {book, clock} = await aBook(store);
    book.onCalls([ringing]);
    clock.advance(2_000);
    book.onCalls([]);
    await turns();
    const again = await aBook(store, clock);
    expect(again.book.history.state.entries.map(({outcome}) => outcome)).to.deep.equal(['missed']);
    expect(again.book.history.state.unseen).to.equal(1);
    again.book.onSeen();
    await turns();
    expect((await aBook(store, clock)).book.history.state.unseen).to.equal(0);
  });

  it('loses no call that ends before the first read has come', async () => {
    const store = new FakeStore();
    store.record = {entries: [anEntry()], seenAt: 0};
    const clock = new ManualClock(nine);
    const book = new HistoryBook({clock, store, log: new LogBook().part('history')});
    book.onCalls([ringing]);
    book.onCalls([]);
    await turns();
    expect(store.record.entries).to.have.lengthOf(2);
    expect(book.history.state.entries).to.have.lengthOf(2);
  });

  it('F-60 (inject B: the browser gives no storage; settles at once): works without, and says so', async () => {
    const store = new FakeStore();
    store.broken = true;
    const {book} = await aBook(store);
    book.onCalls([ringing]);
    book.onCalls([]);
    await turns();
    expect(book.history.state.entries).to.have.lengthOf(1);
    expect(book.history.state.stored).to.equal(false);
  });

  it('F-60 (inject B: the disk is full, then not; settles with the next call): goes on, says so, and keeps all again', async () => {
    const store = new FakeStore();
    store.record = {entries: [anEntry()], seenAt: 0};
    const {book} = await aBook(store);
    const refusing = store.write;
    Object.assign(store, {write: () => Promise.reject(new DOMException('full', 'QuotaExceededError'))});
    book.onCalls([ringing]);
    book.onCalls([]);
    await turns();
    expect(book.history.state.entries).to.have.lengthOf(2);
    expect(book.history.state.stored).to.equal(false);
    Object.assign(store, {write: refusing});
    book.onCalls([{...ringing, id: 'call-2', dialog: aDialog({id: 'd-2'})}]);
    book.onCalls([]);
    await turns();
    expect(book.history.state.stored).to.equal(true);
    expect(store.record.entries).to.have.lengthOf(3);
  });

  it('F-60 (inject B: what is kept can’t be read; settles at once): writes nothing over it', async () => {
    const store = new FakeStore();
    store.record = {entries: [anEntry()], seenAt: 0};
    store.broken = true;
    const {book} = await aBook(store);
    store.broken = false;
    book.onCalls([ringing]);
    book.onCalls([]);
    await turns();
    expect(store.record.entries).to.have.lengthOf(1);
    expect(book.history.state.stored).to.equal(false);
  });

  it('loses one call when that one is deleted, for good', async () => {
    const store = new FakeStore();
    store.record = {entries: [anEntry(), anEntry({key: 'other'})], seenAt: 0};
    const {book} = await aBook(store);
    book.clear(anEntry());
    await turns();
    expect(store.record.entries.map(({key}) => key)).to.deep.equal(['other']);
    expect(book.history.state.entries).to.have.lengthOf(1);
  });

  it('puts no number and no name into the log (I-13)', async () => {
    const store = new FakeStore();
    const {book, log} = await aBook(store);
    book.onCalls([ringing]);
    store.broken = true;
    book.onCalls([]);
    await turns();
    expect(JSON.stringify(log.lines))
      .to.contain('not stored')
      .and.not.match(/Maria|4477/);
  });

  it('is emptied for good', async () => {
    const store = new FakeStore();
    store.record = {entries: [anEntry()], seenAt: 0};
    const early = new HistoryBook({clock: new ManualClock(nine), store, log: new LogBook().part('history')});
    early.clear();
    await turns();
    expect(early.history.state.entries, 'before the first read').to.deep.equal([]);
    expect(store.record.entries).to.deep.equal([]);
    store.record = {entries: [anEntry()], seenAt: 0};
    const {book} = await aBook(store);
    book.clear();
    await turns();
    expect(store.record.entries).to.deep.equal([]);
  });
});

/** A browser whose disk is full: what is put is taken, and lost when it is to be written. */
const fullDisk = {
  open(name: string, version: number) {
    const opening = indexedDB.open(name, version);
    opening.addEventListener('success', () => {
      const database = opening.result;
      const begin = database.transaction.bind(database);
      database.transaction = (...what) => {
        const transaction = begin(...what);
        const table = transaction.objectStore('history');
        transaction.objectStore = () => table;
        const put = table.put.bind(table);
        table.put = (...row) => {
          const request = put(...row);
          request.addEventListener('success', () => transaction.abort());
          return request;
        };
        return transaction;
      };
    });
    return opening;
  },
} as IDBFactory;

describe('the browser’s storage of the history', () => {
  const gone = () =>
    new Promise<void>((done) => {
      const request = indexedDB.deleteDatabase('deskline');
      request.onsuccess = request.onerror = request.onblocked = () => done();
    });
  beforeEach(gone);
  after(gone);

  it('gives back what was kept, to the same agent only', async () => {
    const record = {entries: [anEntry()], seenAt: nine};
    await new IndexedHistory('1001001').write(record);
    expect(await new IndexedHistory('1001001').read()).to.deep.equal(record);
    expect(await new IndexedHistory('1001002').read()).to.equal(undefined);
  });

  it('leaves out what is no line of a history', async () => {
    const wrong = [null, 5, {...anEntry(), number: 5}, {...anEntry(), outcome: 'x'}, {...anEntry(), at: NaN}];
    const record = {entries: [...wrong, anEntry()], seenAt: 'x'} as unknown as HistoryRecord;
    await new IndexedHistory('1001001').write(record);
    expect(await new IndexedHistory('1001001').read()).to.deep.equal({entries: [anEntry()], seenAt: 0});
  });

  it('F-60 (inject B: the request succeeds and its transaction is taken back, as on a full disk; settles at once): rejects', async () => {
    const full = new IndexedHistory('1001001', () => fullDisk);
    let refused = false;
    full.write({entries: [anEntry()], seenAt: 0}).catch(() => (refused = true));
    await until('the refusal', () => refused);
    expect(await new IndexedHistory('1001001').read()).to.equal(undefined);
  });

  it('rejects where the browser has none', async () => {
    const none = new IndexedHistory('1', () => {
      throw new DOMException('blocked', 'SecurityError');
    });
    let refused = false;
    none.read().catch(() => (refused = true));
    await until('the refusal', () => refused);
  });
});
