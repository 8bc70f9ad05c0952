/** The parts put together: one desk over a fake Finesse, fake notifications and a fake softphone. */
import {expect} from 'chai';
import {DeskError} from '../../src/base/errors.js';
import type {SoftphonePort} from '../../src/softphone/types.js';
import {ManualClock} from '../../standin/world/clock.js';
import {aLeg, nine} from '../support/browser/builders.js';
import {begun, deskOver, mobileAgent} from '../support/browser/desk-builder.js';
import {FakeSoftphone} from '../support/browser/fake-softphone.js';
import {
  dialogNews,
  element,
  FakeRest,
  participantXml,
  refused,
  stamp,
  turns,
  userNews,
  userXml,
  until,
} from '../support/browser/finesse-builders.js';

const browserUser = userXml({mobileAgent});

let stop: () => Promise<void> = () => Promise.resolve();

async function aDesk(user = browserUser, load?: (number: string) => Promise<SoftphonePort>) {
  const rest = new FakeRest();
  rest.user = user;
  const clock = new ManualClock(nine);
  const phone = new FakeSoftphone();
  const loaded: string[] = [];
  const loadSoftphone = (number: string) => {
    loaded.push(number);
    return load ? load(number) : Promise.resolve(phone);
  };
  const built = deskOver(rest, {clock, loadSoftphone});
  const {desk, notifications} = built;
  stop = () => desk.stop();
  await begun(built, rest);

  const news = (state: string, at: number, actions: readonly string[] = []) => {
    // a stamp in the future would be taken for now
    clock.advance(1);
    notifications.send(
      dialogNews(state === 'ALERTING' ? 'POST' : 'PUT', {
        participants: participantXml({state, stateChangeTime: stamp(at)}, actions),
      }),
    );
  };
  const only = () => {
    const {state: calls} = desk.calls;
    const [call] = calls;
    if (!call || calls.length > 1) throw new Error(`${calls.length} calls`);
    return call;
  };
  return {rest, notifications, clock, phone, loaded, desk, news, only};
}

const ringing = aLeg({state: 'ringing', beganAt: nine});
const talking = aLeg({beganAt: nine});

afterEach(() => stop());

describe('a desk and its softphone', () => {
  it('is loaded and started, once, for the number of this browser', async () => {
    const {desk, loaded, phone} = await aDesk();
    expect([loaded, phone.asked]).to.deep.equal([['81001'], ['start']]);
    expect(desk.audioLeg.state).to.deep.equal({kind: 'browser', number: '81001'});
    expect(desk.health.state).to.deep.equal({finesse: 'live', phone: 'registered', microphone: 'idle'});
  });

  it('is not loaded for an agent on a desk phone: no SIP, no microphone', async () => {
    const {desk, loaded} = await aDesk(userXml());
    expect(loaded).to.deep.equal([]);
    expect(desk.audioLeg.state.kind).to.equal('desk-phone');
    expect(desk.health.state.phone).to.equal('off');
  });

  it('is stopped when the agent signs out, and loaded again for the next sign-in', async () => {
    const {desk, notifications, phone, loaded} = await aDesk();
    notifications.send(userNews({state: 'LOGOUT', extension: '', stateChangeTime: stamp(1)}));
    await turns();
    expect(phone.asked).to.deep.equal(['start', 'stop']);
    expect([desk.audioLeg.state.kind, desk.lines.state]).to.deep.equal(['none', []]);
    notifications.send(userNews({state: 'NOT_READY', mobileAgent, stateChangeTime: stamp(2)}));
    await turns();
    expect(loaded).to.deep.equal(['81001', '81001']);
  });

  it('that can not be loaded is told', async () => {
    const {desk} = await aDesk(browserUser, () => Promise.reject(new TypeError('chunk')));
    expect(desk.notices.state.map(({code}) => code)).to.deep.equal(['desk/not-loaded']);
  });

  it('that is refused by the edge is told', async () => {
    const {desk, phone} = await aDesk();
    phone.registration.set('refused');
    expect(desk.health.state.phone).to.equal('refused');
    expect(desk.notices.state.map(({code}) => code)).to.deep.equal(['sip/refused']);
  });
});

