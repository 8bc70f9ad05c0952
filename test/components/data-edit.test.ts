import {expect} from 'chai';
import {callActions} from '../../src/components/parts.js';
import type {Call} from '../../src/calls/types.js';
import {aCall} from '../support/browser/builders.js';
import {FakeDesk} from '../support/browser/fake-desk.js';
import {
  clear,
  everything,
  expectAccessible,
  nameOf,
  one,
  press,
  rendered,
  show,
  steady,
  words,
} from '../support/browser/page.js';

const variables = [
  {name: 'Customer', value: 'Gold'},
  {name: 'Note', value: 'old', edit: 'callVariable3'},
];
const talking = aCall({variables});

async function aDesk(call: Call): Promise<FakeDesk> {
  const desk = new FakeDesk();
  desk.calls.set([call]);
  await show(desk);
  await callActions.want();
  steady(desk);
  await rendered();
  return desk;
}

function field(): HTMLInputElement {
  const input = everything(document.body).find(
    (element) => element instanceof HTMLInputElement && nameOf(element) === 'Note',
  );
  if (!(input instanceof HTMLInputElement)) throw new Error('no field');
  return input;
}

const key = (name: string) =>
  field().dispatchEvent(new KeyboardEvent('keydown', {key: name, bubbles: true, composed: true}));

async function change(text: string): Promise<void> {
  press(one('button', 'Change Note'));
  await rendered();
  field().value = text;
}

const edits = (desk: FakeDesk) =>
  desk.asked.flatMap((asked) =>
    asked.what === 'perform' && asked.command.type === 'edit-data' ? [asked.command] : [],
  );

describe('a value of a call that the agent may change (J14)', () => {
  afterEach(clear);

  it('opens as a field with what is there, and asks for what was typed', async () => {
    const desk = await aDesk(talking);
    await change('call back');
    await expectAccessible();
    key('Enter');
    await rendered();
    expect(edits(desk)).to.deep.equal([{type: 'edit-data', name: 'callVariable3', value: 'call back'}]);
    expect(words()).to.include('old');
  });

  it('shows the wish as a wish while it is under way, and the old value when nothing came of it', async () => {
    const desk = await aDesk(talking);
    await change('call back');
    key('Enter');
    desk.calls.set([{...talking, pending: {type: 'edit-data', phase: 'sent'}}]);
    await rendered();
    expect(words()).to.match(/call back \( ?Saving…/);
    desk.calls.set([talking]);
    await rendered();
    expect(words()).to.include('old').and.not.include('call back');
  });

  it('asks for nothing on Escape, or when nothing was changed', async () => {
    const desk = await aDesk(talking);
    await change('other');
    key('Escape');
    await rendered();
    await change('old');
    key('Enter');
    await rendered();
    expect(edits(desk)).to.deep.equal([]);
  });

  it('can be filled where it is empty, and not before the call is answered', async () => {
    const empty = [{name: 'Note', value: '', edit: 'callVariable3'}];
    const desk = await aDesk(aCall({variables: empty}));
    expect(nameOf(one('button', 'Change Note'))).to.equal('Change Note');
    desk.calls.set([aCall({state: 'alerting', variables: empty})]);
    await rendered();
    expect(everything(document.body).some((element) => element.matches('desk-data-edit'))).to.equal(false);
  });
});
