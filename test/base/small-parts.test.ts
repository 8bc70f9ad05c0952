import {expect} from 'chai';
import fc from 'fast-check';
import {backoffMs} from '../../src/base/backoff.js';
import {browserClock} from '../../src/base/clock.js';
import {DeskError} from '../../src/base/errors.js';
import {LogBook, redact, redactText} from '../../src/base/log.js';
import {Store} from '../../src/base/store.js';

/** Any characters at all, halves of surrogate pairs and controls among them. */
const anyText = fc
  .array(fc.oneof(fc.integer({min: 0, max: 0xff}), fc.integer({min: 0, max: 0x10ffff})), {maxLength: 30})
  .map((codes) => String.fromCodePoint(...codes));

describe('a store', () => {
  it('tells what it holds, and each change to whoever follows', () => {
    const store = new Store(1);
    const heard: number[] = [];
    store.subscribe((state) => heard.push(state));
    store.set(2);
    store.update((state) => state + 1);
    expect(store.state).to.equal(3);
    expect(heard).to.deep.equal([2, 3]);
  });

  it('wakes nobody for the same object', () => {
    const same = {};
    const store = new Store(same);
    let woken = 0;
    store.subscribe(() => woken++);
    store.set(same);
    store.update((state) => state);
    expect(woken).to.equal(0);
  });

  it('stops telling when asked to, also in the middle of telling', () => {
    const store = new Store(0);
    const heard: string[] = [];
    const stops: (() => void)[] = [];
    store.subscribe(() => {
      heard.push('first');
      for (const stop of stops) stop();
    });
    stops.push(store.subscribe(() => heard.push('second')));
    store.set(1);
    store.set(2);
    expect(heard).to.deep.equal(['first', 'first']);
  });

  it('lets nobody hear an older state after a newer one', () => {
    const store = new Store('a');
    const heard: string[] = [];
    store.subscribe((state) => {
      if (state === 'b') store.set('c');
    });
    store.subscribe((state) => heard.push(state));
    store.set('b');
    expect(heard).to.deep.equal(['c']);
  });

  it('tells a listener that came while it was telling from the next change on', () => {
    const store = new Store(0);
    const heard: number[] = [];
    let once = true;
    store.subscribe(() => {
      if (once) store.subscribe((state) => heard.push(state));
      once = false;
    });
    store.set(1);
    store.set(2);
    expect(heard).to.deep.equal([2]);
  });
});

describe('the log (I-12, I-13)', () => {
  it('hides what stands under a secret name', () => {
    const facts = redact({
      password: 'x',
      authToken: 'x',
      Authorization: 'x',
      clientSecret: 'x',
      dtmf: '1',
      digits: '12',
      credential: 'x',
    });
    expect(new Set(Object.values(facts))).to.deep.equal(new Set(['[hidden]']));
  });

  it('keeps numbers, flags and short codes as they are', () => {
    const facts = {
      length: 12345,
      ok: true,
      code: 'sip/busy',
      state: 'NOT_READY',
      status: 'status 503',
      none: undefined,
    };
    expect(redact(facts)).to.deep.equal(facts);
  });

  const hidden: Readonly<Record<string, string>> = {
    plain: '5551234567',
    'with a plus and spaces': '+1 555 123 4567',
    'with brackets and hyphens': '(555) 123-4567',
    'with dots': '555.123.4567',
    'with slashes': '0551/23/45/67',
    'with non-breaking hyphens': '555\u2011123\u20114567',
    'with no-break spaces': '555\u00a0123\u00a04567',
    'with invisible marks': '555\u200b123\u200e4567',
    'in Arabic digits': '٥٥٥١٢٣٤٥٦٧',
    'in full-width digits': '５５５１２３４５６７',
    'a card number': '4111 1111 1111 1111',
  };
  for (const [how, number] of Object.entries(hidden)) {
    it(`shortens a number written ${how} to its last two digits`, () => {
      const [text] = [redactText(`call from ${number} failed`)];
      expect(text).to.match(/^call from \+?\(?…\p{Nd}{2} failed$/u);
    });
  }

  it('hides SIP addresses and authorization values inside a text', () => {
    expect(redactText('INVITE sip:agent7@pbx.test;x=1 sips:b@c')).to.equal(
      'INVITE sip:[hidden];x=1 sip:[hidden]',
    );
    expect(redactText('Authorization: Basic YWdlbnQxOmFnZW50MQ==')).to.not.contain('YWdlbn');
    expect(redactText('bearer eyJhbGciOi.J9.x_y-z')).to.equal('bearer [hidden]');
  });

  it('never lets planted numbers through, whatever stands around them', () => {
    const number = fc.stringMatching(/^[0-9]{7,16}$/);
    const around = anyText.map((text) => text.replace(/\p{Nd}/gu, ''));
    fc.assert(
      fc.property(around, number, around, (before, planted, after) => {
        const kept = redactText(`${before}${planted}${after}`);
        expect(kept.match(/\p{Nd}/gu)?.length ?? 0).to.be.at.most(2);
      }),
      {numRuns: 500},
    );
  });

  it('never lets a text from outside begin a line of its own', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(redactText(text)).to.not.match(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/);
      }),
    );
  });

  it('cuts a text that is very long', () => {
    expect(redactText('x'.repeat(100_000)).length).to.be.at.most(500);
  });

  it('keeps the newest lines, with their time, part and level', () => {
    let now = 0;
    const book = new LogBook(() => ++now, 3);
    const log = book.part('softphone');
    log.debug('one');
    log.info('two', {number: '+15550104477'});
    log.warn('three');
    log.error('four');
    expect(book.lines.map(({at, level, message}) => [at, level, message])).to.deep.equal([
      [2, 'info', 'two'],
      [3, 'warn', 'three'],
      [4, 'error', 'four'],
    ]);
    expect(book.lines[0]).to.deep.include({part: 'softphone', facts: {number: '+…77'}});
  });
});

