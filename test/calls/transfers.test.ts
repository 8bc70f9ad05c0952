import {expect} from 'chai';
import {DeskError} from '../../src/base/errors.js';
import {Store} from '../../src/base/store.js';
import {SharedLeg} from '../../src/calls/shared-leg.js';
import {partnerOf} from '../../src/calls/together.js';
import {mostOthers, pairControlsFor, transferControlsFor} from '../../src/calls/transfer-controls.js';
import {transferRefusal} from '../../src/calls/transfer-refusal.js';
import {Transfers} from '../../src/calls/transfers.js';
import type {Call, CallCommand} from '../../src/calls/types.js';
import {FinesseError} from '../../src/finesse/errors.js';
import type {Agent, Connection, DialogAction} from '../../src/finesse/types.js';
import {ManualClock} from '../../standin/world/clock.js';
import {aCall, aDialog, aLeg, anAgent, aParticipant, nine} from '../support/browser/builders.js';
import {FakeSoftphone} from '../support/browser/fake-softphone.js';
import {turns} from '../support/browser/finesse-builders.js';

const withActions = (id: string, actions: readonly DialogAction[], part: Partial<Call> = {}): Call =>
  aCall({id: `call-${id}`, dialog: aDialog({id, participants: [aParticipant({actions})]}), ...part});

const customer = aCall({id: 'call-1', state: 'held', dialog: aDialog({id: '1'})});
const consult = aCall({
  id: 'call-2',
  direction: 'out',
  leg: undefined,
  dialog: aDialog({id: '2', associated: '1', fromAddress: '41001', toAddress: '42002'}),
});

describe('one leg for two dialogs (ADR 4)', () => {
  const legs = (calls: readonly Call[]) => calls.map(({id, leg}) => `${id} ${leg?.id ?? '-'}`);

  it('is lent to the consult while the first call is held', () => {
    expect(legs(new SharedLeg().lend([customer, consult]))).to.deep.equal(['call-1 leg-1', 'call-2 leg-1']);
  });

  it('is not lent while its own call talks, or while it only rings', () => {
    const shared = new SharedLeg();
    expect(legs(shared.lend([aCall({dialog: aDialog({id: '1'})}), consult]))[1]).to.equal('call-2 -');
    expect(legs(shared.lend([{...customer, leg: aLeg({state: 'ringing'})}, consult]))[1]).to.equal(
      'call-2 -',
    );
  });

  it('stays lent when the agent has swapped', () => {
    const shared = new SharedLeg();
    shared.lend([customer, consult]);
    const swapped = shared.lend([
      {...customer, state: 'talking'},
      {...consult, state: 'held'},
    ]);
    expect(legs(swapped)).to.deep.equal(['call-1 leg-1', 'call-2 leg-1']);
  });

  it('goes with the call that is left, which is then the only one shown', () => {
    const shared = new SharedLeg();
    shared.lend([customer, consult]);
    expect(legs(shared.lend([{...customer, dialog: undefined}, consult]))).to.deep.equal(['call-2 leg-1']);
  });

  it('is lent on when the call that is left asks somebody else', () => {
    const shared = new SharedLeg();
    shared.lend([customer, consult]);
    const leg = {...customer, dialog: undefined};
    shared.lend([leg, consult]);
    const third = {...consult, id: 'call-3', dialog: aDialog({id: '3', associated: '2'})};
    for (const order of [
      [leg, {...consult, state: 'held'} as const, third],
      [third, leg, {...consult, state: 'held'} as const],
    ])
      expect(legs(shared.lend(order)).sort()).to.deep.equal(['call-2 leg-1', 'call-3 leg-1']);
  });

  it('is given back to the call it belongs to when a second leg comes', () => {
    const shared = new SharedLeg();
    shared.lend([customer, consult]);
    const second = {...consult, leg: aLeg({id: 'leg-2'})};
    expect(legs(shared.lend([customer, second]))).to.deep.equal(['call-1 leg-1', 'call-2 leg-2']);
  });
});

