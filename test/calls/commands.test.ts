import {expect} from 'chai';
import {DeskError} from '../../src/base/errors.js';
import {Commands} from '../../src/calls/commands.js';
import type {Call, CallCommand} from '../../src/calls/types.js';
import {ManualClock} from '../../standin/world/clock.js';
import {aCall, aDialog, aLeg} from '../support/browser/builders.js';
import {FakeSoftphone} from '../support/browser/fake-softphone.js';
import {Held, turns} from '../support/browser/finesse-builders.js';

/** Commands over one call, with Finesse and a softphone that do as a test says. */
class Stage {
  readonly clock = new ManualClock();
  readonly softphone = new FakeSoftphone();
  readonly sent: string[] = [];
  readonly notices: string[] = [];
  resyncs = 0;
  /** What Finesse answers to a request. */
  outcome: () => Promise<void> = () => Promise.resolve();
  /** What a read brings. */
  onResync: () => void | Promise<void> = () => {};
  finesseLive = true;
  nailedUp = false;
  #calls: readonly Call[];
  #nextRequest = 1;
  readonly commands = new Commands({
    clock: this.clock,
    client: {
      newRequestId: () => `r-${this.#nextRequest++}`,
      act: (dialogId, extension, action) => this.#send(`${action} ${dialogId} ${extension}`),
      sendDigits: (dialogId, extension, digits) => this.#send(`digits ${dialogId} ${extension} ${digits}`),
      putWrapUpReason: (dialogId, label) => this.#send(`reason ${dialogId} ${label}`),
    },
    softphone: this.softphone,
    call: (id) => this.#calls.find((call) => call.id === id),
    situation: () => ({finesseLive: this.finesseLive, nailedUp: this.nailedUp}),
    resync: async () => {
      this.resyncs++;
      await this.onResync();
    },
    onNotice: (code) => this.notices.push(code),
    itself: {value: undefined},
    transfers: {value: undefined, want: () => Promise.resolve(undefined)},
  });

  constructor(...calls: readonly Call[]) {
    this.#calls = calls;
  }

  #send(what: string): Promise<void> {
    this.sent.push(what);
    return this.outcome();
  }

  /** News: these are the calls now. */
  news(...calls: readonly Call[]): void {
    this.#calls = calls;
    this.commands.onCalls(calls);
  }

  async press(command: CallCommand, callId = 'call-1'): Promise<void> {
    this.commands.perform(callId, command);
    await turns();
  }

  /** `hold sent` and the like; empty when nothing is under way. */
  get pending(): string {
    return [...this.commands.pending.state.values()].map(({type, phase}) => `${type} ${phase}`).join();
  }
}

const fails = (code: string) => () => Promise.reject(new DeskError(code, 'x'));
const talking = aCall();
const onDeskPhone = aCall({leg: undefined});
const ringing = aCall({state: 'alerting', leg: aLeg({state: 'ringing'})});
const legOnly = aCall({dialog: undefined});

