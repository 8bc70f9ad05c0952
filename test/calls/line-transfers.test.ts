/** Consult and transfer of calls of further lines, by SIP. */
import {expect} from 'chai';
import {DeskError} from '../../src/base/errors.js';
import {transferByLine, type LineTransfer} from '../../src/calls/line-transfers.js';
import {partnerOf} from '../../src/calls/together.js';
import {
  pairControlsFor,
  transferControlsFor,
  type TransferContext,
} from '../../src/calls/transfer-controls.js';
import type {Call, CallCommand} from '../../src/calls/types.js';
import {actorFor} from '../../src/calls/who-acts.js';
import {aCall, aLeg, nine} from '../support/browser/builders.js';
import {FakeSoftphone} from '../support/browser/fake-softphone.js';

const call = aCall({id: 'call-1', line: 2, dialog: undefined, leg: aLeg({lineNumber: '82001'})});
const waiting: Call = {...call, state: 'held'};
const consult = aCall({
  ...{id: 'call-2', line: 2, direction: 'out', dialog: undefined},
  leg: aLeg({id: 'leg-2', lineNumber: '82001', beganAt: nine}),
});
const context: TransferContext = {extension: '41001', finesseLive: false, deployment: 'CCE'};

/** Carries it out; what is asked of the softphone, what is placed, and the code of a refusal. */
async function carriedOut(
  wanted: LineTransfer,
  {of = call, refuse}: {of?: Call; refuse?: string} = {},
): Promise<readonly string[]> {
  const phone = new FakeSoftphone();
  const asked = phone.asked;
  const transfer = phone.transfer.bind(phone);
  if (refuse !== undefined)
    phone.transfer = async (...args) => {
      await transfer(...args);
      throw new DeskError(refuse, 'refused');
    };
  const place = (line: number, number: string) => void asked.push(`line ${line} calls ${number}`);
  await transferByLine(of, wanted, {softphone: phone, place}).catch((error: DeskError) =>
    asked.push(error.code),
  );
  return asked;
}

describe('calls of a further line, where Finesse knows of none', () => {
  it('J09: asking somebody holds the caller, then calls from the same line', async () => {
    expect(await carriedOut({type: 'consult', number: '42002'})).to.deep.equal([
      'hold leg-1',
      'line 2 calls 42002',
    ]);
  });

  it('J08: transfer now holds the caller, asks the switch, and lets go of the leg', async () => {
    expect(await carriedOut({type: 'transfer-now', number: '42002'})).to.deep.equal([
      'hold leg-1',
      'transfer leg-1 to 42002',
      'hang up leg-1',
    ]);
  });

  for (const [refuse, code] of [
    ['sip/busy', 'finesse/transfer-busy'],
    ['sip/no-answer', 'finesse/transfer-no-answer'],
    ['sip/not-found', 'finesse/transfer-bad-destination'],
    ['sip/call-failed', 'finesse/transfer-refused'],
  ] as const)
    it(`J08, F-55 (inject: the switch says ${refuse}; settles at once): the caller is taken up again, and ${code} is told`, async () => {
      expect(await carriedOut({type: 'transfer-now', number: '42002'}, {refuse})).to.deep.equal([
        'hold leg-1',
        'transfer leg-1 to 42002',
        'resume leg-1',
        code,
      ]);
    });

  it('J09: completing connects the two, and lets go of both legs', async () => {
    const wanted = {type: 'transfer', partner: consult} as const;
    expect(await carriedOut(wanted, {of: waiting})).to.deep.equal([
      'transfer leg-1 to leg-2',
      'hang up leg-1',
      'hang up leg-2',
    ]);
  });

  it('J09, F-55 (inject: the switch refuses; settles at once): both calls stay as they are', async () => {
    const wanted = {type: 'transfer', partner: consult} as const;
    expect(await carriedOut(wanted, {of: waiting, refuse: 'sip/call-failed'})).to.deep.equal([
      'transfer leg-1 to leg-2',
      'finesse/transfer-refused',
    ]);
  });

  it('are a consult and its caller when the younger one was placed on the same line', () => {
    expect(partnerOf(consult, [waiting, consult])).to.deep.equal({other: waiting, consult: true});
    expect(partnerOf(waiting, [waiting, consult])).to.deep.equal({other: consult, consult: false});
    expect(partnerOf({...consult, line: 3}, [waiting, {...consult, line: 3}])).to.equal(undefined);
    expect(partnerOf(aCall({id: 'call-9'}), [waiting, aCall({id: 'call-9'})])).to.equal(undefined);
  });

  it('can be handed on while Finesse is out of reach', () => {
    const {consult: ask, now, safe} = transferControlsFor(call, context);
    expect([ask.enabled, now.enabled, safe.why]).to.deep.equal([true, true, 'comes-back']);
    const pair = pairControlsFor(consult, waiting, context);
    expect([pair.complete.enabled, pair.join.enabled, pair.swap.enabled, pair.back.enabled]).to.deep.equal([
      ...[true, true, true, true],
    ]);
  });

  const partnered = {roster: [], consult: false, elsewhere: false, handingTo: undefined} as const;
  const whyNot: readonly (readonly [string, Partial<Call>, string])[] = [
    ['is held', {state: 'held'}, 'held'],
    ['has a partner', {together: {...partnered, partner: 'call-2'}}, 'consult-under-way'],
    [
      'is joined with others',
      {together: {...partnered, partner: undefined, joined: ['call-3']}},
      'in-conference',
    ],
    ['has something under way', {pending: {type: 'hold', phase: 'sent'}}, 'pending'],
    ['is not answered', {state: 'dialing'}, 'not-allowed'],
  ];
  for (const [when, part, why] of whyNot)
    it(`can't be handed on while it ${when}, and that is said`, () => {
      const {consult: ask, now} = transferControlsFor({...call, ...part}, context);
      expect([ask.why, now.why]).to.deep.equal([why, why]);
    });

  it('do not become one before the other has answered', () => {
    const ringing = {...consult, leg: aLeg({id: 'leg-2', state: 'dialing'}), state: 'dialing'} as const;
    const {complete, join, back} = pairControlsFor(ringing, waiting, context);
    expect([complete.why, join.why, back.enabled]).to.deep.equal(['not-answered', 'not-answered', true]);
  });

  for (const type of ['consult', 'transfer-now', 'transfer', 'back'] satisfies CallCommand['type'][])
    it(`${type} is the leg's own work there, and Finesse's elsewhere`, () => {
      const situation = {finesseLive: true, nailedUp: false};
      expect(actorFor(type, call, situation).by).to.equal('leg');
      expect(actorFor(type, {...call, line: 1}, situation).by).to.equal('nobody');
      expect(actorFor(type, aCall(), situation).by).to.equal('finesse');
    });
});
