/** Sequences of the Finesse developer guide: Conference, Drop a Participant, and the event tables, over REST. */
import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {childText} from '../../standin/xml.js';
import {aFloor, type Floor} from './floor-support.js';

/** Agent 1 has the customer and agent 2 in a conference (call 1); on CCE and CCX alike. */
async function conference(deployment: 'CCE' | 'CCX' = 'CCE'): Promise<Floor> {
  const floor = aFloor(deployment);
  const {signIn, talking, act, quiet} = floor;
  for (const nth of [2, 3]) await signIn(nth);
  await talking();
  floor.world.settings.wrapUpOnIncoming = 'NOT_ALLOWED';
  await act(1, 1, 'CONSULT_CALL', {to: '42002'});
  await act(2, 2, 'ANSWER');
  await act(1, 1, 'CONFERENCE');
  quiet();
  return floor;
}

describe('a conference (developer guide, Conference)', () => {
  for (const deployment of ['CCE', 'CCX'] as const) {
    test(`${deployment}: the consult call goes, the first call has everybody in it`, async () => {
      const {signIn, talking, act, quiet, heard, hearing, actions, dialog, call} = aFloor(deployment);
      await signIn(2);
      await talking();
      await act(1, 1, 'CONSULT_CALL', {to: '42002'});
      await act(2, 2, 'ANSWER');
      quiet();
      await act(1, 1, 'CONFERENCE');
      const roster = '5550100:ACTIVE 42001:ACTIVE 42002:ACTIVE';
      assert.deepEqual(heard(1), [
        'DELETE 2 DROPPED CONSULT 42001:DROPPED 42002:DROPPED',
        `PUT 1 ACTIVE CONFERENCE ${roster}`,
      ]);
      assert.deepEqual(heard(2), [
        'DELETE 2 DROPPED CONSULT_OFFERED 42001:DROPPED 42002:DROPPED',
        `POST 1 ACTIVE CONFERENCE ${roster}`,
      ]);
      assert.equal(childText(await dialog(1, 1), 'secondaryId'), call(2));
      assert.equal(await actions(1, 1), 'CONSULT_CALL HOLD UPDATE_CALL_DATA SEND_DTMF DROP');
      assert.equal(await actions(2, 1), 'HOLD UPDATE_CALL_DATA SEND_DTMF DROP');
      assert.deepEqual(hearing(), [
        '42001 hears 42002 5550100',
        '42002 hears 42001 5550100',
        '5550100 hears 42001 42002',
      ]);
    });
  }

  test('grows by another consult of its controller; those in it are told with PUT', async () => {
    const {act, heard, hearing} = await conference();
    await act(1, 1, 'CONSULT_CALL', {to: '42003'});
    assert.deepEqual(heard(2), ['PUT 1 ACTIVE CONFERENCE 5550100:ACTIVE 42001:HELD 42002:ACTIVE']);
    assert.deepEqual(hearing(), ['42001 hears ringback', '42002 hears 5550100', '5550100 hears 42002']);
    await act(3, 3, 'ANSWER');
    for (const nth of [1, 2, 3]) heard(nth);
    await act(1, 3, 'CONFERENCE');
    const roster = '5550100:ACTIVE 42001:ACTIVE 42002:ACTIVE 42003:ACTIVE';
    assert.deepEqual(heard(1), [
      'DELETE 3 DROPPED CONSULT 42001:DROPPED 42003:DROPPED',
      `PUT 1 ACTIVE CONFERENCE ${roster}`,
    ]);
    assert.deepEqual(heard(2), [`PUT 1 ACTIVE CONFERENCE ${roster}`]);
    assert.deepEqual(heard(3), [
      'DELETE 3 DROPPED CONSULT_OFFERED 42001:DROPPED 42003:DROPPED',
      `POST 1 ACTIVE CONFERENCE ${roster}`,
    ]);
  });

  const refusals = {
    CCE: 'Error Generic Error, CONFERENCE is for the conference controller, 20999',
    CCX: 'Error Invalid State, CF_INVALID_OBJECT_STATE, 22',
  } as const;
  for (const [deployment, refusal] of Object.entries(refusals) as ['CCE' | 'CCX', string][]) {
    test(`${deployment}: who is not its controller can’t add to it`, async () => {
      const {act, heard, request, carrier, call} = await conference(deployment);
      carrier.behaviour.set('5550777', 'answer');
      await act(2, 1, 'HOLD');
      const answer = await request(
        2,
        'POST',
        'User/1001002/Dialogs',
        '<Dialog><requestedAction>MAKE_CALL</requestedAction><fromAddress>42002</fromAddress><toAddress>5550777</toAddress></Dialog>',
      );
      assert.equal(answer.status, 202);
      heard(2);
      assert.notEqual(call(1), '');
      await act(2, 1, 'CONFERENCE');
      assert.deepEqual(heard(2), [refusal]);
    });
  }

  test('has room for nine and no more', async () => {
    const {act, heard, hearing, world, carrier} = await conference();
    for (let nth = 3; nth <= 9; nth++) {
      const outside = `555070${nth}`;
      carrier.behaviour.set(outside, 'answer');
      await act(1, 1, 'CONSULT_CALL', {to: outside});
      heard(1);
      await act(1, nth, 'CONFERENCE');
      if (nth < 9) assert.equal(world.calls.all().length, 1, `with party ${nth + 1}`);
    }
    assert.equal(hearing().filter((line) => line.split(' ').length === 2 + 7).length, 8, 'without who holds');
    assert.deepEqual(heard(1), ['Error Call Operation Failure, CF_RESOURCE_OUT_OF_SERVICE, 34']);
  });

  test('somebody leaves: DELETE for them, dropped and then gone for the others', async () => {
    const {act, heard, stateOf, hearing} = await conference();
    await act(2, 1, 'DROP');
    assert.deepEqual(heard(2), ['DELETE 1 DROPPED CONFERENCE 42002:DROPPED', 'User NOT_READY']);
    assert.deepEqual(heard(1), [
      'PUT 1 ACTIVE CONFERENCE 5550100:ACTIVE 42001:ACTIVE 42002:DROPPED',
      'PUT 1 ACTIVE CONFERENCE 5550100:ACTIVE 42001:ACTIVE',
    ]);
    assert.equal(stateOf(2), 'NOT_READY');
    assert.deepEqual(hearing(), ['42001 hears 5550100', '5550100 hears 42001']);
  });

  test('its controller leaves: it goes on, and nobody can add to it', async () => {
    const {act, heard, actions} = await conference();
    await act(1, 1, 'DROP');
    assert.deepEqual(heard(1), ['DELETE 1 DROPPED CONFERENCE 42001:DROPPED', 'User READY']);
    assert.equal(heard(2).at(-1), 'PUT 1 ACTIVE CONFERENCE 5550100:ACTIVE 42002:ACTIVE');
    assert.equal(await actions(2, 1), 'HOLD UPDATE_CALL_DATA SEND_DTMF DROP');
  });

  test('its controller leaves, where Unified CM ends it then: over for all', async () => {
    const {act, world, stateOf, carrier} = await conference();
    world.settings.conferenceEndsWithController = true;
    await act(1, 1, 'DROP');
    assert.deepEqual([stateOf(1), stateOf(2), carrier.alive.size], ['READY', 'NOT_READY', 0]);
  });

  test('the last but one leaves: PUT DROPPED, DELETE', async () => {
    const {act, heard, world, call} = await conference();
    await act(2, 1, 'DROP');
    heard(1);
    world.hangUpOutside(call(1));
    assert.deepEqual(heard(1), [
      'PUT 1 ACTIVE CONFERENCE 5550100:DROPPED 42001:ACTIVE',
      'PUT 1 DROPPED CONFERENCE 5550100:DROPPED 42001:DROPPED',
      'DELETE 1 DROPPED CONFERENCE 5550100:DROPPED 42001:DROPPED',
      'User READY',
    ]);
  });

  test('its controller on hold: the others talk on', async () => {
    const {act, hearing} = await conference();
    await act(1, 1, 'HOLD');
    assert.deepEqual(hearing(), ['42001 hears nothing', '42002 hears 5550100', '5550100 hears 42002']);
  });
});