describe('waiting before the next attempt', () => {
  it('stays between nothing and the doubled base, and never passes the cap', () => {
    const policy = fc.record({
      baseMs: fc.integer({min: 1, max: 10_000}),
      capMs: fc.integer({min: 1, max: 60_000}),
    });
    const random = fc.double({min: 0, max: 1, maxExcluded: true, noNaN: true});
    fc.assert(
      fc.property(policy, fc.nat({max: 2_000}), random, (given, attempt, drawn) => {
        const wait = backoffMs(attempt, given, () => drawn);
        expect(wait).to.be.at.least(0);
        expect(wait).to.be.at.most(given.capMs);
        expect(wait).to.be.at.most(given.baseMs * 2 ** attempt);
        expect(Number.isInteger(wait)).to.equal(true);
      }),
    );
  });

  it('grows with each attempt, for the same draw', () => {
    const waits = [0, 1, 2, 3, 4].map((attempt) => backoffMs(attempt, {baseMs: 100, capMs: 800}, () => 0.5));
    expect(waits).to.deep.equal([50, 100, 200, 400, 400]);
  });
});

describe('small things', () => {
  it('an expected failure carries a code, a detail for the log, and its cause', () => {
    const cause = new Error('socket');
    const error = new DeskError('sip/busy', 'answered 486', {cause});
    expect(error).to.be.instanceOf(Error);
    expect([error.name, error.code, error.message, error.cause]).to.deep.equal([
      'DeskError',
      'sip/busy',
      'sip/busy: answered 486',
      cause,
    ]);
  });

  it('the browser clock runs what was asked for, unless told to never mind', async () => {
    const ran: string[] = [];
    const neverMind = browserClock.after(0, () => ran.push('first'));
    neverMind();
    await new Promise<void>((done) => void browserClock.after(1, done));
    expect(ran).to.deep.equal([]);
    expect(browserClock.now()).to.be.greaterThan(Date.UTC(2020, 0, 1));
  });
});

describe('the clock of this browser', () => {
  const date = Date.now;
  afterEach(() => {
    Date.now = date;
  });

  it('F-23 (inject B: the clock of this computer is set an hour on, or back; settles at once): goes on as if nothing had happened, and knows how far it is off', () => {
    const before = browserClock.now();
    for (const hours of [1, -1]) {
      Date.now = () => date() + hours * 3_600_000;
      expect(browserClock.now() - before).to.be.within(0, 5_000);
      expect(browserClock.drift?.()).to.be.closeTo(hours * 3_600_000, 5_000);
    }
  });

  it('F-22 (inject B: the monotonic time stood still in a sleep; settles when asked to): follows the date again', () => {
    const before = browserClock.now();
    Date.now = () => date() + 600_000;
    browserClock.catchUp?.();
    expect(browserClock.now() - before).to.be.closeTo(600_000, 5_000);
    Date.now = date;
    browserClock.catchUp?.();
    expect(browserClock.drift?.()).to.be.closeTo(0, 5_000);
  });
});
