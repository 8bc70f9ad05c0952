import type {DialogAction, WrapUpReason} from '../../src/finesse/types.js';
import type {HistoryEntry} from '../../src/calls/history.js';
import type {StateOption} from '../../src/desk/desk.js';
import {
  aCall,
  aDialog,
  aLeg,
  aLine,
  aParticipant,
  aReason,
  aRecording,
  anAgent,
  anOption,
  nine,
} from '../../test/support/browser/builders.js';
import type {FakeDesk} from '../../test/support/browser/fake-desk.js';

/** A state of the whole gadget: sets the fake desk up, and perhaps presses something afterwards. */
export interface Scene {
  readonly name: string;
  readonly set: (desk: FakeDesk) => void;
  /** Path of selectors through shadow roots to what is pressed once it is shown. */
  readonly press?: readonly string[];
  /** What is typed into the field that has the focus then. */
  readonly type?: string;
}

const ago = (seconds: number) => nine - seconds * 1000;

const lunch = aReason({id: '12', label: 'Lunch'});
const options: readonly StateOption[] = [
  anOption({state: 'READY'}),
  anOption({state: 'NOT_READY', reason: lunch}),
  anOption({state: 'NOT_READY', reason: aReason({id: '13', label: 'Coffee break'})}),
  anOption({state: 'NOT_READY', reason: aReason({id: '14', label: 'Team meeting'})}),
  anOption({state: 'NOT_READY', reason: aReason({id: '15', label: 'Follow-up work'})}),
  anOption({state: 'LOGOUT', enabled: false, why: 'not-ready-first'}),
];
const later: readonly StateOption[] = [
  anOption({state: 'READY', enabled: false, why: 'on-call'}),
  ...options.slice(1, 5).map((option) => ({...option, afterCall: true})),
  anOption({state: 'LOGOUT', enabled: false, why: 'on-call'}),
];
const wrapUp: readonly WrapUpReason[] = [
  'Invoice explained',
  'Payment plan agreed',
  'Address changed',
  'Passed to second level',
  'Complaint taken',
  'No answer needed',
].map((label, index) => ({id: String(index), label}));

const variables = [
  {name: 'Account', value: '447-220-19'},
  {name: 'Reason', value: 'Invoice March'},
  {name: 'Tier', value: 'Gold'},
  {name: 'Language', value: 'English'},
  {name: 'Open cases', value: '2'},
];
const more = [
  ...variables,
  {name: 'Last agent', value: 'Priya N.'},
  {name: 'Callback', value: 'Before 17:00'},
];

const ringing = aCall({state: 'alerting', since: ago(7), talkingSince: undefined, variables});
const talking = aCall({since: ago(151), talkingSince: ago(151), variables: more});
const held = aCall({
  id: 'call-2',
  line: 3,
  state: 'held',
  peer: {name: 'Priya Natarajan', number: '42017'},
  queue: '',
  dialedNumber: '42001',
  since: ago(75),
});

const past: readonly HistoryEntry[] = (
  [
    ['1', 'in', 'missed', '+1 555 010 4477', 'Maria Lopez', 'Billing', 65, 20],
    ['2', 'out', 'answered', '+49 30 901820', '', '', 900, 9],
    ['3', 'in', 'answered', '5550142', 'Omar Haddad', 'Billing', 4_000, 4],
    ['4', 'out', 'failed', '12345', '', '', 6_000, 2],
    ['5', 'in', 'missed', '', '', 'Kundenrückgewinnungsmanagement Süddeutschland', 90_000, 12],
  ] as const
).map(([key, direction, outcome, number, name, queue, seconds, rang]) => ({
  ...{key, direction, outcome, number, name, queue, line: 1, at: ago(seconds)},
  endedAt: outcome === 'answered' ? ago(seconds - 400) : ago(seconds - rang),
  rangMs: rang * 1000,
}));

