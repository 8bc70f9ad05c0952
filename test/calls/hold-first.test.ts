import {expect} from 'chai';
import {ManualClock} from '../../standin/world/clock.js';
import {aLeg, nine} from '../support/browser/builders.js';
import {begun, deskOver, mobileAgent} from '../support/browser/desk-builder.js';
import {
  dialogNews,
  dialogsXml,
  dialogXml,
  FakeRest,
  mediaPropertiesXml,
  participantXml,
  refused,
  stamp,
  turns,
  until,
  userXml,
} from '../support/browser/finesse-builders.js';

let stop: () => Promise<void> = () => Promise.resolve();
afterEach(() => stop());

const firstId = '16804377';
const secondId = '16804378';

const secondDialog = (state: string, at: number) => ({
  id: secondId,
  fromAddress: '42002',
  toAddress: '41001',
  mediaProperties: mediaPropertiesXml({callType: 'OTHER_IN', dialedNumber: '41001', queueName: ''}),
  participants: participantXml({state, stateChangeTime: stamp(at)}, []),
});

/** The agent talks in a queue call, and a colleague's call rings. */
async function aSecondCall() {
  const rest = new FakeRest();
  rest.user = userXml({mobileAgent});
  const clock = new ManualClock(nine);
  const built = deskOver(rest, {clock});
  const {desk, notifications, phone} = built;
  stop = () => desk.stop();
  await begun(built, rest);
  const first = (state: string, at: number) => {
    clock.advance(1);
    const actions = state === 'HELD' ? ['RETRIEVE', 'DROP'] : ['HOLD', 'DROP'];
    const own = participantXml({state, stateChangeTime: stamp(at)}, actions);
    notifications.send(dialogNews(at === 0 ? 'POST' : 'PUT', {participants: own}));
  };
  const second = (state: string, at: number) => {
    clock.advance(1);
    notifications.send(dialogNews(state === 'ALERTING' ? 'POST' : 'PUT', secondDialog(state, at)));
  };
  /** What Finesse answers to a read: nothing has changed. */
  const dialogs = dialogsXml(
    dialogXml({participants: participantXml()}),
    dialogXml(secondDialog('ALERTING', 1)),
  );
  const talking = aLeg({beganAt: nine});
  const waiting = aLeg({id: 'leg-2', state: 'ringing', remoteNumber: '42002', beganAt: nine + 1_000});
  phone.legs.set([talking]);
  first('ACTIVE', 0);
  phone.legs.set([talking, waiting]);
  second('ALERTING', 1);
  const call = (dialogId: string) => {
    const found = desk.calls.state.find(({dialog}) => dialog?.id === dialogId);
    if (!found) throw new Error(`no call ${dialogId}`);
    return found;
  };
  const sent = () =>
    rest.sent
      .filter(({method}) => method === 'PUT')
      .map(({body}) => /<requestedAction>(\w+)/.exec(body ?? '')?.[1]);
  const codes = () => desk.notices.state.map(({code}) => code);
  return {rest, clock, desk, phone, first, second, call, sent, codes, dialogs, talking, waiting};
}

describe('a call that waits', () => {
  it('J20: sounds softly, and says that the agent is in another call', async () => {
    const {phone, call, first} = await aSecondCall();
    expect([phone.ringing, phone.soft, call(secondId).waiting]).to.deep.equal([true, true, true]);
    first('HELD', 2);
    expect([phone.ringing, phone.soft, call(secondId).waiting]).to.deep.equal([true, false, false]);
  });

  it('J20: is answered when news say that the first is held, and not before; both by one press', async () => {
    const {desk, phone, call, first, second, sent, talking, waiting} = await aSecondCall();
    desk.perform(call(secondId).id, {type: 'answer'});
    await until('the hold is asked for', () => sent().length > 0);
    await turns();
    expect([sent(), phone.asked]).to.deep.equal([['HOLD'], ['start']]);
    expect([call(firstId).pending?.type, call(secondId).pending?.type]).to.deep.equal(['hold', 'answer']);
    first('HELD', 2);
    await turns();
    expect(phone.asked).to.deep.equal(['start', 'answer leg-2']);
    phone.legs.set([talking, {...waiting, state: 'talking'}]);
    second('ACTIVE', 3);
    await turns();
    expect([call(firstId).state, call(secondId).state, call(secondId).pending]).to.deep.equal([
      'held',
      'talking',
      undefined,
    ]);
  });

  it('J20: rings on, and that is told, when the first is refused its hold', async () => {
    const {rest, desk, phone, call, codes, dialogs} = await aSecondCall();
    rest.answer = ({method}) => (method === 'PUT' ? refused(400) : undefined);
    rest.dialogs = dialogs;
    desk.perform(call(secondId).id, {type: 'answer'});
    await until('a word of it', () => codes().includes('desk/still-rings'));
    expect([phone.asked, call(secondId).state, call(secondId).pending]).to.deep.equal([
      ['start'],
      'alerting',
      undefined,
    ]);
  });

  it('J20: is not answered when it stops ringing meanwhile, and nothing is said of it', async () => {
    const {desk, phone, call, first, sent, codes, talking} = await aSecondCall();
    desk.perform(call(secondId).id, {type: 'answer'});
    await until('the hold is asked for', () => sent().length > 0);
    phone.legs.set([talking]);
    first('HELD', 2);
    await turns();
    expect([phone.asked, codes()]).to.deep.equal([['start'], []]);
  });

  it('J20: is answered at once when the first ends by itself', async () => {
    const {desk, phone, call, first, sent, waiting} = await aSecondCall();
    desk.perform(call(secondId).id, {type: 'answer'});
    await until('the hold is asked for', () => sent().length > 0);
    phone.legs.set([waiting]);
    first('WRAP_UP', 2);
    await turns();
    expect(phone.asked).to.deep.equal(['start', 'answer leg-2']);
  });
});
