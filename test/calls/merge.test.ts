import {expect} from 'chai';
import fc from 'fast-check';
import {mergeCalls, type Identity, type Merged} from '../../src/calls/merge.js';
import type {PendingCommand} from '../../src/calls/types.js';
import type {Dialog, Participant} from '../../src/finesse/types.js';
import type {Leg} from '../../src/softphone/types.js';
import {aDialog, aLeg, aParticipant, nine} from '../support/browser/builders.js';

const identity: Identity = {extension: '41001', browserAudio: true, finesseLive: true};
const nothing: Merged = {calls: [], nextId: 1};
const none: ReadonlyMap<string, PendingCommand> = new Map();

/** A dialog from a number, begun `at` ms after nine. */
function dialog(
  id: string,
  from = '5550001',
  at = 0,
  own: Partial<Participant> = {},
  part: Partial<Dialog> = {},
): Dialog {
  return aDialog({
    id,
    fromAddress: from,
    toAddress: '7001',
    dialedNumber: '7001',
    participants: [
      aParticipant({startedAt: nine + at, changedAt: nine + at, ...own}),
      aParticipant({address: from, actions: []}),
    ],
    ...part,
  });
}

const leg = (id: string, from = '5550001', at = 0, part: Partial<Leg> = {}): Leg =>
  aLeg({id, remoteNumber: from, remoteName: '', beganAt: nine + at, ...part});

interface Step {
  readonly dialogs?: readonly Dialog[];
  readonly legs?: readonly Leg[];
  readonly as?: Partial<Identity>;
}

function run(...steps: readonly Step[]): Merged {
  return steps.reduce(
    (merged, {dialogs = [], legs = [], as = {}}) =>
      mergeCalls(dialogs, legs, {...identity, ...as}, none, merged),
    nothing,
  );
}

/** `1:d1+l1 2:d2`: the calls in order, each with its id and its halves. */
const picture = ({calls}: Merged): string =>
  calls
    .map((call) => `${call.id.slice(5)}:${[call.dialog?.id, call.leg?.id].filter(Boolean).join('+')}`)
    .join(' ');

const wrapUp = {state: 'WRAP_UP'} as const;
const d = dialog('d1');
const l = leg('l1');

