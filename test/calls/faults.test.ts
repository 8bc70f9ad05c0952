/** What a desk does when news are lost, Finesse is away, or time itself jumps: over a fake Finesse and a moved clock. */
import {expect} from 'chai';
import type {Clock} from '../../src/base/clock.js';
import {ManualClock} from '../../standin/world/clock.js';
import {aLeg, nine} from '../support/browser/builders.js';
import {begun, deskOver, mobileAgent} from '../support/browser/desk-builder.js';
import {
  dialogNews,
  dialogsXml,
  dialogXml,
  element,
  FakeRest,
  participantXml,
  refused,
  stamp,
  systemInfoXml,
  turns,
  until,
  updateXml,
  userNews,
  userXml,
} from '../support/browser/finesse-builders.js';

const browserUser = (state = 'READY', at = -60_000) =>
  userXml({mobileAgent, state, stateChangeTime: stamp(at)});
const deskPhoneUser = (state = 'READY', at = -60_000) => userXml({state, stateChangeTime: stamp(at)});

/** A computer that can sleep and whose clock can be set: neither runs a timer by itself. */
class Computer implements Clock {
  readonly #timers = new ManualClock(nine);
  #off = 0;
  #slept = 0;
  /** The monotonic time stops in sleep, as on Linux and macOS. */
  now = () => this.#timers.now() + this.#caughtUp;
  #caughtUp = 0;
  after = (ms: number, run: () => void) => this.#timers.after(ms, run);
  drift = () => this.#off;
  catchUp = () => {
    this.#caughtUp += this.#off;
    this.#off = 0;
  };

  advance(ms: number): void {
    this.#timers.advance(ms);
  }

  /** The date goes on, nothing runs. */
  sleep(ms: number): void {
    this.#slept += ms;
    this.#off += ms;
  }

  /** The date is another one now. */
  setClock(ms: number): void {
    this.#off += ms;
  }

  get truth(): number {
    return this.#timers.now() + this.#slept;
  }
}

let stop: () => Promise<void> = () => Promise.resolve();

async function aDesk(user: string) {
  const rest = new FakeRest();
  rest.user = user;
  const clock = new Computer();
  // Finesse's own clock, which neither sleeps nor is set
  Object.defineProperty(rest, 'system', {
    get: () => systemInfoXml({currentTimestamp: new Date(clock.truth).toISOString()}),
  });
  const built = deskOver(rest, {clock, watchAfter: 0});
  const {desk, notifications, phone} = built;
  stop = () => desk.stop();
  // what is loaded when it is wanted is there: the order of things does not hang on the test's server
  await Promise.all([import('../../src/calls/news-watch.js'), import('../../src/base/xml-writer.js')]);
  await begun(built, rest);
  /** Time passes, and what is asked for is answered. */
  const pass = async (ms: number) => {
    for (let left = ms; left > 0; left -= 250) {
      clock.advance(Math.min(250, left));
      await turns();
    }
  };
  const news = (state: string, at: number, actions: readonly string[] = []) =>
    notifications.send(
      dialogNews(state === 'ALERTING' ? 'POST' : 'PUT', {participants: own(state, at, actions)}),
    );
  const reads = () => rest.lines.filter((line) => line === 'GET User/1001001').length;
  const states = () => desk.calls.state.map(({state}) => state);
  return {rest, notifications, clock, phone, desk, pass, news, reads, states};
}

const own = (state: string, at: number, actions: readonly string[] = []) =>
  participantXml({state, startTime: stamp(), stateChangeTime: stamp(at)}, actions);
const holds = (state: string, at = 0, actions: readonly string[] = []) =>
  dialogsXml(dialogXml({participants: own(state, at, actions)}));
const ringing = aLeg({state: 'ringing', beganAt: nine});
const talking = aLeg({beganAt: nine});

afterEach(() => stop());

