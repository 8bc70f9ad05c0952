/** F-50: a BYE or an ACK that gets lost leaves no leg behind, at either end. */
import {expect} from 'chai';
import {Timers} from 'sip.js/lib/core/timers.js';
import {aSoftphoneStage, firstLeg, type SoftphoneStage} from '../support/browser/a-softphone.js';
import {until} from '../support/browser/fake-edge.js';

describe('messages of a call that get lost', () => {
  let edge: SoftphoneStage['edge'];
  let device: SoftphoneStage['device'];
  let far: SoftphoneStage['far'];
  let phone: SoftphoneStage['phone'];
  let close: SoftphoneStage['close'];
  const usual = {...Timers};

  beforeEach(async () => {
    ({edge, device, far, phone, close} = await aSoftphoneStage());
  });

  afterEach(async () => {
    Object.assign(Timers, usual);
    await close();
  });

  const sent = (start: string) => edge.received.filter((text) => text.startsWith(start));
  const oks = (call: string) => edge.answers(call).filter((line) => line === '200 OK').length;

  /** Answered; the 200 is out, and nothing has been heard of it. */
  async function answered(): Promise<string> {
    const call = edge.invite([], await far.offer());
    await until(() => phone.legs.state.length === 1);
    await phone.answer(firstLeg(phone).id);
    await far.peer.setRemoteDescription({type: 'answer', sdp: await until(() => edge.description(call))});
    return call;
  }

  async function talk(): Promise<string> {
    const call = await answered();
    edge.ack(call);
    await until(() => firstLeg(phone).state === 'talking' && far.level > 0.05);
    return call;
  }

  it('F-50 (inject P: the ACK is lost; settles with the next one): the 200 is sent again, until the ACK comes', async () => {
    const call = await answered();
    await until(() => oks(call) === 3);
    edge.ack(call);
    await until(() => far.level > 0.05);
    expect([oks(call), firstLeg(phone).state, sent('BYE').length]).to.deep.equal([3, 'talking', 0]);
  });

  it('F-50 (inject P: the ACK comes late; settles with it) hung up before: the microphone is closed at once, and the BYE follows the ACK', async () => {
    const call = await answered();
    void phone.hangUp(firstLeg(phone).id);
    await until(() => phone.legs.state.length === 0);
    expect([device.live, sent('BYE').length]).to.deep.equal([0, 0]);
    edge.ack(call);
    await until(() => sent('BYE').length === 1);
  });

  it('F-50 (inject P: no ACK ever comes; settles after 64 times T1, here 1 s): the call is ended by BYE, and neither leg nor microphone is left', async () => {
    Timers.TIMER_L = 1_000;
    await answered();
    await until(() => sent('BYE').length === 1);
    expect([phone.legs.state.length, phone.microphone.state, device.live]).to.deep.equal([0, 'idle', 0]);
  });

  it('F-50 (inject P: our BYE is lost; settles at once): leg and microphone are gone, and whatever the far end still sends is answered 481', async () => {
    const call = await talk();
    edge.losesByes = true;
    await phone.hangUp(firstLeg(phone).id);
    expect([phone.legs.state.length, device.live]).to.deep.equal([0, 0]);
    edge.reinvite(call, 2, [], await far.offer());
    await until(() => edge.answers(call).some((line) => line.startsWith('481')));
    expect(phone.legs.state).to.deep.equal([]);
  });

  it('F-50 (inject P: their BYE is lost, and their sound ends; settles within 20 s): the far end is asked, says that there is no such call, and the leg goes', async function () {
    this.timeout(30_000);
    await talk();
    far.peer.close();
    await until(() => sent('INVITE').length === 1);
    expect(firstLeg(phone).state).to.equal('talking');
    edge.answerInvite(481);
    await until(() => phone.legs.state.length === 0);
    expect([phone.ended.state?.cause, phone.microphone.state, device.live]).to.deep.equal([
      'lost',
      'idle',
      0,
    ]);
  });

  it('F-50 (inject P: their BYE is lost, and comes again; settles at once): is answered 481 the second time, and nothing rings', async () => {
    const call = await talk();
    edge.bye(call, 2);
    await until(() => phone.legs.state.length === 0);
    edge.bye(call, 3);
    await until(() => edge.answers(call).some((line) => line.startsWith('481')));
    expect(phone.legs.state).to.deep.equal([]);
  });
});
