import {expect} from 'chai';
import {Ringer} from '../../src/softphone/ringer.js';
import {SoundGate} from '../../src/softphone/sound-gate.js';
import {TestClock} from '../support/browser/fake-edge.js';
import {until} from '../support/browser/finesse-builders.js';

describe('the ring tone', () => {
  it('F-07 (inject P: the order to ring three times, to stop three times; settles at once): one sounds, then none', () => {
    const sounding = new Set<AudioBufferSourceNode>();
    let started = 0;
    const {start, stop} = AudioBufferSourceNode.prototype;
    AudioBufferSourceNode.prototype.start = function () {
      started += 1;
      sounding.add(this);
      start.call(this);
    };
    AudioBufferSourceNode.prototype.stop = function () {
      sounding.delete(this);
      stop.call(this);
    };
    const ringer = new Ringer(new SoundGate(), new TestClock());
    try {
      for (let time = 0; time < 3; time += 1) ringer.ring(true);
      expect([started, sounding.size]).to.deep.equal([1, 1]);
      for (let time = 0; time < 3; time += 1) ringer.ring(false);
      expect([started, sounding.size]).to.deep.equal([1, 0]);
    } finally {
      ringer.close();
      AudioBufferSourceNode.prototype.start = start;
      AudioBufferSourceNode.prototype.stop = stop;
    }
  });

  it('J24: sounds on the device it is given, and on the computer’s own when that one is gone', async () => {
    const asked: string[] = [];
    const context = AudioContext.prototype as AudioContext & {setSinkId(device: string): Promise<void>};
    const original = context.setSinkId.bind(context);
    context.setSinkId = (device) => {
      asked.push(device);
      return device === 'gone' ? Promise.reject(new DOMException('no such device')) : Promise.resolve();
    };
    const ringer = new Ringer(new SoundGate(), new TestClock());
    try {
      ringer.ring(true, false, {device: 'speakers'});
      await until('the device is chosen', () => asked.length === 1);
      ringer.ring(true, false, {device: 'gone'});
      await until('another one is', () => asked.length === 3);
      expect(asked).to.deep.equal(['speakers', 'gone', '']);
    } finally {
      ringer.close();
      context.setSinkId = original;
    }
  });

  it('J24: has the notes and the level it is given; the soft tone keeps its own', () => {
    const played: Float32Array[] = [];
    const {start} = AudioBufferSourceNode.prototype;
    AudioBufferSourceNode.prototype.start = function () {
      if (this.buffer) played.push(this.buffer.getChannelData(0));
      start.call(this);
    };
    const loudest = (samples: Float32Array | undefined) =>
      samples?.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0) ?? 0;
    const ringer = new Ringer(new SoundGate(), new TestClock());
    const style = {notes: [[1, 500]] as const, level: 0.5};
    try {
      ringer.ring(true, false, style);
      const [ring] = played;
      expect(loudest(ring?.subarray(0, 40_000))).to.equal(0);
      expect(loudest(ring)).to.be.within(0.4, 0.65);
      ringer.ring(true, true, style);
      expect(loudest(played[1])).to.be.within(0.01, 0.05);
    } finally {
      ringer.close();
      AudioBufferSourceNode.prototype.start = start;
    }
  });
});
