import {expect} from 'chai';
import type {Together} from '../../src/calls/together.js';
import type {Call} from '../../src/calls/types.js';
import type {DialogAction} from '../../src/finesse/types.js';
import {aCall, aDialog, aParticipant} from '../support/browser/builders.js';
import {FakeDesk} from '../support/browser/fake-desk.js';
import {
  all,
  clear,
  everything,
  expectAccessible,
  focused,
  nameOf,
  one,
  press,
  rendered,
  show,
  steady,
  words,
} from '../support/browser/page.js';

const alone: Together = {
  roster: [{address: '5550123', name: 'Maria Lopez', state: 'ACTIVE'}],
  ...{partner: undefined, consult: false, elsewhere: false, handingTo: undefined},
};
const dialogFor = (...actions: DialogAction[]) => aDialog({participants: [aParticipant({actions})]});
const talking = aCall({dialog: dialogFor('CONSULT_CALL', 'TRANSFER_SST', 'HOLD', 'DROP'), together: alone});
const held = aCall({
  state: 'held',
  dialog: dialogFor('RETRIEVE', 'DROP', 'TRANSFER', 'CONFERENCE'),
  together: {...alone, partner: 'call-2'},
});
const consult = aCall({
  id: 'call-2',
  direction: 'out',
  peer: {name: 'Priya Natarajan', number: '42017'},
  dialog: dialogFor('HOLD', 'DROP'),
  together: {...alone, partner: 'call-1', consult: true},
});

async function aDesk(...calls: readonly Call[]): Promise<FakeDesk> {
  const desk = new FakeDesk();
  desk.calls.set(calls);
  await show(desk);
  steady(desk);
  await rendered();
  return desk;
}

function field(): HTMLInputElement {
  const panel = everything(document.body).find((element) => element.matches('desk-transfer-panel'));
  const input = panel?.shadowRoot?.querySelector('input');
  if (!input) throw new Error('no field');
  return input;
}

async function type(text: string): Promise<void> {
  field().value = text;
  field().dispatchEvent(new InputEvent('input', {bubbles: true}));
  await rendered();
}

const enter = (shiftKey: boolean) =>
  field().dispatchEvent(
    new KeyboardEvent('keydown', {key: 'Enter', shiftKey, bubbles: true, composed: true}),
  );

describe('handing a call on', () => {
  afterEach(clear);

  it('J08: opens a field that has the focus, and says what each choice does', async () => {
    await aDesk(talking);
    await press(one('button', 'Transfer'));
    await rendered();
    expect(focused()).to.equal(field());
    expect(words()).to.contain('The caller waits on hold while you talk first.');
    await expectAccessible();
  });

  it('J08: Enter talks first, Shift and Enter hands over at once', async () => {
    const desk = await aDesk(talking);
    await press(one('button', 'Transfer'));
    await type('555 0199');
    enter(false);
    enter(true);
    expect(desk.asked).to.deep.equal([
      {what: 'perform', callId: 'call-1', command: {type: 'consult', number: '5550199'}},
      {what: 'perform', callId: 'call-1', command: {type: 'transfer-now', number: '5550199'}},
    ]);
  });

  it('J08: Control and Enter, or its button, hands over when somebody answers', async () => {
    const desk = await aDesk(talking);
    await press(one('button', 'Transfer'));
    await type('42017');
    field().dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter', ctrlKey: true, bubbles: true}));
    await press(one('button', 'When answered'));
    const safe = {what: 'perform', callId: 'call-1', command: {type: 'transfer-safe', number: '42017'}};
    expect(desk.asked).to.deep.equal([safe, safe]);
  });

  it('J08: a conference is not handed over when somebody answers, and it says so', async () => {
    const roster = [...alone.roster, {address: '42017', name: '', state: 'ACTIVE'} as const];
    await aDesk({...talking, together: {...alone, roster}});
    await press(one('button', 'Add'));
    expect(one('button', 'When answered').getAttribute('aria-disabled')).to.equal('true');
    expect(words()).to.contain('A conference can’t be transferred');
  });

  it('J08: what can’t be dialled says why, and is not sent', async () => {
    const desk = await aDesk(talking);
    await press(one('button', 'Transfer'));
    await type('bob');
    enter(false);
    expect(words()).to.contain('Names can’t be dialled here');
    expect(desk.asked).to.deep.equal([]);
  });

  it('says who is being called to take over, and that Resume takes the caller back', async () => {
    await aDesk({...held, together: {...alone, handingTo: '42017'}});
    expect(words()).to.contain('Calling 42017 to take over. Resume takes the caller back.');
  });
});

