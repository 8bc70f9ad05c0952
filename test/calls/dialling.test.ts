import {expect} from 'chai';
import * as engine from '../../src/calls/dial-engine.js';
import {Dialling} from '../../src/calls/dialling.js';
import type {CallCommand} from '../../src/calls/types.js';
import {aLeg, anAgent, nine} from '../support/browser/builders.js';
import {FakeSoftphone} from '../support/browser/fake-softphone.js';
import {turns} from '../support/browser/finesse-builders.js';
import {ManualClock} from '../../standin/world/clock.js';

function aStage() {
  const made: string[] = [];
  const performed: CallCommand[] = [];
  const notices: string[] = [];
  const loads: {come(): void; fail(): void}[] = [];
  const agent = anAgent({state: 'NOT_READY'});
  const dialling = new Dialling({
    load: () =>
      new Promise((resolve, reject) => {
        loads.push({come: () => resolve(engine), fail: () => reject(new Error('gone'))});
      }),
    clock: new ManualClock(nine),
    client: {
      newRequestId: () => 'r-1',
      makeCall: (_user, _from, number) => {
        made.push(number);
        return Promise.resolve();
      },
    },
    policy: undefined,
    softphone: new FakeSoftphone(),
    furtherLines: () => [],
    agent: () => agent,
    calls: () => [],
    resync: () => Promise.resolve(),
    onNotice: (code) => notices.push(code),
    show: () => {},
    perform: (_callId, command) => {
      performed.push(command);
      return Promise.resolve(true);
    },
  });
  dialling.onState(agent, {deployment: 'CCE', finesseLive: true, onCall: false});
  return {made, performed, notices, loads, dialling};
}

describe('dialling', () => {
  it('loads its engine with the first number, once, and loses none meanwhile', async () => {
    const {dialling, loads, made, performed} = aStage();
    expect(dialling.control.state.enabled).to.equal(true);
    expect(loads).to.be.empty;
    dialling.dial('5551234', 'keypad');
    dialling.digits('call-1', {type: 'send', text: '1'});
    expect(loads).to.have.lengthOf(1);
    loads[0]?.come();
    await turns();
    expect(made).to.deep.equal(['5551234']);
    expect(dialling.request.state).to.deep.equal({number: '5551234', phase: 'sent'});
    expect(performed).to.deep.equal([{type: 'digits', digits: '1'}]);
  });

  it('says when the engine can’t be loaded, and asks for it again at the next press (F-61)', async () => {
    const {dialling, loads, made, notices} = aStage();
    dialling.dial('5551234', 'keypad');
    loads[0]?.fail();
    await turns();
    expect(notices).to.deep.equal(['desk/not-loaded']);
    dialling.dial('5551234', 'keypad');
    loads[1]?.come();
    await turns();
    expect(made).to.deep.equal(['5551234']);
  });

  it('holds no leg back, and takes no refusal for its own, before anything was dialled', () => {
    const {dialling} = aStage();
    expect(dialling.holdsBack(aLeg({state: 'ringing'}))).to.equal(false);
    expect(dialling.onRefused('r-1', [])).to.equal(false);
  });
});