describe('news that never come', () => {
  it('F-09 (inject P: the ring is lost, a leg rings; settles in 5 s): found by the leg, one call, answerable', async () => {
    const {rest, phone, desk, pass, reads} = await aDesk(browserUser());
    phone.legs.set([ringing]);
    rest.dialogs = holds('ALERTING');
    rest.user = browserUser('RESERVED', 0);
    await pass(5_000);
    const [call] = desk.calls.state;
    expect(desk.calls.state).to.have.lengthOf(1);
    expect([call?.leg?.id, call?.dialog?.id]).to.deep.equal(['leg-1', '16804377']);
    expect(call && desk.controlsFor(call).answer.enabled).to.equal(true);
    expect(reads()).to.equal(1);
  });

  it('F-09 (inject P: the ring is lost on a desk phone; settles in 60 s): found by a look at a random moment, answerable', async () => {
    const {rest, desk, pass, states, reads} = await aDesk(deskPhoneUser());
    rest.dialogs = holds('ALERTING', 0, ['ANSWER']);
    rest.user = deskPhoneUser('RESERVED', 0);
    await pass(60_000);
    await until('it is shown', () => states().length === 1);
    expect(states()).to.deep.equal(['alerting']);
    const [call] = desk.calls.state;
    expect(call && desk.controlsFor(call).answer.enabled).to.equal(true);
    expect(reads(), 'everything is read only when the look shows something else').to.equal(1);
  });

  it('F-09 (inject P: the ring is lost on a desk phone, the state’s news is not; settles in 5 s): found by the state', async () => {
    const {rest, notifications, pass, states} = await aDesk(deskPhoneUser());
    rest.dialogs = holds('ALERTING', 0, ['ANSWER']);
    rest.user = deskPhoneUser('RESERVED', 0);
    notifications.send(userNews({state: 'RESERVED', stateChangeTime: stamp(0)}));
    await pass(5_000);
    expect(states()).to.deep.equal(['alerting']);
  });

  it('F-09 (inject: nothing is lost; settles at once): an idle desk phone asks at most twice a minute, a browser not at all', async () => {
    for (const [user, most] of [
      [deskPhoneUser(), 18],
      [browserUser(), 0],
    ] as const) {
      const {rest, pass, desk} = await aDesk(user);
      await pass(600_000);
      expect(rest.sent.length).to.be.within(most > 0 ? 10 : 0, most);
      await desk.stop();
    }
  });

  it('F-10 (inject P: the end is lost, the leg goes; settles in 5 s): the screen is free', async () => {
    const {phone, news, notifications, pass, states} = await aDesk(browserUser());
    phone.legs.set([ringing]);
    news('ALERTING', 0);
    notifications.send(userNews({state: 'TALKING', mobileAgent, stateChangeTime: stamp(1)}));
    phone.legs.set([talking]);
    news('ACTIVE', 1, ['DROP']);
    expect(states()).to.deep.equal(['talking']);
    phone.legs.set([]);
    await pass(5_000);
    expect(states()).to.deep.equal([]);
  });

  it('F-10 (inject P: the end is lost, wrap-up begins; settles in 5 s): wrap-up is right', async () => {
    const {rest, phone, news, pass, desk} = await aDesk(browserUser());
    phone.legs.set([talking]);
    news('ALERTING', 0);
    news('ACTIVE', 1, ['DROP']);
    rest.dialogs = holds('WRAP_UP', 5_000, ['UPDATE_CALL_DATA']);
    rest.user = browserUser('WORK', 5_000);
    phone.legs.set([]);
    await pass(5_000);
    expect([desk.calls.state.map(({state}) => state), desk.agent.state?.state]).to.deep.equal([
      ['wrap-up'],
      'WORK',
    ]);
  });

  it('F-10 (inject P: the end is lost on a desk phone; settles in 60 s): the screen is free', async () => {
    const {news, notifications, pass, states, rest} = await aDesk(deskPhoneUser());
    rest.user = deskPhoneUser('TALKING', 1);
    notifications.send(userNews({state: 'TALKING', stateChangeTime: stamp(1)}));
    news('ALERTING', 0);
    news('ACTIVE', 1, ['DROP']);
    rest.dialogs = holds('ACTIVE', 1, ['DROP']);
    await pass(60_000);
    expect(states()).to.deep.equal(['talking']);
    rest.dialogs = dialogsXml();
    rest.user = deskPhoneUser('READY', 2);
    await pass(60_000);
    expect(states()).to.deep.equal([]);
  });

  it('F-12 (inject S: a whole call while Finesse is away; settles with the read): nothing stale, and it is in the history', async () => {
    const {notifications, phone, desk, pass, states} = await aDesk(browserUser());
    notifications.connection.set('failing');
    phone.legs.set([ringing]);
    phone.legs.set([talking]);
    await pass(1_000);
    phone.ended.set({id: 'leg-1', cause: 'normal', remoteNumber: '+15550104477', remoteName: ''});
    phone.legs.set([]);
    notifications.connection.set('live');
    await pass(1_000);
    expect(states()).to.deep.equal([]);
    await until('the history', () => desk.history.state.entries.length === 1);
  });

  for (const [what, answer] of [
    ['404', () => refused(404, 'Not Found')],
    ['dropped', () => new Response(dialogXml({participants: own('DROPPED', 9)}))],
  ] as const)
    it(`F-13 (inject S: after a move the list names a call that ended, its own address says ${what}; settles in 5 s): it goes, and stays away`, async () => {
      const {rest, notifications, pass, states, desk} = await aDesk(browserUser());
      notifications.connection.set('failing');
      rest.dialogs = holds('ACTIVE', 1, ['DROP']);
      rest.answer = ({path}) => (path === 'Dialog/16804377' ? answer() : undefined);
      notifications.connection.set('live');
      await pass(500);
      expect(states()).to.deep.equal(['talking']);
      await pass(4_500);
      expect(states()).to.deep.equal([]);
      await desk.stop();
      stop = () => Promise.resolve();
    });

  it('F-13 (inject S: the list goes on naming a call that is over; settles in 5 s): no later read brings it back, newer news do', async () => {
    const {rest, notifications, pass, states, news} = await aDesk(browserUser());
    rest.dialogs = holds('ACTIVE', 1, ['DROP']);
    rest.answer = ({path}) => (path === 'Dialog/16804377' ? refused(404, 'Not Found') : undefined);
    const again = () => {
      notifications.connection.set('failing');
      notifications.connection.set('live');
    };
    again();
    await pass(5_000);
    again();
    await pass(1_000);
    expect(states()).to.deep.equal([]);
    rest.dialogs = holds('HELD', 9, ['RETRIEVE']);
    news('HELD', 9, ['RETRIEVE']);
    await pass(1_000);
    expect(states()).to.deep.equal(['held']);
  });

  it('F-13 (inject S: Finesse keeps a call that has no leg; settles in 5 s): it stays, and is not asked for again and again', async () => {
    const {rest, notifications, pass, states} = await aDesk(browserUser());
    rest.dialogs = holds('ACTIVE', 1, ['DROP']);
    rest.answer = ({path}) =>
      path === 'Dialog/16804377' ? new Response(dialogXml({participants: own('ACTIVE', 1)})) : undefined;
    notifications.connection.set('failing');
    notifications.connection.set('live');
    await pass(60_000);
    expect(states()).to.deep.equal(['talking']);
    expect(rest.lines.filter((line) => line === 'GET Dialog/16804377')).to.have.lengthOf(1);
  });

  const keptDesk = async () => {
    const parts = await aDesk(browserUser());
    const {rest, notifications, pass} = parts;
    rest.dialogs = holds('ACTIVE', 1, ['DROP']);
    rest.answer = ({path}) =>
      path === 'Dialog/16804377' ? new Response(dialogXml({participants: own('ACTIVE', 1)})) : undefined;
    notifications.connection.set('failing');
    notifications.connection.set('live');
    await pass(5_500);
    return parts;
  };
  const codes = ({notices}: {readonly notices: {readonly state: readonly {readonly code: string}[]}}) =>
    notices.state.map(({code}) => code);

  it('F-13 (inject S: Finesse keeps a call that has no leg; settles in 5 s): the agent is told, and can clear it', async () => {
    const {desk, pass, states} = await keptDesk();
    expect([states(), codes(desk)]).to.deep.equal([['talking'], ['desk/kept-call']]);
    desk.dismiss(desk.notices.state[0]?.id ?? 0);
    await pass(500);
    expect(states()).to.deep.equal([]);
    await pass(60_000);
    expect([states(), codes(desk)], 'for good').to.deep.equal([[], []]);
  });

  it('F-13 (inject S: Finesse keeps a call whose leg comes late; settles with the leg): the word of it goes by itself, and clears nothing', async () => {
    const {desk, pass, phone, states} = await keptDesk();
    phone.legs.set([talking]);
    await pass(500);
    expect([states(), codes(desk)]).to.deep.equal([['talking'], []]);
    expect(desk.calls.state[0]?.dialog, 'still on the page').not.to.equal(undefined);
  });
});

