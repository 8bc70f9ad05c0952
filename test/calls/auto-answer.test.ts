import {expect} from 'chai';
import {LogBook} from '../../src/base/log.js';
import {AutoAnswer} from '../../src/calls/auto-answer.js';
import {readAutoAnswerSettings} from '../../src/calls/auto-answer-settings.js';
import type {Call} from '../../src/calls/types.js';
import {ManualClock} from '../../standin/world/clock.js';
import {aCall, aLeg, nine} from '../support/browser/builders.js';
import {FakeSoftphone} from '../support/browser/fake-softphone.js';

const answerMode = {'answer-mode': ['Auto']};
const ringing = (part: Partial<Call> = {}) =>
  aCall({state: 'alerting', leg: aLeg({state: 'ringing'}), ...part});

function aStage(
  calls: unknown = {signs: ['answer-mode']},
  headers: Record<string, readonly string[]> = answerMode,
) {
  const clock = new ManualClock(nine);
  const softphone = new FakeSoftphone();
  softphone.invites.set('leg-1', headers);
  const answered: string[] = [];
  let beeps = 0;
  const auto = new AutoAnswer(
    {
      settings: {autoAnswer: {calls}},
      clock,
      softphone,
      log: new LogBook().part('desk'),
      answer: (callId) => answered.push(callId),
      beep: () => beeps++,
    },
    () => {},
  );
  /** When each call is answered by itself, ms from the start; undefined: by hand. */
  const show = (calls: readonly Call[], nailedUp = false) =>
    auto.dress(calls, nailedUp).map(({answersAt}) => answersAt && answersAt - nine);
  return {clock, softphone, answered, auto, show, beeps: () => beeps};
}

