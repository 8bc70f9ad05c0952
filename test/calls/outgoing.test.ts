import {expect} from 'chai';
import {DeskError} from '../../src/base/errors.js';
import {Outgoing} from '../../src/calls/outgoing.js';
import type {Call} from '../../src/calls/types.js';
import {dialRefusal} from '../../src/finesse/dial-refusal.js';
import {ManualClock} from '../../standin/world/clock.js';
import {aCall, aDialog, aLeg, anAgent, aParticipant, nine} from '../support/browser/builders.js';
import {turns} from '../support/browser/finesse-builders.js';

class Stage {
  readonly clock = new ManualClock(nine);
  readonly sent: string[] = [];
  readonly notices: string[] = [];
  readonly answered: string[] = [];
  readonly placed: string[] = [];
  resyncs = 0;
  calls: readonly Call[] = [];
  outcome: () => Promise<void> = () => Promise.resolve();
  onResync: () => void = () => {};
  readonly outgoing = new Outgoing({
    clock: this.clock,
    client: {
      newRequestId: () => 'r-1',
      makeCall: (user, from, to, requestId) => {
        this.sent.push(`${user} ${from} ${to} ${requestId}`);
        return this.outcome();
      },
    },
    agent: () => anAgent({state: 'NOT_READY'}),
    calls: () => this.calls,
    resync: () => {
      this.resyncs++;
      this.onResync();
      return Promise.resolve();
    },
    onNotice: (code) => this.notices.push(code),
    onOwnLeg: (callId) => this.answered.push(callId),
    onPlaced: (callId) => this.placed.push(callId),
  });

  news(...calls: readonly Call[]): void {
    this.calls = calls;
    this.outgoing.onCalls(calls);
  }

  get phase(): string | undefined {
    return this.outgoing.request.state?.phase;
  }
}

const own = {fromAddress: '41001', toAddress: '5551234', dialedNumber: '5551234'};
const ringingLeg = aLeg({state: 'ringing', remoteNumber: '41001', beganAt: nine + 100});
const placed = (part: Partial<Call> = {}, dialog: Parameters<typeof aDialog>[0] = {}) =>
  aCall({
    state: 'dialing',
    direction: 'out',
    dialog: aDialog({...own, participants: [aParticipant({state: 'INITIATING'})], ...dialog}),
    leg: undefined,
    ...part,
  });

async function pressed(): Promise<Stage> {
  const stage = new Stage();
  void stage.outgoing.place('5551234');
  await turns();
  return stage;
}

describe('placing a call', () => {
  it('is a request until the dialog is there', async () => {
    const stage = await pressed();
    expect(stage.sent).to.deep.equal(['1001001 41001 5551234 r-1']);
    expect(stage.outgoing.request.state).to.deep.equal({number: '5551234', phase: 'sent'});
    stage.news(placed());
    expect(stage.phase).to.equal(undefined);
    expect(stage.placed).to.deep.equal(['call-1']);
  });

  it('asks once, however often it is pressed', async () => {
    const stage = await pressed();
    await stage.outgoing.place('5551234');
    expect(stage.sent).to.have.lengthOf(1);
  });

  it('takes the dialog that Finesse says the request caused, whatever number it shows', async () => {
    const stage = await pressed();
    stage.outgoing.onDialogAdded('16804377', 'r-1');
    stage.news(placed({}, {toAddress: '', dialedNumber: ''}));
    expect(stage.placed).to.deep.equal(['call-1']);
  });

  for (const [what, news] of [
    ['a dialog that another request caused', placed()],
    ['a dialog from somebody else', placed({}, {id: '2', fromAddress: '41002'})],
    ['a dialog to another number', placed({}, {id: '2', toAddress: '777', dialedNumber: '777'})],
  ] as const) {
    it(`does not take ${what} for it`, async () => {
      const stage = await pressed();
      stage.outgoing.onDialogAdded('16804377', 'other');
      stage.news(news);
      expect(stage.placed).to.deep.equal([]);
      expect(stage.phase).to.equal('sent');
    });
  }

  it('does not take a dialog for it that was there before the press', async () => {
    const stage = new Stage();
    stage.calls = [placed()];
    void stage.outgoing.place('5551234');
    stage.news(placed());
    expect(stage.phase).to.equal('sent');
  });

  it('says by the cause why it was refused later', async () => {
    const stage = await pressed();
    const errors = [{type: 'Call Operation Failure', message: 'CF_INVALID_OBJECT_STATE', data: '22'}];
    expect(stage.outgoing.onRefused('other', errors)).to.equal(false);
    expect(stage.outgoing.onRefused('r-1', errors)).to.equal(true);
    expect(stage.notices).to.deep.equal(['finesse/not-ready-first']);
    expect(stage.phase).to.equal(undefined);
  });

  it('says why it was refused at once', async () => {
    const stage = new Stage();
    stage.outcome = () => Promise.reject(new DeskError('finesse/bad-destination', 'x'));
    await stage.outgoing.place('41001');
    expect(stage.notices).to.deep.equal(['finesse/bad-destination']);
  });

  it('reads after 3 s without news, finds the call there, and sends nothing twice (I-02)', async () => {
    const stage = new Stage();
    stage.outcome = () => Promise.reject(new DeskError('finesse/timeout', 'x'));
    stage.onResync = () => stage.news(placed());
    await stage.outgoing.place('5551234');
    stage.clock.advance(3_000);
    await turns();
    expect([stage.resyncs, stage.sent.length, stage.notices.length]).to.deep.equal([1, 1, 0]);
    expect(stage.placed).to.deep.equal(['call-1']);
  });

  it('says that nothing confirmed it when the read finds nothing (I-01)', async () => {
    const stage = await pressed();
    stage.clock.advance(3_000);
    expect(stage.phase).to.equal('checking');
    await turns();
    expect(stage.notices).to.deep.equal(['finesse/no-confirmation']);
  });
});