describe('a call on a desk', () => {
  it('is one call from ring to end, whichever half comes first, and rings once', async () => {
    for (const legFirst of [true, false]) {
      const {desk, news, phone, only, notifications} = await aDesk();
      const half = [() => phone.legs.set([ringing]), () => news('ALERTING', 0)];
      for (const come of legFirst ? half : half.reverse()) come();
      const {id} = only();
      expect([only().state, phone.ringing, only().leg?.id, only().dialog?.id]).to.deep.equal([
        'alerting',
        true,
        'leg-1',
        '16804377',
      ]);
      phone.legs.set([talking]);
      expect(phone.ringing).to.equal(false);
      news('ACTIVE', 1, ['HOLD', 'DROP']);
      expect([only().id, only().state, desk.lines.state[0]?.state]).to.deep.equal([id, 'talking', 'talking']);
      phone.legs.set([]);
      news('WRAP_UP', 2);
      expect([only().id, only().state]).to.deep.equal([id, 'wrap-up']);
      notifications.send(
        dialogNews('DELETE', {participants: participantXml({state: 'DROPPED', stateChangeTime: stamp(3)})}),
      );
      expect(desk.calls.state).to.deep.equal([]);
      await desk.stop();
    }
  });

  it('is answered by the leg, shown under way, and never told to Finesse', async () => {
    const {desk, news, phone, only, rest} = await aDesk();
    phone.legs.set([ringing]);
    news('ALERTING', 0);
    expect(desk.controlsFor(only()).answer).to.deep.equal({visible: true, enabled: true});
    desk.perform(only().id, {type: 'answer'});
    await turns();
    expect([only().pending?.type, desk.controlsFor(only()).answer.enabled]).to.deep.equal(['answer', false]);
    phone.legs.set([talking]);
    news('ACTIVE', 1, ['HOLD']);
    expect(only().pending).to.equal(undefined);
    expect([phone.asked.at(-1), rest.changes]).to.deep.equal(['answer leg-1', []]);
  });

  for (const [cause, outcome, unseen] of [
    ['completed-elsewhere', 'answered', 0],
    ['cancelled', 'missed', 1],
  ] as const)
    it(`is ${outcome} in the history when its ring ended ${cause}`, async () => {
      const {desk, clock, phone} = await aDesk();
      phone.legs.set([ringing]);
      clock.advance(4_000);
      phone.ended.set({id: 'leg-1', cause, remoteNumber: '5551234', remoteName: ''});
      phone.legs.set([]);
      await until('it is in the history', () => desk.history.state.entries.length > 0);
      expect(desk.history.state.entries.map((entry) => entry.outcome)).to.deep.equal([outcome]);
      expect(desk.history.state.unseen).to.equal(unseen);
    });

  it('that Finesse holds is silenced on the leg until it is resumed, whatever mute says (I-06)', async () => {
    const {desk, news, phone, only, rest} = await aDesk();
    phone.legs.set([talking]);
    news('ALERTING', 0);
    news('ACTIVE', 1, ['HOLD']);
    desk.perform(only().id, {type: 'hold'});
    await until('it was sent', () => rest.changes.length > 0);
    expect(rest.changes.map(({path}) => path)).to.deep.equal(['Dialog/16804377']);
    expect([...phone.silenced], 'asked for is not done').to.deep.equal([]);
    news('HELD', 2, ['RETRIEVE']);
    expect([...phone.silenced]).to.deep.equal(['leg-1']);
    phone.legs.set([{...talking, muted: true}]);
    news('ACTIVE', 3, ['HOLD']);
    expect([[...phone.silenced], only().muted]).to.deep.equal([[], true]);
  });

  it('that Finesse refuses to change says so, and stays as it is', async () => {
    const {desk, news, phone, only, rest} = await aDesk();
    phone.legs.set([talking]);
    news('ALERTING', 0);
    news('ACTIVE', 1, ['HOLD']);
    rest.answer = ({method}) => (method === 'PUT' ? refused(400, 'Invalid State') : undefined);
    rest.dialogs = `<Dialogs>${element('Dialog', {
      id: '16804377',
      fromAddress: '+15550104477',
      participants: participantXml({state: 'ACTIVE', stateChangeTime: stamp(1)}, ['HOLD']),
    })}</Dialogs>`;
    desk.perform(only().id, {type: 'hold'});
    await until('a notice', () => desk.notices.state.length > 0);
    expect(desk.notices.state[0]).to.deep.include({code: 'finesse/call-refused', severity: 'error'});
    expect([only().state, only().pending]).to.deep.equal(['talking', undefined]);
  });

  it('F-15 (inject K: Finesse is away in a call; settles at once): goes on by its leg, and says what waits (I-07)', async () => {
    const {desk, news, phone, only, notifications, rest} = await aDesk();
    phone.legs.set([talking]);
    news('ALERTING', 0);
    news('ACTIVE', 1, ['HOLD', 'DROP']);
    notifications.connection.set('failing');
    expect(only().state).to.equal('talking');
    const {hold, mute, end} = desk.controlsFor(only());
    expect([hold.reason, mute.enabled, end.enabled]).to.deep.equal(['finesse-down', true, true]);
    expect(desk.stateOptions.state.every(({enabled}) => !enabled)).to.equal(true);
    desk.perform(only().id, {type: 'end'});
    await turns();
    expect([phone.asked.at(-1), rest.changes]).to.deep.equal(['hang up leg-1', []]);
  });

  it('takes the state menu with it: after the call, on CCE', async () => {
    const {desk, news, notifications} = await aDesk();
    news('ALERTING', 0);
    news('ACTIVE', 1);
    notifications.send(userNews({state: 'TALKING', mobileAgent, stateChangeTime: stamp(1)}));
    expect(
      desk.stateOptions.state.map(({state, enabled, afterCall}) => [state, enabled, afterCall]),
    ).to.deep.include.members([['READY', true, true]]);
  });
});