const cases: readonly (readonly [what: string, steps: readonly Step[], expected: string])[] = [
  ['nothing gives nothing', [{}], ''],
  ['a dialog alone is a call', [{dialogs: [d]}], '1:d1'],
  ['a leg alone is a call', [{legs: [l]}], '1:l1'],
  ['both at once are one call', [{dialogs: [d], legs: [l]}], '1:d1+l1'],
  ['keeps the call’s id when the leg arrives second', [{dialogs: [d]}, {dialogs: [d], legs: [l]}], '1:d1+l1'],
  ['keeps the call’s id when the dialog arrives second', [{legs: [l]}, {dialogs: [d], legs: [l]}], '1:d1+l1'],
  ['keeps the call’s id when the leg leaves first', [{dialogs: [d], legs: [l]}, {dialogs: [d]}], '1:d1'],
  ['keeps the call’s id when the dialog leaves first', [{dialogs: [d], legs: [l]}, {legs: [l]}], '1:l1'],
  ['ends the call when both are gone', [{dialogs: [d], legs: [l]}, {}], ''],
  ['gives a new id to the next call', [{dialogs: [d], legs: [l]}, {}, {dialogs: [d], legs: [l]}], '2:d1+l1'],
  [
    'lets a leg that came back join the call it left',
    [{dialogs: [d], legs: [l]}, {dialogs: [d]}, {dialogs: [d], legs: [leg('l2', '5550001', 100)]}],
    '1:d1+l2',
  ],
  [
    'counts no leg while the voice goes another way',
    [{dialogs: [d], legs: [l], as: {browserAudio: false}}],
    '1:d1',
  ],
  [
    'keeps the call in wrap-up after its leg is gone',
    [{dialogs: [d], legs: [l]}, {dialogs: [dialog('d1', '5550001', 0, wrapUp)]}],
    '1:d1',
  ],
  [
    'gives no new leg to a call in wrap-up',
    [
      {dialogs: [dialog('d1', '5550001', 0, wrapUp)]},
      {dialogs: [dialog('d1', '5550001', 0, wrapUp)], legs: [l]},
    ],
    '1:d1 2:l1',
  ],
  [
    'gives no leg to a failed dialog',
    [{dialogs: [dialog('d1', '5550001', 0, {state: 'FAILED'})], legs: [l]}],
    '1:d1 2:l1',
  ],
  [
    'a call in wrap-up and the next one from the same number stay apart',
    [
      {dialogs: [d], legs: [l]},
      {
        dialogs: [dialog('d1', '5550001', 0, wrapUp), dialog('d2', '5550001', 4_000)],
        legs: [leg('l2', '5550001', 4_000)],
      },
    ],
    '1:d1 2:d2+l2',
  ],
  [
    'two calls from two numbers are told apart by number',
    [{dialogs: [d, dialog('d2', '5550002')], legs: [leg('l2', '5550002'), l]}],
    '1:d1+l1 2:d2+l2',
  ],
  [
    'F-53 (inject S: two calls from one number; settles at once): told apart by time',
    [{dialogs: [d, dialog('d2', '5550001', 8_000)], legs: [leg('l2', '5550001', 8_000), l]}],
    '1:d1+l1 2:d2+l2',
  ],
  [
    'F-53 (inject S: two calls from one number at one time; settles at once): both shown apart, never crossed',
    [{dialogs: [d, dialog('d2')], legs: [l, leg('l2')]}],
    '1:d1 2:d2 3:l1 4:l2',
  ],
  [
    'two hidden numbers at one time stay apart',
    [{dialogs: [dialog('d1', ''), dialog('d2', '')], legs: [leg('l1', ''), leg('l2', '')]}],
    '1:d1 2:d2 3:l1 4:l2',
  ],
  [
    'what can not be told apart hinders nobody else',
    [{dialogs: [d, dialog('d2'), dialog('d3', '5550003')], legs: [l, leg('l2'), leg('l3', '5550003')]}],
    '1:d1 2:d2 3:d3+l3 4:l1 5:l2',
  ],
  [
    'a second call is not given to the first call’s leg',
    [
      {dialogs: [d], legs: [l]},
      {dialogs: [d, dialog('d2', '5550002', 2_000)], legs: [l]},
    ],
    '1:d1+l1 2:d2',
  ],
  [
    'one dialog and one leg with another number belong together by time',
    [{dialogs: [d], legs: [leg('l1', '9999')]}],
    '1:d1+l1',
  ],
  [
    'the number counts for more than the time',
    [{dialogs: [d], legs: [leg('l1', '9999'), leg('l2', '5550001', 9_000)]}],
    '1:d1+l2 2:l1',
  ],
  ['ten seconds apart are two calls', [{dialogs: [d], legs: [leg('l1', '5550009', 10_001)]}], '1:d1 2:l1'],
  [
    'ten seconds apart in the other direction too',
    [{dialogs: [d], legs: [leg('l1', '5550009', -10_001)]}],
    '1:d1 2:l1',
  ],
  [
    'a first read long after the ring finds the one leg with that number',
    [{legs: [leg('l1', '5550001', -40_000)]}, {dialogs: [d], legs: [leg('l1', '5550001', -40_000)]}],
    '1:d1+l1',
  ],
  [
    'F-53 (inject S: who is in a call already calls again; settles at once): the leg that rings waits for its own dialog',
    [
      {dialogs: [dialog('d1', '5550001', 0, {state: 'HELD'})]},
      {dialogs: [dialog('d1', '5550001', 0, {state: 'HELD'})], legs: [leg('l2', '5550001', 60_000)]},
      {
        dialogs: [dialog('d1', '5550001', 0, {state: 'HELD'}), dialog('d2', '5550001', 60_000)],
        legs: [leg('l2', '5550001', 60_000)],
      },
    ],
    '1:d1 2:d2+l2',
  ],
  [
    'long after the ring, two legs with that number are never guessed at',
    [{dialogs: [d], legs: [leg('l1', '5550001', -40_000), leg('l2', '5550001', -50_000)]}],
    '1:d1 2:l1 3:l2',
  ],
  [
    'an hour apart are two calls whatever their number',
    [{dialogs: [d], legs: [leg('l1', '5550001', -3_600_001)]}],
    '1:d1 2:l1',
  ],
  [
    'unless a key that both carry says otherwise',
    [
      {
        dialogs: [dialog('d1', '', 0, {}, {variables: [{name: 'v', value: 'k-1'}]})],
        legs: [leg('l1', '777', 60_000, {key: 'k-1'})],
      },
    ],
    '1:d1+l1',
  ],
  [
    'an empty key is no key',
    [
      {
        dialogs: [dialog('d1', '1', 0, {}, {variables: [{name: 'v', value: ''}]})],
        legs: [leg('l1', '2', 60_000, {key: ''})],
      },
    ],
    '1:d1 2:l1',
  ],
  [
    'of two known calls that are one, the older id stays',
    [
      {legs: [leg('l1', '9999', 20_000)]},
      {dialogs: [d], legs: [leg('l1', '9999', 20_000)]},
      {dialogs: [dialog('d1', '5550001', 19_000)], legs: [leg('l1', '9999', 20_000)]},
    ],
    '1:d1+l1',
  ],
  [
    'two known calls that became one leave the others in their order',
    [
      {dialogs: [d, dialog('d2', '5550002')]},
      {dialogs: [d, dialog('d2', '5550002')], legs: [leg('l2', '5550002'), l]},
    ],
    '1:d1+l1 2:d2+l2',
  ],
  [
    'the agent’s own call finds its leg by the number dialled',
    [
      {
        dialogs: [
          dialog('d1', '41001', 0, {}, {toAddress: '5550009', dialedNumber: '5550009'}),
          dialog('d2', '5550002', 2_500),
        ],
        legs: [leg('l1', '5550009')],
      },
    ],
    '1:d1+l1 2:d2',
  ],
];

