import {expect} from 'chai';
import type {Leg} from '../../src/softphone/types.js';
import {ManualClock} from '../../standin/world/clock.js';
import {aLeg, nine} from '../support/browser/builders.js';
import {begun, deskOver} from '../support/browser/desk-builder.js';
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

const mobileAgent = element('mode', 'NAILED_CONNECTION') + element('dialNumber', '81001');
const settingUp = aLeg({state: 'ringing', remoteNumber: '511001', beganAt: nine});

let stop: () => Promise<void> = () => Promise.resolve();
afterEach(() => stop());

async function aStage(user = userXml({mobileAgent})) {
  const rest = new FakeRest();
  rest.user = user;
  const built = deskOver(rest, {
    clock: new ManualClock(nine),
    signingIn: {mode: 'NAILED_CONNECTION', dialNumber: '81001'},
  });
  stop = () => built.desk.stop();
  await begun(built, rest);
  const requests = () =>
    rest.sent
      .filter(({method}) => method === 'PUT')
      .map(({body}) => /<requestedAction>(\w+)/.exec(body)?.[1]);
  return {...built, rest, requests};
}

describe('a desk with a nailed connection', () => {
  it('J32 has its line before the sign-in is complete, and takes the set-up call', async () => {
    const {desk, phone, notifications} = await aStage(userXml({state: 'LOGOUT', extension: ''}));
    expect(desk.audioLeg.state).to.deep.equal({kind: 'browser', number: '81001'});
    phone.legs.set([settingUp]);
    await until('it is taken', () => phone.asked.includes('answer leg-1 quietly'));
    expect([desk.calls.state, phone.ringing]).to.deep.equal([[], false]);
    notifications.send(userNews({state: 'NOT_READY', mobileAgent, stateChangeTime: stamp(1)}));
    // signed in now: from here on Finesse alone says which device it is
    notifications.send(userNews({state: 'LOGOUT', extension: '', stateChangeTime: stamp(2)}));
    expect(desk.audioLeg.state.kind).to.equal('none');
  });

  it('J32 I-05 answered by hand it closes the microphone as soon as it is up, whichever way it came up', async () => {
    const {desk, phone} = await aStage();
    const leg = (state: Leg['state']) => [aLeg({state, remoteNumber: '5550123', beganAt: nine})];
    phone.legs.set(leg('ringing'));
    await until('words of it', () => desk.notices.state.some(({code}) => code === 'desk/nailed-rings'));
    for (const state of ['connecting', 'talking'] as const) phone.legs.set(leg(state));
    await until('it rests', () => phone.asked.includes('rest leg-1'));
  });

  it('J32 rings by itself while Finesse alerts; Answer opens the microphone, then asks Finesse, never the leg', async () => {
    const {desk, phone, notifications, requests} = await aStage();
    phone.legs.set([settingUp]);
    phone.legs.set([aLeg()]);
    await turns();
    phone.asked.length = 0;
    const news = (kind: 'POST' | 'PUT', state: string, actions: string[]) =>
      notifications.send(
        dialogNews(kind, {participants: participantXml({state, stateChangeTime: stamp(1)}, actions)}),
      );
    news('POST', 'ALERTING', ['ANSWER']);
    expect(phone.ringing).to.equal(true);
    const [call] = desk.calls.state;
    expect(call && desk.controlsFor(call).answer.enabled).to.equal(true);
    desk.perform(call?.id ?? '', {type: 'answer'});
    await until('Finesse is asked', () => requests().length > 0);
    expect([phone.asked, requests()]).to.deep.equal([['wake leg-1'], ['ANSWER']]);
    news('PUT', 'ACTIVE', ['HOLD', 'DROP']);
    expect([phone.ringing, desk.calls.state[0]?.leg?.id]).to.deep.equal([false, 'leg-1']);
  });
});
