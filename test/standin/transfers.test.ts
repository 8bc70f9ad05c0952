/** Sequences of the Finesse developer guide, "CTI Event Mappings for Dialog and Participant States", over REST. */
import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {childText, child} from '../../standin/xml.js';
import {aFloor, type Floor} from './floor-support.js';

const single = 'TRANSFER_SST CONSULT_CALL HOLD UPDATE_CALL_DATA SEND_DTMF DROP';

/** Agent 1 on a routed call (1), consulting agent 2, who has answered (2). */
async function consulting(deployment: 'CCE' | 'CCX' = 'CCE'): Promise<Floor> {
  const floor = aFloor(deployment);
  await floor.signIn(2);
  await floor.talking();
  await floor.act(1, 1, 'CONSULT_CALL', {to: '42002'});
  await floor.act(2, 2, 'ANSWER');
  floor.quiet();
  return floor;
}

describe('a consult call (developer guide, Consult Call)', () => {
  test('holds the first call, then is dialled, and rings as CONSULT_OFFERED', async () => {
    const {act, heard, signIn, talking, hearing, actions, dialog, call, stateOf} = aFloor();
    await signIn(2);
    await talking();
    await act(1, 1, 'CONSULT_CALL', {to: '42002'});
    assert.deepEqual(heard(1), [
      'PUT 1 ACTIVE PREROUTE_ACD_IN 5550100:ACTIVE 42001:HELD',
      'POST 2 INITIATING CONSULT 42001:INITIATING',
      'PUT 2 INITIATED CONSULT 42001:INITIATED',
      'PUT 2 ALERTING CONSULT 42001:INITIATED 42002:ALERTING',
    ]);
    assert.deepEqual(heard(2), ['POST 2 ALERTING CONSULT_OFFERED 42001:INITIATED 42002:ALERTING']);
    assert.deepEqual(hearing(), ['42001 hears ringback', '5550100 hears music']);
    assert.equal(await actions(1, 1), 'UPDATE_CALL_DATA DROP RETRIEVE');
    assert.equal(await actions(1, 2), 'UPDATE_CALL_DATA DROP');
    assert.equal(await actions(2, 2), 'ANSWER');
    assert.equal(
      childText(await dialog(2, 2), 'associatedDialogUri'),
      `/finesse/api/Dialog/${call(1)}`,
      'of which call it is the consult',
    );
    assert.equal(stateOf(1), 'TALKING');
  });

  test('once answered can be completed: the first call is told again with TRANSFER and CONFERENCE', async () => {
    const {act, heard, signIn, talking, actions, hearing} = aFloor();
    await signIn(2);
    await talking();
    await act(1, 1, 'CONSULT_CALL', {to: '42002'});
    heard(1);
    heard(2);
    await act(2, 2, 'ANSWER');
    assert.deepEqual(heard(1), [
      'PUT 2 ACTIVE CONSULT 42001:ACTIVE 42002:ACTIVE',
      'PUT 1 ACTIVE PREROUTE_ACD_IN 5550100:ACTIVE 42001:HELD',
    ]);
    assert.deepEqual(heard(2), ['User TALKING', 'PUT 2 ACTIVE CONSULT_OFFERED 42001:ACTIVE 42002:ACTIVE']);
    assert.equal(await actions(1, 1), 'UPDATE_CALL_DATA DROP RETRIEVE TRANSFER CONFERENCE');
    assert.equal(await actions(1, 2), 'HOLD UPDATE_CALL_DATA SEND_DTMF DROP TRANSFER CONFERENCE');
    assert.equal(await actions(2, 2), single);
    assert.deepEqual(hearing(), ['42001 hears 42002', '42002 hears 42001', '5550100 hears music']);
  });

  test('on CCX the colleague stays Not Ready, and only the held call lists TRANSFER', async () => {
    const {stateOf, actions} = await consulting('CCX');
    assert.deepEqual([stateOf(1), stateOf(2)], ['TALKING', 'NOT_READY']);
    assert.equal(await actions(1, 1), 'UPDATE_CALL_DATA DROP RETRIEVE TRANSFER CONFERENCE');
    assert.equal(await actions(1, 2), 'HOLD UPDATE_CALL_DATA SEND_DTMF START_RECORDING DROP');
  });

  test('that still rings lets the first call be taken up, and none other be asked about it', async () => {
    const {act, signIn, talking, actions, heard} = aFloor();
    await signIn(2);
    await talking();
    await act(1, 1, 'CONSULT_CALL', {to: '42002'});
    await act(1, 1, 'RETRIEVE');
    assert.equal(await actions(1, 1), 'TRANSFER_SST HOLD UPDATE_CALL_DATA SEND_DTMF DROP');
    await act(1, 2, 'DROP');
    assert.equal(await actions(1, 1), single);
    assert.equal(heard(1).at(-1), 'PUT 1 ACTIVE PREROUTE_ACD_IN 5550100:ACTIVE 42001:ACTIVE');
  });

  test('carries the call data along', async () => {
    const {act, world, call, signIn, talking, dialog} = aFloor();
    await signIn(2);
    await talking();
    world.calls.get(call(1))?.variables.set('callVariable3', 'gold');
    await act(1, 1, 'CONSULT_CALL', {to: '42002'});
    const variables = child(child(await dialog(2, 2), 'mediaProperties'), 'callvariables')?.children ?? [];
    assert.equal(childText(variables[2], 'value'), 'gold');
  });

  test('dropped by who made it: gone on both sides, the first call is still held', async () => {
    const {act, heard, stateOf, actions, hearing} = await consulting();
    await act(1, 2, 'DROP');
    assert.deepEqual(heard(1), [
      'PUT 2 ACTIVE CONSULT 42001:DROPPED 42002:ACTIVE',
      'PUT 2 DROPPED CONSULT 42001:DROPPED 42002:DROPPED',
      'DELETE 2 DROPPED CONSULT 42001:DROPPED 42002:DROPPED',
      'User HOLD',
      'PUT 1 ACTIVE PREROUTE_ACD_IN 5550100:ACTIVE 42001:HELD',
    ]);
    assert.deepEqual([stateOf(1), stateOf(2)], ['HOLD', 'NOT_READY']);
    assert.equal(await actions(1, 1), 'UPDATE_CALL_DATA DROP RETRIEVE');
    assert.deepEqual(hearing(), ['42001 hears nothing', '5550100 hears music']);
    await act(1, 1, 'RETRIEVE');
    assert.deepEqual(hearing(), ['42001 hears 5550100', '5550100 hears 42001']);
  });

  test('to a number nobody has fails with BAD_DESTINATION and must be dropped', async () => {
    const {act, heard, talking, actions} = aFloor();
    await talking();
    await act(1, 1, 'CONSULT_CALL', {to: '12'});
    assert.equal(heard(1).at(-1), 'PUT 2 FAILED CONSULT 42001:FAILED');
    assert.equal(await actions(1, 2), 'DROP');
    await act(1, 2, 'DROP');
    assert.deepEqual(heard(1), ['DELETE 2 FAILED CONSULT 42001:DROPPED', 'User HOLD']);
  });

  test('to a queue is routed to who is free there', async () => {
    const {act, heard, signIn, state, talking, clock} = aFloor();
    await signIn(2);
    await talking();
    await state(2, 'READY');
    await act(1, 1, 'CONSULT_CALL', {to: '7001'});
    clock.advance(300);
    assert.deepEqual(heard(2), [
      'User READY',
      'User RESERVED',
      'POST 2 ALERTING PREROUTE_ACD_IN 42001:INITIATED 42002:ALERTING',
    ]);
  });

  test('taken up again by retrieving the first call: the consult is held meanwhile', async () => {
    const {act, hearing, actions} = await consulting();
    await act(1, 1, 'RETRIEVE');
    assert.deepEqual(hearing(), ['42001 hears 5550100', '42002 hears music', '5550100 hears 42001']);
    assert.equal(await actions(1, 2), 'UPDATE_CALL_DATA DROP RETRIEVE TRANSFER CONFERENCE');
  });

  test('outlives the customer: wrap-up begins when it is over too', async () => {
    const {world, call, stateOf, act, heard} = await consulting();
    world.hangUpOutside(call(1));
    assert.equal(stateOf(1), 'TALKING');
    heard(1);
    await act(1, 2, 'DROP');
    assert.equal(heard(1).at(-1), 'User WORK_READY');
  });
});

