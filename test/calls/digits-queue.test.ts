import {expect} from 'chai';
import fc from 'fast-check';
import {DigitRuns, nextStep, readDigits} from '../../src/calls/digits-queue.js';
import {ManualClock} from '../../standin/world/clock.js';
import {aCall, nine} from '../support/browser/builders.js';
import {Held, turns} from '../support/browser/finesse-builders.js';

class Stage {
  readonly clock = new ManualClock(nine);
  readonly sent: string[] = [];
  outcome: () => Promise<boolean> = () => Promise.resolve(true);
  readonly digits = new DigitRuns({
    clock: this.clock,
    send: (callId, digits) => {
      this.sent.push(`${callId} ${digits}`);
      return this.outcome();
    },
  });

  get run() {
    return this.digits.runs.state.get('call-1');
  }

  async pass(ms: number): Promise<void> {
    this.clock.advance(ms);
    await turns();
  }

  async start(text: string): Promise<void> {
    this.digits.start('call-1', text);
    await turns();
  }
}

describe('digits as they are pasted', () => {
  const rows: readonly (readonly [text: string, digits: string | undefined])[] = [
    ['12#', '12#'],
    [' 1 2-3 ', '123'],
    ['1,,2;3', '1,,2w3'],
    ['1p2W3', '1,2w3'],
    ['٤٥', '45'],
    [',,', undefined],
    ['', undefined],
    ['12a', undefined],
    ['1\r\n2', undefined],
    ['1٢', undefined],
    ['1'.repeat(64), '1'.repeat(64)],
    ['1'.repeat(65), undefined],
  ];
  for (const [text, digits] of rows) {
    it(`${JSON.stringify(text)} → ${String(digits)}`, () => expect(readDigits(text)).to.equal(digits));
  }

  it('are taken apart without losing one, whatever they are', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('1', '0', '*', '#', ',', 'w')), (signs) => {
        let rest = signs.join('');
        let sent = '';
        let paused = 0;
        for (let step = nextStep(rest); step.type !== 'done'; step = nextStep(rest)) {
          if (step.type === 'send') sent += step.digits;
          if (step.type === 'pause') paused += step.ms;
          rest = step.rest;
        }
        expect(sent).to.equal(signs.filter((sign) => !',w'.includes(sign)).join(''));
        expect(paused).to.equal(signs.filter((sign) => sign === ',').length * 1000);
      }),
    );
  });
});

describe('sending a string of digits (J07)', () => {
  it('waits a second for each comma, and says until when', async () => {
    const stage = new Stage();
    await stage.start('12,,3#');
    expect(stage.sent).to.deep.equal(['call-1 12']);
    expect(stage.run).to.deep.equal({state: 'pausing', rest: '3#', until: nine + 2_000});
    await stage.pass(1_999);
    expect(stage.sent).to.have.lengthOf(1);
    await stage.pass(1);
    expect(stage.sent).to.deep.equal(['call-1 12', 'call-1 3#']);
    expect(stage.run).to.equal(undefined);
  });

  it('begins a pause when the digits before it are out, not before', async () => {
    const stage = new Stage();
    const out = new Held<boolean>();
    stage.outcome = () => out.promise;
    await stage.start('1,2');
    await stage.pass(5_000);
    expect(stage.run?.state).to.equal('sending');
    out.give(true);
    await turns();
    expect(stage.run?.state).to.equal('pausing');
  });

  it('waits for a press', async () => {
    const stage = new Stage();
    await stage.start('1w2');
    await stage.pass(60_000);
    expect(stage.run?.state).to.equal('waiting');
    stage.digits.goOn('call-1');
    await turns();
    expect(stage.sent).to.deep.equal(['call-1 1', 'call-1 2']);
  });

  it('sends sixteen at a time', async () => {
    const stage = new Stage();
    await stage.start('1'.repeat(20));
    expect(stage.sent).to.deep.equal([`call-1 ${'1'.repeat(16)}`, 'call-1 1111']);
  });

  it('stops by a press, in a pause and in the middle of sending', async () => {
    const stage = new Stage();
    await stage.start('1,2');
    stage.digits.stop('call-1');
    await stage.pass(5_000);
    const out = new Held<boolean>();
    stage.outcome = () => out.promise;
    await stage.start('3,4');
    stage.digits.stop('call-1');
    out.give(true);
    await stage.pass(5_000);
    expect(stage.sent).to.deep.equal(['call-1 1', 'call-1 3']);
    expect(stage.run).to.equal(undefined);
  });

  it('sends nothing more after a failure', async () => {
    const stage = new Stage();
    stage.outcome = () => Promise.resolve(false);
    await stage.start('1,2');
    await stage.pass(5_000);
    expect(stage.sent).to.deep.equal(['call-1 1']);
    expect(stage.run).to.equal(undefined);
  });

  it('begins after the answer when it was armed', async () => {
    const stage = new Stage();
    stage.digits.arm('call-1', ',5');
    stage.digits.onCalls([aCall({state: 'dialing'})]);
    await stage.pass(5_000);
    expect(stage.run?.state).to.equal('armed');
    stage.digits.onCalls([aCall()]);
    await stage.pass(1_000);
    expect(stage.sent).to.deep.equal(['call-1 5']);
  });

  it('waits for a press after a hold, and is forgotten with its call (I-11)', async () => {
    const stage = new Stage();
    await stage.start('1,2');
    stage.digits.onCalls([aCall({state: 'held'})]);
    await stage.pass(5_000);
    expect(stage.run?.state).to.equal('waiting');
    stage.digits.onCalls([]);
    expect(stage.digits.runs.state.size).to.equal(0);
    stage.digits.arm('call-1', '1');
    stage.digits.onCalls([aCall({state: 'failed'})]);
    expect(stage.digits.runs.state.size).to.equal(0);
    expect(stage.sent).to.have.lengthOf(1);
  });
});
