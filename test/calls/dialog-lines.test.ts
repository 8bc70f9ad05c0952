import {expect} from 'chai';
import {controlsFor} from '../../src/calls/controls.js';
import {mergeCalls, type Identity} from '../../src/calls/merge.js';
import {parseSettings} from '../../src/config.js';
import {ManualClock} from '../../standin/world/clock.js';
import {aDialog, aLeg, aParticipant, nine} from '../support/browser/builders.js';
import {begun, deskOver} from '../support/browser/desk-builder.js';
import {
  dialogNews,
  dialogXml,
  element,
  FakeRest,
  participantXml,
  turns,
  until,
  userXml,
} from '../support/browser/finesse-builders.js';

/** A desk phone with three lines that Finesse tells of. */
const phone: Identity = {
  extension: '42001',
  browserAudio: false,
  finesseLive: true,
  furtherLines: ['43001', '44001'],
};

const between = (...addresses: readonly string[]) =>
  aDialog({
    fromAddress: addresses[0] ?? '',
    toAddress: addresses[1] ?? '',
    participants: addresses.map((address) => aParticipant({address, state: 'ALERTING', actions: ['ANSWER']})),
  });

describe('the line a dialog belongs to (CCE, all lines of a phone watched)', () => {
  for (const [what, addresses, line, address, direction] of [
    ['the extension', ['5550123', '42001'], 1, '42001', 'in'],
    ['the second line', ['5550123', '43001'], 2, '43001', 'in'],
    ['the third line', ['5550123', '44001'], 3, '44001', 'in'],
    ['a call from the second line', ['43001', '5550123'], 2, '43001', 'out'],
    ['a call between two lines of one phone: the first has it', ['43001', '42001'], 1, '42001', 'in'],
    ['a colleague’s number that begins alike', ['430011', '42001'], 1, '42001', 'in'],
    ['numbers of which none is the agent’s', ['5550123', '45001'], 1, '42001', 'in'],
  ] as const) {
    it(what, () => {
      const {calls} = mergeCalls([between(...addresses)], [], phone, new Map(), {calls: [], nextId: 1});
      expect(calls.map((call) => [call.line, call.address, call.direction])).to.deep.equal([
        [line, address, direction],
      ]);
    });
  }

  it('is not that of a leg of the browser, which has lines of its own', () => {
    const identity = {...phone, extension: '41001', browserAudio: true, furtherLines: ['82001']};
    const {calls} = mergeCalls(
      [between('5550123', '41001')],
      [aLeg({state: 'ringing', remoteNumber: '5550123', lineNumber: '82001', beganAt: nine})],
      identity,
      new Map(),
      {calls: [], nextId: 1},
    );
    expect(calls.map(({line, leg}) => [line, leg !== undefined])).to.deep.equal([
      [1, false],
      [2, true],
    ]);
  });

  it('has the buttons that the line’s own participant allows', () => {
    const {calls} = mergeCalls([between('5550123', '43001')], [], phone, new Map(), {calls: [], nextId: 1});
    const [call] = calls;
    if (!call) throw new Error('no call');
    const context = {
      finesseLive: true,
      nailedUp: false,
      audioLeg: {kind: 'desk-phone', number: '42001'},
    } as const;
    expect(controlsFor(call, {...context, extension: '42001'}).answer.enabled).to.equal(true);
  });

  it('is shown on a desk phone, by its name and number; what is pressed names that number to Finesse', async () => {
    const rest = new FakeRest();
    rest.user = userXml({state: 'NOT_READY', extension: '42001'});
    const settings = parseSettings({
      phoneLines: {prefix: '4200', lines: [{prefix: '4300', label: 'Personal'}, {prefix: '4400'}]},
    });
    const stage = deskOver(rest, {clock: new ManualClock(nine), settings});
    const {desk, notifications} = stage;
    await begun(stage, rest);
    expect(
      desk.lines.state.map(({index, label, number, acd, state}) => [index, label, number, acd, state]),
    ).to.deep.equal([
      [1, '', '42001', true, 'off'],
      [2, 'Personal', '43001', false, 'off'],
      [3, '', '44001', false, 'off'],
    ]);
    const parts = {
      participants: participantXml({mediaAddress: '43001', state: 'ALERTING'}, ['ANSWER']),
    };
    rest.dialogs = element('Dialogs', dialogXml(parts));
    notifications.send(dialogNews('POST', parts));
    await turns();
    expect(desk.lines.state.map(({state}) => state)).to.deep.equal(['off', 'ringing', 'off']);
    const [call] = desk.calls.state;
    desk.perform(call?.id ?? '', {type: 'answer'});
    await until('the request', () => rest.sent.some(({method}) => method === 'PUT'));
    expect(rest.sent.find(({method}) => method === 'PUT')?.body).to.contain(
      '<targetMediaAddress>43001</targetMediaAddress>',
    );
    await desk.stop();
  });
});
