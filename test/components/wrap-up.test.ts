import {expect} from 'chai';
import {aCall, aReason, anAgent, anOption} from '../support/browser/builders.js';
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
  steady,
  words,
} from '../support/browser/page.js';

const reasons = (count: number) =>
  Array.from({length: count}, (_, n) => ({id: String(n), label: `Reason ${n + 1}`}));

async function wrapUp(count = 3, part: Parameters<typeof aCall>[0] = {}): Promise<FakeDesk> {
  const desk = new FakeDesk();
  desk.wrapUpReasons.set(reasons(count));
  desk.stateOptions.set([
    anOption(),
    anOption({state: 'NOT_READY', reason: aReason({id: '12', label: 'Lunch'})}),
    anOption({state: 'NOT_READY', reason: aReason({id: '13', label: 'Coffee'})}),
  ]);
  desk.calls.set([aCall({state: 'wrap-up', ...part})]);
  await show(desk);
  steady(desk);
  return desk;
}

describe('wrap-up', () => {
  afterEach(clear);

  it('sends the reason that is pressed, and shows it chosen only when Finesse has it', async () => {
    const desk = await wrapUp();
    await press(one('radio', 'Reason 2'));
    expect(desk.asked).to.deep.equal([
      {what: 'perform', callId: 'call-1', command: {type: 'wrap-up-reason', label: 'Reason 2'}},
    ]);
    expect(one('radio', 'Reason 2').getAttribute('aria-checked')).to.equal('false');
    desk.calls.set([aCall({state: 'wrap-up', pending: {type: 'wrap-up-reason', phase: 'sent'}})]);
    await rendered();
    one('radio', 'Reason 2 Saving…');
    desk.calls.set([aCall({state: 'wrap-up', wrapUpReason: 'Reason 2'})]);
    await rendered();
    expect(one('radio', 'Reason 2').getAttribute('aria-checked')).to.equal('true');
  });

  it('takes the keys 1 to 9 while focus is in it', async () => {
    const desk = await wrapUp();
    one('radio', 'Reason 1').focus();
    await key('3');
    expect(desk.asked).to.deep.equal([
      {what: 'perform', callId: 'call-1', command: {type: 'wrap-up-reason', label: 'Reason 3'}},
    ]);
  });

  it('moves between reasons by arrows without sending anything', async () => {
    const desk = await wrapUp();
    one('radio', 'Reason 1').focus();
    await key('ArrowUp');
    expect(nameOf(focused())).to.equal('Reason 3');
    expect(desk.asked).to.be.empty;
  });

  it('searches when there are more than eight', async () => {
    await wrapUp(12);
    const field = document
      .querySelector('desk-app')
      ?.shadowRoot?.querySelector('desk-call-list')
      ?.shadowRoot?.querySelector('desk-call-card:not([hidden])')
      ?.shadowRoot?.querySelector('desk-wrap-up')
      ?.shadowRoot?.querySelector('input');
    if (!field) throw new Error('no search field');
    field.value = 'reason 12';
    field.dispatchEvent(new InputEvent('input'));
    await rendered();
    expect(all('radio').map(nameOf)).to.deep.equal(['Reason 12']);
  });

  it('has no search for eight', async () => {
    await wrapUp(8);
    expect(words()).not.to.contain('Search reasons');
  });

  it('goes Ready by Done, and says so while it waits', async () => {
    const desk = await wrapUp();
    await press(one('button', 'Done'));
    expect(desk.asked).to.deep.equal([{what: 'state', state: 'READY', reasonId: undefined}]);
    desk.agent.set(anAgent({state: 'WORK', request: {state: 'READY', phase: 'sent'}}));
    await rendered();
    one('button', 'Going Ready…');
  });

  it('goes Not Ready with a reason', async () => {
    const desk = await wrapUp();
    await press(one('button', 'Not Ready'));
    await press(one('menuitem', 'Coffee'));
    expect(desk.asked).to.deep.equal([{what: 'state', state: 'NOT_READY', reasonId: '13'}]);
  });

  it('has no accessibility faults, in light and in dark', async () => {
    await wrapUp(10, {wrapUpReason: 'Reason 4'});
    const app = document.querySelector('desk-app');
    for (const theme of ['light', 'dark'] as const) {
      if (app) app.theme = theme;
      await rendered();
      await expectAccessible();
    }
  });
});