describe('notices of a desk', () => {
  it('are the newest five, one of each kind, each with its own id, until they are dismissed', async () => {
    const {desk, notifications, rest, clock} = await aDesk();
    rest.answer = ({method}) => (method === 'PUT' ? refused(400, 'Invalid State') : undefined);
    for (let time = 0; time < 3; time++) {
      desk.requestState('NOT_READY');
      clock.advance(10);
      await turns();
    }
    const [notice] = desk.notices.state;
    expect(desk.notices.state.map(({code, at}) => [code, at])).to.deep.equal([
      ['finesse/state-refused', nine + 30],
    ]);
    desk.dismiss(notice?.id ?? 0);
    expect(desk.notices.state).to.deep.equal([]);
    desk.requestState('NOT_READY');
    await turns();
    expect(desk.notices.state[0]?.id).to.not.equal(notice?.id);
    expect(notifications.connection.state).to.equal('live');
  });

  it('F-28 (inject B: the microphone goes and another one comes; settles at once): tell in a call that the microphone is gone, and take it back when another one speaks', async () => {
    const {desk, phone} = await aDesk();
    const codes = () => desk.notices.state.map(({code, severity}) => `${code} ${severity}`);
    phone.microphone.set('missing');
    expect(codes(), 'nobody talks').to.deep.equal([]);
    phone.microphone.set('live');
    phone.legs.set([talking]);
    phone.microphone.set('missing');
    expect(codes()).to.deep.equal(['media/lost error']);
    phone.microphone.set('live');
    phone.microphoneSwitches.set(1);
    expect(codes()).to.deep.equal(['media/switched info']);
  });

  it('tell that a call did not reach this browser (J34)', async () => {
    const {desk, notifications} = await aDesk();
    notifications.send(userNews({state: 'RESERVED', mobileAgent, stateChangeTime: stamp(1)}));
    // what judges it is loaded with the first reservation
    await import('../../src/calls/reach.js');
    await turns();
    const reasonCode = element('id', '100032767') + element('code', '32767') + element('systemCode', 'true');
    notifications.send(userNews({state: 'NOT_READY', mobileAgent, reasonCode, stateChangeTime: stamp(2)}));
    expect(desk.notices.state.map(({code}) => code)).to.deep.equal(['sip/call-not-here']);
    expect(desk.reach.state).to.equal('missed');
  });

  it('carry the code of the trouble with the microphone', async () => {
    const {desk, phone, only} = await aDesk();
    phone.legs.set([ringing]);
    phone.outcome = () => Promise.reject(new DeskError('media/denied', 'x'));
    desk.perform(only().id, {type: 'answer'});
    await turns();
    expect(desk.notices.state.map(({code}) => code)).to.deep.equal(['media/denied']);
    expect(only().state, 'it still rings').to.equal('alerting');
  });
});

describe('the end of a desk', () => {
  it('stops the softphone, and nothing changes any more', async () => {
    const {desk, phone, news, rest, clock, notifications} = await aDesk();
    await desk.stop();
    expect(phone.asked.at(-1)).to.equal('stop');
    news('ALERTING', 0);
    phone.legs.set([ringing]);
    notifications.connection.set('failing');
    notifications.connection.set('live');
    clock.advance(60_000);
    await turns();
    expect([desk.calls.state, rest.sent]).to.deep.equal([[], []]);
  });
});
