import {expect} from 'chai';
import type {Callable} from '../../src/calls/contact-index.js';
import {FakeDesk} from '../support/browser/fake-desk.js';
import {
  all,
  clear,
  everything,
  expectAccessible,
  key,
  nameOf,
  one,
  press,
  rendered,
  show,
  words,
} from '../support/browser/page.js';
import {until} from '../support/browser/finesse-builders.js';

const aContact = (name: string, number: string, note = 'Billing'): Callable => ({
  name,
  number,
  note,
  source: 'book',
});

const some = [aContact('Maria Lopez', '+1 555 010 4477'), aContact('Marek Nowak', '42017')];

const field = (): HTMLInputElement => {
  const found = everything(document.body).find((element) => element.matches('desk-dial'));
  const input = found?.shadowRoot?.querySelector('input');
  if (!input) throw new Error('no field');
  return input;
};

/** Unfolds the dial field over these phone books, and types. */
async function typed(text: string, people: readonly Callable[] | 'unreadable' = some): Promise<FakeDesk> {
  const desk = new FakeDesk();
  desk.people = people === 'unreadable' ? undefined : people;
  await show(desk);
  await press(one('button', 'Call a number'));
  await rendered();
  field().value = text;
  field().dispatchEvent(new InputEvent('input', {bubbles: true}));
  await until(
    'the list, or no books',
    () => all('option').length > 0 || words().includes('could not be read'),
  );
  return desk;
}

const selected = () =>
  all('option')
    .filter((option) => option.ariaSelected === 'true')
    .map((option) => option.id);

describe('people to call, in the dial field (D1)', () => {
  afterEach(clear);

  it('are shown with name, number and note', async () => {
    await typed('mar');
    expect(all('option')).to.have.lengthOf(2);
    expect(words()).to.match(/Maria Lopez \+1 555 010 4477 · Billing/);
    expect(field().ariaExpanded).to.equal('true');
  });

  it('are gone through by the arrow keys, with the focus in the field, and round to it again', async () => {
    await typed('mar');
    const seen: (string | null)[] = [];
    for (const arrow of ['ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowUp']) {
      await key(arrow, field());
      await rendered();
      seen.push(field().getAttribute('aria-activedescendant'));
    }
    expect(seen).to.deep.equal(['person-0', 'person-1', null, 'person-1']);
    expect(selected()).to.deep.equal(['person-1']);
  });

  it('fill the field by Enter, and are called by Enter after that', async () => {
    const desk = await typed('mar');
    await key('ArrowDown', field());
    await key('Enter', field());
    await rendered();
    expect(desk.asked).to.deep.equal([]);
    expect(words()).to.contain('Will dial 42017');
    await key('Enter', field());
    expect(desk.asked).to.deep.equal([{what: 'dial', text: '42017', origin: 'link'}]);
  });

  it('fill the field by a press', async () => {
    await typed('mar');
    await press(one('option', /Maria/));
    await rendered();
    expect(field().value).to.equal('+1 555 010 4477');
    expect(all('option')).to.have.lengthOf(0);
  });

  it('T-04 (inject: an emergency number in a phone book; settles at once): are never called where a link may not: who filled a phone book is not the agent', async () => {
    const desk = await typed('mar', [aContact('Maria', '911')]);
    await press(one('option', /Maria/));
    await rendered();
    await key('Enter', field());
    expect(desk.asked).to.deep.equal([]);
  });

  it('are put away by Escape, and what is typed stays', async () => {
    await typed('mar');
    await key('Escape', field());
    await rendered();
    expect(all('option')).to.have.lengthOf(0);
    expect(field().value).to.equal('mar');
  });

  it('are also those of the history', async () => {
    const desk = await typed('mar');
    const at = desk.now();
    const past = {
      key: '1',
      direction: 'in',
      outcome: 'answered',
      queue: '',
      line: 1,
      at,
      endedAt: at,
      rangMs: 0,
    } as const;
    await clearAndShowPast(desk, {...past, name: 'Margit Vogel', number: '42044'});
    expect(all('option').map(nameOf).join()).to.contain('Margit Vogel');
  });

  it('do not keep a number from being typed when the books can’t be read, and it is said', async () => {
    const desk = await typed('42017', 'unreadable');
    await key('Enter', field());
    expect(desk.asked).to.deep.equal([{what: 'dial', text: '42017', origin: 'keypad'}]);
  });

  it('T-01 (inject: hostile text in a contact; settles at once): are text', async () => {
    await typed('mar', [aContact('Mar <img src=x onerror=alert(1)>', '42017')]);
    expect(everything(document.body).some((element) => element.matches('.people img'))).to.equal(false);
    expect(words()).to.contain('<img src=x');
  });

  it('keep the accessibility rules', async () => {
    await typed('mar');
    await key('ArrowDown', field());
    await expectAccessible();
  });
});

/** The page again, with a call in the history. */
async function clearAndShowPast(
  desk: FakeDesk,
  entry: FakeDesk['history']['state']['entries'][number],
): Promise<void> {
  clear();
  desk.history.set({entries: [entry], unseen: 0, stored: true});
  await show(desk);
  await press(one('button', 'Call a number'));
  await rendered();
  field().value = 'marg';
  field().dispatchEvent(new InputEvent('input', {bubbles: true}));
  await until('the list', () => all('option').length > 0);
}