describe('two calls of an agent', () => {
  it('are a consult and its call by what Finesse names, in either order', () => {
    expect(partnerOf(consult, [customer, consult])).to.deep.equal({other: customer, consult: true});
    expect(partnerOf(customer, [consult, customer])).to.deep.equal({other: consult, consult: false});
  });

  it('are so by the call type where Finesse names none, also after a swap', () => {
    const dialog = aDialog({id: '2', callType: 'CONSULT'});
    const unnamed = {...consult, dialog};
    expect(partnerOf(unnamed, [customer, unnamed])?.consult).to.equal(true);
    const swapped = {...unnamed, state: 'held'} as const;
    const back = {...customer, state: 'talking'} as const;
    expect(partnerOf(swapped, [back, swapped])?.consult).to.equal(true);
    expect(partnerOf(back, [back, swapped])).to.deep.equal({other: swapped, consult: false});
  });

  it('are a pair without a consult when one waits', () => {
    const second = aCall({id: 'call-2', dialog: aDialog({id: '2'})});
    expect(partnerOf(customer, [customer, second])).to.deep.equal({other: second, consult: false});
  });

  it('are none while the second one only rings', () => {
    const ringing = aCall({id: 'call-2', state: 'alerting', dialog: aDialog({id: '2'})});
    expect(partnerOf(customer, [customer, ringing])).to.equal(undefined);
  });
});

describe('what can be pressed before it is pressed', () => {
  const context = {extension: '41001', finesseLive: true, deployment: 'CCE'} as const;
  const others = (count: number) => ({
    roster: Array.from({length: count}, (_, n) => ({address: `${n}`, name: '', state: 'ACTIVE'}) as const),
    ...{partner: undefined, consult: false, elsewhere: false, handingTo: undefined},
  });
  const table: readonly (readonly [string, Call, typeof context | object, consult: string, now: string])[] = [
    ['in a call', withActions('1', ['CONSULT_CALL', 'TRANSFER_SST']), {}, 'on', 'on'],
    ['on hold', withActions('1', ['RETRIEVE'], {state: 'held'}), {}, 'held', 'held'],
    [
      'with a consult under way',
      withActions('1', ['HOLD'], {together: {...others(1), partner: 'call-2'}}),
      ...([{}, 'consult-under-way', 'consult-under-way'] as const),
    ],
    [
      'in a conference of somebody else',
      withActions('1', ['HOLD'], {together: others(2)}),
      {},
      'not-controller',
      'in-conference',
    ],
    [
      'joined with a call of another line (I-14)',
      withActions('1', ['CONSULT_CALL', 'TRANSFER_SST'], {together: {...others(1), joined: ['call-2']}}),
      {},
      'in-conference',
      'in-conference',
    ],
    [
      'in a conference of nine',
      withActions('1', ['CONSULT_CALL'], {together: others(mostOthers)}),
      {},
      'full',
      'in-conference',
    ],
    [
      'without Finesse',
      withActions('1', ['CONSULT_CALL', 'TRANSFER_SST']),
      {finesseLive: false},
      'finesse-down',
      'finesse-down',
    ],
    [
      'while something is asked',
      withActions('1', ['CONSULT_CALL', 'TRANSFER_SST'], {pending: {type: 'hold', phase: 'sent'}}),
      {},
      'pending',
      'pending',
    ],
  ];
  for (const [when, call, part, first, second] of table) {
    it(`${when}: talk first is ${first}, transfer now ${second}`, () => {
      const controls = transferControlsFor(call, {...context, ...part});
      expect([controls.consult.why ?? 'on', controls.now.why ?? 'on']).to.deep.equal([first, second]);
    });
  }

  it('J10: dropping somebody is Finesse’s to allow, and says whether the platform or the site does not', () => {
    const why = (actions: readonly DialogAction[], deployment: 'CCE' | 'CCX') =>
      transferControlsFor(withActions('1', actions), {...context, deployment}).drop.why;
    expect([why(['PARTICIPANT_DROP'], 'CCE'), why([], 'CCE'), why([], 'CCX')]).to.deep.equal([
      undefined,
      'drop-setting',
      'drop-platform',
    ]);
  });

  it('a pair is completed and joined only when the other has answered', () => {
    const held = withActions('1', ['RETRIEVE', 'DROP'], {state: 'held'});
    const dialing = withActions('2', ['DROP'], {state: 'dialing'});
    const before = pairControlsFor(dialing, held, context);
    expect([before.complete.why, before.join.why, before.swap.why, before.back.why]).to.deep.equal([
      'not-answered',
      'not-answered',
      'not-answered',
      undefined,
    ]);
    const ready = withActions('1', ['RETRIEVE', 'DROP', 'TRANSFER', 'CONFERENCE'], {state: 'held'});
    const after = pairControlsFor(withActions('2', ['DROP']), ready, context);
    expect([after.complete, after.join, after.swap, after.back].every(({enabled}) => enabled)).to.equal(true);
    expect([after.held.id, after.active.id]).to.deep.equal(['call-1', 'call-2']);
  });

  for (const [state, why] of [
    ['dialing', 'not-answered'],
    ['held', 'held'],
  ] as const)
    it(`J09: a consult that is ${state} while the agent talks in a third call is not completed: Finesse would connect the third`, () => {
      const ready = withActions('1', ['RETRIEVE', 'DROP', 'TRANSFER', 'CONFERENCE'], {state: 'held'});
      const first = withActions('2', ['RETRIEVE', 'DROP', 'TRANSFER', 'CONFERENCE'], {state});
      const third = withActions('3', ['HOLD', 'DROP', 'TRANSFER', 'CONFERENCE']);
      const whyNot = (pair: ReturnType<typeof pairControlsFor>) => [pair.complete.why, pair.join.why];
      const all = [ready, first, third];
      expect(whyNot(pairControlsFor(first, ready, context, all))).to.deep.equal([why, why]);
      expect(whyNot(pairControlsFor(third, ready, context, all))).to.deep.equal([undefined, undefined]);
    });

  it('J09: what is talked in on a further line is no third call of Finesse', () => {
    const ready = withActions('1', ['RETRIEVE', 'TRANSFER'], {state: 'held'});
    const asked = withActions('2', ['DROP']);
    const apart = aCall({id: 'call-3', line: 2, dialog: undefined});
    const pair = pairControlsFor(asked, ready, context, [ready, asked, apart]);
    expect(pair.complete.enabled).to.equal(true);
  });

  it('J11: the ninth other is refused before it is asked for', () => {
    const ready = withActions('1', ['CONFERENCE'], {state: 'held', together: others(mostOthers)});
    const ninth = withActions('2', ['DROP'], {together: others(1)});
    expect(pairControlsFor(ninth, ready, context).join.why).to.equal('full');
  });
});

