import {expect} from 'chai';
import {DeskError} from '../../src/base/errors.js';
import {LogBook} from '../../src/base/log.js';
import {Store} from '../../src/base/store.js';
import {NailedLeg} from '../../src/calls/nailed-leg.js';
import type {AudioLeg, Call} from '../../src/calls/types.js';
import type {Leg} from '../../src/softphone/types.js';
import {aCall, aLeg, anAgent} from '../support/browser/builders.js';
import {FakeSoftphone} from '../support/browser/fake-softphone.js';
import {turns} from '../support/browser/finesse-builders.js';

const port = '511001';
const setUp = (part: Partial<Leg> = {}) => aLeg({state: 'ringing', remoteNumber: port, ...part});
/** A call as Finesse alone tells it. */
const told = (part: Partial<Call> = {}) => aCall({leg: undefined, ...part});

function aStage(autoAnswer: unknown = {nailedFrom: ['51']}) {
  const softphone = new FakeSoftphone();
  const notices = new Set<string>();
  let looks = 0;
  const nailed = new NailedLeg(
    {
      settings: {autoAnswer},
      softphone,
      voice: {leg: new Store<AudioLeg>({kind: 'browser', number: '81001'})},
      log: new LogBook().part('desk'),
      onNotice: (code) => notices.add(code),
      notices: {retract: (code) => notices.delete(code)},
    },
    () => looks++,
  );
  /** The legs that are calls of their own, by id. */
  const see = (legs: readonly Leg[], nailedUp = true, agent = anAgent({state: 'NOT_READY'})) =>
    nailed.without(legs, nailedUp, agent).map(({id}) => id);
  return {softphone, notices, nailed, see, looks: () => looks};
}

/** The leg is up, and rests. */
function aLegUp() {
  const stage = aStage();
  stage.see([setUp()]);
  stage.see([aLeg()]);
  stage.nailed.onCalls([]);
  stage.softphone.asked.length = 0;
  const show = (...calls: Call[]) => {
    const shown = stage.nailed.lend(calls);
    stage.nailed.onCalls(shown);
    return shown;
  };
  return {...stage, show};
}

describe('the permanent leg of a nailed connection', () => {
  it('J32 is taken by itself, without a microphone, when it comes from a port of the site; it is no call', () => {
    const {softphone, see, notices} = aStage();
    expect(see([setUp()])).to.deep.equal([]);
    expect(see([setUp({state: 'connecting'})])).to.deep.equal([]);
    expect(see([aLeg()])).to.deep.equal([]);
    expect(softphone.asked).to.deep.equal(['answer leg-1 quietly']);
    expect([...notices]).to.deep.equal([]);
  });

  for (const [what, settings, leg] of [
    ['another number', undefined, {remoteNumber: '5550123'}],
    ['a hidden number', undefined, {remoteNumber: ''}],
    ['no number in the settings', {}, {}],
    ['settings that can’t be read', {nailedFrom: 'all'}, {}],
  ] as const)
    it(`J32 ${what}: it rings, is left to the agent, and words say what it is`, () => {
      const {softphone, see, notices} = aStage(settings);
      expect(see([setUp(leg)])).to.deep.equal(['leg-1']);
      expect([softphone.asked, [...notices]]).to.deep.equal([[], ['desk/nailed-rings']]);
      expect(see([aLeg(leg)])).to.deep.equal([]);
      expect([...notices]).to.deep.equal([]);
    });

  it('nothing is taken while no nailed connection is signed in to or up, nor what rings on another line', () => {
    const {softphone, see} = aStage();
    expect(see([setUp()], false)).to.deep.equal(['leg-1']);
    expect(see([setUp({lineNumber: '82001'})])).to.deep.equal(['leg-1']);
    expect(softphone.asked).to.deep.equal([]);
  });

  it('a second call from the same port is not taken while the leg is up', () => {
    const {see, softphone} = aLegUp();
    expect(see([aLeg(), setUp({id: 'leg-2'})])).to.deep.equal(['leg-2']);
    expect(softphone.asked).to.deep.equal([]);
  });

  it('one that can’t be taken is left to the agent', async () => {
    const {softphone, see, notices, looks} = aStage();
    softphone.outcome = () => Promise.reject(new DeskError('sip/call-failed', ''));
    see([setUp()]);
    await turns();
    expect(looks()).to.be.greaterThan(0);
    expect(see([setUp()])).to.deep.equal(['leg-1']);
    expect([...notices]).to.deep.equal(['desk/nailed-rings']);
  });

  it('J32 when it is lost words say so, and the next one is taken; after the sign-out nothing is said', () => {
    const {see, notices, softphone} = aLegUp();
    see([]);
    expect([...notices]).to.deep.equal(['desk/nailed-lost']);
    see([setUp({id: 'leg-2'})]);
    expect([softphone.asked, [...notices]]).to.deep.equal([['answer leg-2 quietly'], []]);
    see([], true, anAgent({state: 'LOGOUT'}));
    expect([...notices]).to.deep.equal([]);
  });

  it('I-05 the microphone is open in a call, silent on hold, closed between; muted is over with the call', async () => {
    const {show, softphone, see} = aLegUp();
    show(told());
    await turns();
    expect([softphone.asked, softphone.silenced.size]).to.deep.equal([['wake leg-1'], 0]);
    show(told({state: 'held'}));
    expect(softphone.silenced.size).to.equal(1);
    show(told({state: 'held'}), told({id: 'call-2', state: 'dialing'}));
    expect(softphone.silenced.size).to.equal(0);
    see([aLeg({muted: true})]);
    show(told({state: 'wrap-up'}));
    await turns();
    expect(softphone.asked).to.deep.equal(['wake leg-1', 'unmute leg-1', 'rest leg-1']);
  });

  it('opens the microphone before an answer, and closes it when the call is gone', async () => {
    const {show, nailed, softphone} = aLegUp();
    await nailed.open();
    show(told({state: 'alerting', pending: {type: 'answer', phase: 'sent'}}));
    expect(softphone.asked).to.deep.equal(['wake leg-1']);
    show();
    await turns();
    expect(softphone.asked).to.deep.equal(['wake leg-1', 'rest leg-1']);
  });

  it('J36 a refused microphone is told, and asked for again with the next news', async () => {
    const {show, nailed, softphone, notices} = aLegUp();
    softphone.outcome = () => Promise.reject(new DeskError('media/denied', ''));
    let code = '';
    await nailed.open().catch((error: DeskError) => (code = error.code));
    expect(code).to.equal('media/denied');
    show(told());
    await turns();
    expect([...notices]).to.deep.equal(['media/denied']);
    softphone.outcome = () => Promise.resolve();
    show(told());
    await turns();
    expect(softphone.asked).to.deep.equal(['wake leg-1', 'wake leg-1', 'wake leg-1']);
  });

  it('lends the leg to calls it carries, the same object while nothing changes; its key and its hold are not theirs', () => {
    const {see, show} = aLegUp();
    see([aLeg({key: '1-2-3-4', heldByFarEnd: true, muted: true})]);
    const call = told();
    const rings = told({id: 'call-2', state: 'alerting'});
    const [lent, alerting] = show(call, rings);
    expect([lent?.leg?.id, lent?.leg?.key, lent?.heldByFarEnd, lent?.muted]).to.deep.equal([
      'leg-1',
      '',
      false,
      true,
    ]);
    expect(alerting).to.equal(rings);
    expect(show(call, told({id: 'call-2', state: 'alerting'}))[0]).to.equal(lent);
  });
});
