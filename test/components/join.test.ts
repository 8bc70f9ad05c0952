import {expect} from 'chai';
import type {Together} from '../../src/calls/together.js';
import type {Call} from '../../src/calls/types.js';
import {aCall, aDialog, aLeg, aParticipant} from '../support/browser/builders.js';
import {FakeDesk} from '../support/browser/fake-desk.js';
import {
  all,
  clear,
  expectAccessible,
  nameOf,
  one,
  press,
  rendered,
  show,
  steady,
  words,
} from '../support/browser/page.js';

const alone: Together = {
  roster: [],
  ...{partner: undefined, consult: false, elsewhere: false, handingTo: undefined},
};
const waits = aCall({
  state: 'held',
  dialog: aDialog({participants: [aParticipant({actions: ['RETRIEVE', 'DROP']})]}),
  together: {...alone, across: {with: ['call-2'], joining: false}},
});
const talked = aCall({
  id: 'call-2',
  line: 2,
  peer: {name: 'Ben Carter', number: '5550177'},
  dialog: undefined,
  leg: aLeg({id: 'leg-2'}),
  together: alone,
});

async function aDesk(...calls: readonly Call[]): Promise<FakeDesk> {
  const desk = new FakeDesk();
  desk.calls.set(calls);
  await show(desk);
  steady(desk);
  await rendered();
  return desk;
}

describe('calls of two lines', () => {
  afterEach(clear);

  it('J12: the one that waits says who hears whom, and what joining means, and asks for it', async () => {
    const desk = await aDesk(waits, talked);
    expect(words())
      .to.match(/You\s*Ben Carter/)
      .and.match(/Maria Lopez\s*hears nobody/)
      .and.contain('when you are gone, the calls end');
    await press(one('button', 'Join all'));
    expect(desk.asked).to.deep.equal([{what: 'perform', callId: 'call-1', command: {type: 'join'}}]);
    await expectAccessible();
  });

  it('J12: where one does not pass through the browser it says so before the press, and a press does nothing', async () => {
    const desk = await aDesk({...waits, leg: undefined}, talked);
    expect(words()).to.contain('does not pass through this browser');
    await press(one('button', 'Join all'));
    expect(desk.asked).to.deep.equal([]);
  });

  it('J12: once joined, each card draws that all hear each other, and nothing is left to join', async () => {
    const joined = {...waits, state: 'talking' as const, together: {...alone, joined: ['call-2']}};
    await aDesk(joined, {...talked, together: {...alone, joined: ['call-1']}});
    expect(words())
      .to.match(/You\s*Maria Lopez\s*Ben Carter/)
      .and.match(/You\s*Ben Carter\s*Maria Lopez/);
    expect(all('button').map(nameOf)).not.to.include('Join all');
    await expectAccessible();
  });
});
