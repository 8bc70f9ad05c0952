import assert from 'node:assert/strict';
import {test} from 'node:test';
import {bundleDesktopPages} from '../../../standin/desktop/bundle.js';
import {aDesktop, sampleGadgets} from './support.js';

const origin = 'http://localhost:8080';

for (const [from, to] of [
  ['/', '/desktop/'],
  ['/desktop', '/desktop/'],
  ['/desktop/container', '/desktop/container/'],
] as const) {
  test(`sends ${from} on to ${to}`, async () => {
    const response = await aDesktop().request(origin + from);
    assert.equal(response.status, 302);
    assert.equal(response.headers.get('Location'), to);
  });
}

test('hands the page the layout and the domains, and nothing that is not in them', async () => {
  const settings = (await (await aDesktop().request(`${origin}/desktop/standin/settings`)).json()) as object;
  assert.deepEqual(Object.keys(settings).sort(), [
    'deployment',
    'layout',
    'peripheralId',
    'pubSubDomain',
    'strict',
    'xmppDomain',
  ]);
});

test('tells the page why a layout was refused', async () => {
  const response = await aDesktop({layoutXml: () => '<html/>'}).request(`${origin}/desktop/standin/settings`);
  assert.deepEqual(await response.json(), {
    error: 'Desktop layout: The layout must begin with <finesseLayout>, not <html>.',
  });
});

test('sends the Permissions-Policy of a hardened site with the desktop page', async () => {
  const response = await aDesktop({permissionsPolicy: 'microphone=()'}).request(
    `${origin}/desktop/container/`,
  );
  assert.equal(response.headers.get('Permissions-Policy'), 'microphone=()');
});

test('serves the facade as finesse.js, and a file of the user instead', async () => {
  const own = await aDesktop().request(`${origin}/desktop/assets/js/finesse.js`);
  assert.equal(await own.text(), '/* facade */');
  const finesseJs = `${sampleGadgets}hello/messages.xml`;
  const given = await aDesktop({finesseJs}).request(`${origin}/desktop/assets/js/finesse.min.js`);
  assert.match(await given.text(), /messagebundle/);
});

test('serves jQuery from the package', async () => {
  assert.match(
    await (await aDesktop().request(`${origin}/desktop/assets/js/jquery.min.js`)).text(),
    /jQuery v3/,
  );
});

const requestOf = (url: string, more: Record<string, string> = {}): RequestInit => ({
  method: 'POST',
  body: new URLSearchParams({url, ...more}),
});

const answerOf = async (
  response: Response,
): Promise<Record<string, {rc: number; body: string; headers?: object}>> => {
  const text = await response.text();
  assert.ok(text.startsWith("throw 1; < don't be evil' >"));
  return JSON.parse(text.slice(text.indexOf('{'))) as Record<string, {rc: number; body: string}>;
};

test('makeRequest passes method, headers and body on to this server', async () => {
  const seen: Request[] = [];
  const app = aDesktop({
    ownFetch: (request) => {
      seen.push(request);
      return new Response('<done/>', {status: 202, headers: {requestid: '7'}});
    },
  });
  const url = 'http://localhost:8080/finesse/api/User/1001001';
  const init = requestOf(url, {
    httpMethod: 'PUT',
    headers: 'Authorization=Basic%20YTpi',
    postData: '<User/>',
    getFullHeaders: 'true',
  });
  const answer = (await answerOf(await app.request(`${origin}/gadgets/makeRequest`, init)))[url];
  assert.equal(answer?.rc, 202);
  assert.equal(answer?.body, '<done/>');
  assert.deepEqual((answer?.headers as Record<string, string[]>)['requestid'], ['7']);
  assert.equal(seen[0]?.method, 'PUT');
  assert.equal(seen[0]?.headers.get('Authorization'), 'Basic YTpi');
  assert.equal(await seen[0]?.text(), '<User/>');
});

for (const url of [
  'http://evil.example/',
  'http://localhost:9/',
  'file:///etc/passwd',
  'http://localhost:8080/gadgets/makeRequest?url=x',
  'http://',
]) {
  test(`makeRequest refuses ${url}`, async () => {
    const app = aDesktop({ownFetch: () => assert.fail('must not be asked')});
    const answer = await answerOf(await app.request(`${origin}/gadgets/makeRequest`, requestOf(url)));
    assert.equal(answer[url]?.rc, 403);
  });
}

test('makeRequest answers an impossible method instead of failing', async () => {
  const url = `${origin}/finesse/api/SystemInfo`;
  const response = await aDesktop().request(
    `${origin}/gadgets/makeRequest`,
    requestOf(url, {httpMethod: 'TRA CE'}),
  );
  assert.equal((await answerOf(response))[url]?.rc, 400);
});

test('concat joins scripts of this server and refuses others', async () => {
  const joined = await aDesktop().request(
    `${origin}/gadgets/concat?1=/desktop/standin/runtime.js&2=/desktop/assets/js/finesse.js`,
  );
  assert.equal(await joined.text(), '/* runtime */\n/* facade */');
  for (const address of ['http://evil.example/x.js', '/finesse/api/SystemInfo']) {
    const response = await aDesktop().request(`${origin}/gadgets/concat?1=${encodeURIComponent(address)}`);
    assert.equal(response.status, 403);
  }
});

test('tells other nodes whether this one is in service', async () => {
  const status = async (text: string, code: number): Promise<unknown> => {
    const app = aDesktop({ownFetch: () => new Response(text, {status: code})});
    return (await app.request(`${origin}/desktop/standin/status`)).json();
  };
  assert.deepEqual(await status('<SystemInfo><status>IN_SERVICE</status></SystemInfo>', 200), {
    status: 'IN_SERVICE',
  });
  assert.deepEqual(await status('<SystemInfo><status>IN_SERVICE</status></SystemInfo>', 503), {
    status: 'OUT_OF_SERVICE',
  });
  assert.deepEqual(await status('', 200), {status: 'OUT_OF_SERVICE'});
});

test('builds every file that its pages and gadgets ask for', async () => {
  const files = await bundleDesktopPages();
  assert.deepEqual([...files.keys()].sort(), [
    'container.js',
    'desktop.css',
    'facade.js',
    'runtime.js',
    'sign-in.js',
  ]);
  for (const [name, text] of files) assert.ok(text.length > 1000, `${name} is empty`);
});