describe('a press', () => {
  const table: readonly (readonly [string, Call, CallCommand, finesse: string, leg: string])[] = [
    ['answer, on the leg', ringing, {type: 'answer'}, '', 'answer leg-1'],
    [
      'answer, on a desk phone',
      aCall({state: 'alerting', leg: undefined}),
      {type: 'answer'},
      'ANSWER 16804377 41001',
      '',
    ],
    ['hold', talking, {type: 'hold'}, 'HOLD 16804377 41001', ''],
    ['resume', aCall({state: 'held'}), {type: 'resume'}, 'RETRIEVE 16804377 41001', ''],
    ['end', talking, {type: 'end'}, 'DROP 16804377 41001', ''],
    ['end, on a leg alone', legOnly, {type: 'end'}, '', 'hang up leg-1'],
    ['digits, on the leg', talking, {type: 'digits', digits: '1#'}, '', 'digits leg-1 1#'],
    ['digits, on a desk phone', onDeskPhone, {type: 'digits', digits: '1#'}, 'digits 16804377 41001 1#', ''],
    ['mute', talking, {type: 'mute', muted: true}, '', 'mute leg-1'],
    ['unmute', talking, {type: 'mute', muted: false}, '', 'unmute leg-1'],
    ['wrap-up reason', onDeskPhone, {type: 'wrap-up-reason', label: 'Sold'}, 'reason 16804377 Sold', ''],
  ];
  for (const [what, call, command, finesse, leg] of table) {
    it(`of ${what} is carried out by who acts, once`, async () => {
      const stage = new Stage(call);
      await stage.press(command);
      expect([stage.sent.join(), stage.softphone.asked.join()]).to.deep.equal([finesse, leg]);
    });
  }

  it('on a call that is gone does nothing', async () => {
    const stage = new Stage(talking);
    await stage.press({type: 'hold'}, 'call-9');
    expect([stage.sent, stage.notices]).to.deep.equal([[], []]);
  });

  it('that nobody can carry out says why', async () => {
    const stage = new Stage(onDeskPhone);
    await stage.press({type: 'mute', muted: true});
    stage.finesseLive = false;
    await stage.press({type: 'hold'});
    expect(stage.notices).to.deep.equal(['finesse/not-allowed', 'finesse/out-of-service']);
    expect(stage.sent).to.deep.equal([]);
  });

  it('is shown under way until news makes it a fact, not until its answer', async () => {
    const stage = new Stage(talking);
    await stage.press({type: 'hold'});
    expect(stage.pending).to.equal('hold sent');
    stage.news(talking);
    expect(stage.pending, 'news that says nothing about it').to.equal('hold sent');
    stage.news(aCall({state: 'held'}));
    expect(stage.pending).to.equal('');
    stage.clock.advance(60_000);
    await turns();
    expect([stage.resyncs, stage.notices]).to.deep.equal([0, []]);
  });

  const settled: readonly (readonly [CallCommand['type'], CallCommand, Call, Call])[] = [
    ['answer', {type: 'answer'}, ringing, talking],
    ['resume', {type: 'resume'}, aCall({state: 'held'}), talking],
    ['end', {type: 'end'}, talking, aCall({state: 'wrap-up', leg: undefined})],
    ['wrap-up-reason', {type: 'wrap-up-reason', label: 'Sold'}, onDeskPhone, aCall({wrapUpReason: 'Sold'})],
  ];
  for (const [what, command, from, to] of settled) {
    it(`of ${what} is settled by the news that it wanted`, async () => {
      const stage = new Stage(from);
      await stage.press(command);
      expect(stage.pending).to.equal(`${what} sent`);
      stage.news(to);
      expect(stage.pending).to.equal('');
    });
    it(`of ${what} is settled by the end of the call`, async () => {
      const stage = new Stage(from);
      await stage.press(command);
      stage.news();
      expect(stage.pending).to.equal('');
      expect(stage.notices).to.deep.equal([]);
    });
  }

  it('of answer is not settled while the dialog still rings: Finesse has not seen the answer', async () => {
    const stage = new Stage(ringing);
    await stage.press({type: 'answer'});
    stage.news(aCall({state: 'alerting', leg: aLeg()}));
    expect(stage.pending).to.equal('answer sent');
  });

  it('is taken once while one is under way for the call, and apart for another call', async () => {
    const other = aCall({id: 'call-2', dialog: aDialog({id: '2'}), leg: undefined});
    const stage = new Stage(talking, other);
    await stage.press({type: 'hold'});
    await stage.press({type: 'hold'});
    await stage.press({type: 'end'});
    await stage.press({type: 'hold'}, 'call-2');
    expect(stage.sent).to.deep.equal(['HOLD 16804377 41001', 'HOLD 2 41001']);
  });

  it('of mute is taken at any time, and waits for nobody (I-06)', async () => {
    const stage = new Stage(talking);
    stage.outcome = () => new Promise(() => {});
    await stage.press({type: 'hold'});
    stage.commands.perform('call-1', {type: 'mute', muted: true});
    expect(stage.softphone.asked).to.deep.equal(['mute leg-1']);
    expect(stage.pending).to.equal('hold sent');
  });
});

