/** A consult that completes itself, or brings the caller back: over a desk, a fake Finesse and a moved clock. */
import {expect} from 'chai';
import {ManualClock} from '../../standin/world/clock.js';
import {nine} from '../support/browser/builders.js';
import {begun, deskOver} from '../support/browser/desk-builder.js';
import {
  dialogNews,
  dialogsXml,
  dialogXml,
  FakeRest,
  mediaPropertiesXml,
  participantXml,
  refusalNews,
  refused,
  stamp,
  systemInfoXml,
  turns,
  until,
} from '../support/browser/finesse-builders.js';
import type {DialogParts} from '../support/browser/finesse-builders.js';

let stop: () => Promise<void> = () => Promise.resolve();
afterEach(() => stop());

const callerId = '16804377';
const askedId = '16804390';
const alone = ['TRANSFER_SST', 'CONSULT_CALL', 'HOLD', 'DROP'];
const pair = ['RETRIEVE', 'DROP', 'TRANSFER', 'CONFERENCE'];

type Platform = 'CCE' | 'CCX';

/** An agent at a desk phone who talks with a caller, and the Finesse that says so. */
async function inACall(platform: Platform = 'CCE', type: 'transfer-safe' | 'consult' = 'transfer-safe') {
  const rest = new FakeRest();
  rest.system = systemInfoXml({deploymentType: platform === 'CCE' ? 'UCCE' : 'UCCX'});
  const clock = new ManualClock(nine);
  const built = deskOver(rest, {clock});
  const {desk, notifications} = built;
  stop = () => desk.stop();
  await begun(built, rest);
  const told = new Map<string, DialogParts>();
  const tell = async (id: string, parts: DialogParts | undefined) => {
    clock.advance(1);
    const event = parts === undefined ? 'DELETE' : told.has(id) ? 'PUT' : 'POST';
    const gone = {id, state: 'DROPPED', participants: participantXml({state: 'DROPPED'}, [])};
    if (parts === undefined) told.delete(id);
    else told.set(id, {id, ...parts});
    rest.dialogs = dialogsXml(...[...told.values()].map((each) => dialogXml(each)));
    notifications.send(dialogNews(event, told.get(id) ?? gone));
    await turns();
  };
  const mine = (state: string, actions: readonly string[], cause = '') =>
    participantXml({state, stateCause: cause, stateChangeTime: stamp(clock.now() - nine)}, actions);
  const caller = (state: string | undefined, actions: readonly string[] = ['RETRIEVE', 'DROP']) =>
    tell(
      callerId,
      state === undefined
        ? undefined
        : {participants: mine(state, actions) + participantXml({mediaAddress: '+15550104477'}, [])},
    );
  const asked = (state: string | undefined, cause = '') =>
    tell(
      askedId,
      state === undefined
        ? undefined
        : {
            fromAddress: '41001',
            toAddress: '42002',
            ...(platform === 'CCE' && {associatedDialogUri: `/finesse/api/Dialog/${callerId}`}),
            mediaProperties: mediaPropertiesXml({callType: 'CONSULT', dialedNumber: '42002'}),
            participants: mine(state, ['DROP'], cause) + participantXml({mediaAddress: '42002'}, []),
          },
    );
  /** What was asked of Finesse, in short. */
  const sent = () =>
    rest.changes.map(({path, body}) => {
      const action = /<requestedAction>(.*?)</.exec(body)?.[1] ?? '';
      return `${action} ${path.endsWith(callerId) ? 'caller' : 'asked'}`;
    });
  const states = () => desk.calls.state.map(({state}) => state).join(', ');
  const notices = () => desk.notices.state.map(({code}) => code);
  const pass = async (ms: number) => {
    clock.advance(ms);
    await turns();
  };
  const idOf = (dialogId: string) => desk.calls.state.find(({dialog}) => dialog?.id === dialogId)?.id ?? '';
  const perform = async (...[id, type]: [string, 'back' | 'resume' | 'end']) => {
    desk.perform(idOf(id), {type});
    await turns();
  };
  const requestId = () => rest.changes.at(-1)?.headers.get('requestid') ?? '';
  await caller('ACTIVE', alone);
  await until('what belongs together is known', () => desk.calls.state[0]?.together !== undefined);
  desk.perform(idOf(callerId), {type, number: '42002'});
  await until('it is asked for', () => sent().length === 1);
  await caller('HELD');
  return {
    ...{
      rest,
      clock,
      desk,
      notifications,
      tell,
      caller,
      asked,
      sent,
      states,
      notices,
      pass,
      perform,
      requestId,
    },
    callerCall: () => desk.calls.state.find(({dialog}) => dialog?.id === callerId),
    askedCall: () => desk.calls.state.find(({dialog}) => dialog?.id === askedId),
  };
}

