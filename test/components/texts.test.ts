import {expect} from 'chai';
import {announcements, reminder} from '../../src/components/announce.js';
import type {Heard} from '../../src/components/announce.js';
import {orderCards} from '../../src/components/card-order.js';
import {secondsLeft} from '../../src/components/countdown.js';
import {clockText, elapsed} from '../../src/components/duration.js';
import {errorText} from '../../src/components/error-text.js';
import {controlMark, initials, longestShown, shown} from '../../src/components/foreign-text.js';
import {reasonText} from '../../src/components/reason-text.js';
import {aCall, aReason, anAgent, nine} from '../support/browser/builders.js';

describe('text from outside', () => {
  it('keeps ordinary names of every script as they are', () => {
    expect(shown('Maria Łopez-Ñuñez 李雷 שלום')).to.equal('Maria Łopez-Ñuñez 李雷 שלום');
  });

  it('shows control characters and direction overrides as a visible mark', () => {
    expect(shown('a\u0000b\u202ec\u009fd')).to.equal(`a${controlMark}b${controlMark}c${controlMark}d`);
  });

  it('leaves tab and newline alone', () => {
    expect(shown('a\tb\nc')).to.equal('a\tb\nc');
  });

  it('cuts after 256 grapheme clusters, never inside one', () => {
    const family = '👨‍👩‍👧';
    expect(shown(family.repeat(longestShown))).to.equal(family.repeat(longestShown));
    expect(shown(family.repeat(longestShown + 1))).to.equal(`${family.repeat(longestShown)}…`);
  });

  it('cuts a text of megabytes quickly to the same length', () => {
    expect(shown('x'.repeat(2_000_000))).to.equal(`${'x'.repeat(longestShown)}…`);
  });

  it('takes the first letters of the first and the last name', () => {
    expect(initials('maria del carmen lopez')).to.equal('ML');
    expect(initials('Cher')).to.equal('C');
    expect(initials('+1 555 010')).to.equal('');
  });
});

describe('durations', () => {
  it('shows minutes, and hours once there are any', () => {
    expect(clockText(59)).to.equal('00:59');
    expect(clockText(3661)).to.equal('1:01:01');
  });

  it('shows unknown, not a guess, for a missing, unreadable or day-old stamp', () => {
    for (const since of [undefined, Number.NaN, nine - 86_400_001, nine + 60_001]) {
      expect(elapsed(since, nine)).to.equal('--:--');
    }
  });

  it('shows zero for a stamp a little ahead of the clock', () => {
    expect(elapsed(nine + 900, nine)).to.equal('00:00');
  });

  it('counts seconds left between the total and zero', () => {
    expect(secondsLeft(nine + 5000, 20, nine)).to.equal(20);
    expect(secondsLeft(nine - 500, 20, nine)).to.equal(20);
    expect(secondsLeft(nine - 90_000, 20, nine)).to.equal(0);
    expect(secondsLeft(undefined, 20, nine)).to.equal(undefined);
  });
});

describe('the order of cards', () => {
  const ids = (calls: readonly {readonly id: string}[]) => calls.map(({id}) => id);

  it('puts a new call on top of calls under way', () => {
    const calls = [aCall({id: 'a'}), aCall({id: 'b', state: 'alerting'})];
    expect(ids(orderCards(['a'], calls))).to.deep.equal(['b', 'a']);
  });

  it('puts a second ringing call under the one that rang first', () => {
    const calls = [aCall({id: 'a', state: 'alerting'}), aCall({id: 'b', state: 'alerting'})];
    expect(ids(orderCards(['a'], calls))).to.deep.equal(['a', 'b']);
  });

  it('never lets two cards change places when their states change', () => {
    const calls = [aCall({id: 'a'}), aCall({id: 'b', state: 'held'})];
    expect(ids(orderCards(['b', 'a'], calls))).to.deep.equal(['b', 'a']);
  });
});

describe('words for codes', () => {
  it('has general words for an unknown code and for names every object has', () => {
    expect(errorText('finesse/never-heard-of').title).to.equal('Something did not work');
    expect(errorText('constructor').title).to.equal('Something did not work');
  });

  it('explains a missed call in both deployments', () => {
    for (const [code, deployment] of [
      ['32767', 'CCE'],
      ['32763', 'CCX'],
    ] as const) {
      const agent = anAgent({state: 'NOT_READY', reason: aReason({code, system: true})});
      expect(reasonText(agent, deployment)?.title).to.equal('You missed a call');
    }
  });

  it('knows that 32767 is a missed call on CCE and a new sign-in on CCX', () => {
    const agent = anAgent({state: 'NOT_READY', reason: aReason({code: '32767', system: true})});
    expect(reasonText(agent, 'CCX')?.title).to.equal('You were signed in again');
  });

  it('does not explain a reason the agent chose, whatever its number', () => {
    expect(
      reasonText(anAgent({state: 'NOT_READY', reason: aReason({code: '22', system: false})}), 'CCE'),
    ).to.equal(undefined);
  });
});

describe('announcements', () => {
  const silence: Heard = {
    agent: anAgent(),
    calls: [],
    notices: [],
    talkingWhileMuted: false,
    why: '',
  };
  const said = (before: Partial<Heard>, after: Partial<Heard>, rona?: number) =>
    announcements({...silence, ...before}, {...silence, ...after}, rona, nine, errorText).map(
      ({urgency, text}) => `${urgency}: ${text}`,
    );
  const ringing = aCall({state: 'alerting', since: nine - 8000});

  it('says an incoming call at once, with line, queue, caller and time left', () => {
    expect(said({}, {calls: [ringing]}, 20)).to.deep.equal([
      'assertive: Incoming call, line 1 Billing, Maria Lopez. 12 seconds to answer.',
    ]);
  });

  it('says hold and return politely', () => {
    expect(said({calls: [aCall()]}, {calls: [aCall({state: 'held'})]})).to.deep.equal([
      'polite: Maria Lopez is on hold.',
    ]);
    expect(said({calls: [aCall({state: 'held'})]}, {calls: [aCall()]})).to.deep.equal([
      'polite: Maria Lopez is back from hold.',
    ]);
  });

  it('says that a caller gave up', () => {
    expect(said({calls: [ringing]}, {})).to.deep.equal([
      'polite: The call from Maria Lopez stopped ringing.',
    ]);
  });

  it('says nothing about a call that only its variables or times changed of', () => {
    expect(said({calls: [aCall()]}, {calls: [aCall({since: nine, variables: [{name: 'a', value: 'b'}]})]})).to
      .be.empty;
  });

  it('says why the system made the agent Not Ready', () => {
    const reason = aReason({code: '32767', system: true});
    const why = 'You missed a call';
    expect(said({}, {agent: anAgent({state: 'NOT_READY', reason}), why})).to.deep.equal([
      'polite: You are Not Ready: You missed a call.',
    ]);
  });

  it('interrupts for speaking while muted, for errors, and for being signed out', () => {
    const notices = [{id: 1, severity: 'error', code: 'sip/busy', at: nine}] as const;
    const after = {agent: anAgent({state: 'LOGOUT'}), notices, talkingWhileMuted: true};
    expect(said({}, after)).to.deep.equal([
      'assertive: You are Signed out.',
      'assertive: The line is busy. Try again later.',
      'assertive: You are muted.',
    ]);
  });

  it('reminds of a ringing call at ten and at five seconds only', () => {
    const at = [14, 11, 10, 9, 5, 1].filter(
      (left) => reminder(ringing, 20, nine + 12_000 - left * 1000) !== undefined,
    );
    expect(at).to.deep.equal([10, 5]);
  });
});