describe('a press that is refused (I-01)', () => {
  it('at once says so, after a look at the truth, and is under way no more', async () => {
    const stage = new Stage(talking);
    stage.outcome = fails('finesse/not-allowed');
    await stage.press({type: 'hold'});
    expect([stage.resyncs, stage.notices, stage.pending]).to.deep.equal([1, ['finesse/call-refused'], '']);
  });

  it('later, by a notification with its request id, says so too', async () => {
    const stage = new Stage(talking);
    await stage.press({type: 'hold'});
    expect(stage.commands.onRefused('r-9')).to.equal(false);
    expect(stage.commands.onRefused('')).to.equal(false);
    expect(stage.commands.onRefused('r-1')).to.equal(true);
    await turns();
    expect([stage.resyncs, stage.notices, stage.pending]).to.deep.equal([1, ['finesse/call-refused'], '']);
  });

  it('twice says so once', async () => {
    const stage = new Stage(talking);
    await stage.press({type: 'hold'});
    stage.commands.onRefused('r-1');
    stage.commands.onRefused('r-1');
    await turns();
    expect(stage.notices).to.deep.equal(['finesse/call-refused']);
  });

  for (const code of ['finesse/not-allowed', 'finesse/not-found']) {
    it(`F-05 (inject S: ${code}, because the other side hung up first; settles with one read): is calm`, async () => {
      const stage = new Stage(talking);
      stage.outcome = fails(code);
      stage.onResync = () => stage.news(aCall({state: 'wrap-up', leg: undefined}));
      await stage.press({type: 'hold'});
      expect([stage.notices, stage.pending]).to.deep.equal([[], '']);
    });
  }

  it('F-05 (inject S: refused after its 202, because the other side hung up first; settles with one read): is calm too', async () => {
    const stage = new Stage(talking);
    stage.onResync = () => stage.news();
    await stage.press({type: 'end'});
    stage.commands.onRefused('r-1');
    await turns();
    expect([stage.notices, stage.pending]).to.deep.equal([[], '']);
  });

  for (const order of ['news first', 'answer first']) {
    it(`F-06 (inject S: ${order}; settles with the later one): the press is done, the same end state in either order`, async () => {
      const stage = new Stage(talking);
      const answer = new Held<void>();
      stage.outcome = () => answer.promise;
      await stage.press({type: 'hold'});
      const come = [() => stage.news(aCall({state: 'held'})), () => answer.give()];
      for (const next of order === 'news first' ? come : come.reverse()) {
        next();
        await turns();
      }
      stage.clock.advance(60_000);
      await turns();
      expect([stage.pending, stage.notices, stage.resyncs, stage.sent.length]).to.deep.equal(['', [], 0, 1]);
    });
  }

  it('F-06 (inject S: news first, then the answer refuses; settles with the news): what is done is not called refused', async () => {
    const stage = new Stage(talking);
    const answer = new Held<void>();
    stage.outcome = () => answer.promise;
    await stage.press({type: 'hold'});
    stage.news(aCall({state: 'held'}));
    answer.fail(new DeskError('finesse/not-allowed', 'x'));
    await turns();
    expect([stage.pending, stage.notices]).to.deep.equal(['', []]);
  });

  it('because the call is not known, though it is still there, says so', async () => {
    const stage = new Stage(talking);
    stage.outcome = fails('finesse/not-found');
    await stage.press({type: 'hold'});
    expect(stage.notices).to.deep.equal(['finesse/call-refused']);
  });

  it('for want of a sign-in says that at once', async () => {
    const stage = new Stage(talking);
    stage.outcome = fails('finesse/unauthorized');
    await stage.press({type: 'hold'});
    expect([stage.notices, stage.resyncs, stage.pending]).to.deep.equal([['finesse/unauthorized'], 0, '']);
  });

  it('does not close a later press of the same call', async () => {
    const stage = new Stage(talking);
    const slow = new Held<void>();
    stage.outcome = () => slow.promise;
    await stage.press({type: 'hold'});
    stage.clock.advance(3_000);
    await turns();
    expect(stage.notices).to.deep.equal(['finesse/no-confirmation']);
    stage.outcome = () => Promise.resolve();
    await stage.press({type: 'hold'});
    slow.fail(new DeskError('finesse/not-allowed', 'x'));
    await turns();
    expect(stage.pending).to.equal('hold sent');
    expect(stage.notices).to.have.lengthOf(1);
  });

  it('F-30 (inject B: the microphone is refused; settles at once): by our own leg says which trouble it has', async () => {
    const stage = new Stage(ringing);
    stage.softphone.outcome = fails('media/denied');
    await stage.press({type: 'answer'});
    expect([stage.notices, stage.pending]).to.deep.equal([['media/denied'], '']);
  });

  it('F-05, F-49 (inject S: the caller gives up while our leg answers; settles at once): is calm', async () => {
    const stage = new Stage(ringing);
    const slow = new Held<void>();
    stage.softphone.outcome = () => slow.promise;
    await stage.press({type: 'answer'});
    stage.news();
    slow.fail(new DeskError('sip/call-failed', 'x'));
    await turns();
    expect([stage.notices, stage.pending]).to.deep.equal([[], '']);
  });

  it('of a leg alone that can’t be held says so', async () => {
    const stage = new Stage(legOnly);
    await stage.press({type: 'hold'});
    expect([stage.notices, stage.pending]).to.deep.equal([['finesse/not-allowed'], '']);
  });
});

