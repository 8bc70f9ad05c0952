import {expect} from 'chai';
import {callingLines, LineCalls, lineDialControl} from '../../src/calls/line-call.js';
import type {Call} from '../../src/calls/types.js';
import {DeskError} from '../../src/base/errors.js';
import {aCall, aLeg, aLine} from '../support/browser/builders.js';
import {FakeSoftphone} from '../support/browser/fake-softphone.js';
import {turns} from '../support/browser/finesse-builders.js';

function aStage(calls: Call[] = []) {
  const softphone = new FakeSoftphone();
  softphone.furtherLines.set(new Map([['82001', undefined]]));
  const notices: string[] = [];
  const taken: string[] = [];
  const stage = {softphone, notices, taken, calls, isFree: true};
  const lines = new LineCalls({
    softphone,
    furtherLines: () => ['82001', '83001'],
    calls: () => calls,
    onNotice: (code) => notices.push(code),
    free: () => Promise.resolve(stage.isFree),
    onTaken: (callId) => taken.push(callId),
  });
  return {...stage, stage, lines};
}

describe('a call from a further line (J04)', () => {
  it('is placed from that line, and said to be under way until it is answered', async () => {
    const {lines, softphone, taken, calls} = aStage();
    let answer = (_legId: string) => {};
    softphone.taken = () => new Promise((resolve) => (answer = resolve));
    void lines.place(2, '5550142');
    await turns();
    expect([softphone.asked, lines.request.state?.number]).to.deep.equal([
      ['call 5550142 from 82001'],
      '5550142',
    ]);
    calls.push(aCall({id: 'call-7', line: 2, leg: aLeg({id: 'leg-9'})}));
    answer('leg-9');
    await turns();
    expect([taken, lines.request.state]).to.deep.equal([['call-7'], undefined]);
  });

  it('is not placed twice by two presses', async () => {
    const {lines, softphone} = aStage();
    void lines.place(2, '5550142');
    void lines.place(2, '5550142');
    await turns();
    expect(softphone.asked).to.have.lengthOf(1);
  });

  it('is not placed while what is talked in could not be held', async () => {
    const {lines, softphone, stage} = aStage();
    stage.isFree = false;
    void lines.place(2, '5550142');
    await turns();
    expect([softphone.asked, lines.request.state]).to.deep.equal([[], undefined]);
  });

  for (const [what, line, number, code] of [
    ['a line that is not registered', 3, '5550142', 'sip/not-registered'],
    ['a line nobody has', 5, '5550142', 'sip/not-registered'],
    ['its own number', 2, '82001', 'desk/own-number'],
  ] as const) {
    it(`is refused in words: ${what}`, async () => {
      const {lines, softphone, notices} = aStage();
      await lines.place(line, number);
      expect([notices, softphone.asked]).to.deep.equal([[code], []]);
    });
  }

  it('is refused while another call is being placed', async () => {
    const {lines, softphone, notices} = aStage([aCall({state: 'dialing'})]);
    await lines.place(2, '5550142');
    expect([notices, softphone.asked]).to.deep.equal([['finesse/line-busy'], []]);
    expect(lineDialControl([aCall({state: 'talking'})])).to.deep.equal({enabled: true});
  });

  it('tells why it came to nothing', async () => {
    const {lines, softphone, notices} = aStage();
    softphone.taken = () => Promise.reject(new DeskError('sip/busy', '486'));
    await lines.place(2, '5550142');
    expect([notices, lines.request.state]).to.deep.equal([['sip/busy'], undefined]);
  });

  it('tells nothing when it was given up here', async () => {
    const {lines, softphone, notices, taken} = aStage();
    softphone.taken = () => Promise.resolve(undefined);
    await lines.place(2, '5550142');
    expect([notices, taken]).to.deep.equal([[], []]);
  });

  it('can come from the first line and from those that are registered', () => {
    const lines = [
      aLine({index: 1, state: 'unregistered'}),
      aLine({index: 2, state: 'idle'}),
      aLine({index: 3, state: 'unregistered'}),
      aLine({index: 4, state: 'held'}),
    ];
    expect(callingLines(lines).map(({index}) => index)).to.deep.equal([1, 2, 4]);
  });
});