for (const platform of ['CCE', 'CCX'] as const) {
  describe(`a safe transfer (${platform})`, () => {
    const ringing = async () => {
      const stage = await inACall(platform);
      await stage.asked('INITIATED');
      return stage;
    };

    it('J08: completes itself when the target answers, once', async () => {
      const {caller, asked, sent, notices, callerCall, askedCall, pass} = await ringing();
      expect([callerCall()?.together?.handingTo, askedCall()?.together?.answerWithin]).to.deep.equal([
        '42002',
        20,
      ]);
      await asked('ACTIVE');
      expect(sent(), 'not before Finesse allows it').to.deep.equal(['CONSULT_CALL caller']);
      await caller('HELD', pair);
      expect(sent()).to.deep.equal(['CONSULT_CALL caller', 'TRANSFER caller']);
      await asked(undefined);
      await caller('WRAP_UP', []);
      await pass(30_000);
      expect(sent().length).to.equal(2);
      expect(notices()).to.deep.equal([]);
    });

    it('J08: the target is busy: it is let go, the caller is resumed, and then it is told', async () => {
      const {caller, asked, sent, notices} = await ringing();
      await asked('FAILED', 'BUSY');
      expect(sent().at(-1)).to.equal('DROP asked');
      await asked(undefined);
      expect(sent().at(-1)).to.equal('RETRIEVE caller');
      expect(notices()).to.deep.equal([]);
      await caller('ACTIVE', alone);
      expect(notices()).to.deep.equal(['finesse/transfer-busy']);
      expect(sent().length).to.equal(3);
    });

    it('J08: the target is silent for the limit: agent and caller are together again', async () => {
      const {caller, asked, sent, notices, pass} = await ringing();
      await pass(19_000);
      expect(sent().length).to.equal(1);
      await pass(1_000);
      expect(sent().at(-1)).to.equal('DROP asked');
      await asked(undefined);
      await caller('ACTIVE', alone);
      expect(sent()).to.deep.equal(['CONSULT_CALL caller', 'DROP asked', 'RETRIEVE caller']);
      expect(notices()).to.deep.equal(['finesse/transfer-no-answer']);
    });

    it('an answer that is news when the limit is over counts', async () => {
      const {rest, caller, asked, sent, pass, notifications} = await ringing();
      notifications.connection.set('failing');
      await pass(25_000);
      expect(sent().length, 'nothing while Finesse is away').to.equal(1);
      rest.dialogs = '';
      await caller('HELD', pair);
      await asked('ACTIVE');
      notifications.connection.set('live');
      await until('it is completed', () => sent().length === 2);
      expect(sent().at(-1)).to.equal('TRANSFER caller');
    });

    it('an answer while the target is being let go: the caller comes back all the same', async () => {
      const {caller, asked, sent, notices, pass} = await ringing();
      await pass(20_000);
      await asked('ACTIVE');
      await caller('HELD', pair);
      expect(sent().at(-1)).to.equal('DROP asked');
      await asked(undefined);
      await caller('ACTIVE', alone);
      expect(sent()).to.deep.equal(['CONSULT_CALL caller', 'DROP asked', 'RETRIEVE caller']);
      expect(notices()).to.deep.equal(['finesse/transfer-no-answer']);
    });

    it('the caller hangs up meanwhile: nobody is called for them any more, in words', async () => {
      const {caller, asked, sent, notices} = await ringing();
      await caller('WRAP_UP', []);
      expect(sent().at(-1)).to.equal('DROP asked');
      await asked(undefined);
      expect(notices()).to.deep.equal(['desk/caller-left']);
      expect(sent().length).to.equal(2);
    });

    for (const [press, on, requests] of [
      ['back', askedId, ['DROP asked', 'RETRIEVE caller']],
      ['end', askedId, ['DROP asked', 'RETRIEVE caller']],
      ['resume', callerId, ['RETRIEVE caller', 'DROP asked']],
    ] as const) {
      it(`the agent takes the caller back by ${press}: each request once, and nothing to be told`, async () => {
        const {caller, asked, sent, notices, perform, pass} = await ringing();
        await perform(on, press);
        if (press === 'resume') await caller('ACTIVE', ['HOLD', 'DROP']);
        await asked(undefined);
        await caller('ACTIVE', alone);
        await pass(30_000);
        expect(sent().slice(1)).to.deep.equal(requests);
        expect(notices()).to.deep.equal([]);
      });
    }

    it('F-55 (inject S: the target hangs up between answer and transfer; settles in 3 s): the caller is back with the agent, in words', async () => {
      const {rest, caller, asked, sent, notices, requestId, notifications} = await ringing();
      await asked('ACTIVE');
      await caller('HELD', pair);
      const transfer = requestId();
      await asked(undefined);
      await caller('HELD');
      expect(sent().at(-1), 'not while the transfer may still be done').to.equal('TRANSFER caller');
      notifications.send(refusalNews(transfer, 'Invalid State', `/finesse/api/Dialog/${callerId}`));
      await until('the caller is resumed', () => sent().length === 3);
      expect(sent().at(-1)).to.equal('RETRIEVE caller');
      await caller('ACTIVE', alone);
      expect(notices()).to.deep.equal(['finesse/transfer-refused']);
      expect(rest.changes.length).to.equal(3);
    });

    it('F-55 (inject S: the target’s leg fails before the transfer is asked for; settles in 3 s): the caller is back with the agent', async () => {
      const {caller, asked, sent, notices} = await ringing();
      await asked('ACTIVE');
      await asked(undefined);
      expect(sent().at(-1)).to.equal('RETRIEVE caller');
      await caller('ACTIVE', alone);
      expect(notices()).to.deep.equal(['finesse/transfer-refused']);
    });

    it('F-55 (inject S: the transfer is refused, the target is there; settles in 3 s): told, and both calls are the agent’s', async () => {
      const {rest, caller, asked, sent, notices, states, askedCall, pass} = await ringing();
      rest.answer = ({body}) => (body.includes('>TRANSFER<') ? refused(400) : undefined);
      await asked('ACTIVE');
      await caller('HELD', pair);
      await until('it is told', () => notices().length === 1);
      await pass(30_000);
      expect([notices(), states()]).to.deep.equal([['finesse/transfer-refused'], 'held, talking']);
      expect(askedCall()?.together?.answerWithin, 'a consult like any other').to.equal(undefined);
      expect(sent().length).to.equal(2);
    });

    it('F-55 (inject S: Finesse never allows the transfer; settles in 3 s): told, and both calls are the agent’s', async () => {
      const {asked, notices, states, pass} = await ringing();
      await asked('ACTIVE');
      await pass(3_000);
      expect([notices(), states()]).to.deep.equal([['finesse/transfer-refused'], 'held, talking']);
    });

    it('F-55 (inject S: the agent talks in a third call before Finesse allows the transfer; settles in 3 s): the caller is not given to the third, in words', async () => {
      const {caller, asked, sent, tell, notices, pass} = await ringing();
      await asked('ACTIVE');
      await asked('HELD');
      await tell('16804399', {participants: participantXml()});
      await caller('HELD', pair);
      await pass(3_000);
      expect(sent()).to.deep.equal(['CONSULT_CALL caller']);
      expect(notices()).to.deep.equal(['finesse/transfer-refused']);
    });

    it('F-55 (inject S: the caller can’t be resumed; settles in 3 s): on hold, in words', async () => {
      const {rest, asked, notices, states} = await ringing();
      rest.answer = ({body}) => (body.includes('>RETRIEVE<') ? refused(400) : undefined);
      await asked('FAILED', 'BAD_DESTINATION');
      await asked(undefined);
      await until('it is told', () => notices().includes('desk/caller-waits'));
      expect(states()).to.equal('held');
    });
  });
}