describe('a press that nothing answers (I-02)', () => {
  for (const code of ['finesse/timeout', 'finesse/out-of-service']) {
    it(`F-01, F-03 (inject S: ${code} to a hold; settles with the read): is checked, told, and never sent twice`, async () => {
      const stage = new Stage(talking);
      stage.outcome = fails(code);
      const read = new Held<void>();
      stage.onResync = () => read.promise;
      await stage.press({type: 'hold'});
      expect(stage.pending, 'no answer says nothing').to.equal('hold sent');
      stage.clock.advance(3_000);
      await turns();
      expect(stage.pending).to.equal('hold checking');
      read.give();
      await turns();
      expect([stage.notices, stage.pending]).to.deep.equal([['finesse/no-confirmation'], '']);
      stage.clock.advance(600_000);
      await turns();
      expect(stage.sent).to.have.lengthOf(1);
    });
  }

  it('F-04 (inject P: the answer is cut off, the hold was done; settles with the read): is found done by the check, sent once', async () => {
    const stage = new Stage(talking);
    stage.outcome = fails('finesse/timeout');
    stage.onResync = () => stage.news(aCall({state: 'held'}));
    await stage.press({type: 'hold'});
    stage.clock.advance(3_000);
    await turns();
    expect([stage.notices, stage.pending, stage.sent.length]).to.deep.equal([[], '', 1]);
  });

  it('F-03 (inject P: the answer comes after ten seconds; settles with the read): is decided by the state, and the late answer changes nothing', async () => {
    const stage = new Stage(talking);
    const late = new Held<void>();
    stage.outcome = () => late.promise;
    stage.onResync = () => stage.news(aCall({state: 'held'}));
    await stage.press({type: 'hold'});
    stage.clock.advance(3_000);
    await turns();
    expect([stage.pending, stage.notices]).to.deep.equal(['', []]);
    stage.clock.advance(7_000);
    late.fail(new DeskError('finesse/not-allowed', 'x'));
    await turns();
    expect([stage.pending, stage.notices, stage.sent.length]).to.deep.equal(['', [], 1]);
  });

  it('F-01 (inject S: the check fails too; settles when Finesse is back): stays checked until Finesse is back, and is told then', async () => {
    const stage = new Stage(talking);
    stage.onResync = () => Promise.reject(new DeskError('finesse/out-of-service', 'x'));
    await stage.press({type: 'hold'});
    stage.clock.advance(3_000);
    await turns();
    expect([stage.notices, stage.pending]).to.deep.equal([[], 'hold checking']);
    stage.commands.onBack();
    expect([stage.notices, stage.pending]).to.deep.equal([['finesse/no-confirmation'], '']);
  });

  it('of answer may take its time while the browser asks for the microphone', async () => {
    const stage = new Stage(ringing);
    const asking = new Held<void>();
    stage.softphone.outcome = () => asking.promise;
    await stage.press({type: 'answer'});
    stage.clock.advance(20_000);
    await turns();
    expect([stage.pending, stage.notices]).to.deep.equal(['answer sent', []]);
    asking.give();
    await turns();
    stage.clock.advance(3_000);
    await turns();
    expect(stage.notices, 'answered, and Finesse never said so').to.deep.equal(['finesse/no-confirmation']);
    expect(stage.softphone.asked).to.deep.equal(['answer leg-1']);
  });

  it('of answer is not under way for ever, whatever the browser does', async () => {
    const stage = new Stage(ringing);
    stage.softphone.outcome = () => new Promise(() => {});
    await stage.press({type: 'answer'});
    stage.clock.advance(30_000);
    await turns();
    expect([stage.pending, stage.notices]).to.deep.equal(['', ['finesse/no-confirmation']]);
  });
});

