/** Finesse developer guide, Desktop Presence and Forced Logout; a second sign-in (CCX reason-code table). */
import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {aFloor} from './floor-support.js';

describe('an agent’s last client goes', () => {
  const outcomes: readonly (readonly ['CCE' | 'CCX', boolean, string, number])[] = [
    ['CCE', true, 'LOGOUT', 255],
    ['CCE', false, 'NOT_READY', 50002],
    ['CCX', false, 'LOGOUT', 255],
  ];
  for (const [deployment, signsOut, state, code] of outcomes) {
    test(`${deployment}, LOAD ${signsOut}: ${state} with ${code} after sixty seconds`, async () => {
      const {world, signIn, state: ask, clock, stateOf, agent} = aFloor(deployment);
      world.settings.logoutOnAgentDisconnect = signsOut;
      await signIn(1);
      await ask(1, 'READY');
      const stream = {};
      world.presenceChanged('1001001', stream, true);
      world.presenceChanged('1001001', stream, false);
      clock.advance(59_999);
      assert.equal(stateOf(1), 'READY');
      clock.advance(1);
      assert.deepEqual([stateOf(1), agent(1).reason?.code], [state, code]);
    });
  }

  test('and comes back in time, as after a reload: nothing happens', async () => {
    const {world, signIn, clock, stateOf} = aFloor();
    await signIn(1);
    const first = {};
    world.presenceChanged('1001001', first, true);
    world.presenceChanged('1001001', first, false);
    clock.advance(30_000);
    world.presenceChanged('1001001', {}, true);
    clock.advance(120_000);
    assert.equal(stateOf(1), 'NOT_READY');
  });

  test('while another one is there: nothing happens', async () => {
    const {world, signIn, clock, stateOf} = aFloor();
    await signIn(1);
    const [one, two] = [{}, {}];
    for (const stream of [one, two]) world.presenceChanged('1001001', stream, true);
    world.presenceChanged('1001001', one, false);
    clock.advance(120_000);
    assert.equal(stateOf(1), 'NOT_READY');
  });

  test('during a call: signed out when the call is over', async () => {
    const {world, talking, clock, stateOf, agent, act} = aFloor('CCX');
    await talking();
    const stream = {};
    world.presenceChanged('1001001', stream, true);
    world.presenceChanged('1001001', stream, false);
    clock.advance(60_000);
    assert.deepEqual([stateOf(1), agent(1).pending?.state], ['TALKING', 'LOGOUT']);
    await act(1, 1, 'DROP');
    assert.equal(stateOf(1), 'LOGOUT');
  });
});

describe('a second sign-in', () => {
  const login = (extension: string) => `<User><state>LOGIN</state><extension>${extension}</extension></User>`;

  test('CCX, the same user on another extension: signed out with 32740 first', async () => {
    const {signIn, request, heard, agent} = aFloor('CCX');
    await signIn(1);
    await request(1, 'PUT', 'User/1001001', login('42005'));
    assert.deepEqual(heard(1), ['User LOGOUT', 'User NOT_READY']);
    assert.equal(agent(1).extension, '42005');
  });

  test('CCX, another user on the extension: the first is signed out with 32741', async () => {
    const {signIn, request, heard, agent, stateOf} = aFloor('CCX');
    await signIn(1);
    await request(2, 'PUT', 'User/1001002', login('42001'));
    assert.deepEqual(heard(1), ['User LOGOUT']);
    assert.equal(agent(1).reason?.code, 32741);
    assert.equal(stateOf(2), 'NOT_READY');
  });

  test('CCE, another user on the extension: Device Busy', async () => {
    const {signIn, request, heard, stateOf} = aFloor();
    await signIn(1);
    await request(2, 'PUT', 'User/1001002', login('42001'));
    assert.deepEqual(heard(2), ['Error Device Busy, CF_SPECIFIED_AGENT_ALREADY_SIGNED_ON, 259']);
    assert.equal(stateOf(1), 'NOT_READY');
  });
});
