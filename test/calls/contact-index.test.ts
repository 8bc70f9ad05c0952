import {expect} from 'chai';
import {ContactIndex, type Callable} from '../../src/calls/contact-index.js';
import {readPhoneBooks} from '../../src/calls/phone-book.js';

const aContact = (name: string, number: string, note = ''): Callable => ({
  name,
  number,
  note,
  source: 'book',
});

const index = new ContactIndex([
  aContact('Maria Lopez', '+1 555 010 4477', 'Billing'),
  aContact('Jürgen Müller', '42017', 'Second level'),
  aContact('Lo Chan', '42018', 'Night shift'),
  aContact('Priya Natarajan', '0042019', 'Team lead Maria'),
]);
const found = (text: string) => index.find(text).map(({name}) => name);

describe('people to call (D1)', () => {
  const rows: readonly (readonly [what: string, text: string, names: readonly string[]])[] = [
    ['the beginning of the name, before a word of another', 'lo', ['Lo Chan', 'Maria Lopez']],
    ['two words in any order', 'lopez ma', ['Maria Lopez']],
    ['letters without their marks', 'muller', ['Jürgen Müller']],
    ['digits, however they are written', '555-010', ['Maria Lopez']],
    ['digits in the middle of a number', '2019', ['Priya Natarajan']],
    ['the note, after names', 'maria', ['Maria Lopez', 'Priya Natarajan']],
    ['nobody', 'zzz', []],
    ['nothing typed', ' ', []],
  ];
  for (const [what, text, names] of rows) {
    it(`are found by ${what}`, () => expect(found(text)).to.deep.equal(names));
  }

  it('are listed once, and not at all without a number', () => {
    const twice = [aContact('A', '1 2'), aContact('a', '12'), aContact('B', ' ')];
    expect(new ContactIndex(twice).size).to.equal(1);
  });

  it('are at most eight at a time, of 6,000', () => {
    const many = Array.from({length: 6_000}, (_, n) => aContact(`Person ${n}`, String(40_000 + n)));
    const all = new ContactIndex(many);
    expect(all.size).to.equal(6_000);
    expect(all.find('person')).to.have.lengthOf(8);
    expect(all.find('45999').map(({name}) => name)).to.deep.equal(['Person 5999']);
  });
});

describe('the agent’s phone books', () => {
  /** A phone book of `total` contacts that answers by Range. */
  const server = (total: number) => {
    const ranges: string[] = [];
    return {
      ranges,
      request: (path: string, init: RequestInit & {headers?: Record<string, string>}) => {
        const range = init.headers?.['Range'] ?? '';
        ranges.push(`${path} ${range}`);
        const [from = 1, to = 0] = range.replace('objects=', '').split('-').map(Number);
        const contacts = Array.from({length: Math.max(0, Math.min(to, total) - from + 1)}, (_, n) => {
          const id = from + n;
          return `<Contact><uri>/c/${id}</uri><firstName>F${id}</firstName><lastName>L</lastName><phoneNumber>${id}</phoneNumber><description/></Contact>`;
        });
        const text = `<PhoneBooks><PhoneBook><uri>/b/1</uri><name>All</name><type>GLOBAL</type><contacts>${contacts.join('')}</contacts></PhoneBook></PhoneBooks>`;
        return Promise.resolve({text, headers: new Headers()} as never);
      },
    };
  };

  it('are read whole, 1,000 contacts at a time', async () => {
    const finesse = server(2_500);
    const people = await readPhoneBooks(finesse, '1001001');
    expect(people).to.have.lengthOf(2_500);
    expect(people[0]).to.deep.equal({name: 'F1 L', number: '1', note: 'All', source: 'book'});
    expect(finesse.ranges).to.deep.equal([
      'User/1001001/PhoneBooks objects=1-1000',
      'User/1001001/PhoneBooks objects=1001-2000',
      'User/1001001/PhoneBooks objects=2001-3000',
    ]);
  });

  it('are refused where the answer is something else', async () => {
    const request = () => Promise.resolve({text: '<Users/>', headers: new Headers()} as never);
    const error: unknown = await readPhoneBooks({request}, '1001001').catch((reason: unknown) => reason);
    expect(error).to.have.property('code', 'finesse/bad-answer');
  });
});
