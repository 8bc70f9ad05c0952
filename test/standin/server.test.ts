import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {request} from 'node:https';
import {after, before, describe, test} from 'node:test';
import {WebSocket} from 'ws';
import {startStandin, type Standin} from '../../standin/server.js';
import {readOptions} from '../../standin/options.js';

const options = (...flags: string[]) =>
  readOptions(['--quiet', '--scenario', 'none', ...flags], {PORT: '0', PORT_B: '0'});

describe('two nodes of a CCX', () => {
  let standin: Standin;
  before(async () => (standin = await startStandin(options('--deployment', 'CCX', '--nodes', '2'))));
  after(() => standin.stop());

  test('each names both, and its own XMPP domain is its own host', async () => {
    const [a = '', b = ''] = standin.addresses;
    const [infoA, infoB] = await Promise.all(
      [a, b].map(async (node) => (await fetch(`${node}/finesse/api/SystemInfo`)).text()),
    );
    for (const info of [infoA, infoB]) {
      assert.match(info ?? '', /<deploymentType>UCCX<\/deploymentType>/);
      assert.match(
        info ?? '',
        /<primaryNode><host>localhost<\/host>.*<secondaryNode><host>127\.0\.0\.1<\/host>/s,
      );
    }
    assert.match(infoA ?? '', /<xmppDomain>localhost<\/xmppDomain>/);
    assert.match(infoB ?? '', /<xmppDomain>127\.0\.0\.1<\/xmppDomain>/);
  });

  test('one goes out of service alone: 503 there, service here', async () => {
    const [a = '', b = ''] = standin.addresses;
    await fetch(`${a}/standin/faults`, {
      method: 'POST',
      body: JSON.stringify({nodes: {B: 'OUT_OF_SERVICE'}}),
    });
    const headers = {authorization: `Basic ${btoa('1001001:agent1')}`};
    assert.equal((await fetch(`${b}/finesse/api/User/1001001`, {headers})).status, 503);
    assert.equal((await fetch(`${a}/finesse/api/User/1001001`, {headers})).status, 200);
    await fetch(`${a}/standin/faults`, {method: 'DELETE'});
    assert.equal((await fetch(`${b}/finesse/api/User/1001001`, {headers})).status, 200);
  });

  test('an agent known by login name is found as well', async () => {
    const headers = {authorization: `Basic ${btoa('agent3:agent3')}`};
    const answer = await fetch(`${standin.addresses[0]}/finesse/api/User/agent3`, {headers});
    assert.match(await answer.text(), /<loginId>1001003<\/loginId>/);
  });

  test('a page from elsewhere can’t drive the contact centre', async () => {
    const answer = await fetch(`${standin.addresses[0]}/standin/calls`, {
      method: 'POST',
      headers: {origin: 'http://elsewhere.example'},
      body: JSON.stringify({to: '7001'}),
    });
    assert.equal(answer.status, 403);
  });

  test('a WebSocket anywhere else than /ws, /ws/ and /sip is refused', async () => {
    const socket = new WebSocket(`${(standin.addresses[0] ?? '').replace('http', 'ws')}/elsewhere`);
    const error = await new Promise<Error>((resolve) => socket.once('error', resolve));
    assert.match(error.message, /404/);
  });
});

describe('--tls', () => {
  test('serves over https with a certificate made on the spot', async () => {
    const standin = await startStandin(options('--tls'));
    try {
      const [address = ''] = standin.addresses;
      assert.match(address, /^https:/);
      const status = await new Promise<number | undefined>((resolve, reject) => {
        request(`${address}/healthz`, {rejectUnauthorized: false}, (answer) => {
          answer.resume();
          resolve(answer.statusCode);
        })
          .once('error', reject)
          .end();
      });
      assert.equal(status, 200);
    } finally {
      await standin.stop();
    }
  });

  test('its default ports are the desktop’s own', () => {
    const {port, portB} = readOptions(['--tls'], {});
    assert.deepEqual([port, portB], [8445, 8446]);
  });
});

describe('a library file that is not there', () => {
  for (const flag of ['--finesse-js', '--jquery']) {
    test(`${flag}: the start ends with a sentence and a code`, () => {
      const ended = spawnSync(
        process.execPath,
        ['--import', 'tsx', 'standin/main.ts', flag, 'no-such-file.js'],
        {encoding: 'utf8', env: {...process.env, PORT: '0'}},
      );
      assert.equal(ended.status, 1);
      assert.match(ended.stderr, new RegExp(`no-such-file\\.js is not there.*${flag} FILE`));
    });
  }
});
