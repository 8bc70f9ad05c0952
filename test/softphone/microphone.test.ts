import {expect} from 'chai';
import {DeskError} from '../../src/base/errors.js';
import {Microphone} from '../../src/softphone/microphone.js';
import type {Capture} from '../../src/softphone/microphone.js';
import {FakeMicrophone, TestClock, silentLog, until} from './fake-edge.js';

const wishes = {echoCancellation: false, noiseSuppression: false, autoGainControl: false};

function setUp(): {device: FakeMicrophone; own: Microphone; clock: TestClock} {
  const device = new FakeMicrophone();
  const clock = new TestClock();
  return {device, clock, own: new Microphone(wishes, device as Capture, clock, silentLog)};
}

async function codeOf(promise: Promise<unknown>): Promise<string> {
  try {
    await promise;
    return 'none';
  } catch (error) {
    return error instanceof DeskError ? error.code : String(error);
  }
}

describe('the microphone', () => {
  it('I-05 is asked for once for all legs, and stops with the last of them', async () => {
    const {device, own} = setUp();
    const [first, second] = await Promise.all([own.acquire(() => undefined), own.acquire(() => undefined)]);
    expect(device.asked).to.equal(1);
    expect(first.track).not.to.equal(second.track);
    first.release();
    expect(own.state.state).to.equal('live');
    expect(second.track.readyState).to.equal('live');
    second.release();
    expect([own.state.state, device.live, second.track.readyState]).to.deep.equal(['idle', 0, 'ended']);
  });

  it('mutes legs apart', async () => {
    const {own} = setUp();
    const first = await own.acquire(() => undefined);
    const second = await own.acquire(() => undefined);
    first.track.enabled = false;
    expect([second.track.enabled, own.source.state?.enabled]).to.deep.equal([true, true]);
    first.release();
    second.release();
  });

  for (const [name, code, state] of [
    ['NotAllowedError', 'media/denied', 'denied'],
    ['NotFoundError', 'media/missing', 'missing'],
    ['SecurityError', 'media/insecure', 'denied'],
  ] as const) {
    it(`calls ${name} ${code}`, async () => {
      const {device, own} = setUp();
      device.refusal = new DOMException('', name);
      expect(await codeOf(own.acquire(() => undefined))).to.equal(code);
      expect(own.state.state).to.equal(state);
    });
  }

  it('F-31 tries a busy device once more after half a second', async () => {
    const {device, own, clock} = setUp();
    device.refusal = new DOMException('', 'NotReadableError');
    const code = codeOf(own.acquire(() => undefined));
    await until(() => clock.waiting.includes(500));
    clock.advance(500);
    expect(await code).to.equal('media/in-use');
    expect([device.asked, own.state.state]).to.deep.equal([2, 'busy']);
  });

  it('says so where the page may not have one', async () => {
    const own = new Microphone(wishes, undefined, new TestClock(), silentLog);
    expect(await codeOf(own.acquire(() => undefined))).to.equal('media/insecure');
  });

  it('F-28 gives every leg the next device when one is unplugged', async () => {
    const {device, own} = setUp();
    let next: MediaStreamTrack | undefined;
    const share = await own.acquire((track) => (next = track));
    const first = share.track;
    own.source.state?.dispatchEvent(new Event('ended'));
    await until(() => next);
    expect([device.asked, first.readyState, share.track === next]).to.deep.equal([2, 'ended', true]);
    share.release();
    expect(own.state.state).to.equal('idle');
  });
});