describe('merging dialogs and legs', () => {
  it('F-53 (inject S: two calls from one number at one time, one of which shows its key; settles with it): the two find together', () => {
    const keyed = dialog('d2', '5550001', 0, {}, {variables: [{name: 'user.key', value: 'k-2'}]});
    const merged = run(
      {dialogs: [d, dialog('d2')], legs: [l, leg('l2')]},
      {dialogs: [d, keyed], legs: [l, leg('l2', '5550001', 0, {key: 'k-2'})]},
    );
    expect(picture(merged)).to.equal('1:d1+l1 2:d2+l2');
  });

  for (const [what, steps, expected] of cases) {
    it(what, () => {
      expect(picture(run(...steps))).to.equal(expected);
    });
  }

  it('keeps unchanged calls, and the list of them, as the same objects', () => {
    const first = run({dialogs: [d, dialog('d2', '5550002')], legs: [l]});
    const [one, two] = first.calls;
    const same = mergeCalls(
      [...first.calls.flatMap((call) => call.dialog ?? [])],
      [l],
      identity,
      none,
      first,
    );
    expect(same.calls).to.equal(first.calls);
    const changed = mergeCalls([d, dialog('d2', '5550002', 0, {state: 'HELD'})], [l], identity, none, first);
    expect(changed.calls[0]).to.equal(one);
    expect(changed.calls[1]).to.not.equal(two);
    expect(changed.calls[1]?.state).to.equal('held');
  });

  it('shows a pending command on its call, and nowhere else', () => {
    const first = run({dialogs: [d, dialog('d2', '5550002')]});
    const pending = new Map([['call-2', {type: 'hold', phase: 'sent'}]] as const);
    const next = mergeCalls(
      [...first.calls.flatMap((call) => call.dialog ?? [])],
      [],
      identity,
      pending,
      first,
    );
    expect(next.calls.map((call) => call.pending?.type)).to.deep.equal([undefined, 'hold']);
    expect(next.calls[0]).to.equal(first.calls[0]);
  });

  it('changes nothing it was given', () => {
    const dialogs = Object.freeze([Object.freeze(d)]);
    const legs = Object.freeze([Object.freeze(l)]);
    const first = Object.freeze(run({dialogs, legs}));
    expect(() => mergeCalls(dialogs, legs, identity, none, first)).to.not.throw();
  });
});

