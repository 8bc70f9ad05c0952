/** Calls of two lines that are heard together: over a desk, a fake Finesse and a fake softphone. */
import {expect} from 'chai';
import {DeskError} from '../../src/base/errors.js';
import {acrossOf, joinControlFor} from '../../src/calls/joined-lines.js';
import type {Call} from '../../src/calls/types.js';
import type {Leg} from '../../src/softphone/types.js';
import {ManualClock} from '../../standin/world/clock.js';
import {aCall, aDialog, aLeg, aParticipant, nine} from '../support/browser/builders.js';
import {begun, deskOver, mobileAgent, twoLineSettings} from '../support/browser/desk-builder.js';
import {
  dialogNews,
  dialogsXml,
  dialogXml,
  FakeRest,
  participantXml,
  refused,
  stamp,
  turns,
  until,
  userXml,
} from '../support/browser/finesse-builders.js';

let stop: () => Promise<void> = () => Promise.resolve();
afterEach(() => stop());

/** A queue call on line 1 waits by Finesse, and a call of line 2 is talked in. */
async function twoLines() {
  const rest = new FakeRest();
  rest.user = userXml({mobileAgent});
  const clock = new ManualClock(nine);
  const built = deskOver(rest, {clock, settings: twoLineSettings});
  const {desk, notifications, phone} = built;
  stop = () => desk.stop();
  await begun(built, rest);
  const first = aLeg({beganAt: nine});
  const second = aLeg({
    id: 'leg-2',
    lineNumber: '82001',
    remoteNumber: '5550177',
    remoteName: '',
    beganAt: nine,
  });
  const legs = async (...parts: readonly Partial<Leg>[]) => {
    phone.legs.set([first, second].flatMap((leg, at) => (parts[at] ? [{...leg, ...parts[at]}] : [])));
    await turns();
  };
  const dialog = async (state: string) => {
    clock.advance(1);
    const at = clock.now() - nine;
    const participants = participantXml(
      {state, stateChangeTime: stamp(at)},
      state === 'HELD' ? ['RETRIEVE', 'DROP'] : ['HOLD', 'DROP'],
    );
    rest.dialogs = dialogsXml(dialogXml({participants}));
    notifications.send(dialogNews(at === 1 ? 'POST' : 'PUT', {participants}));
    await turns();
  };
  await legs({});
  await dialog('ACTIVE');
  await dialog('HELD');
  await legs({}, {});
  const [held, talked] = desk.calls.state;
  if (!held || !talked) throw new Error('two calls');
  await until('what can be joined is known', () => desk.calls.state[0]?.together?.across !== undefined);
  const join = async () => {
    desk.perform(held.id, {type: 'join'});
    await turns();
  };
  const states = () => desk.calls.state.map(({state}) => state);
  const across = () => desk.calls.state[0]?.together?.across;
  const joins = () => phone.asked.filter((asked) => asked.startsWith('join'));
  const notices = () => desk.notices.state.map(({code}) => code);
  return {rest, desk, phone, legs, dialog, held, talked, join, states, across, joins, notices};
}

