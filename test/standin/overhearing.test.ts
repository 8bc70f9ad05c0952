/** Finesse developer guide: Dialog, silent monitor and barge; what each party is told, and who hears whom. */
import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {aFloor, type Floor} from './floor-support.js';

const sup = '1002001';
const other = '1002002';

const listen = (floor: Floor, to = '42001', by = sup, from = '42009') =>
  floor.request(
    by,
    'POST',
    `User/${by}/Dialogs`,
    `<Dialog><requestedAction>SILENT_MONITOR</requestedAction><fromAddress>${from}</fromAddress><toAddress>${to}</toAddress></Dialog>`,
  );

const barge = (floor: Floor, monitor: number) =>
  floor.request(
    sup,
    'POST',
    `User/${sup}/Dialogs`,
    `<Dialog><requestedAction>BARGE_CALL</requestedAction><fromAddress>42009</fromAddress><toAddress>42001</toAddress><associatedDialogUri>/finesse/api/Dialog/${floor.call(monitor)}</associatedDialogUri></Dialog>`,
  );

/** Agent 1 talks with 5550100 (call 1); the supervisor is signed in. */
async function aListener(deployment: 'CCE' | 'CCX' = 'CCE'): Promise<Floor> {
  const floor = aFloor(deployment);
  await floor.talking();
  await floor.signIn(sup, '42009');
  floor.quiet();
  return floor;
}

describe('a supervisor who listens', () => {
  for (const [deployment, state] of [
    ['CCE', 'TALKING'],
    ['CCX', 'NOT_READY'],
  ] as const) {
    test(`${deployment}: has a dialog of their own, and is ${state}; the agent has it too and can do nothing with it`, async () => {
      const floor = await aListener(deployment);
      assert.equal((await listen(floor)).status, 202);
      const dialogs = (who: string | number) => floor.heard(who).filter((line) => !line.startsWith('User'));
      assert.deepEqual(dialogs(sup), [
        'POST 2 INITIATING SUPERVISOR_MONITOR 42009:INITIATING',
        'PUT 2 INITIATED SUPERVISOR_MONITOR 42009:INITIATED',
        'PUT 2 ACTIVE SUPERVISOR_MONITOR 42009:ACTIVE 42001:ACTIVE',
      ]);
      assert.deepEqual(floor.heard(1), ['POST 2 ACTIVE SUPERVISOR_MONITOR 42009:ACTIVE 42001:ACTIVE']);
      assert.equal(floor.stateOf(sup), state);
      assert.equal(await floor.actions(sup, 2), deployment === 'CCE' ? 'DROP BARGE_CALL' : 'DROP');
      assert.equal(await floor.actions(1, 2), '');
      assert.ok((await floor.actions(1, 1)).includes('HOLD'), 'the call itself is untouched');
    });
  }

  test('hears both, and is heard by nobody', async () => {
    const floor = await aListener();
    await listen(floor);
    assert.deepEqual(floor.hearing(), [
      '42001 hears 5550100',
      '42009 hears 42001 5550100',
      '5550100 hears 42001',
    ]);
    await floor.act(1, 1, 'HOLD');
    assert.ok(floor.hearing().includes('42009 hears nothing'), floor.hearing().join());
  });

  test('stops with DROP: the agent’s call goes on', async () => {
    const floor = await aListener();
    await listen(floor);
    floor.quiet();
    await floor.act(sup, 2, 'DROP');
    assert.ok(floor.heard(sup).some((line) => line.startsWith('DELETE 2')));
    assert.deepEqual(
      floor.heard(1).map((line) => line.slice(0, 8)),
      ['PUT 2 AC', 'PUT 2 DR', 'DELETE 2'],
    );
    assert.equal(floor.stateOf(sup), 'NOT_READY');
    assert.equal(floor.stateOf(1), 'TALKING');
  });

  test('is alone when the call they hear is over, and the agent wraps up', async () => {
    const floor = await aListener();
    await listen(floor);
    floor.quiet();
    await floor.act(1, 1, 'DROP');
    assert.ok(floor.heard(sup).some((line) => line.startsWith('DELETE 2')));
    assert.equal(floor.stateOf(1), 'WORK_READY');
    assert.equal(floor.stateOf(sup), 'NOT_READY');
  });

  const refusals: readonly (readonly [
    what: string,
    deployment: 'CCE' | 'CCX',
    prepare: (floor: Floor) => Promise<unknown>,
    error: string,
  ])[] = [
    ['who is Ready themselves', 'CCE', (floor) => floor.state(sup, 'READY'), 'Invalid State, CF_INVALID_OBJECT_STATE, 22'],
    ['an agent who holds the call', 'CCE', (floor) => floor.act(1, 1, 'HOLD'), 'Generic Error, Silent monitor is not possible in the agent state, 13145'],
    ['an agent who holds the call', 'CCX', (floor) => floor.act(1, 1, 'HOLD'), 'Generic Error, Silent monitor is not possible in the agent state, 88049'],
    ['an agent in wrap-up', 'CCE', (floor) => floor.act(1, 1, 'DROP'), 'Invalid State, CF_INVALID_OBJECT_STATE, 22'],
  ]; // prettier-ignore
  for (const [what, deployment, prepare, error] of refusals) {
    test(`${deployment}, ${what}: taken and refused later`, async () => {
      const floor = await aListener(deployment);
      await prepare(floor);
      floor.quiet();
      assert.equal((await listen(floor)).status, 202);
      assert.deepEqual(floor.heard(sup), [`Error ${error}`]);
    });
  }

  for (const [what, ask, expected] of [
    [
      'another team’s supervisor',
      (floor: Floor) => listen(floor, '42001', other, '42008'),
      /Invalid Supervisor/,
    ],
    ['an extension where nobody is', (floor: Floor) => listen(floor, '42007'), /Invalid Destination/],
    ['their own extension', (floor: Floor) => listen(floor, '42009'), /Invalid Destination/],
  ] as const) {
    test(`${what}: refused at once`, async () => {
      const floor = await aListener();
      await floor.signIn(other, '42008');
      const answer = await ask(floor);
      assert.ok(answer.status === 400 || answer.status === 401, String(answer.status));
      assert.match(await answer.text(), expected);
    });
  }
});