describe('a merged call', () => {
  const only = (merged: Merged) => {
    const [call] = merged.calls;
    if (!call) throw new Error('no call');
    return call;
  };

  const states: readonly (readonly [Participant['state'], string])[] = [
    ['INITIATING', 'dialing'],
    ['INITIATED', 'dialing'],
    ['ALERTING', 'alerting'],
    ['ACTIVE', 'talking'],
    ['HELD', 'held'],
    ['FAILED', 'failed'],
    ['WRAP_UP', 'wrap-up'],
    ['DROPPED', 'ended'],
  ];
  for (const [state, shown] of states) {
    it(`is ${shown} when the agent’s own participant is ${state}, whatever the leg says`, () => {
      const legs = [leg('l1', '5550001', 0, {state: 'ringing'})];
      expect(only(run({dialogs: [dialog('d1', '5550001', 0, {state})], legs})).state).to.equal(shown);
    });
  }

  const legStates: readonly (readonly [Leg['state'], string])[] = [
    ['ringing', 'alerting'],
    ['dialing', 'dialing'],
    ['connecting', 'alerting'],
    ['talking', 'talking'],
    ['ended', 'ended'],
  ];
  for (const [state, shown] of legStates) {
    it(`of a leg alone is ${shown} when the leg is ${state}`, () => {
      expect(only(run({legs: [leg('l1', '1', 0, {state})]})).state).to.equal(shown);
    });
  }

  it('takes the state of the agent’s own participant, not of the others', () => {
    const participants = [
      aParticipant({address: '5550001', state: 'HELD', actions: []}),
      aParticipant({state: 'ACTIVE'}),
    ];
    expect(only(run({dialogs: [aDialog({participants})]})).state).to.equal('talking');
  });

  it('comes from the caller, with the name that the leg knows', () => {
    const call = only(run({dialogs: [d], legs: [leg('l1', '5550001', 0, {remoteName: 'Maria Lopez'})]}));
    expect(call).to.deep.include({direction: 'in', peer: {number: '5550001', name: 'Maria Lopez'}});
  });

  it('keeps the name after the leg is gone, and takes none from a leg with another number', () => {
    const named = leg('l1', '5550001', 0, {remoteName: 'Maria Lopez'});
    const after = run({dialogs: [d], legs: [named]}, {dialogs: [dialog('d1', '5550001', 0, wrapUp)]});
    expect(only(after).peer.name).to.equal('Maria Lopez');
    const other = run({dialogs: [d], legs: [leg('l1', '9999', 0, {remoteName: 'CTI port'})]});
    expect(only(other).peer).to.deep.equal({number: '5550001', name: ''});
  });

  it('names whoever is there now, when the leg that named the caller says so; news of the dialog overrules it', () => {
    const caller = leg('l', '5550001', 0, {remoteName: 'Ann'});
    const moved = leg('l', '5550777', 0, {remoteName: 'Carl'});
    const held = dialog('1', '5550001', 0, {state: 'HELD'});
    const steps: readonly Step[] = [
      {dialogs: [dialog('1')], legs: [caller]},
      {dialogs: [dialog('1')], legs: [moved]},
      {dialogs: [held], legs: [moved]},
      {dialogs: [dialog('1', '5550001', 0, wrapUp)]},
      {dialogs: [dialog('1', '5550002')], legs: [moved]},
    ];
    expect(steps.map((_, count) => only(run(...steps.slice(0, count + 1))).peer)).to.deep.equal([
      {name: 'Ann', number: '5550001'},
      ...Array<unknown>(3).fill({name: 'Carl', number: '5550777'}),
      {name: '', number: '5550002'},
    ]);
  });

  it('goes to the number dialled when the agent called', () => {
    const out = dialog('d1', '41001', 0, {}, {toAddress: '', dialedNumber: '5550009'});
    expect(only(run({dialogs: [out]}))).to.deep.include({
      direction: 'out',
      peer: {number: '5550009', name: ''},
    });
  });

  it('began its state when the participant changed, and its talk when it was answered', () => {
    const call = only(run({dialogs: [dialog('d1', '1', 0, {startedAt: nine + 1, changedAt: nine + 5})]}));
    expect(call).to.deep.include({since: nine + 5, talkingSince: nine + 1});
    const alerting = only(run({dialogs: [dialog('d1', '1', 0, {state: 'ALERTING'})]}));
    expect(alerting.talkingSince).to.equal(undefined);
    const unknown = only(
      run({dialogs: [dialog('d1', '1', 0, {startedAt: undefined, changedAt: undefined})]}),
    );
    expect(unknown.since).to.equal(undefined);
  });

  it('shows only variables that have a value', () => {
    const variables = [
      {name: 'callVariable1', value: 'Gold'},
      {name: 'callVariable2', value: ''},
    ];
    expect(only(run({dialogs: [dialog('d1', '1', 0, {}, {variables})]})).variables).to.deep.equal([
      variables[0],
    ]);
  });

  it('is held by the far end only while we talk', () => {
    const legs = [leg('l1', '5550001', 0, {heldByFarEnd: true})];
    expect(only(run({dialogs: [d], legs})).heldByFarEnd).to.equal(true);
    const held = dialog('d1', '5550001', 0, {state: 'HELD'});
    expect(only(run({dialogs: [held], legs})).heldByFarEnd).to.equal(false);
  });
});

