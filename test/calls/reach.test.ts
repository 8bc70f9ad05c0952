import {expect} from 'chai';
import {Store} from '../../src/base/store.js';
import {ReachWatch, type Reach, type ReachView} from '../../src/calls/reach.js';
import {aCall, aLeg, anAgent, aReason, nine} from '../support/browser/builders.js';

const bySystem = aReason({system: true, code: '32763'});
const reserved = anAgent({state: 'RESERVED'});
const takenBack = anAgent({state: 'NOT_READY', reason: bySystem});

class Watched {
  missed = 0;
  readonly reach = new Store<Reach>('unproven');
  readonly watch = new ReachWatch(this.reach, () => (this.missed += 1));
  #view: ReachView = {
    now: nine,
    agent: anAgent(),
    audioLeg: {kind: 'browser', number: '81001'},
    registration: 'registered',
    legs: [],
    calls: [],
  };

  see(part: Partial<ReachView>, passed = 1_000): void {
    this.#view = {...this.#view, ...part, now: this.#view.now + passed};
    this.watch.look(this.#view);
  }

  get found(): readonly [string, number] {
    return [this.reach.state, this.missed];
  }
}

describe('whether calls reach this browser (J34)', () => {
  it('is not known before a call has shown it', () => {
    const own = new Watched();
    own.see({});
    own.see({agent: anAgent({state: 'NOT_READY', reason: bySystem})});
    expect(own.found).to.deep.equal(['unproven', 0]);
  });

  it('is shown by a leg that rings here', () => {
    const own = new Watched();
    own.see({agent: reserved});
    own.see({legs: [aLeg({state: 'ringing', beganAt: nine + 1_500})]});
    own.see({agent: takenBack, legs: []}, 20_000);
    expect(own.found).to.deep.equal(['arrived', 0]);
  });

  it('is denied by a reservation that the system ends in Not Ready while nothing rang here', () => {
    const own = new Watched();
    own.see({agent: reserved});
    own.see({agent: takenBack});
    expect(own.found).to.deep.equal(['missed', 1]);
    own.see({agent: takenBack});
    expect(own.found, 'told once').to.deep.equal(['missed', 1]);
  });

  it('is denied by a call of one’s own that fails while nothing rang here, once', () => {
    const own = new Watched();
    const placed = aCall({direction: 'out', state: 'dialing', leg: undefined});
    own.see({calls: [placed]});
    own.see({calls: [{...placed, state: 'failed'}]});
    own.see({calls: [{...placed, state: 'failed', muted: true}]});
    expect(own.found).to.deep.equal(['missed', 1]);
  });

  it('is shown again by the next leg', () => {
    const own = new Watched();
    own.see({agent: reserved});
    own.see({agent: takenBack});
    own.see({legs: [aLeg({state: 'ringing', beganAt: nine + 3_000})]});
    expect(own.found).to.deep.equal(['arrived', 1]);
  });

  it('is not judged by a number that failed after one’s own leg rang', () => {
    const own = new Watched();
    const placed = aCall({direction: 'out', state: 'dialing', leg: undefined});
    own.see({legs: [aLeg({state: 'ringing', beganAt: nine + 500})]}, 500);
    own.see({calls: [placed]}, 500);
    own.see({calls: [{...placed, state: 'failed'}], legs: []});
    expect(own.found).to.deep.equal(['arrived', 0]);
  });

  it('is not judged by a caller who gave up, nor by a Not Ready that the agent chose', () => {
    const own = new Watched();
    own.see({agent: reserved});
    own.see({agent: anAgent({state: 'READY'})});
    own.see({agent: reserved});
    own.see({agent: anAgent({state: 'NOT_READY', reason: aReason()})});
    expect(own.found).to.deep.equal(['unproven', 0]);
  });

  it('is not judged while this browser is not registered: that is known by itself', () => {
    const own = new Watched();
    own.see({agent: reserved});
    own.see({registration: 'reconnecting'});
    own.see({registration: 'registered'});
    own.see({agent: takenBack});
    expect(own.found).to.deep.equal(['unproven', 0]);
  });

  it('is not judged on a nailed leg, which rings for no call, nor on a desk phone', () => {
    const own = new Watched();
    const mobileAgent = {mode: 'NAILED_CONNECTION', dialNumber: '81001'} as const;
    own.see({agent: anAgent({state: 'RESERVED', mobileAgent})});
    own.see({agent: anAgent({state: 'NOT_READY', reason: bySystem, mobileAgent})});
    own.see({audioLeg: {kind: 'desk-phone', number: '42001'}, agent: reserved});
    own.see({agent: takenBack});
    expect(own.found).to.deep.equal(['unproven', 0]);
  });

  it('is forgotten with the number', () => {
    const own = new Watched();
    own.see({agent: reserved});
    own.see({agent: takenBack});
    own.see({audioLeg: {kind: 'browser', number: '81002'}});
    expect(own.found).to.deep.equal(['unproven', 1]);
  });
});