describe('a consult', () => {
  afterEach(clear);

  it('J09: says who hears whom, and asks the call that Finesse names for each press', async () => {
    const desk = await aDesk(held, consult);
    expect(words())
      .to.match(/You\s*Priya Natarajan/)
      .and.match(/Maria Lopez\s*hears nobody/);
    for (const name of ['Complete transfer', 'Join all', 'Swap', 'Back to caller'])
      await press(one('button', name));
    expect(
      desk.asked.map((asked) => asked.what === 'perform' && `${asked.callId} ${asked.command.type}`),
    ).to.deep.equal(['call-1 transfer', 'call-1 conference', 'call-1 resume', 'call-2 back']);
    await expectAccessible();
  });

  it('J09: says that nobody has answered yet, and presses do nothing', async () => {
    const waits = {...held, dialog: dialogFor('RETRIEVE', 'DROP')};
    await aDesk(waits, {...consult, state: 'dialing'});
    expect(words()).to.contain('Nobody has answered yet');
    expect(one('button', 'Complete transfer').getAttribute('aria-disabled')).to.equal('true');
  });

  it('J09: that rings while the agent talks in a third call can’t be completed: the caller would go to the third', async () => {
    const third = aCall({id: 'call-3', dialog: dialogFor('HOLD', 'TRANSFER'), together: alone});
    const desk = await aDesk(held, {...consult, state: 'dialing'}, third);
    const complete = one('button', 'Complete transfer');
    expect(complete.getAttribute('aria-disabled')).to.equal('true');
    await press(complete);
    expect(desk.asked).to.deep.equal([]);
  });

  it('J08: one that completes itself says until when, and leaves the way back alone', async () => {
    const dialing = {...consult, state: 'dialing' as const, dialog: dialogFor('DROP')};
    const desk = await aDesk(held, {
      ...dialing,
      together: {...consult.together, ...alone, partner: 'call-1', consult: true, answerWithin: 20},
    });
    expect(words()).to.contain('back with you after 20 seconds');
    expect(all('button').map(nameOf)).not.to.include('Complete transfer');
    await press(one('button', 'Back to caller'));
    expect(desk.asked).to.deep.equal([{what: 'perform', callId: 'call-2', command: {type: 'back'}}]);
    await expectAccessible();
  });

  it('shows one filled button only', async () => {
    await aDesk(held, consult);
    const filled = all('button').filter((element) => element.matches('[data-variant=filled]'));
    expect(filled.map(nameOf)).to.deep.equal(['Complete transfer']);
  });
});

describe('a conference', () => {
  afterEach(clear);
  const roster = [...alone.roster, {address: '42017', name: '', state: 'HELD'} as const];

  it('J10: lists who is in it, and drops one where Finesse allows it', async () => {
    const dialog = dialogFor('DROP', 'PARTICIPANT_DROP');
    const desk = await aDesk({...talking, dialog, together: {...alone, roster}});
    expect(words())
      .to.match(/Maria Lopez\s*talking/)
      .and.match(/42017\s*on hold/);
    one('button', 'Leave');
    await press(one('button', 'Drop 42017'));
    expect(desk.asked).to.deep.equal([
      {what: 'perform', callId: 'call-1', command: {type: 'drop', address: '42017'}},
    ]);
    await expectAccessible();
  });

  it('J10: elsewhere has no button for it, and says why', async () => {
    const desk = await aDesk({...talking, dialog: dialogFor('DROP'), together: {...alone, roster}});
    expect(words()).to.contain('Your site does not let you take people out');
    desk.deployment.set('CCX');
    await rendered();
    expect(words()).to.contain('Unified CCX can’t take one person out');
    expect(all('button').some((button) => button.textContent?.trim() === 'Drop')).to.equal(false);
  });
});