describe('Finesse away', () => {
  it('F-15 (inject K: both sides are away for 150 s; settles in 10 s): the banner at once, the leg answers and ends, the card follows it, and all is back by itself', async () => {
    const {rest, notifications, phone, desk, pass, news, states} = await aDesk(browserUser());
    phone.legs.set([ringing]);
    news('ALERTING', 0, ['ANSWER']);
    rest.answer = () => Promise.reject(new TypeError('network'));
    notifications.connection.set('failing');
    expect(desk.health.state.finesse).to.equal('failing');
    const [call] = desk.calls.state;
    if (!call) throw new Error('no call');
    expect(desk.controlsFor(call).answer.enabled).to.equal(true);
    desk.perform(call.id, {type: 'answer'});
    await turns();
    phone.legs.set([talking]);
    const answered = desk.calls.state[0];
    expect([answered?.id, answered?.state, answered?.pending]).to.deep.equal([call.id, 'talking', undefined]);
    expect(answered && desk.controlsFor(answered)).to.deep.include({
      answer: {visible: false, enabled: false},
      mute: {visible: true, enabled: true},
      end: {visible: true, enabled: true},
    });
    await pass(75_000);
    expect(states()).to.deep.equal(['talking']);
    desk.perform(call.id, {type: 'end'});
    await turns();
    phone.legs.set([]);
    expect(states()).to.deep.equal(['ended']);
    await pass(75_000);
    expect(phone.asked.slice(1)).to.deep.equal(['answer leg-1', 'hang up leg-1']);
    expect(rest.changes).to.deep.equal([]);
    rest.answer = () => undefined;
    notifications.connection.set('live');
    await pass(10_000);
    expect([states(), desk.health.state.finesse]).to.deep.equal([[], 'live']);
  });

  it('F-01 (inject S: 503 to a hold in a call, then 60 s out of service; settles with the read when back): checked, buttons off, told when Finesse is back, sent once', async () => {
    const {rest, phone, desk, pass, news} = await aDesk(browserUser());
    phone.legs.set([talking]);
    news('ALERTING', 0);
    news('ACTIVE', 1, ['HOLD', 'DROP']);
    rest.answer = () => refused(503);
    const [call] = desk.calls.state;
    desk.perform(call?.id ?? '', {type: 'hold'});
    await pass(4_000);
    const [held] = desk.calls.state;
    if (!held) throw new Error('no call');
    expect([held.pending, desk.health.state.finesse]).to.deep.equal([
      {type: 'hold', phase: 'checking'},
      'failing',
    ]);
    expect(desk.controlsFor(held).hold.enabled).to.equal(false);
    await pass(56_000);
    expect(desk.notices.state).to.deep.equal([]);
    rest.answer = () => undefined;
    rest.dialogs = holds('ACTIVE', 1, ['HOLD', 'DROP']);
    await pass(25_000);
    expect([desk.health.state.finesse, desk.calls.state[0]?.pending]).to.deep.equal(['live', undefined]);
    expect(desk.notices.state.map(({code}) => code)).to.deep.equal(['finesse/no-confirmation']);
    expect(rest.changes).to.have.lengthOf(1);
  });

  it('F-01 (inject S: 503 to a hold in a call; settles at once): the call can be ended by its leg meanwhile', async () => {
    const {rest, phone, desk, pass, news} = await aDesk(browserUser());
    phone.legs.set([talking]);
    news('ALERTING', 0);
    news('ACTIVE', 1, ['HOLD', 'DROP']);
    rest.answer = () => refused(503);
    desk.perform(desk.calls.state[0]?.id ?? '', {type: 'hold'});
    await pass(4_000);
    desk.perform(desk.calls.state[0]?.id ?? '', {type: 'end'});
    await turns();
    expect(phone.asked.at(-1)).to.equal('hang up leg-1');
  });
});

