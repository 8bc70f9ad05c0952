/** Requests that are odd and legal, or wrong in one thing: what a client that was not made for this server may send. */
import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {Hono} from 'hono';
import {FaultBoard} from '../../standin/faults.js';
import {finessePath} from '../../standin/finesse/methods.js';
import {finesseApi} from '../../standin/finesse/rest.js';
import type {Deployment} from '../../standin/world/types.js';
import {child, childText, readXml} from '../../standin/xml.js';
import {aSite} from './world-support.js';

const hosts = {A: {host: 'a.test', httpsPort: 8445}, B: {host: 'b.test', httpsPort: 8446}};

function aDoor(deployment: Deployment = 'CCE', node: 'A' | 'B' = 'A') {
  const site = aSite(deployment);
  const api = finesseApi({
    world: site.world,
    faults: new FaultBoard(),
    system: () => ({
      now: site.clock.now(),
      deployment,
      status: 'IN_SERVICE',
      primary: hosts.A,
      secondary: hosts.B,
      xmppDomain: hosts[node].host,
    }),
  });
  const app = new Hono({getPath: finessePath}).route('/finesse/api', api);
  const ask = async (
    method: string,
    path: string,
    {
      body,
      user = 'agent1:agent1',
      headers = {},
    }: {body?: string; user?: string; headers?: Record<string, string>} = {},
  ): Promise<Response> => {
    const answer = await app.request(`/finesse/api/${path}`, {
      method,
      headers: {
        authorization: `Basic ${btoa(user)}`,
        ...(body === undefined ? {} : {'content-type': 'application/xml'}),
        ...headers,
      },
      ...(body === undefined ? {} : {body}),
    });
    site.clock.advance(100);
    return answer;
  };
  return {...site, ask};
}

const typeOf = async (answer: Response): Promise<string | undefined> => {
  const root = readXml(await answer.text());
  assert.equal(root.name, 'ApiErrors');
  return childText(child(root, 'ApiError'), 'ErrorType');
};

const administrator = 'administrator:administrator';

describe('an odd request that is right', () => {
  const login = '<User><state>LOGIN</state><extension>42001</extension></User>';
  const right: readonly (readonly [
    what: string,
    method: string,
    path: string,
    init: Parameters<ReturnType<typeof aDoor>['ask']>[2],
    status: number,
  ])[] = [
    ['a query that says nothing', 'GET', 'User/1001001?nocache=1700000000000&x', {}, 200],
    ['a slash at the end', 'GET', 'User/1001001/', {}, 200],
    ['a slash at the end of a list', 'GET', 'User/1001001/Dialogs/?nocache=1', {}, 200],
    ['the login name in the path', 'GET', 'User/agent1', {}, 200],
    ['the scheme in small letters', 'GET', 'User/1001001', {headers: {authorization: `basic ${btoa('1001001:agent1')}`}}, 200],
    ['the head alone', 'HEAD', 'User/1001001', {}, 200],
    ['an XML declaration and spaces', 'PUT', 'User/1001001', {body: `<?xml version="1.0" encoding="UTF-8"?>\n  <User>\n <state> LOGIN </state>\n <extension>\n42001</extension></User>\n`}, 202],
    ['a CDATA section', 'PUT', 'User/1001001', {body: login.replace('LOGIN', '<![CDATA[LOGIN]]>')}, 202],
    ['a comment and elements nobody knows', 'PUT', 'User/1001001', {body: login.replace('</User>', '<!-- x --><colour>blue</colour></User>')}, 202],
    ['another order of elements', 'PUT', 'User/1001001', {body: '<user><extension>42001</extension><state>LOGIN</state></user>'}, 202],
    ['a prefix before every name', 'PUT', 'User/1001001', {body: '<f:User xmlns:f="x"><f:state>LOGIN</f:state><f:extension>42001</f:extension></f:User>'}, 202],
    ['a type with spaces and capitals', 'PUT', 'User/1001001', {body: login, headers: {'content-type': 'APPLICATION/XML ; charset=UTF-8'}}, 202],
    ['an empty reason', 'PUT', 'User/1001001', {body: '<User><state>NOT_READY</state><reasonCodeId></reasonCodeId></User>'}, 202],
  ]; // prettier-ignore
  for (const [what, method, path, init, status] of right) {
    test(`${what}: ${status}`, async () => {
      const {ask} = aDoor();
      const answer = await ask(method, path, init);
      assert.equal(answer.status, status, await answer.text());
    });
  }
});