describe('a refusal', () => {
  const error = (message: string, data: string, type = 'Call Operation Failure') => [{type, message, data}];
  const table: readonly (readonly [CallCommand, ReturnType<typeof error>, string | undefined])[] = [
    [{type: 'transfer-now', number: '1'}, error('CF_RESOURCE_BUSY', '33'), 'finesse/transfer-busy'],
    [{type: 'transfer-now', number: '1'}, error('', '78'), 'finesse/transfer-no-answer'],
    [
      {type: 'consult', number: '1'},
      error('', '', 'Invalid Destination'),
      'finesse/transfer-bad-destination',
    ],
    [{type: 'consult', number: '1'}, [], 'finesse/transfer-refused'],
    [{type: 'transfer'}, error('INVALID_ACTION', '41001'), 'finesse/transfer-refused'],
    [{type: 'conference'}, error('CF_RESOURCE_OUT_OF_SERVICE', '34'), 'finesse/conference-full'],
    [{type: 'conference'}, error('', '20999', 'Generic Error'), 'finesse/conference-refused'],
    [{type: 'drop', address: '1'}, [], 'finesse/drop-refused'],
    [{type: 'hold'}, [], undefined],
  ];
  for (const [command, errors, code] of table)
    it(`of ${command.type} with ${errors[0]?.message ?? ''}${errors[0]?.data ?? ''} is told as ${code ?? 'before'}`, () => {
      expect(transferRefusal(command, errors)).to.equal(code);
    });
});

/** Transfers over a Finesse that does as a test says. */
class Stage {
  readonly sent: string[] = [];
  readonly performed: string[] = [];
  readonly notices: string[] = [];
  looks = 0;
  fails: DeskError | undefined;
  readonly phone = new FakeSoftphone();
  readonly transfers = new Transfers(
    {
      clock: new ManualClock(nine),
      finesse: {
        connection: new Store<Connection>('live'),
        agent: new Store<Agent | undefined>(anAgent()),
        client: {
          send: (_method, path, _root, parts) => {
            this.sent.push(`${path} ${JSON.stringify(parts)}`);
            return this.fails ? Promise.reject(this.fails) : Promise.resolve();
          },
          request: () => Promise.reject(new Error('no layouts')),
        },
      },
      settings: {},
      softphone: this.phone,
      onNotice: (code) => this.notices.push(code),
    },
    {
      perform: (callId, command) => this.performed.push(`${callId} ${command.type}`),
      look: () => this.looks++,
      resumeBeside: (callId) => this.performed.push(`${callId} resume beside`),
      dialling: {dial: (text, _origin, line) => void this.performed.push(`line ${line} calls ${text}`)},
    },
  );

  async news(...calls: readonly Call[]): Promise<readonly Call[]> {
    const dressed = this.transfers.dress(this.transfers.lend(calls));
    await turns();
    return dressed;
  }
}

const asked = (call: Call, type: CallCommand['type']): Call => ({...call, pending: {type, phase: 'sent'}});

