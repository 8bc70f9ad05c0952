/** F-54: a desk phone takes the call that rings here too, or is pulled out of the wall. */
import {expect} from 'chai';
import {ManualClock} from '../../standin/world/clock.js';
import {aLeg, nine} from '../support/browser/builders.js';
import {begun, deskOver, mobileAgent} from '../support/browser/desk-builder.js';
import {
  dialogNews,
  element,
  FakeRest,
  participantXml,
  stamp,
  turns,
  until,
  userNews,
  userXml,
} from '../support/browser/finesse-builders.js';

const ringing = aLeg({state: 'ringing', beganAt: nine});

let stop: () => Promise<void> = () => Promise.resolve();

afterEach(() => stop());

async function aDesk(user: string) {
  const rest = new FakeRest();
  rest.user = user;
  const clock = new ManualClock(nine);
  const built = deskOver(rest, {clock});
  const {desk, notifications, phone} = built;
  stop = () => desk.stop();
  await begun(built, rest);
  /** At this many ms after nine. */
  const news = (state: string, at: number, actions: readonly string[] = []) => {
    clock.advance(nine + at - clock.now());
    notifications.send(
      dialogNews(state === 'ALERTING' ? 'POST' : 'PUT', {
        participants: participantXml({state, startTime: stamp(), stateChangeTime: stamp(at)}, actions),
      }),
    );
  };
  const states = () => desk.calls.state.map(({state}) => state);
  return {rest, desk, notifications, phone, news, states};
}

/** The same call is taken at another device: the two signs of it. */
const signs = (parts: Awaited<ReturnType<typeof aDesk>>) => ({
  'the news of Finesse': () => parts.news('ACTIVE', 1_000, ['HOLD', 'DROP']),
  'the end of the leg': () => {
    parts.phone.ended.set({id: 'leg-1', cause: 'completed-elsewhere', remoteNumber: '', remoteName: ''});
    parts.phone.legs.set([]);
  },
});

describe('a call that rings here and at a desk phone', () => {
  for (const first of ['the news of Finesse', 'the end of the leg'] as const) {
    it(`F-54 (inject S: the desk phone answers, ${first} comes first; settles with it): nothing rings here from that moment`, async () => {
      const parts = await aDesk(userXml({mobileAgent}));
      const {phone, news} = parts;
      phone.legs.set([ringing]);
      news('ALERTING', 0);
      await until('it rings', () => phone.ringing);
      signs(parts)[first]();
      expect(phone.ringing).to.equal(false);
    });
  }

  it('F-54 (inject S: the desk phone answers; settles at once): the card is that of a call on the phone: Finesse holds and ends it, mute is on the phone, and it is not missed', async () => {
    const parts = await aDesk(userXml({mobileAgent}));
    const {desk, phone, news, states, rest} = parts;
    phone.legs.set([ringing]);
    news('ALERTING', 0);
    for (const sign of Object.values(signs(parts))) sign();
    expect(states()).to.deep.equal(['talking']);
    const [call] = desk.calls.state;
    const controls = call && desk.controlsFor(call);
    expect([controls?.hold.enabled, controls?.end.enabled, controls?.mute.enabled]).to.deep.equal([
      true,
      true,
      false,
    ]);
    desk.perform(call?.id ?? '', {type: 'hold'});
    await until('it is asked for', () => rest.changes.length > 0);
    expect(rest.changes.map(({path}) => path)).to.deep.equal(['Dialog/16804377']);
    expect(phone.asked.filter((line) => /leg-1/.test(line))).to.deep.equal([]);
    expect(desk.history.state.entries).to.deep.equal([]);
  });
});

const phoneDown = [
  element('id', '9'),
  element('category', 'NOT_READY'),
  element('code', '32759'),
  element('label', 'Phone down'),
  element('systemCode', 'true'),
].join('');

describe('a desk phone that is unplugged', () => {
  it('F-54 (inject S: in the middle of a call; settles at once): the call stays as Finesse shows it, and nothing can be pressed that Finesse no longer offers', async () => {
    const {desk, news, states} = await aDesk(userXml());
    news('ALERTING', 0);
    news('ACTIVE', 1_000, ['HOLD', 'DROP']);
    const [before] = desk.calls.state;
    expect(before && desk.controlsFor(before).hold.enabled).to.equal(true);
    news('ACTIVE', 2_000);
    expect(states()).to.deep.equal(['talking']);
    const [call] = desk.calls.state;
    const controls = call && desk.controlsFor(call);
    for (const name of ['hold', 'end', 'mute', 'digits'] as const)
      expect([name, controls?.[name].enabled]).to.deep.equal([name, false]);
  });

  it('F-54 (inject S: Finesse says that the phone is down; settles with its return): no call can be placed, by a press or otherwise', async () => {
    const {desk, notifications, rest} = await aDesk(userXml());
    notifications.send(userNews({state: 'NOT_READY', stateChangeTime: stamp(1_000), reasonCode: phoneDown}));
    await turns();
    expect(desk.dialControl.state).to.deep.equal({enabled: false, why: 'phone-gone'});
    desk.dial('5550142');
    await until('it is told', () => desk.notices.state.length > 0);
    expect(desk.notices.state.map(({code}) => code)).to.deep.equal(['finesse/phone-out-of-service']);
    expect(rest.changes).to.deep.equal([]);
    notifications.send(userNews({state: 'NOT_READY', stateChangeTime: stamp(2_000)}));
    await turns();
    expect(desk.dialControl.state.enabled).to.equal(true);
  });
});
