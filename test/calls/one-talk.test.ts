import {expect} from 'chai';
import {OneTalk} from '../../src/calls/one-talk.js';
import type {Call} from '../../src/calls/types.js';
import {aCall, aLeg} from '../support/browser/builders.js';

describe('somebody who was called picks up (I-14)', () => {
  const asked = aCall({id: 'call-1', state: 'dialing'});
  const other = aCall({id: 'call-2', line: 2, dialog: undefined, leg: aLeg({id: 'leg-2'})});
  const answered = {...asked, state: 'talking'} as const;
  const heldAfter = (...news: readonly (readonly Call[])[]) => {
    const held: string[] = [];
    const oneTalk = new OneTalk((callId) => held.push(callId));
    for (const calls of news) oneTalk.onCalls(calls);
    return held;
  };

  it('while the agent talks on another line: they wait on hold, asked for once', () => {
    expect(heldAfter([asked, other], [answered, other], [answered, other])).to.deep.equal(['call-1']);
  });

  it('while nothing else is talked in, or only on the same line: the platform sees to it', () => {
    expect(
      heldAfter([asked, {...other, state: 'held'}], [answered, {...other, state: 'held'}]),
    ).to.deep.equal([]);
    expect(heldAfter([asked, {...other, line: 1}], [answered, {...other, line: 1}])).to.deep.equal([]);
  });

  it('while another call of the same further line is talked in: there no platform sees to it', () => {
    const second = {...other, id: 'call-3', state: 'dialing'} as const;
    expect(heldAfter([other, second], [other, {...second, state: 'talking'}])).to.deep.equal(['call-3']);
  });

  it('and takes a caller over at once: nobody is held', () => {
    const together = {roster: [], partner: 'call-3', consult: true, elsewhere: false, handingTo: undefined};
    const safe = {...answered, together: {...together, answerWithin: 20}};
    expect(heldAfter([asked, other], [safe, other])).to.deep.equal([]);
  });

  it('a call that is taken up beside another one to be joined with it is left alone', () => {
    expect(heldAfter([{...asked, state: 'held'}, other], [answered, other])).to.deep.equal([]);
  });
});
