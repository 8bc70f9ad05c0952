/** Finesse developer guide: Single Sign-On; the token in place of the password everywhere. */
import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {Hono} from 'hono';
import {FaultBoard} from '../../standin/faults.js';
import {Credentials, type SystemAuthMode} from '../../standin/finesse/credentials.js';
import {finesseApi} from '../../standin/finesse/rest.js';
import {ssoRoutes} from '../../standin/finesse/sso-routes.js';
import {aSite} from './world-support.js';

function aSystem(mode: SystemAuthMode = 'SSO') {
  const site = aSite();
  let next = 1;
  const credentials = new Credentials(site.world, mode, () => String(next++));
  const api = finesseApi({
    world: site.world,
    faults: new FaultBoard(),
    credentials,
    system: () => ({
      now: site.clock.now(),
      deployment: 'CCE',
      status: 'IN_SERVICE',
      primary: {host: 'a.test', httpsPort: 8445},
      secondary: undefined,
      xmppDomain: 'a.test',
      systemAuthMode: mode,
    }),
  });
  const app = new Hono().route('/desktop/sso', ssoRoutes(site.world, credentials)).route('/finesse/api', api);
  const basic = (user: string) => ({authorization: `Basic ${btoa(user)}`});
  const fetchToken = (user = 'agent1', more = '&return_refresh_token=true&return_user=yes') =>
    app.request(`/desktop/sso/token?cc_username=${user}${more}`, {headers: basic(`${user}:${user}`)});
  const renew = (token: string, refresh: string) =>
    app.request('/desktop/sso/token?cc_username=agent1', {
      method: 'POST',
      body: new URLSearchParams({token, 'refresh-token': refresh, return_user: 'yes'}),
    });
  const readUser = async (header: string, id = '1001001') =>
    (await app.request(`/finesse/api/User/${id}`, {headers: {authorization: header}})).status;
  return {...site, app, credentials, basic, fetchToken, renew, readUser};
}

describe('single sign-on', () => {
  test('a token is fetched with the identity provider’s password, and opens REST and notifications', async () => {
    const {fetchToken, readUser, credentials} = aSystem();
    const body = (await (await fetchToken()).json()) as Record<string, unknown>;
    assert.deepEqual(Object.keys(body), ['token', 'refresh_token', 'expires_in', 'user_id']);
    assert.equal(body['user_id'], '1001001');
    assert.equal(await readUser(`Bearer ${String(body['token'])}`), 200);
    assert.equal(await readUser(`Bearer ${String(body['token'])}`, '1001002'), 401);
    assert.equal(credentials.prove('1001001', String(body['token']))?.id, '1001001');
    assert.equal(credentials.prove('1001002', String(body['token'])), undefined);
  });

  test('the password itself opens nothing', async () => {
    const {readUser, credentials} = aSystem();
    assert.equal(await readUser(`Basic ${btoa('agent1:agent1')}`), 401);
    assert.equal(credentials.prove('1001001', 'agent1'), undefined);
  });

  test('only what is asked for is answered', async () => {
    const {fetchToken} = aSystem();
    const body = (await (await fetchToken('agent1', '')).json()) as object;
    assert.deepEqual(Object.keys(body), ['token', 'expires_in']);
  });

  test('a window without a password is asked for it', async () => {
    const answer = await aSystem().app.request('/desktop/sso/token?cc_username=agent1');
    assert.equal(answer.status, 401);
    assert.match(answer.headers.get('www-authenticate') ?? '', /^Basic /);
  });

  for (const [what, query, status] of [
    ['no name', '', 400],
    ['somebody else’s name', '?cc_username=agent2', 401],
  ] as const) {
    test(`${what}: ${status}`, async () => {
      const {app, basic} = aSystem();
      assert.equal(
        (await app.request(`/desktop/sso/token${query}`, {headers: basic('agent1:agent1')})).status,
        status,
      );
    });
  }

  test('the name may come as a cookie', async () => {
    const {app, basic} = aSystem();
    const headers = {...basic('agent1:agent1'), cookie: 'a=b; cc_username=agent1'};
    assert.equal((await app.request('/desktop/sso/token', {headers})).status, 200);
  });

  test('a token is renewed once, and both work until the old one ends', async () => {
    const {fetchToken, renew, readUser, clock} = aSystem();
    const old = (await (await fetchToken()).json()) as {token: string; refresh_token: string};
    clock.advance(2_700_000);
    const answer = await renew(old.token, old.refresh_token);
    assert.equal(answer.status, 200);
    const fresh = (await answer.json()) as {token: string};
    assert.notEqual(fresh.token, old.token);
    assert.equal((await renew(old.token, old.refresh_token)).status, 401, 'used up');
    assert.deepEqual(
      [await readUser(`Bearer ${old.token}`), await readUser(`Bearer ${fresh.token}`)],
      [200, 200],
    );
    clock.advance(1_000_000);
    assert.deepEqual(
      [await readUser(`Bearer ${old.token}`), await readUser(`Bearer ${fresh.token}`)],
      [401, 200],
    );
  });

  test('a token that has ended is not renewed', async () => {
    const {fetchToken, renew, clock} = aSystem();
    const {token, refresh_token} = (await (await fetchToken()).json()) as Record<string, string>;
    clock.advance(3_600_000);
    assert.equal((await renew(token ?? '', refresh_token ?? '')).status, 401);
    assert.equal((await renew('', 'x')).status, 400);
    assert.equal((await renew('x', '')).status, 400);
  });

  test('a hybrid system says of each user how they sign in', async () => {
    const {app, readUser, fetchToken} = aSystem('HYBRID');
    const modes = await Promise.all(
      ['agent1', 'agent7'].map(async (user) =>
        (await app.request(`/finesse/api/UserAuthMode/${user}`)).text(),
      ),
    );
    assert.match(modes[0] ?? '', />NON_SSO</);
    assert.match(modes[1] ?? '', />SSO</);
    assert.equal(await readUser(`Basic ${btoa('agent1:agent1')}`), 200);
    assert.equal((await fetchToken('agent1')).status, 401);
    assert.equal((await fetchToken('agent7')).status, 200);
    assert.match(await (await app.request('/finesse/api/SystemInfo')).text(), /<systemAuthMode>HYBRID</);
  });
});