describe('our own leg of a call just placed (I-04, P13)', () => {
  it('is picked up once, when it pairs with the dialog of the press', async () => {
    const stage = await pressed();
    stage.news(placed());
    expect(stage.answered).to.deep.equal([]);
    stage.news(placed({leg: ringingLeg}));
    stage.news(placed({leg: {...ringingLeg, remoteName: 'again'}}));
    expect(stage.answered).to.deep.equal(['call-1']);
  });

  it('is picked up when it came before the dialog', async () => {
    const stage = await pressed();
    stage.news(placed({leg: ringingLeg}));
    expect(stage.answered).to.deep.equal(['call-1']);
  });

  it('is not shown as a call that comes in while the dialog is waited for', async () => {
    const stage = await pressed();
    expect(stage.outgoing.holdsBack(ringingLeg)).to.equal(true);
    expect(stage.outgoing.holdsBack(aLeg({...ringingLeg, remoteNumber: '5550100'}))).to.equal(false);
    expect(stage.outgoing.holdsBack(aLeg({...ringingLeg, beganAt: nine - 1}))).to.equal(false);
    stage.news(placed());
    expect(stage.outgoing.holdsBack(ringingLeg)).to.equal(false);
  });

  const never: readonly (readonly [string, Call])[] = [
    ['a leg of another call', aCall({id: 'call-2', state: 'alerting', dialog: undefined, leg: ringingLeg})],
    ['a queue call that rings', aCall({state: 'alerting', dialog: aDialog({id: '9'}), leg: ringingLeg})],
    ['a leg that rang before the press', placed({leg: {...ringingLeg, beganAt: nine - 1}})],
    ['a leg that rings more than 10 s later', placed({leg: {...ringingLeg, beganAt: nine + 10_001}})],
  ];
  for (const [what, call] of never) {
    it(`never picks up ${what}`, async () => {
      const stage = await pressed();
      stage.news(placed());
      stage.news(placed(), call);
      stage.news(call);
      expect(stage.answered).to.deep.equal([]);
    });
  }

  it('never picks up anything without a press of ours', () => {
    const stage = new Stage();
    stage.news(placed({leg: ringingLeg}));
    expect(stage.answered).to.deep.equal([]);
  });
});

describe('why Finesse did not place a call', () => {
  const rows = [
    ['CF_INVALID_OBJECT_STATE', '22', 'finesse/not-ready-first'],
    ['', '22', 'finesse/not-ready-first'],
    ['CF_RESOURCE_BUSY', '33', 'finesse/line-busy'],
    ['CF_INVALID_DESTINATION', '14', 'finesse/bad-destination'],
    ['CF_RESOURCE_OUT_OF_SERVICE', '34', 'finesse/phone-out-of-service'],
    ['CF_PRIVILEGE_VIOLATION_ON_CALLED_DEVICE', '', 'finesse/call-barred'],
    ['CF_GENERIC_OPERATION', '1', 'finesse/dial-refused'],
  ] as const;
  for (const [message, data, code] of rows) {
    it(`${message || 'no name'} ${data} is ${code}`, () => {
      expect(dialRefusal([{type: 'Call Operation Failure', message, data}])).to.equal(code);
    });
  }

  it('has words for nothing at all, and for a type that says it by itself', () => {
    expect(dialRefusal([])).to.equal('finesse/dial-refused');
    expect(dialRefusal([{type: 'Invalid Destination', message: '', data: ''}])).to.equal(
      'finesse/bad-destination',
    );
  });
});
