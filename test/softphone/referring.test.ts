/** Handing a call of a further line on by SIP: real peer connections, and an edge made of text. */
import {expect} from 'chai';
import type {DeskError} from '../../src/base/errors.js';
import type {SoftphonePort} from '../../src/softphone/types.js';
import {aRegisteredSoftphone} from '../support/browser/a-softphone.js';
import {FakeEdge, until} from '../support/browser/fake-edge.js';
import {FarEnd} from '../support/browser/far-end.js';

describe('a call that is handed on by SIP', () => {
  let edge: FakeEdge;
  let phone: SoftphonePort;
  let far: FarEnd[];

  beforeEach(async () => {
    edge = new FakeEdge();
    far = [];
    phone = await aRegisteredSoftphone(edge);
  });

  afterEach(async () => {
    await phone.stop();
    for (const end of far) end.close();
  });

  async function talk(): Promise<string> {
    const end = new FarEnd();
    const at = far.push(end) - 1;
    const call = edge.invite([], await end.offer());
    const leg = await until(() => phone.legs.state[at]);
    await phone.answer(leg.id);
    const sdp = await until(() => edge.description(call));
    edge.ack(call);
    await end.peer.setRemoteDescription({type: 'answer', sdp});
    await until(() => phone.legs.state[at]?.state === 'talking');
    return call;
  }

  const idOf = (at: number) => phone.legs.state[at]?.id ?? '';
  const sent = (start: string) => edge.received.filter((text) => text.startsWith(start));
  const answersOf = (method: string) =>
    edge.received.filter(
      (text) => text.startsWith('SIP/2.0') && new RegExp(`^CSeq: \\d+ ${method}`, 'm').test(text),
    );

  /** Asks for it; what came of it is there when the edge has said so. */
  async function asked(to: {readonly number: string} | {readonly legId: string}) {
    const work = await phone.lineWork();
    let outcome = 'open';
    const over = work.transfer(idOf(0), to).then(
      () => (outcome = 'done'),
      (error: DeskError) => (outcome = error.code),
    );
    const refer = await until(() => sent('REFER')[0]);
    return {refer, over, outcome: () => outcome};
  }

  it('J08: names the number in its own dialog, and is done when the edge says that it is, not when it is taken', async () => {
    const call = await talk();
    const {refer, over, outcome} = await asked({number: '42002'});
    expect(refer).to.match(/^Refer-To: <sip:42002@edge\.invalid>\r$/m);
    expect(refer).to.include(`Call-ID: ${call}\r\n`);
    edge.answerRefer(202);
    edge.notify(call, 2, '100 Trying', 'active;expires=60');
    edge.notify(call, 3, '180 Ringing', 'active;expires=60');
    await until(() => answersOf('NOTIFY').length === 2);
    expect(outcome()).to.equal('open');
    edge.notify(call, 4, '200 OK', 'terminated;reason=noresource');
    await over;
    expect(outcome()).to.equal('done');
    expect(answersOf('NOTIFY').every((text) => text.startsWith('SIP/2.0 200'))).to.equal(true);
  });

  it('J09: names the other call as the one whose place is taken', async () => {
    const call = await talk();
    const other = await talk();
    const {refer, over, outcome} = await asked({legId: idOf(1)});
    const [, replaces = ''] = /^Refer-To: <sip:5550000@[^>]*\?Replaces=([^>]*)>\r$/m.exec(refer) ?? [];
    expect(decodeURIComponent(replaces)).to.equal(`${other};to-tag=edge;from-tag=${edge.tagOf(other)}`);
    edge.answerRefer(202);
    edge.notify(call, 2, '200 OK', 'terminated;reason=noresource');
    await over;
    expect(outcome()).to.equal('done');
  });

  for (const [status, code] of [
    ['486 Busy Here', 'sip/busy'],
    ['404 Not Found', 'sip/not-found'],
    ['480 Temporarily Unavailable', 'sip/no-answer'],
    ['503 Service Unavailable', 'sip/no-service'],
    ['100 Trying', 'sip/call-failed'],
  ] as const)
    it(`F-55 (inject S: the last news of a REFER is ${status}; settles at once): is told as ${code}, and the call is still there`, async () => {
      const call = await talk();
      const {over, outcome} = await asked({number: '42002'});
      edge.answerRefer(202);
      edge.notify(call, 2, status, 'terminated;reason=noresource');
      await over;
      expect([outcome(), phone.legs.state.length]).to.deep.equal([code, 1]);
    });

  it('F-55 (inject S: the REFER itself is refused; settles at once): is told, and the call is still there', async () => {
    await talk();
    const {over, outcome} = await asked({number: '42002'});
    edge.answerRefer(603);
    await over;
    expect([outcome(), phone.legs.state.length]).to.deep.equal(['sip/call-failed', 1]);
  });

  it('is over when the call is: the edge may hang up before it says a word', async () => {
    const call = await talk();
    const {over, outcome} = await asked({number: '42002'});
    edge.answerRefer(202);
    edge.bye(call, 2);
    await over;
    expect(outcome()).to.equal('done');
  });

  it('T-12 (inject S: news of a REFER that was never sent, and of one that is over; settles at once): change nothing', async () => {
    const call = await talk();
    edge.notify(call, 2, '486 Busy Here', 'terminated;reason=noresource');
    const {over, outcome} = await asked({number: '42002'});
    edge.answerRefer(202);
    edge.notify(call, 3, '480 Temporarily Unavailable', 'terminated;reason=noresource');
    await over;
    edge.notify(call, 4, '200 OK', 'terminated;reason=noresource');
    await until(() => answersOf('NOTIFY').length === 3);
    expect([outcome(), phone.legs.state[0]?.state]).to.deep.equal(['sip/no-answer', 'talking']);
  });
});
