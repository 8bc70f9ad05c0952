import {expect} from 'chai';
import fc from 'fast-check';
import {backoffMs} from '../../src/base/backoff.js';
import {LogBook} from '../../src/base/log.js';
import type {SystemInfo} from '../../src/finesse/parse.js';
import {Sides} from '../../src/finesse/sides.js';
import {ManualClock} from '../../standin/world/clock.js';
import {turns} from '../support/browser/finesse-builders.js';

type Side = 'in service' | 'out of service' | 'gone';

/** Two servers, each as a test says. */
class Stage {
  readonly clock = new ManualClock();
  readonly ending = new AbortController();
  readonly moves: string[] = [];
  readonly asked: string[] = [];
  a: Side = 'in service';
  b: Side = 'in service';
  readonly sides: Sides;
  readonly #began = this.clock.now();

  constructor(random: () => number = () => 0.5, origins = ['', 'https://b.test']) {
    this.sides = new Sides(
      {
        origins,
        ask: (origin) => {
          this.asked.push(origin);
          const side = origin === '' ? this.a : this.b;
          const system: SystemInfo = {
            inService: side === 'in service',
            deployment: 'CCE',
            xmppDomain: origin === '' ? 'a.test' : 'b.test',
            timestamp: undefined,
          };
          return side === 'gone' ? Promise.reject(new TypeError('network')) : Promise.resolve(system);
        },
        clock: this.clock,
        log: new LogBook().part('sides'),
        random,
        onMove: ({xmppDomain}) => this.moves.push(`${this.seconds} ${xmppDomain}`),
      },
      this.ending.signal,
    );
  }

  get seconds(): number {
    return (this.clock.now() - this.#began) / 1_000;
  }

  async pass(ms: number): Promise<void> {
    for (let left = ms; left > 0; left -= 100) {
      this.clock.advance(100);
      await turns();
    }
  }
}

describe('the two Finesse servers, on a page of our own', () => {
  for (const a of ['out of service', 'gone'] as const)
    it(`F-14 (inject S: A ${a}, B in service; settles in 10 s): is on B after a jitter of 0 to 3 s`, async () => {
      for (const luck of [0, 0.5, 0.999]) {
        const stage = new Stage(() => luck);
        stage.a = a;
        stage.sides.follow('failing');
        await stage.pass(10_000);
        expect(stage.moves).to.have.lengthOf(1);
        expect(Number.parseFloat(stage.moves[0] ?? '')).to.be.closeTo(luck * 3, 0.11);
        expect(stage.sides.origin).to.equal('https://b.test');
      }
    });

  it('F-14 (inject S: A is in service, but nothing comes from it; settles in 15 s): the other is tried after three looks', async () => {
    const stage = new Stage();
    stage.sides.follow('failing');
    await stage.pass(15_000);
    expect(stage.moves).to.have.lengthOf(1);
  });

  it('F-14 (inject: a short loss; settles by itself): a server that is there again is not left', async () => {
    const stage = new Stage();
    stage.sides.follow('failing');
    await stage.pass(3_000);
    stage.sides.follow('live');
    await stage.pass(60_000);
    expect([stage.moves, stage.asked.length]).to.deep.equal([[], 2]);
  });

  it('F-15 (inject K: both are away for 150 s; settles in 10 s): nothing is left, and the first that is back is used', async () => {
    const stage = new Stage();
    [stage.a, stage.b] = ['gone', 'out of service'];
    stage.sides.follow('down');
    await stage.pass(150_000);
    expect(stage.moves).to.deep.equal([]);
    expect(stage.asked.length / 2, 'not in a tight loop').to.be.within(30, 80);
    stage.b = 'in service';
    await stage.pass(10_000);
    expect(stage.moves).to.have.lengthOf(1);
  });

  it('F-16 (inject S: A and B take turns each 5 s for 2 min; settles with the last turn): at most one move in ten seconds, at a bounded rate of requests', async () => {
    const stage = new Stage(() => 0.1);
    for (let turn = 0; turn < 24; turn++) {
      [stage.a, stage.b] = turn % 2 === 0 ? ['gone', 'in service'] : ['in service', 'gone'];
      const lost = (stage.sides.origin === '' ? stage.a : stage.b) === 'gone';
      stage.sides.follow(lost ? 'failing' : 'live');
      await stage.pass(5_000);
    }
    const at = stage.moves.map((move) => Number.parseFloat(move));
    expect(at.length).to.be.greaterThan(1);
    for (const [index, time] of at.entries()) {
      if (index > 0) expect(time - (at[index - 1] ?? 0)).to.be.at.least(10);
    }
    expect(stage.asked.length).to.be.lessThan(120);
  });

  it('are not looked at where only one is configured, and no longer when the page ends', async () => {
    const alone = new Stage(() => 0.5, ['']);
    alone.sides.follow('down');
    await alone.pass(20_000);
    expect(alone.asked).to.deep.equal([]);
    const ended = new Stage();
    ended.sides.follow('failing');
    ended.ending.abort();
    await ended.pass(20_000);
    expect(ended.asked).to.deep.equal([]);
  });
});

/** Numbers in [0, 1) that a seed decides (mulberry32). */
function luckOf(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

describe('many clients at once', () => {
  it('F-21 (inject V: 2,000 clients lose Finesse for some minutes; settles in 30 s): come back spread over 30 s, at no moment more than three times the even rate', () => {
    const policy = {baseMs: 1_000, capMs: 30_000};
    fc.assert(
      fc.property(fc.integer({min: 90_000, max: 600_000}), fc.integer(), (outage, seed) => {
        const random = luckOf(seed);
        const perSecond = new Map<number, number>();
        for (let client = 0; client < 2_000; client++) {
          let at = 0;
          for (let attempt = 0; at < outage; attempt++) at += backoffMs(attempt, policy, random);
          const second = Math.floor((at - outage) / 1_000);
          perSecond.set(second, (perSecond.get(second) ?? 0) + 1);
        }
        expect(Math.max(...perSecond.keys())).to.be.lessThan(30);
        expect(Math.max(...perSecond.values())).to.be.lessThan((3 * 2_000) / 30);
      }),
      {numRuns: 20},
    );
  });
});
