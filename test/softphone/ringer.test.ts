import {expect} from 'chai';
import {Ringer} from '../../src/softphone/ringer.js';
import {SoundGate} from '../../src/softphone/sound-gate.js';
import {TestClock} from '../support/browser/fake-edge.js';

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
});