describe('time that jumps', () => {
  for (const [what, ms] of [
    ['30 s', 30_000],
    ['10 min', 600_000],
    ['9 h', 32_400_000],
  ] as const)
    it(`F-22 (inject V: this computer sleeps ${what}; settles in 3 s after it wakes): one read, the sockets are looked at, timers are right`, async () => {
      const {rest, clock, phone, pass, desk, reads} = await aDesk(browserUser());
      await pass(10_000);
      rest.sent.length = 0;
      clock.sleep(ms);
      rest.user = browserUser('NOT_READY', 10_000 + ms - 4_000);
      await pass(3_000);
      expect([reads(), phone.asked.filter((asked) => asked === 'check link').length]).to.deep.equal([1, 1]);
      // it had begun four seconds before, and up to three have passed
      expect(desk.now() - (desk.agent.state?.since ?? 0)).to.be.within(4_000, 7_000);
      expect(desk.now()).to.equal(nine + ms + 13_000);
    });

  for (const ms of [3_600_000, -3_600_000, 600_000, -600_000])
    it(`F-23 (inject V: this computer's clock is set by ${ms / 60_000} min; settles at once): stamps and timers stay as they are, before and after the read`, async () => {
      const {rest, clock, pass, desk, news, phone} = await aDesk(browserUser());
      phone.legs.set([talking]);
      rest.dialogs = holds('ACTIVE', 1_000, ['DROP']);
      clock.setClock(ms);
      news('ALERTING', 0);
      news('ACTIVE', 1_000, ['DROP']);
      const since = () => desk.calls.state[0]?.since;
      expect([since(), desk.now()]).to.deep.equal([nine, nine]);
      await pass(3_000);
      expect(since()).to.equal(nine + 1_000);
      expect(desk.now()).to.equal(nine + 3_000);
    });
});

