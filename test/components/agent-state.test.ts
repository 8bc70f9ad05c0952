import {expect} from 'chai';
import {pageTicker} from '../../src/components/ticker.js';
import {aReason, anAgent, anOption, nine} from '../support/browser/builders.js';
import {FakeDesk} from '../support/browser/fake-desk.js';
import {
  all,
  clear,
  expectAccessible,
  focused,
  key,
  nameOf,
  one,
  press,
  rendered,
  show,
  words,
} from '../support/browser/page.js';

const lunch = aReason({id: '12', label: 'Lunch'});
const coffee = aReason({id: '13', label: 'Coffee break'});

function aDesk(): FakeDesk {
  const desk = new FakeDesk();
  desk.stateOptions.set([
    anOption({state: 'LOGOUT', enabled: false, why: 'not-ready-first'}),
    anOption({state: 'READY', enabled: false, why: 'already'}),
    anOption({state: 'NOT_READY', reason: lunch}),
    anOption({state: 'NOT_READY', reason: coffee}),
  ]);
  return desk;
}

const menuItems = () => all('menuitem').map(nameOf);
const open = () => press(one('button', /^State:/));

describe('the state pill', () => {
  afterEach(clear);

  it('is named by state and reason', async () => {
    const desk = aDesk();
    desk.agent.set(anAgent({state: 'NOT_READY', reason: lunch}));
    await show(desk);
    one('button', 'State: Not Ready, Lunch');
  });

  it('shows time in the state on the clock of the desk', async () => {
    const desk = aDesk();
    desk.agent.set(anAgent({since: nine - 252_000}));
    await show(desk);
    expect(words()).to.contain('04:12');
    desk.pass(1000);
    pageTicker.tick();
    await rendered();
    expect(words()).to.contain('04:13');
  });

  it('shows time in the reason beside time in the state when only the reason changed', async () => {
    const desk = aDesk();
    desk.agent.set(anAgent({state: 'NOT_READY', reason: lunch, since: nine - 600_000}));
    await show(desk);
    desk.agent.set(anAgent({state: 'NOT_READY', reason: coffee, since: nine - 60_000}));
    await rendered();
    expect(words()).to.match(/01:00 +\/ +10:00/);
  });

  it('shows a request as a request and keeps the state that is true', async () => {
    const desk = aDesk();
    desk.agent.set(anAgent({state: 'NOT_READY', reason: lunch, request: {state: 'READY', phase: 'sent'}}));
    await show(desk);
    one('button', 'State: Not Ready, Lunch. Going Ready…');
    expect(words()).to.contain('Going Ready…');
  });

  it('says that it is checking when no news came in time', async () => {
    const desk = aDesk();
    desk.agent.set(anAgent({request: {state: 'NOT_READY', phase: 'checking'}}));
    await show(desk);
    one('button', 'State: Ready. Checking…');
  });

  it('says what happens after this call', async () => {
    const desk = aDesk();
    desk.agent.set(anAgent({state: 'TALKING', pendingState: 'NOT_READY'}));
    await show(desk);
    expect(words()).to.contain('After this call: Not Ready');
  });

  it('shows an unknown state by the word Finesse used', async () => {
    const desk = aDesk();
    desk.agent.set(anAgent({state: 'UNKNOWN', rawState: 'TELEPATHY'}));
    await show(desk);
    one('button', 'State: TELEPATHY');
  });
});

describe('the state menu', () => {
  afterEach(clear);

  it('lists Ready, then the reasons, then sign-out, with why not where not', async () => {
    await show(aDesk());
    await open();
    expect(menuItems()).to.deep.equal([
      'Ready You are in this state',
      'Lunch',
      'Coffee break',
      'Sign out Go Not Ready first',
    ]);
  });

  it('asks for the chosen state with its reason, closes, and gives focus back', async () => {
    const desk = aDesk();
    await show(desk);
    await open();
    await press(one('menuitem', 'Coffee break'));
    expect(desk.asked).to.deep.equal([{what: 'state', state: 'NOT_READY', reasonId: '13'}]);
    expect(menuItems()).to.be.empty;
    expect(focused()).to.equal(one('button', /^State:/));
  });

  it('does nothing for an entry that can’t be chosen', async () => {
    const desk = aDesk();
    await show(desk);
    await open();
    await press(one('menuitem', /^Sign out/));
    expect(desk.asked).to.be.empty;
  });

  it('says that a choice takes effect after the call', async () => {
    const desk = aDesk();
    desk.stateOptions.set([anOption({state: 'NOT_READY', reason: lunch, afterCall: true})]);
    await show(desk);
    await open();
    one('menuitem', 'Lunch After this call');
  });

  it('moves by arrows, Home and End, round the ends', async () => {
    await show(aDesk());
    await open();
    const reached: string[] = [];
    for (const name of ['ArrowDown', 'End', 'ArrowDown', 'ArrowUp', 'Home']) {
      await key(name);
      reached.push(nameOf(focused()).split(' ')[0] ?? '');
    }
    expect(reached).to.deep.equal(['Lunch', 'Sign', 'Ready', 'Sign', 'Ready']);
  });

  it('jumps to the entry whose first letters are typed', async () => {
    await show(aDesk());
    await open();
    await key('c');
    await key('o');
    expect(nameOf(focused())).to.equal('Coffee break');
  });

  it('chooses by Enter, once however long it is held', async () => {
    const desk = aDesk();
    await show(desk);
    await open();
    await key('End');
    await key('ArrowUp');
    await key('Enter', focused(), {repeat: true});
    expect(desk.asked).to.be.empty;
    await key('Enter');
    expect(desk.asked).to.have.lengthOf(1);
  });

  it('closes on Escape and gives focus back', async () => {
    await show(aDesk());
    await open();
    await key('Escape');
    expect(menuItems()).to.be.empty;
    expect(focused()).to.equal(one('button', /^State:/));
  });

  it('closes on a press elsewhere', async () => {
    await show(aDesk());
    await open();
    document.body.dispatchEvent(new Event('pointerdown', {bubbles: true, composed: true}));
    await rendered();
    expect(menuItems()).to.be.empty;
  });

  it('opens at the last entry on arrow up', async () => {
    await show(aDesk());
    const pill = one('button', /^State:/);
    pill.focus();
    await key('ArrowUp');
    expect(nameOf(focused())).to.contain('Sign out');
  });

  it('makes the page high enough for itself while it is open', async () => {
    const app = await show(aDesk());
    const before = app.offsetHeight;
    await open();
    const menu = one('menu').getBoundingClientRect();
    expect(app.getBoundingClientRect().bottom).to.be.at.least(menu.bottom);
    await key('Escape');
    expect(app.offsetHeight).to.equal(before);
  });

  it('has no accessibility faults, open, in light and in dark', async () => {
    const app = await show(aDesk());
    await open();
    for (const theme of ['light', 'dark'] as const) {
      app.theme = theme;
      await rendered();
      await expectAccessible();
    }
  });
});