describe('two calls of different lines', () => {
  it('J12: the held one is taken up by Finesse, and mixed when news say that it is', async () => {
    const {rest, desk, legs, dialog, held, talked, join, across, joins, phone} = await twoLines();
    expect(across()).to.deep.equal({with: [talked.id], joining: false});
    await join();
    await join();
    await until('it is asked for', () => rest.changes.length > 0);
    expect(rest.changes.map(({body}) => /RETRIEVE|HOLD/.exec(body)?.[0])).to.deep.equal(['RETRIEVE']);
    expect([across()?.joining, joins()]).to.deep.equal([true, []]);
    await dialog('ACTIVE');
    expect(joins()).to.deep.equal(['join leg-1 leg-2']);
    expect(
      phone.asked.some((asked) => asked.startsWith('hold')),
      'the other one is not held',
    ).to.equal(false);
    await legs({mixedWith: ['leg-2']}, {mixedWith: ['leg-1']});
    expect(desk.calls.state.map(({together}) => together?.joined)).to.deep.equal([[talked.id], [held.id]]);
  });

  it('J12: a leg that outlives its call is heard by nobody else from then on', async () => {
    const {legs, dialog, join, joins} = await twoLines();
    await join();
    await dialog('ACTIVE');
    await legs({mixedWith: ['leg-2']}, {mixedWith: ['leg-1']});
    await dialog('WRAP_UP');
    expect(joins()).to.deep.equal(['join leg-1 leg-2', 'join leg-2']);
  });

  for (const [how, state, expected] of [
    ['done', 'ACTIVE', []],
    ['refused', 'HELD', ['join leg-2']],
  ] as const)
    it(`J12, J10: a joined consult that is to be one with its caller: ${how}, the others of the other line ${how === 'done' ? 'stay in' : 'are out'}`, async () => {
      const {rest, desk, legs, dialog, held, joins, notices} = await twoLines();
      await legs({mixedWith: ['leg-2']}, {mixedWith: ['leg-1']});
      const before = joins().length;
      if (how === 'refused')
        rest.answer = ({body}) => (body.includes('CONFERENCE') ? refused(400) : undefined);
      desk.perform(held.id, {type: 'conference'});
      // the consult whose leg it was is over, and its caller not yet back
      await dialog('HELD');
      if (how === 'done') expect(joins().length).to.equal(before);
      else await until('it is told', () => notices().length > 0);
      await dialog(state);
      await turns();
      expect([...new Set(joins().slice(before))]).to.deep.equal(expected);
    });

  it('J12: refused by Finesse: told, nothing is mixed, and the held one waits', async () => {
    const {rest, join, states, across, joins, notices} = await twoLines();
    rest.answer = ({body}) => (body.includes('RETRIEVE') ? refused(400) : undefined);
    await join();
    await until('it is told', () => notices().length > 0);
    await until('it is over', () => across()?.joining === false);
    expect([states(), joins()]).to.deep.equal([['held', 'talking'], []]);
  });

  it('J12: the one that is talked in ends meanwhile: the other is a call like any other', async () => {
    const {legs, dialog, join, states, joins} = await twoLines();
    await join();
    await legs({});
    await dialog('ACTIVE');
    expect([states(), joins()]).to.deep.equal([['talking'], []]);
  });

  it('J12: the browser mixes nothing: told, and the one that waited waits again (I-14)', async () => {
    const {rest, dialog, join, notices, phone} = await twoLines();
    await join();
    phone.outcome = () => Promise.reject(new DeskError('media/not-joined', 'no sound'));
    await dialog('ACTIVE');
    await until('it is held', () => rest.changes.length > 1);
    expect(rest.changes.at(-1)?.body).to.contain('HOLD');
    expect(notices()).to.deep.equal(['media/not-joined']);
  });
});

describe('what can be joined over lines, before it is pressed', () => {
  const context = {extension: '41001', finesseLive: true, deployment: 'CCE'} as const;
  const held = aCall({
    state: 'held',
    dialog: aDialog({participants: [aParticipant({actions: ['RETRIEVE']})]}),
  });
  const other = aCall({id: 'call-2', line: 2, dialog: undefined, leg: aLeg({id: 'leg-2'})});
  const table: readonly (readonly [string, Call, Call, Partial<typeof context>, string])[] = [
    ['both pass through the browser', held, other, {}, 'on'],
    ['one is on a desk phone', {...held, leg: undefined}, other, {}, 'sound-elsewhere'],
    ['something is asked of one', held, {...other, pending: {type: 'hold', phase: 'sent'}}, {}, 'pending'],
    ['Finesse lists no RETRIEVE', {...held, dialog: aDialog()}, other, {}, 'not-allowed'],
  ];
  for (const [when, first, second, part, expected] of table) {
    it(`J12: ${when}: ${expected}`, () => {
      expect(joinControlFor(first, [second], {...context, ...part}).why ?? 'on').to.equal(expected);
    });
  }

  it('J12: not while Finesse is away, but for calls that it does not know', () => {
    const away = {...context, finesseLive: false};
    expect(joinControlFor(held, [other], away).why).to.equal('finesse-down');
    expect(joinControlFor({...held, line: 3, dialog: undefined}, [other], away).enabled).to.equal(true);
  });

  it('J12: calls of one line are Finesse’s to join', () => {
    expect(acrossOf(held, [held, {...other, line: 1}])).to.equal(undefined);
    expect(acrossOf(held, [held, other])).to.deep.equal([other]);
  });
});
