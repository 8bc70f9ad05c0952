import {expect} from 'chai';
import * as file from '../../src/desk/call-desk.js';
import {ManualClock} from '../../standin/world/clock.js';
import {aCall, aLeg, nine} from '../support/browser/builders.js';
import {deskOver, mobileAgent} from '../support/browser/desk-builder.js';
import {FakeRest, turns, until, userXml} from '../support/browser/finesse-builders.js';

let stop: () => Promise<void> = () => Promise.resolve();
afterEach(() => stop());

async function aStage() {
  const clock = new ManualClock(nine);
  const rest = new FakeRest();
  rest.user = userXml({mobileAgent});
  const loads: {come(): void; fail(): void}[] = [];
  const loadCalls = () =>
    new Promise<typeof file>((resolve, reject) => {
      loads.push({come: () => resolve(file), fail: () => reject(new Error('gone'))});
    });
  const {desk, phone} = deskOver(rest, {clock, loadCalls});
  stop = () => desk.stop();
  await until('the agent', () => desk.agent.state !== undefined);
  const buttons = () => desk.controlsFor(desk.calls.state[0] ?? aCall());
  const notices = () => desk.notices.state.map(({code}) => code);
  return {clock, desk, phone, loads, buttons, notices};
}

describe('what has to do with calls', () => {
  it('is not waited for: state and lines are shown before it is there', async () => {
    const {desk} = await aStage();
    expect(desk.agent.state?.state).to.equal('READY');
    expect(desk.lines.state.map(({number}) => number)).to.deep.equal(['41001']);
  });

  it('shows a call that came before it, and carries out a press that waited for it', async () => {
    const {desk, phone, loads, buttons} = await aStage();
    phone.legs.set([aLeg({beganAt: nine})]);
    expect([desk.calls.state.length, buttons().mute.visible]).to.deep.equal([0, false]);
    loads[0]?.come();
    await until('the call', () => desk.calls.state.length === 1);
    expect(buttons().mute.visible).to.equal(true);
    desk.perform(desk.calls.state[0]?.id ?? '', {type: 'mute', muted: true});
    await turns();
    expect(phone.asked).to.include('mute leg-1');
  });

  it('is asked for again until it is there, and a press meanwhile is told why nothing happens (F-61)', async () => {
    const {clock, desk, loads, buttons, notices} = await aStage();
    desk.dial('5550123');
    loads[0]?.fail();
    await until('a word of it', () => notices().includes('desk/not-loaded'));
    clock.advance(10_000);
    await until('another try', () => loads.length > 1);
    loads[1]?.come();
    await until('buttons', () => buttons().end.visible);
  });
});