describe('merging, whatever comes and goes', () => {
  const numbers = fc.constantFrom('', '5550001', '5550002', '41001');
  const when = fc.constantFrom(-20_000, -2_000, 0, 1_500, 8_000, 30_000, undefined);
  const states = fc.constantFrom<Participant['state']>(
    'ALERTING',
    'ACTIVE',
    'HELD',
    'WRAP_UP',
    'DROPPED',
    'UNKNOWN',
  );
  const somePair = fc.record({
    number: numbers,
    at: when,
    state: states,
    key: fc.constantFrom('', 'k-1', 'k-2'),
  });
  const ids = ['1', '2', '3', '4', '5'] as const;
  /** One moment: which of five dialogs and five legs are there, and as what. */
  const moment = fc.record({
    dialogs: fc.dictionary(fc.constantFrom(...ids), somePair, {maxKeys: 5}),
    legs: fc.dictionary(fc.constantFrom(...ids), somePair, {maxKeys: 5}),
  });

  const dialogsOf = (
    part: Record<string, {number: string; at: number | undefined; state: Participant['state']; key: string}>,
  ) =>
    Object.entries(part).map(([id, {number, at, state, key}]) =>
      dialog(
        `d${id}`,
        number,
        0,
        {state, startedAt: at === undefined ? undefined : nine + at},
        {variables: [{name: 'key', value: key}]},
      ),
    );
  const legsOf = (part: Record<string, {number: string; at: number | undefined; key: string}>) =>
    Object.entries(part).map(([id, {number, at, key}]) => leg(`l${id}`, number, at ?? 0, {key}));

  it('every dialog and every leg is in exactly one call, ids are unique, and each stays where its half is', () => {
    fc.assert(
      fc.property(fc.array(moment, {maxLength: 8}), (moments) => {
        let merged = nothing;
        for (const {dialogs, legs} of moments) {
          const before = merged;
          const [someDialogs, someLegs] = [dialogsOf(dialogs), legsOf(legs)];
          merged = mergeCalls(someDialogs, someLegs, identity, none, before);
          const {calls} = merged;
          expect(calls.flatMap((call) => call.dialog?.id ?? []).sort()).to.deep.equal(
            someDialogs.map(({id}) => id).sort(),
          );
          expect(calls.flatMap((call) => call.leg?.id ?? []).sort()).to.deep.equal(
            someLegs.map(({id}) => id).sort(),
          );
          expect(new Set(calls.map(({id}) => id)).size).to.equal(calls.length);
          for (const call of calls) {
            // what belonged together stays together
            const known = before.calls.find(({id}) => id === call.id);
            const partner = before.calls.find(
              (other) => other.dialog && other.leg && other.dialog.id === call.dialog?.id,
            );
            if (partner && someLegs.some(({id}) => id === partner.leg?.id)) {
              expect(call.id).to.equal(partner.id);
              expect(call.leg?.id).to.equal(partner.leg?.id);
            }
            // an id never moves to a call that shares nothing with the one that had it
            if (known) {
              const shares =
                (known.dialog !== undefined && known.dialog.id === call.dialog?.id) ||
                (known.leg !== undefined && known.leg.id === call.leg?.id);
              expect(shares).to.equal(true);
            } else expect(Number(call.id.slice(5))).to.be.at.least(before.nextId);
          }
        }
      }),
      {numRuns: 300},
    );
  });

  it('the same input gives the same output, and merging again changes nothing', () => {
    fc.assert(
      fc.property(moment, ({dialogs, legs}) => {
        const [someDialogs, someLegs] = [dialogsOf(dialogs), legsOf(legs)];
        const once = mergeCalls(someDialogs, someLegs, identity, none, nothing);
        expect(mergeCalls(someDialogs, someLegs, identity, none, nothing)).to.deep.equal(once);
        expect(mergeCalls(someDialogs, someLegs, identity, none, once).calls).to.equal(once.calls);
      }),
    );
  });
});

describe('calls on further lines', () => {
  const as = {furtherLines: ['82001', '83001']};
  const onLine = (id: string, lineNumber: string, part: Partial<Leg> = {}) =>
    leg(id, '5550001', 0, {lineNumber, ...part});

  it('J21: carry their line, by the number their leg came to', () => {
    const {calls} = run({legs: [leg('l1'), onLine('l2', '82001'), onLine('l3', '83001')], as});
    expect(calls.map(({line}) => line)).to.deep.equal([1, 2, 3]);
  });

  it('J22: are never taken for a dialog of the extension, however well they fit', () => {
    expect(picture(run({dialogs: [d], legs: [onLine('l2', '82001')], as}))).to.equal('1:d1 2:l2');
  });

  it('J21: are held when we hold them by SIP', () => {
    const {calls} = run({legs: [onLine('l2', '82001', {held: true})], as});
    expect(calls.map(({state}) => state)).to.deep.equal(['held']);
  });
});