describe('a consult transfer (CTI Event Mappings, consult transfer)', () => {
  test('without wrap-up: both dialogs of who transfers are deleted', async () => {
    const {act, heard, world, stateOf, hearing, dialog, call} = await consulting();
    world.settings.wrapUpOnIncoming = 'NOT_ALLOWED';
    await act(1, 1, 'TRANSFER');
    assert.deepEqual(heard(1), [
      'DELETE 1 DROPPED PREROUTE_ACD_IN 42001:DROPPED',
      'DELETE 2 DROPPED TRANSFER 42001:DROPPED 42002:DROPPED',
      'User READY',
    ]);
    assert.deepEqual(heard(2), [
      'DELETE 2 DROPPED TRANSFER 42001:DROPPED 42002:DROPPED',
      'POST 1 ACTIVE TRANSFER 5550100:ACTIVE 42002:ACTIVE',
    ]);
    assert.deepEqual([stateOf(1), stateOf(2)], ['READY', 'TALKING']);
    assert.deepEqual(hearing(), ['42002 hears 5550100', '5550100 hears 42002']);
    assert.equal(childText(await dialog(2, 1), 'secondaryId'), call(2));
    assert.equal(childText(child(await dialog(2, 1), 'mediaProperties'), 'DNIS'), '42001');
  });

  test('with wrap-up: the first call stays with who transferred until wrap-up is over', async () => {
    const {act, heard, clock, stateOf} = await consulting();
    await act(1, 2, 'TRANSFER');
    assert.deepEqual(heard(1), [
      'PUT 1 ACTIVE PREROUTE_ACD_IN 5550100:ACTIVE 42001:WRAP_UP 42002:ACTIVE',
      'DELETE 2 DROPPED TRANSFER 42001:DROPPED 42002:DROPPED',
      'User WORK_READY',
    ]);
    heard(2);
    clock.advance(31_000);
    assert.deepEqual(heard(1), ['DELETE 1 DROPPED PREROUTE_ACD_IN 42001:DROPPED', 'User READY']);
    assert.deepEqual(heard(2), ['PUT 1 ACTIVE TRANSFER 5550100:ACTIVE 42002:ACTIVE']);
    assert.equal(stateOf(2), 'TALKING');
  });

  test('the surviving call can come first, where a site does it so', async () => {
    const {act, heard, world} = await consulting();
    world.settings.survivorPostedFirst = true;
    await act(1, 1, 'TRANSFER');
    assert.deepEqual(
      heard(2).map((line) => line.slice(0, 8)),
      ['POST 1 A', 'DELETE 2'],
    );
  });

  test('the request’s id comes back with the first call', async () => {
    const {act, updates} = await consulting();
    updates.length = 0;
    await act(1, 1, 'TRANSFER', {requestId: 'r-7'});
    const own = updates.filter(({node}) => node === '/finesse/api/User/1001001/Dialogs');
    assert.match(own[0]?.xml ?? '', /<requestId>r-7<\/requestId>/);
  });

  test('of a call between colleagues: the other one is told with PUT', async () => {
    const floor = aFloor();
    const {signIn, request, act, heard, quiet, hearing} = floor;
    for (const nth of [1, 2, 3]) await signIn(nth);
    await request(
      3,
      'POST',
      'User/1001003/Dialogs',
      '<Dialog><requestedAction>MAKE_CALL</requestedAction><fromAddress>42003</fromAddress><toAddress>42001</toAddress></Dialog>',
    );
    assert.equal(heard(3).at(-1), 'PUT 1 ALERTING AGENT_INSIDE 42003:INITIATED 42001:ALERTING');
    assert.equal(heard(1).at(-1), 'POST 1 ALERTING OTHER_IN 42003:INITIATED 42001:ALERTING');
    await act(1, 1, 'ANSWER');
    await act(1, 1, 'CONSULT_CALL', {to: '42002'});
    await act(2, 2, 'ANSWER');
    quiet();
    await act(1, 1, 'TRANSFER');
    assert.deepEqual(heard(3), ['PUT 1 ACTIVE AGENT_INSIDE 42003:ACTIVE 42002:ACTIVE']);
    assert.deepEqual(heard(1), [
      'DELETE 1 DROPPED OTHER_IN 42001:DROPPED',
      'DELETE 2 DROPPED TRANSFER 42001:DROPPED 42002:DROPPED',
      'User NOT_READY',
    ]);
    assert.deepEqual(hearing(), ['42002 hears 42003', '42003 hears 42002']);
  });

  for (const action of ['TRANSFER', 'CONFERENCE']) {
    test(`${action} without a second call is refused after its 202`, async () => {
      const {talking, act, heard} = aFloor();
      await talking();
      await act(1, 1, action);
      assert.deepEqual(heard(1), [`Error Generic Error, INVALID_ACTION ${action} on extension 42001, 42001`]);
    });
  }
});

