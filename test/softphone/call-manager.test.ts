import {expect} from 'chai';
import {Web} from 'sip.js';
import type {SoftphonePort} from '../../src/softphone/types.js';
import {aRegisteredSoftphone, firstLeg} from '../support/browser/a-softphone.js';
import {FakeEdge, FakeMicrophone, PeerWatch, until} from '../support/browser/fake-edge.js';
import {Ear, FarEnd} from '../support/browser/far-end.js';

describe('the habits of a call manager', () => {
  let edge: FakeEdge;
  let device: FakeMicrophone;
  let far: FarEnd;
  let peers: PeerWatch;
  let phone: SoftphonePort;

  beforeEach(() => {
    edge = new FakeEdge();
    device = new FakeMicrophone();
    far = new FarEnd();
    peers = new PeerWatch();
  });

  afterEach(async () => {
    await phone.stop();
    peers.restore();
    far.close();
  });

  async function start(describe?: Web.SessionDescriptionHandlerFactory): Promise<void> {
    phone = await aRegisteredSoftphone(edge, {mediaDevices: device, describe});
  }

  const leg = () => firstLeg(phone);

  async function ring(offer: string, extra: readonly string[] = []): Promise<string> {
    const call = edge.invite(extra, offer);
    await until(() => phone.legs.state.length === 1);
    return call;
  }

  async function talk(offer: 'early' | 'delayed'): Promise<string> {
    const call = await ring(offer === 'early' ? await far.offer() : '');
    await phone.answer(leg().id);
    const sdp = await until(() => edge.description(call));
    if (offer === 'early') {
      edge.ack(call);
      await far.peer.setRemoteDescription({type: 'answer', sdp});
    } else edge.ack(call, 1, await far.answer(sdp));
    await until(() => leg().state === 'talking');
    await heardBothWays();
    return call;
  }

  async function heardBothWays(): Promise<void> {
    const audio = await until(() => document.querySelector<HTMLAudioElement>('audio[data-leg]'));
    await until(() => audio.srcObject instanceof MediaStream && audio.srcObject.getTracks().length > 0);
    const ear = new Ear(audio.srcObject as MediaStream);
    await until(() => ear.level > 0.05 && far.level > 0.05);
    ear.close();
  }

  const oks = (call: string) => edge.answers(call).filter((line) => line.startsWith('200')).length;

  /** The next re-INVITE with the far end's offer. */
  async function reinvite(
    call: string,
    direction: RTCRtpTransceiverDirection,
    number: number,
  ): Promise<void> {
    const before = oks(call);
    edge.reinvite(call, number, [], await far.offer(direction));
    await until(() => oks(call) > before);
    edge.ack(call, number);
    await far.peer.setRemoteDescription({type: 'answer', sdp: edge.description(call) ?? ''});
  }

  /** The next re-INVITE without one: the softphone offers, the far end's ACK says the direction. */
  async function askForOffer(
    call: string,
    direction: RTCRtpTransceiverDirection,
    number: number,
  ): Promise<string> {
    const before = oks(call);
    edge.reinvite(call, number);
    await until(() => oks(call) > before);
    const offer = edge.description(call) ?? '';
    edge.ack(call, number, await far.answer(offer, direction));
    return /a=(sendrecv|sendonly|recvonly|inactive)/.exec(offer)?.[1] ?? '';
  }

  const directionOf = () => far.peer.getTransceivers()[0]?.currentDirection;

  for (const offer of ['early', 'delayed'] as const) {
    it(`hold, music and resume twice in one call that began with an ${offer} offer: heard both ways afterwards`, async function () {
      this.timeout(20_000);
      await start();
      const call = await talk(offer);
      let number = 1;
      for (let round = 0; round < 2; round += 1) {
        await reinvite(call, 'inactive', (number += 1));
        await until(() => leg().heldByFarEnd);
        expect(await askForOffer(call, 'sendonly', (number += 1))).to.equal('sendrecv');
        expect(leg().heldByFarEnd).to.equal(true);
        await reinvite(call, 'inactive', (number += 1));
        expect(await askForOffer(call, 'sendrecv', (number += 1))).to.equal('sendrecv');
        await until(() => !leg().heldByFarEnd);
        expect(directionOf()).to.equal('sendrecv');
        await heardBothWays();
      }
      expect(edge.received.some((text) => text.startsWith('BYE'))).to.equal(false);
    });
  }

  it('F-47 (inject S: retrieved right after the ACK that held it; settles with the answer): heard both ways, and nothing is refused', async () => {
    await start();
    const call = await talk('early');
    edge.reinvite(call, 2);
    await until(() => oks(call) === 2);
    const hold = await far.answer(edge.description(call) ?? '', 'sendonly');
    // one after the other, with no time between to take the answer
    edge.ack(call, 2, hold);
    edge.reinvite(call, 3);
    await until(() => oks(call) === 3);
    edge.ack(call, 3, await far.answer(edge.description(call) ?? '', 'sendrecv'));
    await until(() => directionOf() === 'sendrecv' && !leg().heldByFarEnd);
    await heardBothWays();
    expect(edge.answers(call).filter((line) => line.startsWith('500'))).to.deep.equal([]);
  });

  it('F-47 (inject S: retrieved right after the ACK that held it, and ended; settles at once): the INVITE is answered too, and no leg is left', async () => {
    await start();
    const call = await talk('early');
    edge.reinvite(call, 2);
    await until(() => oks(call) === 2);
    edge.ack(call, 2, await far.answer(edge.description(call) ?? '', 'sendonly'));
    edge.reinvite(call, 3);
    edge.bye(call, 4);
    await until(() => phone.legs.state.length === 0);
    await until(() => edge.answers(call).some((line) => line.startsWith('481')));
  });

  it("the library's own media handler offers recvonly after the hold, and the resume leaves no voice or no call", async function () {
    this.timeout(20_000);
    const capture = async () => device.getUserMedia();
    const stock = Web.defaultSessionDescriptionHandlerFactory(capture);
    await start((session, options) =>
      stock(session, {...options, iceGatheringTimeout: 500, peerConnectionConfiguration: {iceServers: []}}),
    );
    const call = await talk('early');
    await reinvite(call, 'inactive', 2);
    expect(await askForOffer(call, 'sendonly', 3)).to.equal('recvonly');
    await reinvite(call, 'inactive', 4);
    const before = oks(call);
    edge.reinvite(call, 5);
    await until(() => oks(call) > before);
    // The call manager answers as it always does, whatever was offered.
    const offer = edge.description(call) ?? '';
    const answer = (await far.answer(offer, 'sendrecv')).replace(/a=(sendonly|inactive)/, 'a=sendrecv');
    edge.ack(call, 5, answer);
    await until(() => edge.received.some((text) => text.startsWith('BYE')));
    await until(() => phone.legs.state.length === 0);
  });

  it('T-12 (inject: REFER in a call and out of the blue; settles at once): refused, and nobody is called', async function () {
    this.timeout(20_000);
    await start();
    const call = await talk('early');
    edge.refer(call, 2, ['Refer-To: <sip:0900123456@edge.invalid>']);
    edge.refer(call, 3, ['Refer-To: <sip:5550001@edge.invalid?Route=%3Csip:evil.invalid%3E>']);
    edge.refer('out-of-the-blue', 1, ['Refer-To: <sip:0900123456@edge.invalid>']);
    const refusals = () => edge.received.filter((text) => /^SIP\/2\.0 (405|603)/.test(text)).length;
    await until(() => refusals() === 3);
    await heardBothWays();
    expect(edge.received.filter((text) => text.startsWith('INVITE'))).to.deep.equal([]);
    expect(edge.received.some((text) => text.startsWith('SIP/2.0 202'))).to.equal(false);
  });

  for (const offer of ['early', 'delayed'] as const) {
    it(`100rel: a call with an ${offer} offer is described in a reliable 183, rings in a reliable 180, and is silent until answered`, async () => {
      await start();
      const call = await ring(offer === 'early' ? await far.offer() : '', ['Require: 100rel']);
      await until(() => edge.answers(call).includes('183 Session Progress'));
      const progress = edge.received.find((text) => text.startsWith('SIP/2.0 183')) ?? '';
      expect(progress).to.match(/^Require: 100rel\r$/m);
      expect(progress).to.match(/^RSeq: \d+\r$/m);
      const sdp = edge.description(call, 183) ?? '';
      if (offer === 'early') {
        await far.peer.setRemoteDescription({type: 'answer', sdp});
        edge.prack(call, 2);
      } else edge.prack(call, 2, await far.answer(sdp));
      await until(() => edge.answers(call).includes('180 Ringing'));
      edge.prack(call, 3);
      // The media path is up before the agent has answered; nothing goes over it, and nothing of it is played.
      await until(() => far.peer.connectionState === 'connected');
      expect([device.asked, far.level, leg().state]).to.deep.equal([0, 0, 'ringing']);
      expect(document.querySelector('audio[data-leg]')).to.equal(null);
      const sent = await packetsSent(peers.open);
      expect(sent).to.equal(0);
      await phone.answer(leg().id);
      edge.ack(call);
      await heardBothWays();
      expect(leg().state).to.equal('talking');
    });
  }

  it('100rel: answered before the PRACK, the 200 waits for it', async () => {
    await start();
    const call = await ring(await far.offer(), ['Require: 100rel']);
    const sdp = await until(() => edge.description(call, 183));
    await far.peer.setRemoteDescription({type: 'answer', sdp});
    const answered = phone.answer(leg().id);
    await until(() => leg().state === 'connecting');
    expect(edge.answers(call).some((line) => line.startsWith('200'))).to.equal(false);
    edge.prack(call, 2);
    await answered;
    edge.ack(call);
    await heardBothWays();
  });

  it('a new identity by re-INVITE is shown, and a hold after it does not bring the old one back', async () => {
    await start();
    const call = await talk('early');
    edge.reinvite(call, 2, ['P-Asserted-Identity: "Carl" <sip:777@h>'], await far.offer());
    await until(() => leg().remoteNumber === '777');
    edge.ack(call, 2);
    await far.peer.setRemoteDescription({type: 'answer', sdp: edge.description(call) ?? ''});
    await reinvite(call, 'inactive', 3);
    await until(() => leg().heldByFarEnd);
    expect(leg()).to.include({remoteNumber: '777', remoteName: 'Carl'});
  });

  for (const [reasons, cause] of [
    [['Reason: SIP;cause=200;text="Call completed elsewhere"'], 'completed-elsewhere'],
    [['Reason: Q.850;cause=26', 'Reason: SIP ;cause=200'], 'completed-elsewhere'],
    [['Reason: Q.850;cause=16'], 'cancelled'],
    [[], 'cancelled'],
  ] as const) {
    it(`F-54 (inject S: a ring is taken back with ${reasons.join(' and ') || 'no reason'}; settles at once): nothing rings, and its end is ${cause}`, async () => {
      await start();
      const call = await ring('', ['P-Asserted-Identity: "Ann" <sip:5551234@h>']);
      const {id} = leg();
      let seen: unknown;
      const stop = phone.legs.subscribe(() => (seen = phone.ended.state));
      edge.cancel(call, reasons);
      await until(() => phone.legs.state.length === 0);
      stop();
      expect(seen).to.deep.equal({id, cause, remoteNumber: '5551234', remoteName: 'Ann'});
      await until(() => edge.answers(call).includes('487 Request Terminated'));
    });
  }

  it('a leg somebody hung up ended normally, one that lost its socket while ringing was lost', async () => {
    await start();
    const call = await talk('early');
    edge.bye(call, 2);
    await until(() => phone.ended.state?.cause === 'normal');
    await ring('');
    edge.cut();
    await until(() => phone.ended.state?.cause === 'lost');
  });

  for (const pressedFirst of [true, false]) {
    it(`F-49 (inject S: a CANCEL meets the press, ${pressedFirst ? 'press' : 'CANCEL'} first; settles at once): leaves the leg ended and the microphone closed`, async () => {
      await start();
      const call = await ring(await far.offer());
      const {id} = leg();
      if (!pressedFirst) edge.cancel(call);
      const answered = phone.answer(id).then(
        () => 'answered',
        (error: {code: string}) => error.code,
      );
      if (pressedFirst) edge.cancel(call);
      expect(await answered).to.equal('sip/call-failed');
      expect([phone.legs.state.length, device.live]).to.deep.equal([0, 0]);
    });
  }
});

/** Audio packets that left any of these connections. */
async function packetsSent(peers: readonly RTCPeerConnection[]): Promise<number> {
  let sum = 0;
  for (const peer of peers) {
    for (const report of (await peer.getStats()).values() as Iterable<{type: string; packetsSent?: number}>) {
      if (report.type === 'outbound-rtp') sum += report.packetsSent ?? 0;
    }
  }
  return sum;
}