describe('a sign-out in a call', () => {
  const inCall = async () => {
    const stage = await aDesk(browserUser());
    stage.phone.legs.set([talking]);
    stage.news('ALERTING', 0);
    stage.news('ACTIVE', 1, ['HOLD', 'DROP']);
    return stage;
  };

  it('F-65 (inject S: a sign-out in a call is refused; settles with the refusal): is told, and the call goes on', async () => {
    const {rest, phone, desk, pass, states} = await inCall();
    rest.answer = ({method}) => (method === 'PUT' ? refused(400, 'Invalid State') : undefined);
    rest.dialogs = holds('ACTIVE', 1, ['HOLD', 'DROP']);
    rest.user = browserUser('TALKING', 1);
    desk.requestState('LOGOUT');
    await pass(500);
    expect(desk.notices.state.map(({code}) => code)).to.deep.equal(['finesse/sign-out-refused']);
    expect([states(), phone.asked.includes('stop')]).to.deep.equal([['talking'], false]);
  });

  it('F-65 (inject S: a sign-out pending in a call; settles with the end of the call): no line and no microphone are left', async () => {
    const {phone, desk, notifications, pass} = await inCall();
    notifications.send(
      userNews({state: 'TALKING', pendingState: 'LOGOUT', mobileAgent, stateChangeTime: stamp(1)}),
    );
    await pass(500);
    expect([desk.agent.state?.pendingState, phone.asked.includes('stop')]).to.deep.equal(['LOGOUT', false]);
    phone.legs.set([]);
    notifications.send(userNews({state: 'LOGOUT', mobileAgent, stateChangeTime: stamp(2)}));
    await pass(500);
    expect([phone.asked.at(-1), desk.audioLeg.state.kind]).to.deep.equal(['stop', 'none']);
  });

  it('F-66 (inject S: a supervisor signs the agent out in a call; settles with the end of the call): is told in words, the caller is heard until the call ends, and it can be ended here', async () => {
    const {rest, phone, desk, notifications, pass, states} = await inCall();
    notifications.send(userNews({state: 'LOGOUT', extension: '', stateChangeTime: stamp(2)}));
    await pass(500);
    expect(desk.notices.state.map(({code}) => code)).to.deep.equal(['desk/signed-out-in-call']);
    expect([states(), phone.asked.includes('stop'), desk.audioLeg.state.kind]).to.deep.equal([
      ['talking'],
      false,
      'browser',
    ]);
    const [call] = desk.calls.state;
    expect(call && desk.controlsFor(call).end.enabled).to.equal(true);
    desk.perform(call?.id ?? '', {type: 'end'});
    await turns();
    expect([phone.asked.at(-1), rest.changes]).to.deep.equal(['hang up leg-1', []]);
    phone.legs.set([]);
    await pass(500);
    expect([phone.asked.at(-1), desk.audioLeg.state.kind, desk.notices.state.length]).to.deep.equal([
      'stop',
      'none',
      1,
    ]);
  });

  it('T-08 (inject S: the extension is taken by another sign-in; settles with the news): the first side learns of it at once', async () => {
    const {desk, notifications, phone, pass} = await aDesk(browserUser());
    notifications.send(userNews({state: 'LOGOUT', extension: '', stateChangeTime: stamp(2)}));
    await pass(500);
    expect([desk.agent.state?.state, phone.asked.at(-1), desk.audioLeg.state.kind]).to.deep.equal([
      'LOGOUT',
      'stop',
      'none',
    ]);
  });
});

describe('the desk under hostile news', () => {
  it('T-06 (inject: forged news from another frame on the hub; settles at once): no call, no state, and nothing asked of Finesse', async () => {
    const {notifications, desk, rest} = await aDesk(browserUser());
    notifications.send(
      updateXml('POST', '/finesse/api/User/1001002/Dialogs', element('dialogs', dialogXml())),
      updateXml('PUT', '/finesse/api/User/1001002', userXml({state: 'LOGOUT'}, 'user')),
      userNews({loginId: '1001002', state: 'LOGOUT'}),
      updateXml('PUT', '/evil', systemInfoXml({status: 'OUT_OF_SERVICE'}, 'systemInfo')),
    );
    await turns();
    expect([desk.calls.state, desk.agent.state?.state, desk.health.state.finesse, rest.sent]).to.deep.equal([
      [],
      'READY',
      'live',
      [],
    ]);
  });
});
