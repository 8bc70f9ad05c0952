/** What SIP itself does wrong, or is made to do by others: refusals, races and forgeries. */
import {expect} from 'chai';
import type {SoftphonePort} from '../../src/softphone/types.js';
import {aSoftphoneStage, aSoftphone, firstLeg, type SoftphoneStage} from '../support/browser/a-softphone.js';
import {FakeEdge, TestClock, until} from '../support/browser/fake-edge.js';
import {Ear, FarEnd} from '../support/browser/far-end.js';

describe('a registrar that says no', () => {
  let edge: FakeEdge;
  let clock: TestClock;
  let phone: SoftphonePort;

  beforeEach(() => {
    edge = new FakeEdge();
    clock = new TestClock();
    phone = aSoftphone(edge, {clock, random: () => 0.5});
  });

  afterEach(() => phone.stop());

  /** The first REGISTER has got that answer, and the next is on its way to be sent. */
  async function refusedWith(status: number, headers: readonly string[] = []): Promise<void> {
    edge.registerOnce = {status, headers};
    phone.start();
    await until(() => edge.received.length > 0);
  }

  /** Time passes, and what is due is done. */
  const triesAgain = () =>
    until(() => {
      clock.advance(1_000);
      return phone.registration.state === 'registered';
    });

  it('F-46 (inject S: 423 with Min-Expires; settles with the next try): asks for as long as the registrar wants', async () => {
    await refusedWith(423, ['Min-Expires: 600']);
    await triesAgain();
    expect(edge.received.at(-1)).to.match(/;expires=600\r\n/);
  });

  it('F-46 (inject S: 503 with Retry-After; settles when that time is over): asks for nothing before', async () => {
    await refusedWith(503, ['Retry-After: 20']);
    await until(() => clock.waiting.includes(20_000));
    clock.advance(19_999);
    expect(edge.received).to.have.lengthOf(1);
    await triesAgain();
  });

  for (const status of [480, 486, 488, 600, 603])
    it(`F-46 (inject S: ${status}; settles with the next try): is tried again, and never called registered before`, async () => {
      await refusedWith(status);
      expect(phone.registration.state).to.equal('connecting');
      await triesAgain();
    });

  it('F-46 (inject S: 302 to another server; settles with the next try): goes nowhere else', async () => {
    await refusedWith(302, ['Contact: <sip:81001@evil.invalid;transport=ws>']);
    await triesAgain();
    expect(edge.received.filter((text) => /^REGISTER sip:(?!edge\.invalid)/.test(text))).to.deep.equal([]);
  });
});

