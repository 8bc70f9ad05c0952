import {expect} from 'chai';
import type {SoftphonePort} from '../../src/softphone/types.js';
import {aRegisteredSoftphone, firstLeg} from '../support/browser/a-softphone.js';
import {FakeEdge, FakeMicrophone, FakePermission, PeerWatch, until} from '../support/browser/fake-edge.js';
import {FarEnd} from '../support/browser/far-end.js';

describe('the answer made ahead', () => {
  let edge: FakeEdge;
  let device: FakeMicrophone;
  let permission: FakePermission;
  let peers: PeerWatch;
  let far: FarEnd;
  let phone: SoftphonePort;

  beforeEach(() => {
    edge = new FakeEdge();
    device = new FakeMicrophone();
    permission = new FakePermission('granted');
    far = new FarEnd();
    peers = new PeerWatch();
  });

  afterEach(async () => {
    await phone.stop();
    await until(() => peers.open.length === 0);
    peers.restore();
    far.close();
  });

  async function start(prepare = true): Promise<void> {
    phone = await aRegisteredSoftphone(edge, {mediaDevices: device, permissions: permission, prepare});
  }

  const leg = () => firstLeg(phone);
  const gathered = (peer: RTCPeerConnection | undefined) => peer?.iceGatheringState === 'complete';
  const tracks = (peer: RTCPeerConnection | undefined) =>
    peer?.getSenders().map((sender) => sender.track) ?? [];
  /** Pairs of addresses between which a connectivity check was or will be sent. */
  const pairs = async (peer: RTCPeerConnection | undefined) =>
    [...((await peer?.getStats())?.values() ?? [])].filter(
      (report: {type: string}) => report.type === 'candidate-pair',
    ).length;

  async function ringEarly(): Promise<string> {
    const call = edge.invite([], await far.offer());
    await until(() => phone.legs.state.length === 1);
    return call;
  }

  it('I-05 keeps one connection ready on an idle line, gathered and without a track, and captures nothing', async () => {
    await start();
    await until(() => peers.open.length === 1 && gathered(peers.open[0]));
    expect(peers.open[0]?.localDescription?.sdp).to.include('a=candidate:');
    expect(tracks(peers.open[0])).to.deep.equal([null]);
    expect([device.asked, phone.microphone.state]).to.deep.equal([0, 'idle']);
  });

  it('answers a call without SDP by the very offer made while the line was idle', async () => {
    await start();
    const offer = await until(() =>
      gathered(peers.open[0]) ? peers.open[0]?.localDescription?.sdp : undefined,
    );
    const call = edge.invite();
    await until(() => phone.legs.state.length === 1);
    await phone.answer(leg().id);
    expect(edge.description(call)).to.equal(offer);
    edge.ack(call, 1, await far.answer(offer));
    await until(() => leg().state === 'talking' && far.level > 0.05);
    expect(peers.open.length).to.equal(1);
  });

  it('answers a call with SDP by the answer made while it rang; before the press nothing looks for the far end', async () => {
    await start();
    const call = await ringEarly();
    const ready = await until(() => peers.open.find((peer) => peer.remoteDescription && gathered(peer)));
    expect(tracks(ready)).to.deep.equal([null]);
    expect([ready.iceConnectionState, await pairs(ready)]).to.deep.equal(['new', 0]);
    expect([device.asked, document.querySelector('audio[data-leg]')]).to.deep.equal([0, null]);
    const answer = ready.localDescription?.sdp;
    await phone.answer(leg().id);
    expect(edge.description(call)).to.equal(answer);
    edge.ack(call);
    await far.peer.setRemoteDescription({type: 'answer', sdp: answer ?? ''});
    await until(() => leg().state === 'talking' && far.level > 0.05);
    const audio = await until(() => document.querySelector<HTMLAudioElement>('audio[data-leg]'));
    await until(() => !audio.paused);
    expect(leg().heldByFarEnd).to.equal(false);
  });

  it('answers at once where the press comes before the answer is made', async () => {
    await start();
    const call = await ringEarly();
    await phone.answer(leg().id);
    const sdp = await until(() => edge.description(call));
    edge.ack(call);
    await far.peer.setRemoteDescription({type: 'answer', sdp});
    await until(() => far.level > 0.05);
  });

  it('keeps one at most, however many ring, and closes it with its call', async () => {
    await start();
    const first = await ringEarly();
    const second = edge.invite([], await far.offer());
    await until(() => phone.legs.state.length === 2);
    expect(peers.open.length).to.equal(1);
    edge.cancel(first);
    edge.cancel(second);
    await until(() => phone.legs.state.length === 0);
    await until(() => peers.open.length === 0);
  });

  it('F-49 (inject S: a call is declined while its answer is being made; settles when that is made): only then the connection is closed', async () => {
    await start();
    await until(() => peers.open.length === 1 && gathered(peers.open[0]));
    await ringEarly();
    const peer = await until(() => (peers.open.length === 1 ? peers.open[0] : undefined));
    const close = peer.close.bind(peer);
    let isMade: boolean | undefined;
    Object.assign(peer, {
      close: () => {
        isMade = gathered(peer) && peer.localDescription?.type === 'answer';
        close();
      },
    });
    await phone.hangUp(leg().id);
    await until(() => peers.open.every((open) => open !== peer));
    expect(isMade).to.equal(true);
  });

  it('F-49, I-11 (inject S: 50 calls, answered or given up; settles with the last): leaves no connection behind', async function () {
    this.timeout(30_000);
    await start();
    await until(() => peers.open.length === 1);
    for (let round = 0; round < 50; round += 1) {
      const call = edge.invite([], round % 2 === 0 ? await far.offer() : '');
      await until(() => phone.legs.state.length === 1);
      if (round % 5 === 0) edge.cancel(call);
      else if (round % 5 === 1) await phone.hangUp(leg().id);
      else {
        await phone.answer(leg().id);
        edge.ack(call, 1, round % 2 === 0 ? '' : await farAnswer(edge.description(call) ?? ''));
        if (round % 2 === 0) await phone.hangUp(leg().id);
        else edge.bye(call, 2);
      }
      // what is closed a moment later is not kept for the next round
      await until(() => phone.legs.state.length === 0 && peers.open.length <= 1);
    }
    expect([device.live, document.querySelectorAll('audio[data-leg]').length]).to.deep.equal([0, 0]);
  });

  /** An answer from somebody who isn't watched here. */
  async function farAnswer(offer: string): Promise<string> {
    const other = new FarEnd();
    const sdp = await other.answer(offer);
    other.close();
    return sdp;
  }

  it('makes nothing ahead before the microphone is allowed, and answers all the same', async () => {
    permission = new FakePermission('prompt');
    await start();
    const call = await ringEarly();
    expect(peers.open.length).to.equal(0);
    await phone.answer(leg().id);
    const sdp = await until(() => edge.description(call));
    edge.ack(call);
    await far.peer.setRemoteDescription({type: 'answer', sdp});
    await until(() => far.level > 0.05);
  });

  it('gets ready when the microphone is allowed later, and gives up what is ready when it is taken away', async () => {
    permission = new FakePermission('prompt');
    await start();
    permission.change('granted');
    await until(() => peers.open.length === 1);
    permission.change('denied');
    await until(() => peers.open.length === 0);
  });

  it('makes a new one when the way to the edge was lost: the machine may have another address', async () => {
    await start();
    const before = await until(() => peers.open[0]);
    edge.cut();
    await until(() => phone.registration.state === 'registered');
    await until(() => peers.open.length === 1);
    expect(peers.open[0]).not.to.equal(before);
  });

  it('rings on when what it was offered can not be answered, and says so at the press', async () => {
    await start();
    const call = edge.invite(['Content-Type: application/sdp'], '');
    edge.cancel(call);
    const bad = edge.invite([], 'v=0\r\nnonsense\r\n');
    await until(() => phone.legs.state.some(({state}) => state === 'ringing'));
    let code = '';
    await phone.answer(leg().id).catch((error: {code: string}) => (code = error.code));
    expect(code).to.equal('sip/call-failed');
    await until(() => edge.answers(bad).some((line) => /^4[0-9]{2}/.test(line)));
    await until(() => phone.legs.state.length === 0);
    expect(device.live).to.equal(0);
  });

  it('can be switched off', async () => {
    await start(false);
    await ringEarly();
    expect(peers.open).to.deep.equal([]);
  });
});