describe('a wrong method is told so, with those there are', () => {
  for (const [method, path, allowed] of [
    ['DELETE', 'User/1001001', 'GET, HEAD, PUT, OPTIONS'],
    ['POST', 'User/1001001', 'GET, HEAD, PUT, OPTIONS'],
    ['PUT', 'User/1001001/Dialogs', 'GET, HEAD, POST, OPTIONS'],
    ['POST', 'SystemInfo', 'GET, HEAD, OPTIONS'],
    ['PATCH', 'Dialog/16777217', 'GET, HEAD, PUT, OPTIONS'],
    ['PUT', 'User/1001001/PhoneBooks', 'GET, HEAD, OPTIONS'],
    ['GET', 'User/1001001/ClientLog', 'POST, OPTIONS'],
  ] as const) {
    test(`${method} ${path}`, async () => {
      const answer = await aDoor().ask(method, path, method === 'GET' ? {} : {body: '<x/>'});
      assert.equal(answer.status, 405);
      assert.equal(answer.headers.get('allow'), allowed);
      assert.equal(await typeOf(answer), 'Method Not Allowed');
    });
  }

  test('OPTIONS is answered with the methods alone', async () => {
    const answer = await aDoor().ask('OPTIONS', 'User/1001001');
    assert.equal(answer.status, 200);
    assert.equal(answer.headers.get('allow'), 'GET, HEAD, PUT, OPTIONS');
  });
});

describe('a wrong request has the documented status and body', () => {
  const state = (reason: string) =>
    `<User><state>NOT_READY</state><reasonCodeId>${reason}</reasonCodeId></User>`;
  const wrong: readonly (readonly [
    what: string,
    method: string,
    path: string,
    init: Parameters<ReturnType<typeof aDoor>['ask']>[2],
    status: number,
    type: string,
  ])[] = [
    ['no content type', 'PUT', 'User/1001001', {body: state('30'), headers: {'content-type': ''}}, 400, 'Bad Request'],
    ['JSON', 'PUT', 'User/1001001', {body: '{"state":"READY"}', headers: {'content-type': 'application/json'}}, 400, 'Bad Request'],
    ['bytes that are no XML', 'PUT', 'User/1001001', {body: '\u0000<User/>'}, 400, 'Bad Request'],
    ['a reason that is not there', 'PUT', 'User/1001001', {body: state('999')}, 400, 'Invalid Input'],
    ['a reason of another category', 'PUT', 'User/1001001', {body: state('55')}, 400, 'Invalid Input'],
    ['a user who is not there', 'GET', 'User/9999999', {}, 404, 'User Not Found'],
    ['a dialog that is no voice call', 'GET', 'Dialog/1234_5423_1', {}, 404, 'Dialog Not Found'],
    ['another letter case of a path', 'GET', 'user/1001001', {}, 404, 'Not Found'],
    ['a colleague', 'GET', 'User/1001002', {}, 401, 'Invalid Authorization User Specified'],
    ['a token where there is no single sign-on', 'GET', 'User/1001001', {headers: {authorization: 'Bearer t-1'}}, 401, 'Authorization Failure'],
    ['a scheme nobody knows', 'GET', 'User/1001001', {headers: {authorization: 'Digest x'}}, 401, 'Authorization Failure'],
    ['an administrator’s list', 'GET', 'ReasonCodes?category=ALL', {}, 401, 'Authorization Failure'],
    ['an administrator’s change', 'DELETE', 'ReasonCode/30', {user: administrator}, 501, 'Not Implemented'],
  ]; // prettier-ignore
  for (const [what, method, path, init, status, type] of wrong) {
    test(`${what}: ${status} ${type}`, async () => {
      const answer = await aDoor().ask(method, path, init);
      assert.equal(answer.status, status);
      assert.match(answer.headers.get('content-type') ?? '', /^application\/xml/);
      assert.equal(await typeOf(answer), type);
    });
  }
});

describe('what administrators read', () => {
  const paths = [
    'ReasonCodes?category=NOT_READY',
    'ReasonCode/30',
    'WrapUpReasons',
    'WrapUpReason/71',
    'MediaPropertiesLayouts',
    'MediaPropertiesLayout/default',
    'PhoneBooks',
    'PhoneBook/7/Contacts',
    'Teams',
  ];
  for (const path of paths) {
    test(`${path}: on the first node; the second one forbids it on CCE and reads it on CCX`, async () => {
      const get = async (deployment: Deployment, node: 'A' | 'B') =>
        (await aDoor(deployment, node).ask('GET', path, {user: administrator})).status;
      assert.deepEqual(
        [await get('CCE', 'A'), await get('CCE', 'B'), await get('CCX', 'B')],
        [200, 403, 200],
      );
    });
  }

  test('nobody changes anything on the second node', async () => {
    const answer = await aDoor('CCX', 'B').ask('PUT', 'ReasonCode/30', {
      user: administrator,
      body: '<ReasonCode/>',
    });
    assert.equal(answer.status, 403);
    assert.equal(await typeOf(answer), 'Forbidden');
  });
});

