import {expect} from 'chai';
import * as parts from '../../src/calls/press-parts.js';
import {Presses} from '../../src/calls/presses.js';
import {ManualClock} from '../../standin/world/clock.js';
import {aCall, nine} from '../support/browser/builders.js';
import {FakeSoftphone} from '../support/browser/fake-softphone.js';
import {turns} from '../support/browser/finesse-builders.js';

function aStage() {
  const clock = new ManualClock(nine);
  const call = aCall();
  const softphone = new FakeSoftphone();
  const notices: string[] = [];
  const loads: {come(): void; fail(): void}[] = [];
  let ready = 0;
  const situation = {finesseLive: true, nailedUp: false};
  const presses = new Presses({
    load: () =>
      new Promise((resolve, reject) => {
        loads.push({come: () => resolve(parts), fail: () => reject(new Error('gone'))});
      }),
    onReady: () => (ready += 1),
    clock,
    client: {
      newRequestId: () => 'r-1',
      act: () => Promise.resolve(),
      sendDigits: () => Promise.resolve(),
      putWrapUpReason: () => Promise.resolve(),
    },
    softphone,
    call: (id) => (id === call.id ? call : undefined),
    extension: () => '41001',
    situation: () => situation,
    resync: () => Promise.resolve(),
    onNotice: (code) => notices.push(code),
  });
  const context = {...situation, audioLeg: {kind: 'browser', number: '81001'}, extension: '41001'} as const;
  const buttons = () => presses.controlsFor(call, context);
  return {clock, call, softphone, notices, loads, presses, buttons, ready: () => ready};
}

describe('presses on calls', () => {
  it('are possible as soon as what acts on them is there, and a press before waits for it', async () => {
    const {call, loads, presses, buttons, softphone, ready} = aStage();
    expect(buttons().mute.visible).to.equal(false);
    const pressed = presses.perform(call.id, {type: 'mute', muted: true});
    loads[0]?.come();
    await pressed;
    expect([buttons().mute.visible, ready(), softphone.asked]).to.deep.equal([true, 1, ['mute leg-1']]);
  });

  it('ask again for what acts on them until it is there, and say so when it is not (F-61)', async () => {
    const {clock, call, loads, notices, presses, buttons} = aStage();
    const pressed = presses.perform(call.id, {type: 'mute', muted: true});
    loads[0]?.fail();
    expect(await pressed).to.equal(false);
    expect(notices).to.deep.equal(['desk/not-loaded']);
    await turns();
    clock.advance(10_000);
    loads[1]?.come();
    await turns();
    expect(buttons().mute.visible).to.equal(true);
  });
});