describe('transfers', () => {
  it('know who is in a call, by name where one was told', async () => {
    const stage = new Stage();
    const participants = [
      aParticipant(),
      aParticipant({address: '+15550104477'}),
      aParticipant({address: '42002', state: 'ALERTING'}),
      aParticipant({address: '42003', state: 'DROPPED'}),
    ];
    const peer = {name: 'Maria Lopez', number: '+15550104477'};
    const [call] = await stage.news(aCall({peer, dialog: aDialog({participants})}));
    expect(call?.together?.roster).to.deep.equal([
      {address: '+15550104477', name: 'Maria Lopez', state: 'ACTIVE'},
      {address: '42002', name: '', state: 'ALERTING'},
    ]);
  });

  it('name whoever is left where the one the call began with has gone, and keep that the same object (J10)', async () => {
    const stage = new Stage();
    const peer = {name: 'Maria Lopez', number: '5550123'};
    const withParties = (...others: string[]) =>
      aCall({
        peer,
        dialog: aDialog({
          participants: [aParticipant(), ...others.map((address) => aParticipant({address}))],
        }),
      });
    const peers: unknown[] = [];
    for (const others of [['5550123', '42002', '42003'], ['42002', '42003'], ['42003']]) {
      const [call] = await stage.news(withParties(...others));
      peers.push(call?.peer);
      const [again] = await stage.news({...withParties(...others)});
      expect(again?.peer).to.equal(call?.peer);
    }
    expect(peers).to.deep.equal([
      {name: 'Maria Lopez', number: '5550123'},
      {name: '', number: '42002'},
      {name: '', number: '42003'},
    ]);
  });

  it('name who is there where a call was handed on by the one it came from (J08)', async () => {
    const stage = new Stage();
    const participants = [aParticipant({state: 'ALERTING'}), aParticipant({address: '41009'})];
    const dialog = aDialog({fromAddress: '42003', callType: 'TRANSFER', participants});
    const [call] = await stage.news(aCall({state: 'alerting', peer: {name: '', number: '42003'}, dialog}));
    expect(call?.peer).to.deep.equal({name: '', number: '41009'});
  });

  it('keep the peer of a call whose participants have other addresses than it was placed to', async () => {
    const stage = new Stage();
    const peer = {name: '', number: '95550123'};
    const participants = [aParticipant(), aParticipant({address: '+15550123'})];
    const [call] = await stage.news(aCall({peer, dialog: aDialog({participants})}));
    expect(call?.peer).to.deep.equal(peer);
  });

  it('leave an unchanged call the same object, and unchanged calls the same array', async () => {
    const stage = new Stage();
    const calls = [customer, consult];
    const first = stage.transfers.dress(stage.transfers.lend(calls));
    expect(stage.transfers.dress(stage.transfers.lend(calls))).to.equal(first);
    expect((await stage.news({...customer}, {...consult}))[0]).to.equal(first[0]);
  });

  it('send the number as it can be dialled, and nothing where it can’t', async () => {
    const stage = new Stage();
    await stage.transfers.send(
      aCall({dialog: aDialog({id: '1'})}),
      {type: 'consult', number: '555 01-99'},
      'r-1',
    );
    expect(stage.sent).to.deep.equal([
      'Dialog/1 {"targetMediaAddress":"41001","toAddress":"5550199","requestedAction":"CONSULT_CALL"}',
    ]);
    for (const number of ['bob', '41001']) {
      const failed = await stage.transfers
        .send(aCall(), {type: 'transfer-now', number}, 'r-2')
        .catch((error: unknown) => error);
      expect(failed).to.be.instanceOf(DeskError);
    }
    expect(stage.sent.length).to.equal(1);
  });

  it('name the participant who is to be dropped', async () => {
    const stage = new Stage();
    await stage.transfers.send(aCall(), {type: 'drop', address: '42002'}, 'r-1');
    expect(stage.sent[0]).to.contain('"targetMediaAddress":"42002"').and.contain('PARTICIPANT_DROP');
  });

  it('back to the caller: the consult is ended, then the caller is taken up, once', async () => {
    const stage = new Stage();
    const [, dressed = consult] = await stage.news(customer, consult);
    await stage.transfers.send(dressed, {type: 'back'}, 'r-1');
    await stage.news(customer, asked(consult, 'back'));
    expect(stage.performed).to.deep.equal([]);
    await stage.news(customer);
    await stage.news({...customer});
    expect(stage.performed).to.deep.equal(['call-1 resume']);
  });

  it('back to the caller: a refused end changes nothing later', async () => {
    const stage = new Stage();
    const [, dressed = consult] = await stage.news(customer, consult);
    await stage.transfers.send(dressed, {type: 'back'}, 'r-1');
    await stage.news({...customer}, {...consult});
    await stage.news(customer);
    expect(stage.performed).to.deep.equal([]);
  });

  const talking = aCall();
  const handedOn = async () => {
    const stage = new Stage();
    await stage.news(asked(talking, 'transfer-now'));
    await stage.transfers.send(talking, {type: 'transfer-now', number: '42002'}, 'r-1');
    const [call] = await stage.news({...talking, state: 'held'});
    return {stage, call};
  };

  it('transfer now: nobody took the call over, which is told, and the agent has the caller again', async () => {
    const {stage, call} = await handedOn();
    expect(call?.together?.handingTo).to.equal('42002');
    const message = 'CF_REQUEST_TIMEOUT_REJECTION';
    expect(
      stage.transfers.onRefused('r-1', [{type: 'Call Operation Failure', message, data: '78'}]),
    ).to.equal(true);
    expect([stage.notices, stage.performed]).to.deep.equal([
      ['finesse/transfer-no-answer'],
      ['call-1 resume'],
    ]);
  });

  it('transfer now: what the agent took back is on its way no longer', async () => {
    const {stage} = await handedOn();
    await stage.news(aCall());
    expect(stage.transfers.onRefused('r-1', [])).to.equal(false);
    expect(stage.transfers.dress([aCall()])[0]?.together?.handingTo).to.equal(undefined);
    expect(stage.notices).to.deep.equal([]);
  });

  const lineCall = aCall({id: 'call-7', line: 2, dialog: undefined, leg: aLeg({lineNumber: '82001'})});

  it('on a further line: transfer now goes by SIP, says whom it calls, and nothing is asked of Finesse', async () => {
    const stage = new Stage();
    await stage.news(lineCall);
    const sent = stage.transfers.send(lineCall, {type: 'transfer-now', number: '42002'}, '');
    const [call] = await stage.news({
      ...lineCall,
      state: 'held',
      pending: {type: 'transfer-now', phase: 'sent'},
    });
    expect(call?.together?.handingTo).to.equal('42002');
    await sent;
    expect([stage.phone.asked, stage.sent]).to.deep.equal([
      ['hold leg-1', 'transfer leg-1 to 42002', 'hang up leg-1'],
      [],
    ]);
  });

  it('on a further line: back to the caller ends the consult, and takes the caller up when it is gone', async () => {
    const stage = new Stage();
    const caller = {...lineCall, id: 'call-6', state: 'held'} as const;
    const asks = aCall({
      ...{id: 'call-7', line: 2, direction: 'out', dialog: undefined},
      leg: aLeg({id: 'leg-2', lineNumber: '82001', beganAt: nine}),
    });
    const [, consulting = asks] = await stage.news(caller, asks);
    expect([consulting.together?.partner, consulting.together?.consult]).to.deep.equal(['call-6', true]);
    await stage.transfers.send(consulting, {type: 'back'}, '');
    expect(stage.phone.asked).to.deep.equal(['hang up leg-2']);
    await stage.news({...caller});
    expect(stage.performed).to.deep.equal(['call-6 resume']);
  });

  it('J14: a change of the call’s data is asked for by its variable, and is done when Finesse shows it', async () => {
    const stage = new Stage();
    const edit = {type: 'edit-data', name: 'callVariable3', value: 'call back'} as const;
    await stage.transfers.send(talking, edit, 'r-1');
    expect(stage.sent).to.deep.equal([
      `Dialog/${talking.dialog?.id} {"requestedAction":"UPDATE_CALL_DATA","mediaProperties":{"callvariables":{"CallVariable":{"name":"callVariable3","value":"call back"}}}}`,
    ]);
    expect(stage.transfers.isDone(talking, edit)).to.equal(false);
    const variables = [{name: 'callVariable3', value: 'call back'}];
    expect(stage.transfers.isDone(aCall({dialog: aDialog({variables})}), edit)).to.equal(true);
    stage.transfers.onRefused('r-1', [{type: 'Invalid Input', message: '', data: ''}]);
    expect(stage.transfers.refusal('r-1')).to.equal('finesse/data-refused');
  });

  it('remember why Finesse refused at once', async () => {
    const stage = new Stage();
    const errors = [{type: 'Generic Error', message: '', data: '34'}];
    stage.fails = new FinesseError('finesse/not-allowed', 'x', 400, errors);
    await stage.transfers.send(aCall(), {type: 'conference'}, 'r-1').catch(() => {});
    expect([stage.transfers.refusal('r-1'), stage.transfers.refusal('r-2')]).to.deep.equal([
      'finesse/conference-full',
      undefined,
    ]);
  });
});
