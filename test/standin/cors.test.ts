/** What a page of another origin is allowed (Finesse administration guide, Cross-Origin Resource Sharing). */
import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {FaultBoard} from '../../standin/faults.js';
import {finesseApi} from '../../standin/finesse/rest.js';
import type {WorldSettings} from '../../standin/world/settings.js';
import {aSite} from './world-support.js';

const page = 'https://desk.example.com';

function aDoor(settings: Partial<WorldSettings> = {}) {
  const {world, clock} = aSite('CCE');
  Object.assign(world.settings, settings);
  const host = {host: 'a.test', httpsPort: 8445};
  const app = finesseApi({
    world,
    faults: new FaultBoard(),
    system: () => ({
      now: clock.now(),
      deployment: 'CCE',
      status: 'IN_SERVICE',
      primary: host,
      secondary: undefined,
      xmppDomain: 'a.test',
    }),
  });
  return (method: string, path: string, headers: Readonly<Record<string, string>>) =>
    app.request(`http://a.test/${path}`, {method, headers: {host: 'a.test', ...headers}});
}

const preflight = {origin: page, 'access-control-request-method': 'PUT'};

describe('pages of other origins', () => {
  test('a fresh system takes all: preflight with the documented headers, answers readable', async () => {
    const ask = aDoor();
    const before = await ask('OPTIONS', 'User/1001001', preflight);
    assert.equal(before.status, 200);
    assert.equal(before.headers.get('access-control-allow-origin'), page);
    for (const name of ['Authorization', 'Content-Type', 'requestId', 'Range'])
      assert.ok(before.headers.get('access-control-allow-headers')?.split(',').includes(name), name);
    const answer = await ask('GET', 'SystemInfo', {origin: page});
    assert.deepEqual([answer.status, answer.headers.get('access-control-allow-origin')], [200, page]);
  });

  test('refusals are readable as well', async () => {
    const answer = await aDoor()('GET', 'User/1001001', {origin: page});
    assert.deepEqual([answer.status, answer.headers.get('access-control-allow-origin')], [401, page]);
  });

  test('with a list only those on it: others get 403 for the preflight, and no header', async () => {
    for (const [corsOrigins, status, header] of [
      [`https://other.example.com, ${page}`, 200, page],
      ['https://other.example.com', 403, null],
      ['', 403, null],
    ] as const) {
      const ask = aDoor({corsMode: 'enable', corsOrigins});
      assert.equal((await ask('OPTIONS', 'User/1001001', preflight)).status, status);
      const answer = await ask('GET', 'SystemInfo', {origin: page});
      assert.deepEqual([answer.status, answer.headers.get('access-control-allow-origin')], [200, header]);
    }
  });

  test('switched off nobody is allowed, whatever is on the list', async () => {
    const ask = aDoor({corsMode: 'disable', corsOrigins: page});
    assert.equal((await ask('OPTIONS', 'User/1001001', preflight)).status, 403);
    assert.equal(
      (await ask('GET', 'SystemInfo', {origin: page})).headers.get('access-control-allow-origin'),
      null,
    );
  });

  test('the page of this very server needs none of it', async () => {
    const answer = await aDoor({corsMode: 'disable'})('GET', 'SystemInfo', {origin: 'http://a.test'});
    assert.deepEqual([answer.status, answer.headers.get('access-control-allow-origin')], [200, null]);
  });
});
