/** Far ends that hear each other through this page: real peer connections, a fake edge and a microphone of 700 Hz. */
import {expect} from 'chai';
import type {Leg, SoftphonePort} from '../../src/softphone/types.js';
import {aRegisteredSoftphone} from '../support/browser/a-softphone.js';
import {FakeEdge, FakeMicrophone, until} from '../support/browser/fake-edge.js';
import {FarEnd} from '../support/browser/far-end.js';

const agent = 700;
const tones = [1_130, 1_790, 2_620];

describe('legs joined in the page (J12)', function () {
  // several real peer connections each, with sound
  this.timeout(20_000);

  let edge: FakeEdge;
  let device: FakeMicrophone;
  let phone: SoftphonePort;
  let far: FarEnd[];
  let calls: string[];

  beforeEach(async () => {
    edge = new FakeEdge();
    device = new FakeMicrophone();
    phone = await aRegisteredSoftphone(edge, {mediaDevices: device});
    far = [];
    calls = [];
  });

  afterEach(async () => {
    await phone.stop();
    for (const each of far) each.close();
  });

  async function talk(hz: number): Promise<Leg> {
    const end = new FarEnd(hz);
    const call = edge.invite([], await end.offer());
    far.push(end);
    calls.push(call);
    const at = far.length - 1;
    const leg = await until(() => phone.legs.state[at]);
    await phone.answer(leg.id);
    const sdp = await until(() => edge.description(call));
    edge.ack(call);
    await end.peer.setRemoteDescription({type: 'answer', sdp});
    await until(() => phone.legs.state[at]?.state === 'talking' && end.hears(agent));
    return leg;
  }

  /** Each far end hears exactly these. */
  const hear = (...expected: readonly (readonly number[])[]) =>
    until(() =>
      expected.every((heard, at) =>
        [agent, ...tones].every((hz) => far[at]?.hears(hz) === heard.includes(hz)),
      ),
    );

  async function joined(count: number): Promise<Leg[]> {
    const legs: Leg[] = [];
    for (const hz of tones.slice(0, count)) legs.push(await talk(hz));
    await (await phone.lineWork()).join(legs.map(({id}) => id));
    return legs;
  }

  const mixedWith = () => phone.legs.state.map(({mixedWith: others}) => others?.length);

  it('hear the agent and each other, never themselves', async () => {
    const legs = await joined(2);
    await hear([agent, 1_790], [agent, 1_130]);
    expect(phone.legs.state.map((leg) => leg.mixedWith)).to.deep.equal([[legs[1]?.id], [legs[0]?.id]]);
  });

  it('hear each other also while the agent is muted, to all at once, and the agent again after it (I-06)', async () => {
    const legs = await joined(2);
    phone.setMuted(legs[0]?.id ?? '', true);
    await hear([1_790], [1_130]);
    expect(phone.legs.state.map(({muted}) => muted)).to.deep.equal([true, true]);
    phone.setMuted(legs[1]?.id ?? '', false);
    await hear([agent, 1_790], [agent, 1_130]);
  });

  it('are muted or not as the one that was talked in last (I-06)', async () => {
    const held = await talk(1_130);
    const talked = await talk(1_790);
    phone.setMuted(held.id, true);
    await (await phone.lineWork()).join([held.id, talked.id]);
    await hear([agent, 1_790], [agent, 1_130]);
    expect(phone.legs.state.map(({muted}) => muted)).to.deep.equal([false, false]);
  });

  it('three hear each other; one leaves, and the others go on', async () => {
    await joined(3);
    // loud tones mixed give others besides: here only those that must be there count
    for (const [at, end] of far.entries())
      for (const hz of [agent, ...tones.filter((_, other) => other !== at)]) await until(() => end.hears(hz));
    expect(mixedWith()).to.deep.equal([2, 2, 2]);
    edge.bye(calls[2] ?? '', 2);
    await until(() => phone.legs.state.length === 2);
    await hear([agent, 1_790], [agent, 1_130]);
    expect(mixedWith()).to.deep.equal([1, 1]);
  });

  it('one of two leaves: the other is a call like any other, and after it no microphone is open (I-05)', async () => {
    await joined(2);
    edge.bye(calls[0] ?? '', 2);
    await until(() => phone.legs.state.length === 1);
    expect(mixedWith()).to.deep.equal([undefined]);
    await until(() => far[1]?.hears(agent) === true && !far[1].hears(1_130));
    edge.bye(calls[1] ?? '', 2);
    await until(() => phone.legs.state.length === 0);
    expect([device.live, phone.microphone.state]).to.deep.equal([0, 'idle']);
  });

  it('are parted where nobody else is named', async () => {
    const [first] = await joined(2);
    await (await phone.lineWork()).join([first?.id ?? '']);
    await hear([agent], [agent]);
    expect(mixedWith()).to.deep.equal([undefined, undefined]);
  });

  it('one is held by its dialog: it hears nobody any more, and nobody hears it', async () => {
    const [first] = await joined(2);
    phone.setSilenced(first?.id ?? '', true);
    await hear([], [agent]);
    phone.setSilenced(first?.id ?? '', false);
    await hear([agent], [agent]);
  });

  it('another microphone takes over: all go on hearing each other and the agent', async () => {
    await joined(2);
    device.end();
    await until(() => device.asked === 2 && phone.microphone.state === 'live');
    await hear([agent, 1_790], [agent, 1_130]);
  });

  it('a leg that is not up is not joined, and nothing has changed', async () => {
    const leg = await talk(1_130);
    edge.invite([], await new FarEnd().offer());
    const second = await until(() => phone.legs.state[1]);
    let code = '';
    await (
      await phone.lineWork()
    )
      .join([leg.id, second.id])
      .catch((error: {code: string}) => (code = error.code));
    expect([code, mixedWith()]).to.deep.equal(['media/not-joined', [undefined, undefined]]);
    expect(far[0]?.hears(agent)).to.equal(true);
  });
});
