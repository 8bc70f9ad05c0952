/** Finesse developer guide: Team, and what a supervisor may do to the agents of the team (User, change state). */
import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {child, childText, readXml} from '../../standin/xml.js';
import {aFloor} from './floor-support.js';

const sup = '1002001';

describe('a supervisor', () => {
  test('reads the team, signed-out members only when asked for them', async () => {
    const {request, signIn, state} = aFloor();
    await signIn(1);
    await state(1, 'READY');
    const read = async (query: string) => {
      const team = readXml(await (await request(sup, 'GET', `Team/5007${query}`)).text());
      return (child(team, 'users')?.children ?? []).map(
        (user) => `${childText(user, 'loginId')} ${childText(user, 'state')} ${childText(user, 'extension')}`,
      );
    };
    assert.deepEqual(await read(''), ['1001001 READY 42001']);
    assert.equal((await read('?includeLoggedOutAgents=true')).length, 7);
  });

  const noTeam: readonly (readonly [string, number | string, string, number])[] = [
    ['an agent', 1, '5007', 401],
    ['another team’s supervisor', '1002002', '5007', 401],
    ['anybody, where there is no such team', sup, '1', 404],
  ];
  for (const [who, asker, team, status] of noTeam) {
    test(`the team is not for ${who}`, async () => {
      const {request} = aFloor();
      assert.equal((await request(asker, 'GET', `Team/${team}`)).status, status);
    });
  }

  test('is told of the team’s states on a node of its own', async () => {
    const {signIn, state, updates} = aFloor('CCX');
    await signIn(1);
    updates.length = 0;
    await state(1, 'READY');
    const [update] = updates.filter(({node}) => node === '/finesse/api/Team/5007/Users');
    const root = readXml(update?.xml ?? '');
    assert.equal(childText(root, 'source'), '/finesse/api/User/1001001');
    assert.equal(childText(child(root, 'data')?.children[0], 'state'), 'READY');
    assert.equal(childText(child(root, 'data')?.children[0], 'mediaState'), 'IDLE');
  });

  test('is told of the whole team on the team’s node', async () => {
    const {signIn, state, updates} = aFloor();
    await signIn(1);
    await signIn(2);
    updates.length = 0;
    await state(1, 'READY');
    const [update] = updates.filter(({node}) => node === '/finesse/api/Team/5007');
    const root = readXml(update?.xml ?? '');
    assert.equal(childText(root, 'source'), '/finesse/api/Team/5007');
    const [team] = child(root, 'data')?.children ?? [];
    assert.equal(team?.name, 'team');
    assert.deepEqual(
      child(team, 'users')?.children.map((user) => childText(user, 'state')),
      ['READY', 'NOT_READY'],
    );
  });

  test('reads the record and the calls of a member', async () => {
    const {talking, request, call} = aFloor();
    await talking();
    assert.match(await (await request(sup, 'GET', 'User/1001001')).text(), /<state>TALKING</);
    assert.match(await (await request(sup, 'GET', 'User/1001001/Dialogs')).text(), new RegExp(call(1)));
    assert.equal((await request(sup, 'GET', `Dialog/${call(1)}`)).status, 200);
    assert.equal((await request('1002002', 'GET', 'User/1001001')).status, 401);
    assert.equal((await request('1002002', 'GET', `Dialog/${call(1)}`)).status, 404);
  });

  const codes = {CCE: [999, 999], CCX: [33, 22]} as const;
  for (const [deployment, [notReady, logout]] of Object.entries(codes) as [
    'CCE' | 'CCX',
    readonly [number, number],
  ][]) {
    test(`${deployment}: sets a member Not Ready (${notReady}) and signs them out (${logout})`, async () => {
      const {signIn, state, agent, stateOf} = aFloor(deployment);
      await signIn(1);
      await state(1, 'READY');
      assert.equal((await state(1, 'NOT_READY', sup)).status, 202);
      assert.deepEqual([stateOf(1), agent(1).reason?.code], ['NOT_READY', notReady]);
      assert.equal((await state(1, 'READY', sup)).status, 202);
      assert.equal(stateOf(1), 'READY');
      assert.equal((await state(1, 'LOGOUT', sup)).status, 202);
      assert.deepEqual([stateOf(1), agent(1).reason?.code], ['LOGOUT', logout]);
    });
  }

  test('signs a member out who is on a call when the call is over', async () => {
    const {talking, state, heard, act, stateOf} = aFloor();
    await talking();
    await state(1, 'LOGOUT', sup);
    assert.deepEqual(heard(1), ['User TALKING']);
    await act(1, 1, 'DROP');
    assert.equal(stateOf(1), 'LOGOUT');
    assert.deepEqual(
      heard(1).filter((line) => line.startsWith('DELETE')),
      ['DELETE 1 DROPPED PREROUTE_ACD_IN 42001:DROPPED'],
    );
  });

  test('ends a member’s wrap-up', async () => {
    const {talking, act, state, stateOf, heard} = aFloor();
    await talking();
    await act(1, 1, 'DROP');
    heard(1);
    await state(1, 'NOT_READY', sup);
    assert.deepEqual(heard(1), ['DELETE 1 DROPPED PREROUTE_ACD_IN 42001:DROPPED', 'User NOT_READY']);
    assert.equal(stateOf(1), 'NOT_READY');
  });

  test('may not set a talking member Not Ready', async () => {
    const {talking, state, heard} = aFloor();
    await talking();
    await state(1, 'NOT_READY', sup);
    assert.deepEqual(heard(1), ['Error Invalid State, CF_INVALID_AGENT_WORKMODE, 265']);
  });

  const refused: readonly (readonly [string, string | number, string, string])[] = [
    ['of another team', '1002002', '<User><state>LOGOUT</state></User>', '401 Invalid Supervisor'],
    ['who is none', 2, '<User><state>LOGOUT</state></User>', '401 Invalid Authorization User Specified'],
    [
      'with a reason of their own',
      sup,
      '<User><state>NOT_READY</state><reasonCodeId>29</reasonCodeId></User>',
      '400 Invalid Input',
    ],
    [
      'who would sign somebody in',
      sup,
      '<User><state>LOGIN</state><extension>42001</extension></User>',
      '401 Invalid Authorization User Specified',
    ],
  ];
  for (const [what, who, body, expected] of refused) {
    test(`${what}: refused at once`, async () => {
      const {request, signIn} = aFloor();
      await signIn(1);
      const answer = await request(who, 'PUT', 'User/1001001', body);
      const error = child(readXml(await answer.text()), 'ApiError');
      assert.equal(`${answer.status} ${childText(error, 'ErrorType')}`, expected);
    });
  }
});
