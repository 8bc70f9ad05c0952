/** When a peer connection is closed for good. */
import {expect} from 'chai';
import {closeWhenQuiet} from '../../src/softphone/quiet-close.js';
import {TestClock} from '../support/browser/fake-edge.js';

/** What of a peer connection matters here. */
class FakePeer extends EventTarget {
  closed = 0;

  close(): void {
    this.closed += 1;
  }

  change(): void {
    this.dispatchEvent(new Event('connectionstatechange'));
  }
}

describe('the end of a peer connection', () => {
  let clock: TestClock;
  let peer: FakePeer;

  beforeEach(() => {
    clock = new TestClock();
    peer = new FakePeer();
    closeWhenQuiet(peer as unknown as RTCPeerConnection, clock);
  });

  it('waits a quarter of a second for a change of state that is on its way, and after each as long again', () => {
    peer.close();
    clock.advance(249);
    peer.change();
    clock.advance(249);
    expect(peer.closed).to.equal(0);
    clock.advance(1);
    expect(peer.closed).to.equal(1);
  });

  it('comes once, however often it is asked for, and leaves no timer', () => {
    peer.close();
    peer.close();
    clock.advance(250);
    peer.change();
    peer.close();
    clock.advance(10_000);
    expect([peer.closed, clock.waiting]).to.deep.equal([1, []]);
  });

  it('does not come by a change of state alone', () => {
    peer.change();
    clock.advance(10_000);
    expect(peer.closed).to.equal(0);
  });
});