describe('a single-step transfer (developer guide, Single-Step Transfer)', () => {
  const events = {
    CCE: ['PREROUTE_ACD_IN', 'TRANSFER'],
    CCX: ['ACD_IN', 'OFFERED'],
  } as const;
  for (const [deployment, [legType, type]] of Object.entries(events) as [
    'CCE' | 'CCX',
    readonly string[],
  ][]) {
    test(`${deployment}: the call is held; the target sees a leg, the call, and the leg’s end`, async () => {
      const {signIn, talking, act, heard, call, stateOf, actions} = aFloor(deployment);
      await signIn(2);
      await talking();
      await act(1, 1, 'TRANSFER_SST', {to: '42002'});
      assert.deepEqual(heard(1), [
        ...(deployment === 'CCE' ? ['User HOLD'] : []),
        `PUT 1 ACTIVE ${legType} 5550100:ACTIVE 42001:HELD`,
      ]);
      assert.equal(await actions(1, 1), 'UPDATE_CALL_DATA DROP RETRIEVE');
      assert.deepEqual(heard(2), [
        `POST 2 ALERTING ${legType} 42001:INITIATED 42002:ALERTING`,
        `POST 1 ALERTING ${type} 5550100:ACTIVE 42001:DROPPED 42002:ALERTING`,
        'DELETE 2 DROPPED TRANSFER 42001:DROPPED 42002:DROPPED',
        `PUT 1 ALERTING ${type} 5550100:ACTIVE 42002:ALERTING`,
      ]);
      assert.ok(Number(call(2)) >= 0x7f000000, 'a temporary id, near 2^31');
      await act(2, 1, 'ANSWER');
      assert.equal(stateOf(1), deployment === 'CCE' ? 'WORK_READY' : 'WORK');
      assert.equal(stateOf(2), deployment === 'CCE' ? 'TALKING' : 'NOT_READY');
    });
  }

  test('answered, without wrap-up: the dialog of who transferred is deleted', async () => {
    const {signIn, talking, act, heard, world, hearing} = aFloor();
    world.settings.wrapUpOnIncoming = 'NOT_ALLOWED';
    await signIn(2);
    await talking();
    await act(1, 1, 'TRANSFER_SST', {to: '42002'});
    heard(1);
    heard(2);
    await act(2, 1, 'ANSWER');
    assert.deepEqual(heard(1), ['DELETE 1 DROPPED PREROUTE_ACD_IN 42001:DROPPED', 'User READY']);
    assert.equal(heard(2).at(-1), 'User TALKING');
    assert.deepEqual(hearing(), ['42002 hears 5550100', '5550100 hears 42002']);
  });

  const failures: readonly (readonly [string, string, string])[] = [
    ['a number nobody has', '12', 'CF_INVALID_DESTINATION, 14'],
    ['who does not answer', '42002', 'CF_REQUEST_TIMEOUT_REJECTION, 78'],
  ];
  for (const [what, to, error] of failures) {
    test(`to ${what}: refused, and the call comes back`, async () => {
      const {signIn, talking, act, heard, clock, actions, hearing, stateOf} = aFloor();
      await signIn(2);
      await talking();
      await act(1, 1, 'TRANSFER_SST', {to});
      clock.advance(21_000);
      assert.deepEqual(heard(1).slice(2), [
        `Error Call Operation Failure, ${error}`,
        'PUT 1 ACTIVE PREROUTE_ACD_IN 5550100:ACTIVE 42001:HELD',
      ]);
      if (to === '42002') assert.equal(heard(2).at(-1), 'DELETE 1 DROPPED TRANSFER 42002:DROPPED');
      assert.equal(stateOf(1), 'HOLD');
      await act(1, 1, 'RETRIEVE');
      assert.equal(await actions(1, 1), single);
      assert.deepEqual(hearing(), ['42001 hears 5550100', '5550100 hears 42001']);
    });
  }

  test('to a busy agent is refused as busy', async () => {
    const {signIn, talking, act, heard, carrier} = aFloor();
    await signIn(2);
    carrier.behaviour.set('42002', 'busy');
    await talking();
    await act(1, 1, 'TRANSFER_SST', {to: '42002'});
    assert.equal(heard(1)[2], 'Error Call Operation Failure, CF_RESOURCE_BUSY, 33');
  });

  test('to a number whose phone is busy is refused as busy, and nobody rings', async () => {
    const {signIn, talking, act, heard, world} = aFloor();
    await signIn(2);
    world.settings.busyNumbers = '42009,42002';
    await talking();
    await act(1, 1, 'TRANSFER_SST', {to: '42002'});
    assert.equal(heard(1)[2], 'Error Call Operation Failure, CF_RESOURCE_BUSY, 33');
    assert.deepEqual(heard(2), []);
  });

  test('taken back by retrieving: the target stops ringing, nothing has failed', async () => {
    const {signIn, talking, act, heard, clock} = aFloor();
    await signIn(2);
    await talking();
    await act(1, 1, 'TRANSFER_SST', {to: '42002'});
    heard(1);
    heard(2);
    await act(1, 1, 'RETRIEVE');
    assert.deepEqual(heard(2), ['DELETE 1 DROPPED TRANSFER 42002:DROPPED']);
    clock.advance(60_000);
    assert.deepEqual(heard(1), ['User TALKING', 'PUT 1 ACTIVE PREROUTE_ACD_IN 5550100:ACTIVE 42001:ACTIVE']);
  });

  test('dropped meanwhile by who transfers: it rings on, and is answered', async () => {
    const {signIn, talking, act, hearing} = aFloor();
    await signIn(2);
    await talking();
    await act(1, 1, 'TRANSFER_SST', {to: '42002'});
    await act(1, 1, 'DROP');
    assert.deepEqual(hearing(), ['5550100 hears ringback']);
    await act(2, 1, 'ANSWER');
    assert.deepEqual(hearing(), ['42002 hears 5550100', '5550100 hears 42002']);
  });

  test('the customer hangs up meanwhile: it is over for all', async () => {
    const {signIn, talking, act, world, call, carrier, stateOf} = aFloor();
    await signIn(2);
    await talking();
    await act(1, 1, 'TRANSFER_SST', {to: '42002'});
    world.hangUpOutside(call(1));
    assert.equal(stateOf(1), 'WORK_READY');
    assert.equal(carrier.alive.size, 0);
  });

  test('to a queue: the call waits there with music, and is routed', async () => {
    const {signIn, state, talking, act, hearing, heard, clock, world, stateOf} = aFloor();
    world.settings.wrapUpOnIncoming = 'NOT_ALLOWED';
    await signIn(2);
    await talking();
    await state(1, 'NOT_READY');
    heard(1);
    await act(1, 1, 'TRANSFER_SST', {to: '7001'});
    assert.deepEqual(heard(1).slice(2), ['DELETE 1 DROPPED PREROUTE_ACD_IN 42001:DROPPED', 'User NOT_READY']);
    assert.deepEqual(hearing(), ['5550100 hears music']);
    await state(2, 'READY');
    clock.advance(300);
    assert.equal(heard(2).at(-1), 'POST 1 ALERTING PREROUTE_ACD_IN 5550100:INITIATED 42002:ALERTING');
    await act(2, 1, 'ANSWER');
    assert.deepEqual([stateOf(1), stateOf(2)], ['NOT_READY', 'TALKING']);
  });

  test('to somebody outside: the two go on without an agent', async () => {
    const {talking, act, carrier, hearing, world} = aFloor();
    carrier.behaviour.set('5550777', 'answer');
    await talking();
    await act(1, 1, 'TRANSFER_SST', {to: '5550777'});
    assert.deepEqual(hearing(), ['5550100 hears 5550777', '5550777 hears 5550100']);
    assert.equal(world.calls.all().length, 1);
  });
});