describe('dropping a participant (developer guide, Drop Participant)', () => {
  test('is for supervisors alone, unless the site says otherwise', async () => {
    const {act, heard, world, actions} = await conference();
    await act(1, 1, 'PARTICIPANT_DROP', {target: '42002'});
    assert.deepEqual(heard(1), [
      'Error Generic Error, INVALID_ACTION PARTICIPANT_DROP on extension 42001, 42001',
    ]);
    world.settings.enableDropParticipantFor = 'conference_controller_and_supervisor';
    assert.match(await actions(1, 1), /PARTICIPANT_DROP$/);
    assert.doesNotMatch(await actions(2, 1), /PARTICIPANT_DROP/);
    world.settings.enableDropParticipantFor = 'all';
    assert.match(await actions(2, 1), /PARTICIPANT_DROP$/);
    await act(1, 1, 'PARTICIPANT_DROP', {target: '42002'});
    assert.equal(heard(2).at(-2), 'DELETE 1 DROPPED CONFERENCE 42002:DROPPED');
    assert.equal(heard(1).at(-1), 'PUT 1 ACTIVE CONFERENCE 5550100:ACTIVE 42001:ACTIVE');
  });

  test('reaches agents only, unless the site says otherwise', async () => {
    const {act, heard, world} = await conference();
    world.settings.enableDropParticipantFor = 'all';
    await act(1, 1, 'PARTICIPANT_DROP', {target: '5550100'});
    assert.match(heard(1)[0] ?? '', /^Error Generic Error/);
    world.settings.dropParticipant = 'all';
    await act(1, 1, 'PARTICIPANT_DROP', {target: '5550100'});
    assert.equal(heard(1).at(-1), 'PUT 1 ACTIVE CONFERENCE 42001:ACTIVE 42002:ACTIVE');
  });

  const body = (target: string) =>
    `<Dialog><targetMediaAddress>${target}</targetMediaAddress><requestedAction>PARTICIPANT_DROP</requestedAction></Dialog>`;
  test('of nobody in the call is refused at once; CCX has no such action', async () => {
    const cce = await conference();
    const answer = await cce.request(1, 'PUT', `Dialog/${cce.call(1)}`, body('42009'));
    assert.equal(answer.status, 400);
    assert.match(await answer.text(), /<ErrorType>Invalid Destination</);
    const ccx = await conference('CCX');
    assert.equal((await ccx.request(1, 'PUT', `Dialog/${ccx.call(1)}`, body('42002'))).status, 501);
  });
});