describe('two calls that are to become one by hand', () => {
  for (const type of ['transfer', 'conference'] as const) {
    it(`F-55 (inject S: whoever was asked hangs up while the ${type} is asked for; settles in 3 s): the caller is on hold with the agent, in words`, async () => {
      const {caller, asked, notices, states, callerCall, desk, notifications, requestId} = await inACall(
        'CCE',
        'consult',
      );
      await asked('ACTIVE');
      await caller('HELD', pair);
      desk.perform(callerCall()?.id ?? '', {type});
      await until('it is asked for', () => callerCall()?.pending?.type === type);
      await turns();
      const request = requestId();
      await asked(undefined);
      await caller('HELD');
      expect(notices()).to.deep.equal([]);
      notifications.send(refusalNews(request, 'Invalid State', `/finesse/api/Dialog/${callerId}`));
      await until('it is told', () => notices().length === 1);
      expect([notices(), states()]).to.deep.equal([[`finesse/${type}-refused`], 'held']);
      expect(callerCall()?.pending).to.equal(undefined);
    });
  }
});

describe('a safe transfer that does not begin', () => {
  it('refused by Finesse: told, and the call goes on', async () => {
    const {rest, caller, sent, notices, perform, pass, callerCall, desk} = await inACall();
    // this one never brought a second call: the agent takes the caller back, and asks again
    await perform(callerId, 'resume');
    await caller('ACTIVE', alone);
    rest.answer = ({body}) => (body.includes('>CONSULT_CALL<') ? refused(400) : undefined);
    desk.perform(callerCall()?.id ?? '', {type: 'transfer-safe', number: '42002'});
    await until('it is told', () => notices().length === 1);
    await pass(30_000);
    expect(notices()).to.deep.equal(['finesse/transfer-refused']);
    expect(sent()).to.deep.equal(['CONSULT_CALL caller', 'RETRIEVE caller', 'CONSULT_CALL caller']);
  });

  it('accepted, and no second call comes: the caller is resumed after the limit', async () => {
    const {caller, sent, notices, pass} = await inACall();
    await pass(20_000);
    expect(sent().at(-1)).to.equal('RETRIEVE caller');
    await caller('ACTIVE', alone);
    expect(notices()).to.deep.equal(['finesse/transfer-refused']);
  });

  it('is told as waiting when the agent talks in another call by then', async () => {
    const {asked, tell, sent, notices, pass} = await inACall();
    await asked('INITIATED');
    await tell('16804399', {participants: participantXml()});
    await pass(20_000);
    await asked(undefined);
    expect([sent().at(-1), notices()]).to.deep.equal(['DROP asked', ['desk/caller-waits']]);
  });
});