describe('races and forgeries in a call', () => {
  let edge: SoftphoneStage['edge'];
  let device: SoftphoneStage['device'];
  let far: SoftphoneStage['far'];
  let peers: SoftphoneStage['peers'];
  let phone: SoftphoneStage['phone'];
  let close: SoftphoneStage['close'];

  beforeEach(async () => {
    ({edge, device, far, peers, phone, close} = await aSoftphoneStage({random: () => 0}));
  });

  afterEach(() => close());

  const leg = () => firstLeg(phone);

  /** Answered, and the answer not acknowledged yet. */
  async function answer(): Promise<{readonly call: string; readonly sdp: string}> {
    const call = edge.invite([], await far.offer());
    await until(() => phone.legs.state.length === 1);
    await phone.answer(leg().id);
    return {call, sdp: await until(() => edge.description(call))};
  }

  async function talk(): Promise<string> {
    const {call, sdp} = await answer();
    edge.ack(call);
    await far.peer.setRemoteDescription({type: 'answer', sdp});
    await until(() => leg().state === 'talking' && far.level > 0.05);
    return call;
  }

  const sent = (start: string) => edge.received.filter((text) => text.startsWith(start));

  it('F-47 (inject S: our re-INVITE meets theirs, 491 both ways; settles with the next try): tried again, and the call goes on', async function () {
    this.timeout(10_000);
    const call = await talk();
    edge.cut();
    await until(() => sent('INVITE').length === 1);
    edge.reinvite(call, 2, [], await far.offer());
    await until(() => edge.answers(call).some((line) => line.startsWith('491')));
    edge.ack(call, 2);
    edge.answerInvite(491);
    await until(() => sent('INVITE').length === 2);
    expect(leg().state).to.equal('talking');
    expect(far.level).to.be.above(0.05);
  });

  it('F-46 (inject S: 488 to a hold; settles at once): the call goes on as it was, and both hear each other', async () => {
    await talk();
    const element = document.querySelector<HTMLAudioElement>('audio[data-leg]');
    const ear = new Ear(element?.srcObject as MediaStream);
    await until(() => ear.level > 0.05);
    const held = (await phone.lineWork()).setHeld(leg().id, true).catch((error: unknown) => error);
    const offer = await until(() => sent('INVITE')[0]);
    expect(offer).to.match(/^a=sendonly$/m);
    edge.answerInvite(488);
    expect(await held).to.include({code: 'sip/call-failed'});
    // for longer than what was heard before the refusal lasts
    let heard = 0;
    await until(() => (heard = ear.level > 0.05 && far.level > 0.05 ? heard + 1 : 0) > 20);
    ear.close();
  });

  it('F-47 (inject S: the ACK of our answer comes after the agent pressed hold; settles with it): held then, and the call goes on', async () => {
    const {call} = await answer();
    const held = (await phone.lineWork()).setHeld(leg().id, true);
    // for longer than a description takes to be made
    let looks = 0;
    await until(() => (looks += 1) > 30 || sent('INVITE').length > 0);
    expect(sent('INVITE')).to.deep.equal([]);
    edge.ack(call);
    const offer = await until(() => sent('INVITE')[0]);
    expect(offer).to.match(/^a=sendonly$/m);
    edge.answerInvite(488);
    await held.catch(() => undefined);
    expect([leg().state, sent('BYE')]).to.deep.equal(['talking', []]);
  });

  it('a call that its far end ends leaves nothing in the browser: its peer connection closes when its state is settled', async () => {
    const call = await talk();
    const [peer] = peers.open;
    edge.bye(call, 2);
    await until(() => phone.legs.state.length === 0);
    expect(peer?.signalingState).to.not.equal('closed');
    expect(peer?.getSenders().map(({track}) => track?.readyState)).to.deep.equal(['ended']);
    expect(document.querySelector('audio[data-leg]')).to.equal(null);
    await until(() => peer?.signalingState === 'closed');
  });

  it('F-51 (inject S: a hundred calls ring and are given up; settles with the last): nothing is left of them', async function () {
    this.timeout(20_000);
    let ended = 0;
    const stop = phone.ended.subscribe(() => (ended += 1));
    for (let count = 0; count < 100; count += 1) {
      const call = edge.invite();
      await until(() => edge.answers(call).includes('180 Ringing'));
      edge.cancel(call);
      await until(() => edge.answers(call).some((line) => line.startsWith('487')));
    }
    stop();
    expect([phone.legs.state.length, ended, device.asked]).to.deep.equal([0, 100, 0]);
    // the one that is prepared for the next call
    await until(() => peers.open.length <= 1);
  });

  for (const method of ['BYE', 'INVITE', 'UPDATE', 'CANCEL', 'INFO'] as const)
    it(`T-13 (inject: ${method} with guessed tags; settles at once): the call does not notice`, async () => {
      const call = await talk();
      const before = leg();
      edge.forge(method, call);
      // what comes after it is answered after it
      edge.reinvite(call, 2, [], await far.offer());
      await until(() => edge.answers(call).filter((line) => line === '200 OK').length === 2);
      edge.ack(call, 2);
      expect([leg().id, leg().state]).to.deep.equal([before.id, 'talking']);
      expect(far.level).to.be.above(0.05);
      expect(sent('BYE')).to.deep.equal([]);
    });

  it('T-13 (inject: an INVITE that says it replaces the call; settles at once): it rings as any other, and the call stays, also when it is answered', async () => {
    const call = await talk();
    const tag = edge.tagOf(call);
    const second = new FarEnd(900);
    const other = edge.invite(
      [`Replaces: ${call};to-tag=${tag};from-tag=edge`, 'Supported: replaces'],
      await second.offer(),
    );
    await until(() => edge.answers(other).includes('180 Ringing'));
    expect(phone.legs.state.map(({state}) => state)).to.deep.equal(['talking', 'ringing']);
    await phone.answer(phone.legs.state[1]?.id ?? '');
    await second.peer.setRemoteDescription({type: 'answer', sdp: await until(() => edge.description(other))});
    edge.ack(other);
    await until(() => second.level > 0.05);
    expect(phone.legs.state.map(({state}) => state)).to.deep.equal(['talking', 'talking']);
    expect(sent('BYE')).to.deep.equal([]);
    expect(far.level).to.be.above(0.05);
    second.close();
  });
});