describe('presses while Finesse is out of reach', () => {
  it('answer on the leg, and the leg’s word is enough', async () => {
    const stage = new Stage(ringing);
    stage.finesseLive = false;
    await stage.press({type: 'answer'});
    stage.news(aCall({state: 'alerting', leg: aLeg()}));
    expect(stage.pending).to.equal('');
    stage.clock.advance(60_000);
    await turns();
    expect([stage.softphone.asked, stage.sent, stage.notices]).to.deep.equal([['answer leg-1'], [], []]);
  });

  it('end on the leg, and the leg’s word is enough', async () => {
    const stage = new Stage(talking);
    stage.finesseLive = false;
    await stage.press({type: 'end'});
    stage.news(onDeskPhone);
    expect(stage.pending).to.equal('');
    expect([stage.softphone.asked, stage.sent, stage.notices]).to.deep.equal([['hang up leg-1'], [], []]);
  });
});

describe('digits', () => {
  it('go to Finesse one request after the other, in the order they were pressed', async () => {
    const stage = new Stage(onDeskPhone);
    const first = new Held<void>();
    stage.outcome = () => first.promise;
    for (const digit of '123') stage.commands.perform('call-1', {type: 'digits', digits: digit});
    await turns();
    expect(stage.sent).to.have.lengthOf(1);
    first.give();
    await turns();
    expect(stage.sent.map((line) => line.slice(-1)).join('')).to.equal('123');
    expect(stage.pending, 'nothing to wait for').to.equal('');
  });

  for (const [code, told] of [
    ['finesse/not-allowed', 'finesse/call-refused'],
    ['finesse/out-of-service', 'finesse/out-of-service'],
    ['finesse/timeout', 'finesse/timeout'],
  ] as const) {
    it(`that fail with ${code} are told, and the next ones go`, async () => {
      const stage = new Stage(onDeskPhone);
      stage.outcome = fails(code);
      await stage.press({type: 'digits', digits: '1'});
      stage.outcome = () => Promise.resolve();
      await stage.press({type: 'digits', digits: '2'});
      expect([stage.notices, stage.sent.length]).to.deep.equal([[told], 2]);
    });
  }

  it('refused later are told', async () => {
    const stage = new Stage(onDeskPhone);
    await stage.press({type: 'digits', digits: '1'});
    expect(stage.commands.onRefused('r-1')).to.equal(true);
    expect(stage.notices).to.deep.equal(['finesse/call-refused']);
    expect(stage.commands.onRefused('r-1'), 'once').to.equal(false);
  });

  it('that the leg can’t send are told', async () => {
    const stage = new Stage(talking);
    stage.softphone.outcome = fails('sip/call-failed');
    await stage.press({type: 'digits', digits: '1'});
    expect(stage.notices).to.deep.equal(['sip/call-failed']);
  });
});