describe('a supervisor who barges in', () => {
  for (const [deployment, type] of [
    ['CCE', 'BARGE_IN_CONSULT'],
    ['CCX', 'CONSULT_OFFERED'],
  ] as const) {
    test(`${deployment}: the call becomes a conference, built by the agent`, async () => {
      const floor = await aListener(deployment);
      await listen(floor);
      floor.quiet();
      assert.equal((await barge(floor, 2)).status, 202);
      const first = (lines: readonly string[]) => lines.map((line) => line.split(' ').slice(0, 4).join(' '));
      const supervisor = first(floor.heard(sup)).filter((line) => !line.startsWith('User'));
      assert.deepEqual(
        supervisor.filter((line) => !line.startsWith('PUT 2')),
        [
          'DELETE 2 DROPPED SUPERVISOR_MONITOR',
          `POST 3 ALERTING ${type}`,
          `PUT 3 ACTIVE ${type}`,
          'DELETE 3 DROPPED CONSULT'.replace('CONSULT', type),
          'POST 1 ACTIVE CONFERENCE',
        ],
      );
      const agent = first(floor.heard(1)).filter((line) => !/^(User|PUT 2)/.test(line));
      assert.equal(agent[0], 'DELETE 2 DROPPED SUPERVISOR_MONITOR');
      assert.ok(agent.includes('POST 3 ALERTING CONSULT'), agent.join());
      assert.equal(agent.at(-1), 'PUT 1 ACTIVE CONFERENCE');
      assert.deepEqual(floor.hearing(), [
        '42001 hears 42009 5550100',
        '42009 hears 42001 5550100',
        '5550100 hears 42001 42009',
      ]);
      assert.equal(floor.stateOf(1), 'TALKING');
    });
  }

  test('CCE: may drop the agent afterwards, and has the caller for themselves', async () => {
    const floor = await aListener();
    await listen(floor);
    await barge(floor, 2);
    await floor.act(sup, 1, 'PARTICIPANT_DROP', {target: '42001'});
    assert.deepEqual(floor.hearing(), ['42009 hears 5550100', '5550100 hears 42009']);
  });

  test('without listening first: refused at once', async () => {
    const floor = await aListener();
    assert.match(await (await barge(floor, 1)).text(), /Invalid State/);
  });

  test('while the agent has a consult call: refused later', async () => {
    const floor = await aListener();
    await listen(floor);
    await floor.act(1, 1, 'CONSULT_CALL', {to: '5550199'});
    floor.quiet();
    await barge(floor, 2);
    assert.match(floor.heard(sup).join(), /^Error (Generic Error, BARGE_CALL|Invalid State)/);
  });
});