describe('a call that is answered by itself', () => {
  it('J26 says when, is answered then and not before, and beeps when it is there', () => {
    const {clock, answered, show, beeps} = aStage();
    expect(show([ringing()])).to.deep.equal([2_000]);
    clock.advance(1_999);
    expect(answered).to.deep.equal([]);
    clock.advance(1);
    expect([answered, beeps()]).to.deep.equal([['call-1'], 0]);
    show([ringing({pending: {type: 'answer', phase: 'sent'}})]);
    expect(show([aCall()])).to.deep.equal([undefined]);
    show([aCall({state: 'held'})]);
    show([aCall()]);
    expect(beeps()).to.equal(1);
  });

  it('J26 the caller leaves before: nothing is answered, and no timer is left', () => {
    const {clock, answered, show, beeps} = aStage();
    show([ringing()]);
    show([]);
    clock.advance(10_000);
    expect([answered, beeps()]).to.deep.equal([[], 0]);
  });

  it('F-49 (inject S: the caller leaves while it is being answered; settles at once): no beep, and the next call is judged anew', () => {
    const {clock, answered, show, beeps} = aStage();
    show([ringing()]);
    clock.advance(2_000);
    show([ringing({pending: {type: 'answer', phase: 'sent'}})]);
    show([]);
    expect([answered, beeps()]).to.deep.equal([['call-1'], 0]);
    expect(show([ringing({id: 'call-2'})])).to.deep.equal([4_000]);
  });

  it('J36 not answered after all, as without a microphone: it rings on, is left to the agent, and does not beep', () => {
    const {clock, answered, show, beeps} = aStage();
    show([ringing()]);
    clock.advance(2_000);
    expect(show([ringing()])).to.deep.equal([undefined]);
    clock.advance(10_000);
    show([aCall()]);
    expect([answered, beeps()]).to.deep.equal([['call-1'], 0]);
  });

  it('the agent was faster: no second answer, and no beep', () => {
    const {clock, answered, show, beeps} = aStage();
    show([ringing()]);
    expect(show([ringing({pending: {type: 'answer', phase: 'sent'}})])).to.deep.equal([undefined]);
    clock.advance(10_000);
    show([aCall()]);
    expect([answered, beeps()]).to.deep.equal([[], 0]);
  });

  for (const [what, calls] of [
    ['the agent is in another call', [ringing(), aCall({id: 'call-2', state: 'held'})]],
    ['no queue sent it', [ringing({queue: ''})]],
    ['Finesse does not know of it', [ringing({dialog: undefined})]],
    ['no leg has come', [ringing({leg: undefined})]],
  ] as const)
    it(`J26 never when ${what}`, () => {
      const {clock, answered, show} = aStage();
      expect(show(calls)[0]).to.equal(undefined);
      clock.advance(10_000);
      expect(answered).to.deep.equal([]);
    });

  it('J26 never while sound is blocked: nobody would hear the beep', () => {
    const {softphone, show} = aStage();
    softphone.soundBlocked.set(true);
    expect(show([ringing()])).to.deep.equal([undefined]);
  });

  it('a second call that rings is left to the agent once the first is taken up', () => {
    const {clock, answered, show, softphone} = aStage();
    softphone.invites.set('leg-2', answerMode);
    const second = ringing({id: 'call-2', leg: aLeg({id: 'leg-2', state: 'ringing'})});
    expect(show([ringing(), second])).to.deep.equal([2_000, 2_000]);
    show([aCall(), second]);
    clock.advance(10_000);
    expect(answered).to.deep.equal([]);
  });

  for (const [sign, headers, isGiven] of [
    ['answer-mode', {'answer-mode': ['Auto;require']}, true],
    ['answer-mode', {'priv-answer-mode': ['auto']}, true],
    ['answer-mode', {'answer-mode': ['Manual']}, false],
    ['call-info', {'call-info': ['<sip:h>;method="NOTIFY"', '<sip:h>;answer-after=0']}, true],
    ['call-info', {'call-info': ['<sip:h>;answer-after=']}, false],
    ['call-info', answerMode, false],
    ['alert-info', {'alert-info': ['<http://h>;info=alert-autoanswer;delay=0']}, true],
    ['alert-info', {'alert-info': ['<http://h>;info="RingAnswer"']}, true],
    ['alert-info', {'alert-info': ['<http://alert-autoanswer>']}, false],
    [{header: 'X-Auto-Answer', value: 'yes'}, {'x-auto-answer': ['yes']}, true],
    [{header: 'X-Auto-Answer', value: 'yes'}, {'x-auto-answer': ['yes, please']}, false],
  ] as const)
    it(`the sign ${JSON.stringify(sign)} is ${isGiven ? '' : 'not '}given by ${JSON.stringify(headers)}`, () => {
      const {show} = aStage({signs: [sign], seconds: 0}, headers);
      expect(show([ringing()])).to.deep.equal([isGiven ? 0 : undefined]);
    });

  it('J26 of a nailed connection only where the settings say so', () => {
    const call = [ringing({leg: undefined})];
    expect(aStage({nailed: true}).show(call, true)).to.deep.equal([2_000]);
    expect(aStage({signs: ['answer-mode']}).show(call, true)).to.deep.equal([undefined]);
    expect(aStage({nailed: true}).show([ringing()], false)).to.deep.equal([undefined]);
  });

  it('direct calls where the settings say so', () => {
    expect(aStage({signs: ['answer-mode'], direct: true}).show([ringing({queue: ''})])).to.deep.equal([
      2_000,
    ]);
  });

  for (const calls of [null, {}, {signs: ['answer-mode'], seconds: 4}, {signs: ['anything']}])
    it(`nothing with the settings ${JSON.stringify(calls)}`, () => {
      expect(aStage(calls).show([ringing()])).to.deep.equal([undefined]);
    });

  it('is the same object while nothing changed', () => {
    const {auto} = aStage();
    const call = ringing();
    const [first] = auto.dress([call], false);
    expect(auto.dress([call], false)[0]).to.equal(first);
    const quiet = [aCall({id: 'call-9'})];
    expect(auto.dress(quiet, false)).to.equal(quiet);
  });
});

describe('settings for answering', () => {
  it('name every fault by its path, and answer nothing then', () => {
    const faults: string[] = [];
    const read = readAutoAnswerSettings({nailedFrom: ['5x'], calls: {seconds: 9}, more: 1}, (all) =>
      faults.push(...all),
    );
    expect(read).to.deep.equal({nailedFrom: []});
    expect(faults.map((fault) => fault.split(':')[0])).to.deep.equal([
      'autoAnswer.nailedFrom.0',
      'autoAnswer.calls.seconds',
      'autoAnswer.more',
    ]);
  });
});