const other = {address: '42017', name: 'Priya Natarajan', state: 'ACTIVE'} as const;
const customer = {address: '+15550104477', name: 'Maria Lopez', state: 'ACTIVE'} as const;
const alone = {
  roster: [customer],
  partner: undefined,
  consult: false,
  elsewhere: false,
  handingTo: undefined,
};
const dialogFor = (...actions: DialogAction[]) => aDialog({participants: [aParticipant({actions})]});
const waiting = aCall({
  state: 'held',
  since: ago(41),
  queue: 'Billing',
  dialog: dialogFor('RETRIEVE', 'DROP', 'TRANSFER', 'CONFERENCE'),
  together: {...alone, partner: 'call-2', elsewhere: true},
});
const consult = aCall({
  id: 'call-2',
  direction: 'out',
  since: ago(33),
  peer: {name: 'Priya Natarajan', number: '42017'},
  queue: '',
  dialog: dialogFor('HOLD', 'DROP'),
  together: {...alone, roster: [other], partner: 'call-1', consult: true},
});
const talkingOpenTransfer = [
  'desk-call-list',
  'desk-call-card:not([hidden])',
  'desk-call-actions',
  '.transfer button',
];
const personalLine = aLine({index: 2, acd: false, number: '82001', label: 'Personal', state: 'talking'});
/** A call that Finesse knows nothing of. */
const onLine2 = aCall({
  ...{id: 'call-2', line: 2, since: ago(33), queue: '', dialog: undefined, variables: []},
  peer: {name: 'Ben Carter', number: '5550177'},
  leg: aLeg({id: 'leg-2', remoteName: 'Ben Carter', remoteNumber: '5550177', lineNumber: '82001'}),
  together: alone,
});
const inCall = (desk: FakeDesk) => {
  desk.agent.set(anAgent({state: 'TALKING', since: ago(151)}));
  desk.lines.set([aLine({state: 'talking'})]);
  desk.calls.set([talking]);
};