describe('one reason, one layout, one user’s way to sign in', () => {
  for (const [path, root, name, value] of [
    ['User/1001001/ReasonCode/30', 'ReasonCode', 'label', 'Lunch'],
    ['User/1001001/WrapUpReason/71', 'WrapUpReason', 'label', 'Question answered'],
    ['User/1001001/MediaPropertiesLayout', 'MediaPropertiesLayout', 'type', 'DEFAULT'],
    ['UserAuthMode/agent1', 'UserAuthMode', 'authMode', 'NON_SSO'],
  ] as const) {
    test(path, async () => {
      const document = readXml(await (await aDoor().ask('GET', path)).text());
      assert.equal(document.name, root);
      assert.equal(childText(document, name), value);
    });
  }
  for (const path of ['User/1001001/ReasonCode/1', 'User/1001001/WrapUpReason/1', 'UserAuthMode/nobody']) {
    test(`${path} is not there`, async () => assert.equal((await aDoor().ask('GET', path)).status, 404));
  }
});

describe('call data', () => {
  const make = (deployment: Deployment, more: string) => {
    const door = aDoor(deployment);
    door.signIn();
    const body = `<Dialog><requestedAction>MAKE_CALL</requestedAction><fromAddress>42001</fromAddress><toAddress>5550199</toAddress>${more}</Dialog>`;
    return {door, answer: door.ask('POST', 'User/1001001/Dialogs', {body})};
  };
  const variables = (...list: readonly (readonly [string, string])[]) =>
    `<mediaProperties><callvariables>${list.map(([name, value]) => `<CallVariable><name>${name}</name><value>${value}</value></CallVariable>`).join('')}</callvariables></mediaProperties>`;

  test('CCE: a call may begin with it', async () => {
    const {door, answer} = make('CCE', variables(['callVariable3', 'gold'], ['user.cust.id', '42']));
    assert.equal((await answer).status, 202);
    const [call] = door.world.calls.all();
    assert.deepEqual(
      [call?.variables.get('callVariable3'), call?.variables.get('user.cust.id')],
      ['gold', '42'],
    );
  });

  for (const [what, list] of [
    ['more than 40 bytes in a call variable', [['callVariable1', 'é'.repeat(21)]]],
    [
      'more than 2,000 bytes in all ECC variables',
      [
        ['user.a', 'x'.repeat(1_000)],
        ['user.b', 'x'.repeat(1_000)],
      ],
    ],
    [
      'a name twice',
      [
        ['callVariable1', 'a'],
        ['callVariable1', 'b'],
      ],
    ],
    ['a variable of the outbound option', [['BAStatus', 'x']]],
  ] as const) {
    // prettier-ignore
    test(`refused at once: ${what}`, async () => {
      const answer = await make('CCE', variables(...list)).answer;
      assert.equal(answer.status, 400);
      assert.equal(await typeOf(answer), 'Invalid Input');
    });
  }

  test('several wrap-up reasons are CCX’s own', async () => {
    const put = async (deployment: Deployment) => {
      const door = aDoor(deployment);
      const id = door.talking();
      const body =
        '<Dialog><requestedAction>UPDATE_CALL_DATA</requestedAction><mediaProperties><wrapUpItems><wrapUpItem>Sold</wrapUpItem><wrapUpItem>Advice</wrapUpItem></wrapUpItems></mediaProperties></Dialog>';
      const {status} = await door.ask('PUT', `Dialog/${id}`, {body});
      return {status, text: await (await door.ask('GET', `Dialog/${id}`)).text()};
    };
    assert.equal((await put('CCE')).status, 400);
    const {status, text} = await put('CCX');
    assert.equal(status, 202);
    assert.match(
      text,
      /<wrapUpItems><wrapUpItem>Sold<\/wrapUpItem><wrapUpItem>Advice<\/wrapUpItem><\/wrapUpItems>/,
    );
  });
});

test('CCX signs in on an extension in E.164 form, as far as there is such a phone; CCE does not know the form', async () => {
  const signIn = (deployment: Deployment) =>
    aDoor(deployment).ask('PUT', 'User/1001001', {
      body: '<User><state>LOGIN</state><extension>+14085550100</extension></User>',
    });
  assert.deepEqual([(await signIn('CCX')).status, (await signIn('CCE')).status], [202, 400]);
});
