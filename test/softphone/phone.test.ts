import {expect} from 'chai';
import {aSoftphoneStage, firstLeg, type SoftphoneStage} from '../support/browser/a-softphone.js';
import {until} from '../support/browser/fake-edge.js';

describe('a leg of the softphone', () => {
  let edge: SoftphoneStage['edge'];
  let device: SoftphoneStage['device'];
  let far: SoftphoneStage['far'];
  let phone: SoftphoneStage['phone'];
  let close: SoftphoneStage['close'];

  beforeEach(async () => {
    ({edge, device, far, phone, close} = await aSoftphoneStage());
  });

  afterEach(() => close());

  const leg = () => firstLeg(phone);

  async function ring(extra: readonly string[] = []): Promise<string> {
    const call = edge.invite(extra, await far.offer());
    await until(() => phone.legs.state.length === 1);
    return call;
  }

  async function talk(): Promise<string> {
    const call = await ring();
    await phone.answer(leg().id);
    const sdp = await until(() => edge.description(call));
    edge.ack(call);
    await far.peer.setRemoteDescription({type: 'answer', sdp});
    await until(() => leg().state === 'talking' && far.level > 0.05);
    return call;
  }

  it('rings without asking for the microphone', async () => {
    const call = await ring(['P-Asserted-Identity: "Ann" <sip:5551234@h>', 'Cisco-Guid: 1-2-3-4']);
    expect(leg()).to.include({
      direction: 'in',
      state: 'ringing',
      remoteNumber: '5551234',
      remoteName: 'Ann',
      key: '1-2-3-4',
    });
    expect([device.asked, phone.microphone.state]).to.deep.equal([0, 'idle']);
    expect(edge.answers(call)).to.include('180 Ringing');
  });

  it('J36, F-30 (inject B: the microphone is refused; settles at the next press after it is allowed): rings on, and nothing is half-open', async () => {
    const call = await ring();
    device.refusal = new DOMException('', 'NotAllowedError');
    let code = '';
    await phone.answer(leg().id).catch((error: {code: string}) => (code = error.code));
    expect([code, leg().state, phone.microphone.state]).to.deep.equal(['media/denied', 'ringing', 'denied']);
    expect(edge.answers(call).some((line) => line.startsWith('200'))).to.equal(false);
    expect(document.querySelector('audio[data-leg]')).to.equal(null);
    // Allowed after all: the same ring can be answered.
    device.refusal = undefined;
    await phone.answer(leg().id);
    expect(edge.answers(call)).to.include('200 OK');
  });

  it('I-01 a call that was taken back while the microphone was asked for is answered by a reason, and nothing stays open', async () => {
    const call = await ring();
    const {id} = leg();
    const answered = phone.answer(id).catch((error: {code: string}) => error.code);
    edge.cancel(call);
    expect(await answered).to.equal('sip/call-failed');
    expect([device.live, phone.microphone.state]).to.deep.equal([0, 'idle']);
  });

  it('F-28 J35 (inject B: the captured track ends; settles in 1 s): another headset takes over in the call, and mute is kept', async () => {
    await talk();
    const {id} = leg();
    phone.setMuted(id, true);
    await until(() => far.level < 0.001);
    device.end();
    await until(() => device.asked === 2 && phone.microphone.state === 'live');
    expect(leg()).to.include({muted: true, state: 'talking'});
    await until(() => phone.talkingWhileMuted.state);
    expect(far.level).to.be.below(0.001);
    phone.setMuted(id, false);
    await until(() => far.level > 0.05);
  });

  it('F-28 (inject B: as above, no device is left; settles in 1 s): the call goes on in silence and says so; the next that is plugged in is heard', async () => {
    await talk();
    device.devices = [];
    device.end();
    await until(() => phone.microphone.state === 'missing' && far.level < 0.001);
    expect(leg().state).to.equal('talking');
    device.plug('second');
    await until(() => phone.microphone.state === 'live' && far.level > 0.05);
  });

  it('plays the far end in an element of its own, and takes everything away at the end', async () => {
    await talk();
    const {id} = leg();
    const audio = await until(() => document.querySelector<HTMLAudioElement>(`audio[data-leg="${id}"]`));
    await until(() => !audio.paused);
    await phone.hangUp(id);
    expect([phone.legs.state.length, phone.microphone.state, device.live]).to.deep.equal([0, 'idle', 0]);
    expect(document.querySelector('audio[data-leg]')).to.equal(null);
    expect(edge.received.at(-1)).to.match(/^BYE/);
  });

  it('J06 lets nothing out while muted or silenced, whichever comes and goes', async () => {
    await talk();
    const {id} = leg();
    phone.setMuted(id, true);
    await until(() => far.level < 0.001);
    phone.setSilenced(id, true);
    phone.setMuted(id, false);
    expect(leg()).to.include({muted: false, silenced: true});
    await until(() => phone.talkingWhileMuted.state === false);
    expect(far.level).to.be.below(0.001);
    phone.setSilenced(id, false);
    await until(() => far.level > 0.05);
  });

  it('J32 I-05 is answered without a microphone; it rests with nothing captured or sent, and wakes heard', async () => {
    const call = await ring();
    await phone.answer(leg().id, true);
    const sdp = await until(() => edge.description(call));
    edge.ack(call);
    await far.peer.setRemoteDescription({type: 'answer', sdp});
    await until(() => leg().state === 'talking');
    expect([device.asked, phone.microphone.state]).to.deep.equal([0, 'idle']);
    await phone.setResting(leg().id, false);
    await until(() => far.level > 0.05);
    await phone.setResting(leg().id, false);
    expect(device.asked).to.equal(1);
    await phone.setResting(leg().id, true);
    await until(() => far.level < 0.001);
    const live = device.tracks.filter(({readyState}) => readyState === 'live');
    expect([leg().state, phone.microphone.state, live]).to.deep.equal(['talking', 'idle', []]);
    await phone.setResting(leg().id, false);
    await until(() => far.level > 0.05);
  });

  it('J06 hints when the agent talks while muted, and only then', async () => {
    await talk();
    expect(phone.talkingWhileMuted.state).to.equal(false);
    phone.setMuted(leg().id, true);
    await until(() => phone.talkingWhileMuted.state);
    phone.setMuted(leg().id, false);
    expect(phone.talkingWhileMuted.state).to.equal(false);
  });

  it('I-06 stays muted through hold and retrieve by the far end, and shows being held', async () => {
    const call = await talk();
    phone.setMuted(leg().id, true);
    for (const [number, direction] of [
      [2, 'inactive'],
      [3, 'sendrecv'],
    ] as const) {
      for (const transceiver of far.peer.getTransceivers()) transceiver.direction = direction;
      edge.reinvite(call, number, [], await far.offer());
      await until(() => edge.answers(call).filter((line) => line.startsWith('200')).length === number);
      edge.ack(call, number);
      await far.peer.setRemoteDescription({type: 'answer', sdp: edge.description(call) ?? ''});
      await until(() => leg().heldByFarEnd === (direction === 'inactive'));
    }
    expect(leg().muted).to.equal(true);
    await until(() => far.level < 0.001);
    phone.setMuted(leg().id, false);
    await until(() => far.level > 0.05);
  });

  it('takes a new name and number from a re-INVITE', async () => {
    const call = await talk();
    const before = leg();
    edge.reinvite(call, 2, ['P-Asserted-Identity: "Carl" <sip:777@h>'], await far.offer());
    await until(() => leg().remoteNumber === '777');
    expect(leg()).to.include({id: before.id, remoteName: 'Carl', state: 'talking'});
  });

  it('C6 knows what the far end says of recording, until a description no longer speaks of it (RFC 7866)', async () => {
    const call = await talk();
    expect(leg().recording).to.equal(undefined);
    const said: (string | undefined)[] = [];
    for (const [number, line] of ['a=record:on', 'a=record:paused', ''].entries()) {
      const body = (await far.offer()).trimEnd() + (line === '' ? '' : `\r\n${line}`);
      edge.reinvite(call, number + 2, [], `${body}\r\n`);
      await until(() => edge.answers(call).filter((text) => text.startsWith('200')).length === number + 2);
      edge.ack(call, number + 2);
      await far.peer.setRemoteDescription({type: 'answer', sdp: edge.description(call) ?? ''});
      said.push(leg().recording);
    }
    expect(said).to.deep.equal(['on', 'paused', undefined]);
  });

  it('C6 takes what INFO says of recording, and answers it', async () => {
    const call = await talk();
    edge.info(call, 2, ['Record: on']);
    await until(() => leg().recording === 'on');
    edge.info(call, 3);
    await until(() => edge.answers(call).filter((text) => text.startsWith('200')).length === 3);
    expect(leg().recording).to.equal('on');
  });

  it('an unchanged leg stays the same object', async () => {
    await talk();
    const before = leg();
    phone.setMuted(before.id, false);
    expect(leg()).to.equal(before);
  });

  it('I-07 goes on talking when the socket is lost, and tells the edge where it is now', async () => {
    await talk();
    edge.cut();
    expect(leg().state).to.equal('talking');
    await until(() => edge.received.some((text) => text.startsWith('INVITE')));
    expect(far.level).to.be.above(0.05);
    expect(edge.sockets.length).to.equal(2);
  });

  it('rejects what it is asked for a leg that is gone', async () => {
    for (const asked of [phone.answer('x'), phone.hangUp('x'), phone.sendDigits('x', '1')]) {
      let code = '';
      await asked.catch((error: {code: string}) => (code = error.code));
      expect(code).to.equal('sip/call-failed');
    }
  });
});