/** Every state worth looking at. */
export const scenes: readonly Scene[] = [
  {name: 'ready', set: (desk) => desk.agent.set(anAgent({since: ago(252)}))},
  {
    name: 'alerting',
    set: (desk) => {
      desk.agent.set(anAgent({state: 'RESERVED', since: ago(7)}));
      desk.lines.set([aLine({state: 'ringing'})]);
      desk.calls.set([ringing]);
    },
  },
  {
    name: 'answers by itself',
    set: (desk) => {
      desk.agent.set(anAgent({state: 'RESERVED', since: ago(1)}));
      desk.lines.set([aLine({state: 'ringing'})]);
      desk.calls.set([{...ringing, since: ago(1), answersAt: ago(-2)}]);
    },
  },
  {
    name: 'talking',
    set: inCall,
  },
  {
    name: 'held',
    set: (desk) => {
      desk.agent.set(anAgent({state: 'HOLD', since: ago(75)}));
      desk.lines.set([aLine({state: 'held'})]);
      desk.calls.set([aCall({state: 'held', since: ago(75), variables})]);
    },
  },
  {
    name: 'wrap-up',
    set: (desk) => {
      desk.agent.set(anAgent({state: 'WORK', since: ago(18)}));
      desk.calls.set([
        aCall({state: 'wrap-up', since: ago(18), variables, wrapUpReason: 'Payment plan agreed'}),
      ]);
    },
  },
  {
    name: 'missed',
    set: (desk) => {
      const reason = aReason({id: '99', code: '32767', label: 'Call not answered', system: true});
      desk.agent.set(anAgent({state: 'NOT_READY', since: ago(45), reason}));
      desk.history.set({entries: past, unseen: 1, stored: true});
    },
  },
  {
    name: 'second call',
    set: (desk) => {
      desk.agent.set(anAgent({state: 'TALKING', since: ago(151), pendingState: 'NOT_READY'}));
      desk.lines.set(
        [1, 2, 3, 4, 5, 6, 7, 8].map((index) =>
          aLine({
            index,
            acd: index === 1,
            state:
              index === 1
                ? 'talking'
                : index === 2
                  ? 'ringing'
                  : index === 3
                    ? 'held'
                    : index === 6
                      ? 'unregistered'
                      : 'idle',
          }),
        ),
      );
      desk.calls.set([{...talking, variables: []}]);
      desk.calls.set([
        {...talking, variables: []},
        aCall({
          id: 'call-3',
          line: 2,
          state: 'alerting',
          since: ago(13),
          queue: '',
          dialedNumber: '81002',
          peer: {name: '', number: '+49 30 901820'},
        }),
      ]);
      desk.controls.set('call-3', {end: {visible: true, enabled: true}});
    },
  },
  {
    name: 'muted and speaking',
    set: (desk) => {
      desk.agent.set(anAgent({state: 'TALKING', since: ago(151)}));
      desk.lines.set([aLine({state: 'talking'}), aLine({index: 2, acd: false, number: '81101'})]);
      desk.talkingWhileMuted.set(true);
      desk.calls.set([{...talking, muted: true, variables: []}]);
    },
  },
  {
    name: 'desk phone alerting',
    set: (desk) => {
      desk.ronaSeconds = undefined;
      desk.agent.set(anAgent({state: 'RESERVED', since: ago(7)}));
      desk.audioLeg.set({kind: 'desk-phone', number: '42001'});
      desk.health.set({finesse: 'live', phone: 'off', microphone: 'idle'});
      desk.lines.set([aLine({state: 'off', number: '42001'})]);
      desk.calls.set([{...ringing, leg: undefined}]);
      desk.controls.set('call-1', {answer: {visible: false, enabled: false, reason: 'answer-on-phone'}});
    },
  },
  {
    name: 'desk phone talking',
    set: (desk) => {
      desk.agent.set(anAgent({state: 'TALKING', since: ago(151)}));
      desk.audioLeg.set({kind: 'desk-phone', number: '42001'});
      desk.health.set({finesse: 'live', phone: 'off', microphone: 'idle'});
      desk.lines.set([aLine({state: 'talking', number: '42001'})]);
      desk.calls.set([{...talking, leg: undefined, variables: [], pending: {type: 'hold', phase: 'sent'}}]);
      desk.controls.set('call-1', {mute: {visible: false, enabled: false, reason: 'mute-on-phone'}});
    },
  },
  {
    name: 'dialing',
    set: (desk) => {
      desk.agent.set(
        anAgent({
          state: 'NOT_READY',
          since: ago(31),
          reason: lunch,
          request: {state: 'READY', phase: 'sent'},
        }),
      );
      desk.calls.set([
        aCall({state: 'dialing', direction: 'out', queue: '', since: ago(4), talkingSince: undefined}),
      ]);
    },
  },
  {
    name: 'failed',
    set: (desk) => {
      const dialog = aDialog({participants: [aParticipant({state: 'FAILED', cause: 'BUSY'})]});
      desk.calls.set([aCall({state: 'failed', direction: 'out', queue: '', dialog, leg: undefined})]);
    },
  },
  {
    name: 'trouble',
    set: (desk) => {
      desk.soundBlocked.set(true);
      desk.health.set({finesse: 'failing', phone: 'registered', microphone: 'denied'});
      desk.notices.set([
        {id: 1, severity: 'error', code: 'media/denied', at: nine},
        {id: 2, severity: 'warning', code: 'finesse/state-refused', at: nine},
        {id: 3, severity: 'info', code: 'finesse/timeout', at: nine},
      ]);
    },
  },
  {
    name: 'state menu',
    set: (desk) => desk.agent.set(anAgent({state: 'NOT_READY', since: ago(380), reason: lunch})),
    press: ['desk-agent-state', '.open'],
  },
  {
    name: 'state menu in a call',
    set: (desk) => {
      desk.agent.set(anAgent({state: 'TALKING', since: ago(151)}));
      desk.stateOptions.set(later);
      desk.calls.set([talking]);
    },
    press: ['desk-agent-state', '.open'],
  },
  {
    name: 'keypad',
    set: (desk) => {
      desk.agent.set(anAgent({state: 'TALKING', since: ago(151)}));
      desk.calls.set([{...talking, variables: [], recording: 'on'}]);
    },
    press: [
      'desk-call-list',
      'desk-call-card:not([hidden])',
      'desk-call-actions',
      '.controls > :nth-child(3) button',
    ],
  },
  {
    name: 'transfer',
    set: (desk) => {
      desk.agent.set(anAgent({state: 'TALKING', since: ago(151)}));
      const dialog = dialogFor('CONSULT_CALL', 'TRANSFER_SST', 'HOLD', 'DROP');
      desk.calls.set([{...talking, variables: [], dialog, together: alone}]);
    },
    press: talkingOpenTransfer,
  },
  {
    name: 'consult',
    set: (desk) => {
      desk.agent.set(anAgent({state: 'TALKING', since: ago(151)}));
      desk.calls.set([waiting, consult]);
    },
  },
  {
    name: 'consult ringing',
    set: (desk) => {
      desk.agent.set(anAgent({state: 'TALKING', since: ago(151)}));
      const roster = [{...other, state: 'ALERTING'} as const];
      desk.calls.set([
        {...waiting, dialog: dialogFor('RETRIEVE', 'DROP')},
        {...consult, state: 'dialing', together: {...alone, roster, partner: 'call-1', consult: true}},
      ]);
    },
  },
  {
    name: 'conference',
    set: (desk) => {
      desk.agent.set(anAgent({state: 'TALKING', since: ago(151)}));
      const dialog = dialogFor('CONSULT_CALL', 'HOLD', 'DROP', 'PARTICIPANT_DROP');
      desk.calls.set([{...talking, variables: [], dialog, together: {...alone, roster: [customer, other]}}]);
    },
  },
  {
    name: 'safe transfer',
    set: (desk) => {
      desk.agent.set(anAgent({state: 'TALKING', since: ago(5)}));
      const dialog = dialogFor('RETRIEVE', 'DROP');
      desk.calls.set([
        {
          ...waiting,
          since: ago(5),
          dialog,
          together: {...waiting.together, ...alone, partner: 'call-2', handingTo: '42017'},
        },
        {
          ...consult,
          state: 'dialing',
          dialog: dialogFor('DROP'),
          together: {...alone, roster: [other], partner: 'call-1', consult: true, answerWithin: 20},
        },
      ]);
    },
  },
  {
    name: 'two lines',
    set: (desk) => {
      desk.agent.set(anAgent({state: 'HOLD', since: ago(5)}));
      desk.calls.set([
        onLine2,
        {...waiting, together: {...alone, across: {with: ['call-2'], joining: false}}},
      ]);
    },
  },
  {
    name: 'hand on from line 2',
    set: (desk) => {
      desk.agent.set(anAgent({state: 'NOT_READY', since: ago(33)}));
      desk.lines.set([aLine(), personalLine]);
      desk.calls.set([onLine2]);
    },
    press: talkingOpenTransfer,
  },
  {
    name: 'consult on line 2',
    set: (desk) => {
      desk.agent.set(anAgent({state: 'NOT_READY', since: ago(33)}));
      desk.lines.set([aLine(), personalLine]);
      desk.calls.set([
        {
          ...onLine2,
          ...{state: 'held', since: ago(20)},
          leg: aLeg({id: 'leg-2', held: true}),
          together: {...alone, partner: 'call-3'},
        },
        {
          ...onLine2,
          ...{id: 'call-3', direction: 'out', since: ago(12)},
          peer: {name: 'Priya Natarajan', number: '42017'},
          leg: aLeg({id: 'leg-3', direction: 'out', remoteNumber: '42017', remoteName: 'Priya Natarajan'}),
          together: {...alone, partner: 'call-2', consult: true},
        },
      ]);
    },
  },
  {
    name: 'shared line',
    set: (desk) => {
      const held = {callId: 'a@switch', localTag: 'l', remoteTag: 'r'};
      const news = {
        state: 'remote-held' as const,
        held: [{...held, name: 'Maria Lopez', number: '5550177'}],
        forwardTo: '',
      };
      const personal = {index: 2, acd: false, number: '82001', label: 'Personal'};
      desk.lines.set([aLine(), aLine({...personal, state: 'remote-held', news})]);
    },
  },
  {
    name: 'shared lines',
    set: (desk) => {
      const held = {callId: 'a@switch', localTag: 'l', remoteTag: 'r'};
      const news = {
        state: 'remote-held' as const,
        held: [
          {...held, name: 'Maria Lopez', number: '5550177'},
          {...held, callId: 'b@switch', name: '', number: '+49 30 901820'},
        ],
        forwardTo: '',
      };
      const states = [
        'idle',
        'remote-ringing',
        'remote-in-use',
        'remote-held',
        'remote-unknown',
        'dnd',
        'forwarded',
        'unregistered',
      ] as const;
      desk.lines.set(
        states.map((state, at) =>
          aLine({
            index: at + 1,
            acd: at === 0,
            state,
            ...(state === 'remote-held' ? {label: 'Sales', news} : {}),
          }),
        ),
      );
    },
  },
  {
    name: 'joined lines',
    set: (desk) => {
      const second = {...onLine2, together: {...alone, joined: ['call-1']}};
      desk.agent.set(anAgent({state: 'TALKING', since: ago(5)}));
      desk.calls.set([second, {...talking, variables: [], together: {...alone, joined: ['call-2']}}]);
    },
  },
  {
    name: 'handing on',
    set: (desk) => {
      desk.agent.set(anAgent({state: 'HOLD', since: ago(5)}));
      const dialog = dialogFor('RETRIEVE', 'DROP');
      desk.calls.set([{...waiting, dialog, together: {...alone, handingTo: '42017'}}]);
    },
  },
  {
    name: 'health',
    set: (desk) => {
      desk.health.set({finesse: 'live', phone: 'reconnecting', microphone: 'live'});
      desk.lines.set([aLine({state: 'unregistered'})]);
    },
    press: ['desk-health', 'desk-chip', 'button'],
  },
  {name: 'audio leg', set: () => undefined, press: ['desk-audio-leg', 'desk-chip', 'button']},
  {
    name: 'many reasons',
    set: (desk) => {
      desk.agent.set(anAgent({state: 'WORK', since: ago(318)}));
      desk.wrapUpReasons.set([
        ...wrapUp,
        ...wrapUp.map(({id, label}) => ({id: `b${id}`, label: `${label} (again)`})),
      ]);
      desk.calls.set([aCall({state: 'wrap-up', since: ago(318)})]);
    },
  },
  {
    name: 'long and hostile texts',
    set: (desk) => {
      desk.agent.set(
        anAgent({
          state: 'NOT_READY',
          reason: aReason({label: 'Rücksprache mit der Abteilungsleitung (genehmigt)'}),
        }),
      );
      desk.calls.set([
        aCall({
          peer: {
            name: '<img src=x onerror=alert(1)> Wolfeschlegelsteinhausenbergerdorff\u202e senior',
            number: '+1 555 010 4477 99 88 77 66',
          },
          queue: 'Kundenrückgewinnungsmanagement Süddeutschland und Österreich',
          heldByFarEnd: true,
          variables: [
            {name: 'a very long name of a variable that goes on', value: 'x'.repeat(300)},
            {name: 'rtl', value: 'שלום עולם 123'},
          ],
        }),
      ]);
    },
  },
  {name: 'dial', set: (desk) => desk.agent.set(anAgent()), press: ['desk-foot', '.dial']},
  {
    name: 'dial keypad',
    set: (desk) => {
      desk.agent.set(anAgent());
      desk.dialControl.set({enabled: false, why: 'not-ready-first'});
    },
    press: ['desk-foot', '.dial'],
  },
  {
    name: 'calling',
    set: (desk) => {
      desk.agent.set(anAgent({state: 'NOT_READY', reason: lunch}));
      desk.outgoing.set({number: '+4930901820', phase: 'sent'});
    },
    press: ['desk-foot', '.dial'],
  },
  {
    name: 'digits',
    set: (desk) => {
      desk.agent.set(anAgent({state: 'TALKING', since: ago(151)}));
      desk.calls.set([{...talking, variables: []}]);
      desk.digitRuns.set(new Map([['call-1', {state: 'waiting', rest: '4471,,9#', until: undefined}]]));
    },
    press: [
      'desk-call-list',
      'desk-call-card:not([hidden])',
      'desk-call-actions',
      '.controls > :nth-child(3) button',
    ],
  },
  {
    name: 'history',
    set: (desk) => {
      desk.agent.set(anAgent({since: ago(252)}));
      desk.history.set({entries: past, unseen: 2, stored: true});
    },
    press: ['desk-foot', '.history'],
  },
  {
    name: 'recorded',
    set: (desk) => {
      inCall(desk);
      desk.recordings.set(new Map([['call-1', aRecording({by: 'policy', orders: ['pause', 'stop']})]]));
    },
  },
  {
    name: 'recording paused',
    set: (desk) => {
      inCall(desk);
      const paused = {state: 'paused', resumesAt: nine + 74_000, orders: ['resume', 'stop']} as const;
      desk.recordings.set(new Map([['call-1', aRecording(paused)]]));
    },
  },
  {
    name: 'recording in doubt',
    set: (desk) => {
      inCall(desk);
      const doubt = {state: 'unknown', why: 'silent', orders: ['pause'], alarm: true} as const;
      desk.recordings.set(new Map([['call-1', aRecording({...doubt, since: undefined})]]));
    },
  },
  {
    name: 'people to call',
    set: (desk) => {
      desk.people = [
        {name: 'Maria Lopez', number: '+1 555 010 4477', note: 'Billing', source: 'book'},
        {name: 'Marek Nowak', number: '42017', note: 'Second level', source: 'book'},
        {name: 'Priya Natarajan', number: '42018', note: 'Team Mary', source: 'history'},
      ];
    },
    press: ['desk-foot', '.dial'],
    type: 'mar',
  },
  {name: 'connecting', set: (desk) => desk.agent.set(undefined)},
  {name: 'signed out', set: (desk) => desk.agent.set(anAgent({state: 'LOGOUT'}))},
  {
    name: 'two calls',
    set: (desk) => {
      desk.agent.set(anAgent({state: 'TALKING', since: ago(151)}));
      desk.calls.set([held, {...talking, variables}]);
    },
  },
];

/** What every scene starts from. */
export function common(desk: FakeDesk): void {
  desk.ronaSeconds = 20;
  desk.stateOptions.set(options);
  desk.wrapUpReasons.set(wrapUp);
}
