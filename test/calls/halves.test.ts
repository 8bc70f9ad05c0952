/** F-52: one half of a call without the other, over a fake Finesse and a moved clock. */
import {expect} from 'chai';
import {errorText} from '../../src/components/error-text.js';
import type {CallCommand} from '../../src/calls/types.js';
import {ManualClock} from '../../standin/world/clock.js';
import {aLeg, nine} from '../support/browser/builders.js';
import {begun, deskOver, mobileAgent, twoLineSettings} from '../support/browser/desk-builder.js';
import {
  dialogNews,
  dialogsXml,
  dialogXml,
  FakeRest,
  participantXml,
  stamp,
  turns,
  until,
  userXml,
} from '../support/browser/finesse-builders.js';

const leg = aLeg({beganAt: nine});
const own = (state: string, actions: readonly string[] = []) =>
  participantXml({state, startTime: stamp(), stateChangeTime: stamp()}, actions);

let stop: () => Promise<void> = () => Promise.resolve();

afterEach(() => stop());

async function aDesk(state = 'TALKING') {
  const rest = new FakeRest();
  rest.user = userXml({mobileAgent, state, stateChangeTime: stamp()});
  const clock = new ManualClock(nine);
  const built = deskOver(rest, {clock, settings: twoLineSettings, watchAfter: 0});
  const {desk, notifications, phone} = built;
  stop = () => desk.stop();
  await import('../../src/calls/news-watch.js');
  await begun(built, rest);
  const pass = async (ms: number) => {
    for (let left = ms; left > 0; left -= 250) {
      clock.advance(Math.min(250, left));
      await turns();
    }
  };
  /** The dialog comes: by news, and it is in what is read. */
  const show = async (state: string, actions: readonly string[] = []) => {
    rest.dialogs = dialogsXml(dialogXml({participants: own(state, actions)}));
    notifications.send(dialogNews('POST', {participants: own(state, actions)}));
    await turns();
  };
  const halves = () =>
    desk.calls.state.map(({dialog, leg: part}) =>
      [dialog && 'dialog', part && 'leg'].filter(Boolean).join(' '),
    );
  const codes = () => desk.notices.state.map(({code}) => code);
  const perform = async (command: CallCommand) => {
    desk.perform(desk.calls.state[0]?.id ?? '', command);
    await turns();
  };
  return {rest, clock, phone, desk, pass, show, halves, codes, perform};
}

describe('a leg without a dialog', () => {
  it('F-52 (inject S: the dialog comes 9 s late; settles with it): is merged with it, and nothing is said of it', async () => {
    const {phone, pass, show, halves, codes} = await aDesk();
    phone.legs.set([leg]);
    await pass(9_000);
    expect(halves()).to.deep.equal(['leg']);
    await show('ACTIVE', ['HOLD', 'DROP']);
    await pass(5_000);
    expect([halves(), codes()]).to.deep.equal([['dialog leg'], []]);
  });

  it('F-52 (inject S: no dialog comes; settles after 10 s): is named as such, with what works and what does not', async () => {
    const {phone, pass, codes} = await aDesk();
    phone.legs.set([leg]);
    await pass(9_750);
    expect(codes()).to.deep.equal([]);
    await pass(500);
    expect(codes()).to.deep.equal(['desk/leg-alone']);
    expect(errorText('desk/leg-alone').still).to.match(/go to the call itself/);
  });

  it('F-52 (inject S: the dialog comes after 20 s; settles with it): is merged all the same, and no longer named', async () => {
    const {phone, pass, show, halves, codes} = await aDesk();
    phone.legs.set([leg]);
    await pass(20_000);
    await show('ACTIVE', ['HOLD', 'DROP']);
    expect([halves(), codes()]).to.deep.equal([['dialog leg'], []]);
  });

  it('F-52 (inject S: no dialog comes; settles with the leg’s end): is no longer named when it is over', async () => {
    const {phone, pass, codes} = await aDesk();
    phone.legs.set([leg]);
    await pass(11_000);
    phone.legs.set([]);
    await pass(500);
    expect(codes()).to.deep.equal([]);
  });

  it('F-52 (inject S: no dialog comes; settles at once): what is pressed goes to the leg, and nothing to Finesse', async () => {
    const {rest, phone, desk, pass, perform} = await aDesk();
    phone.legs.set([aLeg({state: 'ringing', beganAt: nine})]);
    await pass(11_000);
    await perform({type: 'answer'});
    phone.legs.set([leg]);
    await turns();
    const [call] = desk.calls.state;
    expect(call && desk.controlsFor(call).end.enabled).to.equal(true);
    await perform({type: 'mute', muted: true});
    await perform({type: 'digits', digits: '1'});
    await perform({type: 'end'});
    expect(phone.asked.filter((line) => / leg-1/.test(line))).to.deep.equal([
      'answer leg-1',
      'mute leg-1',
      'digits leg-1 1',
      'hang up leg-1',
    ]);
    expect(rest.lines.filter((line) => line.startsWith('PUT'))).to.deep.equal([]);
  });

  it('F-52 (inject: a call on a further line; settles at once): is nothing that lacks a dialog', async () => {
    const {rest, phone, pass, codes} = await aDesk('NOT_READY');
    phone.furtherLines.set(new Map([['82001', undefined]]));
    phone.legs.set([aLeg({lineNumber: '82001', beganAt: nine})]);
    await pass(20_000);
    expect([codes(), rest.lines.filter((line) => line === 'GET User/1001001')]).to.deep.equal([[], []]);
  });
});

describe('a dialog without a leg', () => {
  it('F-52 (inject S: the leg comes 4 s late; settles with it): is merged with it, and nothing is said of it', async () => {
    const {phone, pass, show, halves, codes} = await aDesk();
    await show('ALERTING');
    await pass(4_000);
    expect(halves()).to.deep.equal(['dialog']);
    phone.legs.set([aLeg({state: 'ringing', beganAt: nine + 4_000})]);
    await turns();
    expect([halves(), codes()]).to.deep.equal([['dialog leg'], []]);
  });

  it('F-52 (inject S: no leg comes; settles within 10 s): is named as such, and the word goes when one comes', async () => {
    const {rest, phone, pass, show, halves, codes} = await aDesk();
    rest.answer = ({path}) =>
      path === 'Dialog/16804377'
        ? new Response(dialogXml({participants: own('ACTIVE', ['HOLD', 'DROP'])}))
        : undefined;
    await show('ACTIVE', ['HOLD', 'DROP']);
    await pass(10_000);
    expect(codes()).to.deep.equal(['desk/kept-call']);
    phone.legs.set([leg]);
    await pass(500);
    expect([halves(), codes()]).to.deep.equal([['dialog leg'], []]);
  });

  it('F-52 (inject S: no leg comes; settles at once): hold and end go to Finesse, mute says that it has to be done on the phone', async () => {
    const {rest, phone, desk, show, perform} = await aDesk();
    await show('ACTIVE', ['HOLD', 'DROP']);
    await until('it is shown', () => desk.calls.state.length === 1);
    await perform({type: 'hold'});
    await until('it is asked for', () => rest.lines.includes('PUT Dialog/16804377'));
    const [call] = desk.calls.state;
    expect(call && desk.controlsFor(call).mute.enabled).to.equal(false);
    expect(phone.asked.filter((line) => /leg-1/.test(line))).to.deep.equal([]);
  });
});
