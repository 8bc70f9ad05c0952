import {expect} from 'chai';
import {dialControlFor} from '../../src/calls/dial-control.js';
import {DialEngine, type DialEngineOptions} from '../../src/calls/dial-engine.js';
import type {DialOrigin} from '../../src/calls/dial.js';
import type {Call, CallCommand} from '../../src/calls/types.js';
import type {AgentState} from '../../src/finesse/types.js';
import {ManualClock} from '../../standin/world/clock.js';
import {aCall, aDialog, anAgent, nine} from '../support/browser/builders.js';
import {FakeSoftphone} from '../support/browser/fake-softphone.js';
import {turns} from '../support/browser/finesse-builders.js';

function aStage(
  state: AgentState = 'NOT_READY',
  deployment: 'CCE' | 'CCX' = 'CCE',
  policy: DialEngineOptions['policy'] = {},
) {
  const clock = new ManualClock(nine);
  const made: string[] = [];
  const notices: string[] = [];
  const performed: CallCommand[] = [];
  const agent = anAgent({state});
  const dialling = new DialEngine({
    clock,
    client: {
      newRequestId: () => 'r-1',
      makeCall: (_user, _from, number) => {
        made.push(number);
        return Promise.resolve();
      },
    },
    policy: {denyPrefixes: ['0900'], ...policy},
    softphone: new FakeSoftphone(),
    furtherLines: () => [],
    agent: () => agent,
    control: () => dialControlFor(agent, {deployment, finesseLive: true, onCall: false}),
    calls: () => [],
    resync: () => Promise.resolve(),
    onNotice: (code) => notices.push(code),
    show: () => {},
    perform: (_callId, command) => {
      performed.push(command);
      return Promise.resolve(true);
    },
  });
  return {clock, made, notices, performed, dialling};
}

const placed = (state: Call['state']) =>
  aCall({
    state,
    direction: 'out',
    dialog: aDialog({fromAddress: '41001', toAddress: '5551234'}),
    leg: undefined,
  });

describe('the dial engine', () => {
  it('sends the number without what was only written with it', () => {
    const {dialling, made} = aStage();
    dialling.dial('(555) 1234', 'keypad');
    expect(made).to.deep.equal(['5551234']);
  });

  for (const [text, origin, code] of [
    ['maria', 'keypad', 'desk/cannot-dial'],
    ['0900 1', 'keypad', 'desk/cannot-dial'],
    ['*72', 'link', 'desk/cannot-dial'],
    ['112', 'link', 'desk/cannot-dial'],
    ['41001', 'keypad', 'desk/own-number'],
  ] as const) {
    it(`T-04 I-01 (inject: "${text}" from a ${origin}; settles at once): sends nothing, and says so`, () => {
      const {dialling, made, notices} = aStage();
      dialling.dial(text, origin);
      expect(made).to.deep.equal([]);
      expect(notices).to.deep.equal([code]);
    });
  }

  /** So many calls are asked for, and each is placed and over before the next. */
  function dialTimes({dialling}: ReturnType<typeof aStage>, count: number, origin: DialOrigin): void {
    for (let n = 0; n < count; n++) {
      dialling.dial('5551234', origin);
      dialling.onCalls([placed('dialing')]);
      dialling.onCalls([]);
    }
  }

  it('T-04 (inject: seven links in a minute; settles a minute after the first): the seventh calls nobody and is told, the next may again', () => {
    const stage = aStage();
    dialTimes(stage, 1, 'link');
    stage.clock.advance(30_000);
    dialTimes(stage, 6, 'link');
    expect([stage.made.length, stage.notices]).to.deep.equal([6, ['desk/too-many-links']]);
    stage.clock.advance(29_999);
    dialTimes(stage, 1, 'link');
    expect(stage.made.length).to.equal(6);
    stage.clock.advance(1);
    dialTimes(stage, 2, 'link');
    expect(stage.made.length).to.equal(7);
  });

  it('T-04 (inject: an origin nobody knows, seven times; settles at once): counts as links do', () => {
    const stage = aStage();
    dialTimes(stage, 7, 'gadget' as DialOrigin);
    expect([stage.made.length, stage.notices]).to.deep.equal([6, ['desk/too-many-links']]);
  });

  it('what the agent types is not counted, and is dialled after too many links', () => {
    const stage = aStage();
    dialTimes(stage, 8, 'keypad');
    dialTimes(stage, 7, 'link');
    dialTimes(stage, 1, 'keypad');
    expect([stage.made.length, stage.notices]).to.deep.equal([15, ['desk/too-many-links']]);
  });

  it('T-04 (inject: three links where the site allows two; settles at once): the third calls nobody', () => {
    const stage = aStage('NOT_READY', 'CCE', {linksPerMinute: 2});
    dialTimes(stage, 3, 'link');
    expect([stage.made.length, stage.notices]).to.deep.equal([2, ['desk/too-many-links']]);
  });

  it('a link that is refused for what it says counts for nothing', () => {
    const stage = aStage();
    for (let n = 0; n < 9; n++) stage.dialling.dial('*72', 'link');
    dialTimes(stage, 6, 'link');
    expect(stage.made.length).to.equal(6);
  });

  it('sends nothing from Ready on CCX, and says to go Not Ready first', () => {
    const {dialling, made, notices} = aStage('READY', 'CCX');
    dialling.dial('5551234', 'keypad');
    expect(made).to.deep.equal([]);
    expect(notices).to.deep.equal(['finesse/not-ready-first']);
  });

  it('sends digits behind the number after the answer; an extension waits for a press', async () => {
    const {dialling, clock, performed} = aStage();
    dialling.dial('5551234,,8# x12', 'keypad');
    dialling.onCalls([placed('dialing')]);
    expect(dialling.runs.runs.state.get('call-1')).to.deep.equal({
      state: 'armed',
      rest: 'w12,,8#',
      until: undefined,
    });
    dialling.onCalls([placed('talking')]);
    expect(dialling.runs.runs.state.get('call-1')?.state).to.equal('waiting');
    dialling.digits('call-1', {type: 'continue'});
    await turns();
    clock.advance(2_000);
    await turns();
    expect(performed).to.deep.equal([
      {type: 'digits', digits: '12'},
      {type: 'digits', digits: '8#'},
    ]);
  });

  it('sends no string of digits that is none', () => {
    const {dialling, performed} = aStage();
    dialling.digits('call-1', {type: 'send', text: '12x'});
    expect(performed).to.deep.equal([]);
    expect(dialling.runs.runs.state.size).to.equal(0);
  });
});
