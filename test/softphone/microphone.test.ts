import {expect} from 'chai';
import {DeskError} from '../../src/base/errors.js';
import {Microphone} from '../../src/softphone/microphone.js';
import type {Capture} from '../../src/softphone/microphone.js';
import {FakeMicrophone, TestClock, silentLog, until} from '../support/browser/fake-edge.js';

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

  it('F-28 (inject B: the track ends; settles at once): gives every leg the next device when one is unplugged', async () => {
    const {device, own, clock} = setUp();
    let next: MediaStreamTrack | undefined;
    const share = await own.acquire((track) => (next = track));
    const first = share.track;
    device.end();
    await until(() => next);
    expect([device.asked, first.readyState, share.track === next]).to.deep.equal([2, 'ended', true]);
    expect([clock.now(), clock.waiting.length]).to.deep.equal([0, 0]);
    await until(() => own.switches.state === 1);
    share.release();
    expect(own.state.state).to.equal('idle');
  });

  it('F-28 (inject B: the track ends, the next device is busy; settles in 500 ms): it is there within the second', async () => {
    const {device, own, clock} = setUp();
    let next: MediaStreamTrack | undefined;
    const share = await own.acquire((track) => (next = track));
    device.refusal = new DOMException('', 'NotReadableError');
    device.end();
    await until(() => clock.waiting.includes(500));
    device.refusal = undefined;
    clock.advance(500);
    await until(() => next);
    expect(own.state.state).to.equal('live');
    share.release();
  });

  it('F-28 (inject B: the track ends, no device is left; settles at once): says so, and takes the one that is plugged in later', async () => {
    const {device, own} = setUp();
    own.watch();
    let next: MediaStreamTrack | undefined;
    const share = await own.acquire((track) => (next = track));
    device.devices = [];
    device.end();
    device.plug();
    await until(() => own.state.state === 'missing');
    expect([next, own.source.state]).to.deep.equal([undefined, undefined]);
    device.plug('second');
    await until(() => next);
    expect([own.state.state, share.track === next]).to.deep.equal(['live', true]);
    share.release();
    own.unwatch();
    expect([own.state.state, device.live]).to.deep.equal(['idle', 0]);
  });

  it('F-30 (inject B: the track ends, permission denied, later granted; settles at once): leaves silence, and brings the voice back when it is given again', async () => {
    const {device, own} = setUp();
    let next: MediaStreamTrack | undefined;
    const share = await own.acquire((track) => (next = track));
    device.refusal = new DOMException('', 'NotAllowedError');
    device.end();
    await until(() => own.state.state === 'denied');
    own.permissionChanged('denied');
    expect(next).to.equal(undefined);
    device.refusal = undefined;
    own.permissionChanged('granted');
    await until(() => next);
    expect(own.state.state).to.equal('live');
    share.release();
  });

  it('F-30, F-28 (inject B: permission denied, then no device; settles at once): knows of both without asking; and when that is over', async () => {
    const {device, own} = setUp();
    own.permissionChanged('denied');
    expect(own.state.state).to.equal('denied');
    own.permissionChanged('prompt');
    expect(own.state.state).to.equal('idle');
    device.devices = [];
    own.watch();
    await until(() => own.state.state === 'missing');
    device.plug('first');
    await until(() => own.state.state === 'idle');
    expect(device.asked).to.equal(0);
    own.unwatch();
  });

  it('I-05 a call that ends while the next device is asked for leaves nothing open', async () => {
    const {device, own, clock} = setUp();
    const share = await own.acquire(() => undefined);
    device.refusal = new DOMException('', 'NotReadableError');
    device.end();
    await until(() => clock.waiting.includes(500));
    share.release();
    device.refusal = undefined;
    clock.advance(500);
    await until(() => device.tracks.length === 2 && device.live === 0);
    expect(own.state.state).to.equal('idle');
  });

  it('F-31 a device that is free at the second try is used, and asked no third time', async () => {
    const {device, own, clock} = setUp();
    device.refusal = new DOMException('', 'NotReadableError');
    const acquired = own.acquire(() => undefined);
    await until(() => clock.waiting.includes(500));
    device.refusal = undefined;
    clock.advance(500);
    (await acquired).release();
    expect(device.asked).to.equal(2);
  });
});
