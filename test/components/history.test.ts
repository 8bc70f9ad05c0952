import {expect} from 'chai';
import type {HistoryEntry} from '../../src/calls/history.js';
import {nine} from '../support/browser/builders.js';
import {FakeDesk} from '../support/browser/fake-desk.js';
import {all, clear, expectAccessible, one, press, rendered, show, words} from '../support/browser/page.js';

const anEntry = (part: Partial<HistoryEntry> = {}): HistoryEntry => ({
  key: '1',
  direction: 'in',
  outcome: 'missed',
  number: '+1 555 010 4477',
  name: 'Maria Lopez',
  queue: 'Billing',
  line: 1,
  at: nine - 60_000,
  endedAt: nine - 48_000,
  rangMs: 12_000,
  ...part,
});

function aDesk(...entries: readonly HistoryEntry[]): FakeDesk {
  const desk = new FakeDesk();
  desk.history.set({entries, unseen: 0, stored: true});
  return desk;
}

/** Shows the page with the history unfolded. */
async function open(desk: FakeDesk, width?: number): Promise<void> {
  await show(desk, width);
  await press(one('button', 'History'));
  await rendered();
}

describe('the history of calls', () => {
  afterEach(clear);

  it('counts missed calls until somebody looks', async () => {
    const desk = aDesk(anEntry());
    desk.history.set({entries: [anEntry()], unseen: 2, stored: true});
    await show(desk);
    expect(words()).to.contain('2 missed calls');
    await press(one('button', 'History'));
    await rendered();
    expect(desk.asked).to.deep.equal([{what: 'history', order: 'seen'}]);
  });

  it('says who, what became of it, when, and how long it rang', async () => {
    const desk = aDesk(anEntry());
    await open(desk);
    expect(desk.historyOpened).to.equal(true);
    expect(words()).to.match(/Maria Lopez Missed · .+ · rang 12 s · \+1 555 010 4477 · Billing/);
  });

  it('calls back by a button that says the number as it will be dialled', async () => {
    const desk = aDesk(anEntry());
    await open(desk);
    await press(one('button', 'Call back +15550104477'));
    expect(desk.asked).to.deep.equal([{what: 'dial', text: '+1 555 010 4477', origin: 'link'}]);
  });

  it('T-04 (inject: a caller whose number is a feature code; settles at once): calls nothing back that a link may not dial, and has no button for a hidden number', async () => {
    const desk = aDesk(anEntry({number: '*72'}), anEntry({key: '2', number: '', name: ''}));
    await open(desk);
    await press(one('button', 'Call back *72'));
    expect(desk.asked).to.deep.equal([]);
    expect(all('button', /^Call back/)).to.have.lengthOf(1);
    expect(words()).to.contain('Hidden number');
  });

  it('says why nothing can be called back now', async () => {
    const desk = aDesk(anEntry());
    desk.dialControl.set({enabled: false, why: 'on-call'});
    await open(desk);
    expect(one('button', /^Call back/).getAttribute('aria-description')).to.equal(
      'You are in a call. End it first, then call.',
    );
  });

  it('F-60 (inject B: the browser stores nothing; settles at once): says that nothing is kept, and is emptied by a press', async () => {
    const desk = aDesk(anEntry());
    desk.history.set({entries: [anEntry()], unseen: 0, stored: false});
    await open(desk);
    expect(words()).to.contain('Not kept');
    await press(one('button', 'Delete all'));
    expect(desk.asked).to.deep.equal([{what: 'history', order: 'clear'}]);
  });

  it('lets one call be deleted, by a button that says which', async () => {
    const desk = aDesk(anEntry(), anEntry({key: '2', number: '', name: ''}));
    await open(desk);
    expect(all('button', /^Delete /)).to.have.lengthOf(3);
    await press(one('button', /^Delete Maria Lopez, /));
    expect(desk.asked).to.deep.equal([{what: 'history', order: 'clear', key: '1'}]);
  });

  it('shows eight, then all', async () => {
    await open(aDesk(...Array.from({length: 12}, (_, index) => anEntry({key: String(index)}))));
    expect(all('button', /^Call back/)).to.have.lengthOf(8);
    await press(one('button', 'Show all'));
    await rendered();
    expect(all('button', /^Call back/)).to.have.lengthOf(12);
  });

  it('T-01 (inject: hostile text in a name; settles at once): shows text from outside as text', async () => {
    await open(aDesk(anEntry({name: '<img src=x onerror=window.hacked=1>\u202e'})));
    expect(words()).to.contain('<img src=x onerror=window.hacked=1>␣');
  });

  it('keeps the accessibility rules', async () => {
    const desk = aDesk(anEntry(), anEntry({key: '2', outcome: 'answered', direction: 'out'}));
    desk.history.set({...desk.history.state, unseen: 1});
    await show(desk, 320);
    await expectAccessible();
    await press(one('button', 'History'));
    await rendered();
    await expectAccessible();
  });
});
