import {expect} from 'chai';
import {dialControlFor} from '../../src/calls/dial-control.js';
import type {StateContext} from '../../src/calls/state-options.js';
import type {AgentState} from '../../src/finesse/types.js';
import {anAgent} from '../support/browser/builders.js';

const why = (state: AgentState, part: Partial<StateContext> = {}) =>
  dialControlFor(anAgent({state}), {deployment: 'CCE', finesseLive: true, onCall: false, ...part}).why;

describe('who may place a call', () => {
  it('from Not Ready, everywhere', () => {
    expect(why('NOT_READY')).to.equal(undefined);
    expect(why('NOT_READY', {deployment: 'CCX'})).to.equal(undefined);
  });

  it('from Ready on CCE; CCX says to go Not Ready first', () => {
    expect(why('READY')).to.equal(undefined);
    expect(why('READY', {deployment: 'CCX'})).to.equal('not-ready-first');
  });

  it('F-54 (inject S: the desk phone is unplugged, CCX; settles with its return): nobody calls from a phone that is gone, and it says why', () => {
    const context = {deployment: 'CCX', finesseLive: true, onCall: false} as const;
    const reason = {id: '1', code: '32759', label: '', category: 'NOT_READY', system: true} as const;
    const gone = anAgent({state: 'NOT_READY', reason});
    expect(dialControlFor(gone, context)).to.deep.equal({enabled: false, why: 'phone-gone'});
    const back = {...reason, code: '32757'};
    expect(dialControlFor({...gone, reason: back}, context)).to.deep.equal({enabled: true, why: undefined});
  });

  it('not in a call, in wrap-up, signed out, or without Finesse; each with its reason', () => {
    expect(why('NOT_READY', {onCall: true, deployment: 'CCX'})).to.equal('on-call');
    expect(why('TALKING')).to.equal('on-call');
    expect(why('RESERVED')).to.equal('on-call');
    expect(why('WORK')).to.equal('wrap-up');
    expect(why('LOGOUT')).to.equal('not-signed-in');
    expect(why('READY', {finesseLive: false})).to.equal('finesse-down');
    expect(dialControlFor(undefined, {deployment: 'CCE', finesseLive: true, onCall: false}).why).to.equal(
      'not-signed-in',
    );
  });
});
