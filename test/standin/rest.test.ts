import assert from 'node:assert/strict';
import {createServer} from 'node:http';
import {describe, test, type TestContext} from 'node:test';
import {getRequestListener} from '@hono/node-server';
import {Hono} from 'hono';
import {FaultBoard} from '../../standin/faults.js';
import {finesseApi} from '../../standin/finesse/rest.js';
import {child, childText, readXml, type XmlNode} from '../../standin/xml.js';
import {aSite, type Site} from './world-support.js';

interface Door extends Site {
  readonly app: Hono;
  readonly faults: FaultBoard;
  /** Requests as agent 1 unless `as` says otherwise. */
  readonly ask: Site['ask'];
  readonly request: (method: string, path: string, options?: Options) => Promise<Response>;
  readonly node: {status: 'IN_SERVICE' | 'OUT_OF_SERVICE'};
}

interface Options {
  readonly as?: string | null;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

const basic = (user: string) => `Basic ${Buffer.from(user).toString('base64')}`;

function aDoor(deployment: 'CCE' | 'CCX' = 'CCE'): Door {
  const site = aSite(deployment);
  const faults = new FaultBoard();
  const node: Door['node'] = {status: 'IN_SERVICE'};
  const host = {host: 'a.test', httpsPort: 8445};
  const api = finesseApi({
    world: site.world,
    faults,
    system: () => ({
      now: site.clock.now(),
      deployment,
      status: node.status,
      primary: host,
      secondary: {host: 'b.test', httpsPort: 8446},
      xmppDomain: 'a.test',
    }),
  });
  const app = new Hono().route('/finesse/api', api);
  const request: Door['request'] = async (method, path, {as = 'agent1:agent1', body, headers} = {}) =>
    app.request(`/finesse/api/${path}`, {
      method,
      headers: {
        ...(as === null ? {} : {authorization: basic(as)}),
        ...(body === undefined ? {} : {'content-type': 'application/xml'}),
        ...headers,
      },
      ...(body === undefined ? {} : {body}),
    });
  return {...site, app, faults, node, request};
}

/** Status, error type, message and data of a refused request. */
async function refusal(response: Response): Promise<string> {
  const root = readXml(await response.text());
  assert.equal(root.name, 'ApiErrors');
  const error = child(root, 'ApiError');
  const parts = ['ErrorType', 'ErrorMessage', 'ErrorData'].map((name) => childText(error, name));
  return [response.status, ...parts].join('|');
}

async function document(response: Response): Promise<XmlNode> {
  assert.equal(response.status, 200);
  assert.match(response.headers.get('content-type') ?? '', /^application\/xml/);
  return readXml(await response.text());
}

describe('who may ask', () => {
  const wrong: readonly (readonly [string, string | null, string])[] = [
    ['nobody', null, '401|Authorization Failure|UNAUTHORIZED|'],
    ['a wrong password', 'agent1:agent2', '401|Authorization Failure|UNAUTHORIZED|agent1'],
    ['an unknown user', 'mallory:x', '401|Authorization Failure|UNAUTHORIZED|mallory'],
    ['no password', 'agent1', '401|Authorization Failure|UNAUTHORIZED|agent1'],
    ['a user named like a part of Object', '__proto__:x', '401|Authorization Failure|UNAUTHORIZED|__proto__'],
  ];
  for (const [what, as, expected] of wrong) {
    test(`not ${what}`, async () => {
      const {request} = aDoor();
      assert.equal(await refusal(await request('GET', 'User/1001001', {as})), expected);
    });
  }

  test('not somebody about somebody else', async () => {
    const {request} = aDoor();
    const answer = await request('GET', 'User/1001002');
    assert.equal(await refusal(answer), '401|Invalid Authorization User Specified||1001002');
  });

  test('not about nobody', async () => {
    const {request} = aDoor();
    assert.equal(await refusal(await request('GET', 'User/999')), '404|User Not Found|UNKNOWN_USER|999');
  });

  for (const as of ['agent1:agent1', '1001001:agent1']) {
    for (const id of ['1001001', 'agent1']) {
      test(`${as} about ${id}`, async () => {
        const {request} = aDoor();
        assert.equal(
          childText(await document(await request('GET', `User/${id}`, {as})), 'loginId'),
          '1001001',
        );
      });
    }
  }

  test('a header that is no Base64 is nobody', async () => {
    const {app} = aDoor();
    for (const authorization of ['Basic %%%', 'Basic', 'Bearer x', 'basic YTpi']) {
      const answer = await app.request('/finesse/api/User/1001001', {headers: {authorization}});
      assert.equal(answer.status, 401, authorization);
    }
  });
});

describe('reading', () => {
  test('the system needs no sign-in, and names both nodes and the service', async () => {
    const {request} = aDoor('CCX');
    const system = await document(await request('GET', 'SystemInfo', {as: null}));
    assert.equal(system.name, 'SystemInfo');
    assert.deepEqual(
      ['deploymentType', 'status', 'xmppDomain', 'xmppPubSubDomain', 'currentTimestamp'].map((name) =>
        childText(system, name),
      ),
      ['UCCX', 'IN_SERVICE', 'a.test', 'pubsub.a.test', '2026-03-02T09:00:00.000Z'],
    );
    assert.equal(childText(child(system, 'secondaryNode'), 'host'), 'b.test');
  });

  test('a user: state, reason, roles, team, and the Mobile Agent on CCE', async () => {
    const {request, signIn, ask} = aDoor();
    signIn(1, '41001', {mode: 'CALL_BY_CALL', dialNumber: '81001'});
    ask('NOT_READY', '30');
    const user = await document(await request('GET', 'User/1001001'));
    assert.equal(user.name, 'User');
    assert.deepEqual(
      ['state', 'extension', 'teamName', 'pendingState', 'reasonCodeId'].map((name) => childText(user, name)),
      ['NOT_READY', '41001', 'Billing', '', '30'],
    );
    assert.deepEqual(childText(child(user, 'mobileAgent'), 'dialNumber'), '81001');
    assert.deepEqual(childText(child(user, 'reasonCode'), 'label'), 'Lunch');
    assert.deepEqual(
      child(user, 'roles')?.children.map(({text}) => text),
      ['Agent'],
    );
  });

  test('a supervisor: both roles, and the team they have', async () => {
    const {request} = aDoor();
    const user = await document(await request('GET', 'User/1002001', {as: 'super1:super1'}));
    assert.deepEqual(
      child(user, 'roles')?.children.map(({text}) => text),
      ['Agent', 'Supervisor'],
    );
    assert.equal(childText(child(child(user, 'teams'), 'Team'), 'name'), 'Billing');
  });

  test('dialogs: an empty list, then the call with its participants and ten variables', async () => {
    const {request, talking} = aDoor();
    assert.equal(await (await request('GET', 'User/1001001/Dialogs')).text(), '<Dialogs/>');
    const id = talking();
    const list = await document(await request('GET', 'User/1001001/Dialogs'));
    assert.deepEqual(
      list.children.map(({name}) => name),
      ['Dialog'],
    );
    const dialog = await document(await request('GET', `Dialog/${id}`));
    assert.deepEqual(dialog, list.children[0]);
    const properties = child(dialog, 'mediaProperties');
    assert.equal(child(properties, 'callvariables')?.children.length, 10);
    assert.equal(childText(properties, 'queueName'), 'Billing');
    const [caller, agent] = child(dialog, 'participants')?.children ?? [];
    assert.deepEqual(
      [childText(caller, 'mediaAddress'), childText(agent, 'mediaAddressType')],
      ['5550100', 'AGENT_DEVICE'],
    );
    assert.equal(child(agent, 'actions')?.children.length, 6);
  });

  test('a dialog that is not yours is not there', async () => {
    const {request, talking, signIn} = aDoor();
    const id = talking();
    signIn(2);
    assert.equal(
      await refusal(await request('GET', `Dialog/${id}`, {as: 'agent2:agent2'})),
      `404|Dialog Not Found||${id}`,
    );
    assert.equal(await refusal(await request('GET', 'Dialog/1')), '404|Dialog Not Found||1');
  });

  test('reasons by category, and no other category', async () => {
    const {request} = aDoor();
    const count = async (category: string) =>
      (await document(await request('GET', `User/1001001/ReasonCodes?category=${category}`))).children.length;
    assert.deepEqual([await count('NOT_READY'), await count('LOGOUT'), await count('ALL')], [5, 2, 7]);
    const answer = await request('GET', 'User/1001001/ReasonCodes');
    assert.equal(await refusal(answer), '400|Invalid Input|category|');
    assert.equal((await document(await request('GET', 'User/1001001/WrapUpReasons'))).children.length, 6);
  });

  test('what there is not is not found', async () => {
    const {request} = aDoor();
    assert.equal(await refusal(await request('GET', 'Nonsense')), '404|Not Found||');
  });
});

describe('asking for something', () => {
  const put = (door: Door, path: string, body: string, requestId?: string) =>
    door.request('PUT', path, {body, ...(requestId === undefined ? {} : {headers: {requestId}})});
  const login = '<User><state>LOGIN</state><extension>42001</extension></User>';

  test('is heard with 202, no body, and the request id again', async () => {
    const door = aDoor();
    const answer = await put(door, 'User/1001001', login, 'r-42');
    assert.equal(answer.status, 202);
    assert.equal(await answer.text(), '');
    assert.equal(answer.headers.get('requestid'), 'r-42');
    assert.equal(door.agent().state, 'LOGOUT', 'heard is not done');
    door.clock.advance(100);
    assert.equal(door.agent().state, 'NOT_READY');
  });

  const refusals: readonly (readonly [
    what: string,
    deployment: 'CCE' | 'CCX',
    body: string,
    expected: string,
  ])[] = [
    ['no state', 'CCE', '<User/>', '400|Parameter Missing|state|'],
    ['an unknown state', 'CCE', '<User><state>BREAKTIME</state></User>', '400|Invalid Input|state|BREAKTIME'],
    [
      'a state only the system sets',
      'CCE',
      '<User><state>TALKING</state></User>',
      '400|Invalid Input|state|TALKING',
    ],
    [
      'a sign-in without an extension',
      'CCE',
      '<User><state>LOGIN</state></User>',
      '400|Parameter Missing|extension|',
    ],
    [
      'a sign-in with a bad extension',
      'CCE',
      '<User><state>LOGIN</state><extension>4x</extension></User>',
      '400|Bad Request|extension|4x',
    ],
    [
      'Ready with a reason',
      'CCE',
      '<User><state>READY</state><reasonCodeId>30</reasonCodeId></User>',
      '400|Invalid Input|reasonCodeId|30',
    ],
    [
      'an unknown mode',
      'CCE',
      '<User><state>LOGIN</state><extension>41001</extension><mobileAgent><mode>X</mode></mobileAgent></User>',
      '400|Invalid Input|mode|X',
    ],
    [
      'a Mobile Agent without a number',
      'CCE',
      '<User><state>LOGIN</state><extension>41001</extension><mobileAgent><mode>CALL_BY_CALL</mode></mobileAgent></User>',
      '400|Parameter Missing|dialNumber|',
    ],
    [
      'a Mobile Agent on CCX',
      'CCX',
      '<User><state>LOGIN</state><extension>41001</extension><mobileAgent><mode>CALL_BY_CALL</mode><dialNumber>81001</dialNumber></mobileAgent></User>',
      '400|Invalid Input|mobileAgent|',
    ],
    ['another object', 'CCE', '<Dialog/>', '400|Bad Request|Dialog|'],
  ];
  for (const [what, deployment, body, expected] of refusals) {
    test(`of a user: ${what} is refused at once`, async () => {
      const door = aDoor(deployment);
      assert.equal(await refusal(await put(door, 'User/1001001', body)), expected);
    });
  }

  for (const [what, body] of [
    ['half a document', '<User><state>LOGIN</state>'],
    ['no XML', 'state=LOGIN'],
    ['nothing', ''],
    ['a document type', '<!DOCTYPE User><User><state>READY</state></User>'],
  ] as const) {
    test(`with ${what} is a bad request`, async () => {
      const answer = await put(aDoor(), 'User/1001001', body);
      assert.match(await refusal(answer), /^400\|Bad Request\|/);
    });
  }

  for (const [type, status] of [
    ['Application/XML', 202],
    ['application/xml;charset=utf-8', 202],
    ['text/plain', 400],
    ['', 400],
  ] as const) {
    test(`with the content type ${JSON.stringify(type)} is ${status}`, async () => {
      const {request} = aDoor();
      const answer = await request('PUT', 'User/1001001', {body: login, headers: {'content-type': type}});
      assert.equal(answer.status, status);
    });
  }

  test('takes a body in either letter case', async () => {
    const door = aDoor();
    assert.equal((await put(door, 'User/1001001', login.replaceAll('User', 'user'))).status, 202);
  });

  test('of a dialog: the action, for one’s own extension only', async () => {
    const door = aDoor();
    const id = door.talking();
    const body = (action: string, target: string) =>
      `<Dialog><targetMediaAddress>${target}</targetMediaAddress><requestedAction>${action}</requestedAction></Dialog>`;
    assert.equal((await put(door, `Dialog/${id}`, body('HOLD', '42001'), 'r')).status, 202);
    door.clock.advance(100);
    assert.deepEqual(door.heard(), ['user HOLD', 'PUT ACTIVE 5550100:ACTIVE 42001:HELD']);
    assert.equal(
      await refusal(await put(door, `Dialog/${id}`, body('', '42001'))),
      '400|Parameter Missing|requestedAction|',
    );
    assert.equal(
      await refusal(await put(door, `Dialog/${id}`, body('DROP', ''))),
      '400|Parameter Missing|targetMediaAddress|',
    );
    assert.equal(
      await refusal(await put(door, `Dialog/${id}`, body('DROP', '5550100'))),
      '400|Invalid Input|targetMediaAddress|5550100',
    );
    assert.equal(
      await refusal(await put(door, `Dialog/${id}`, body('FLY', '42001'))),
      '400|Invalid Input|requestedAction|FLY',
    );
    for (const action of ['ACCEPT', 'RECLASSIFY', 'CANCEL_SCHEDULED_CALLBACK']) {
      assert.equal((await put(door, `Dialog/${id}`, body(action, '42001'))).status, 202);
      door.clock.advance(100);
      assert.deepEqual(
        door.heard(),
        [`refused Generic Error, INVALID_ACTION ${action} on extension 42001, 42001`],
        'a call of no campaign',
      );
    }
    assert.match(await refusal(await put(door, 'Dialog/1', body('DROP', '42001'))), /^404\|Dialog Not Found/);
  });

  test('of a dialog: digits', async () => {
    const door = aDoor();
    const id = door.talking();
    const body = (digits: string) =>
      `<Dialog><targetMediaAddress>42001</targetMediaAddress><requestedAction>SEND_DTMF</requestedAction>` +
      `<actionParams><ActionParam><name>dtmfString</name><value>${digits}</value></ActionParam></actionParams></Dialog>`;
    assert.equal((await put(door, `Dialog/${id}`, body('12#'))).status, 202);
    door.clock.advance(100);
    assert.equal(door.world.collectedIn(id), '12#');
    assert.equal(await refusal(await put(door, `Dialog/${id}`, body('x'))), '400|Invalid Input|dtmfString|');
  });

  test('of a dialog: call data, under names that call data has', async () => {
    const door = aDoor();
    const id = door.talking();
    const body = (name: string) =>
      '<Dialog><requestedAction>UPDATE_CALL_DATA</requestedAction><mediaProperties><wrapUpReason>A &amp; B</wrapUpReason>' +
      `<callvariables><CallVariable><name>${name}</name><value>gold</value></CallVariable></callvariables></mediaProperties></Dialog>`;
    for (const name of ['callVariable1', 'callVariable10', 'user.cust.id', 'user.list[3]'])
      assert.equal((await put(door, `Dialog/${id}`, body(name))).status, 202, name);
    door.clock.advance(500);
    assert.equal(door.world.calls.get(id)?.wrapUpReason, 'A & B');
    for (const name of ['callVariable11', 'BAStatus', '__proto__', '']) {
      assert.match(
        await refusal(await put(door, `Dialog/${id}`, body(name))),
        /^400\|Invalid Input\|name/,
        name,
      );
    }
    const none = '<Dialog><requestedAction>UPDATE_CALL_DATA</requestedAction></Dialog>';
    assert.equal(
      await refusal(await put(door, `Dialog/${id}`, none)),
      '400|Parameter Missing|mediaProperties|',
    );
  });

  test('for a call: from the own extension, to another number', async () => {
    const door = aDoor();
    const post = (to: string, more = '', action = 'MAKE_CALL') =>
      door.request('POST', 'User/1001001/Dialogs', {
        body: `<Dialog><requestedAction>${action}</requestedAction><fromAddress>42001</fromAddress><toAddress>${to}</toAddress>${more}</Dialog>`,
      });
    assert.equal(
      await refusal(await post('9001')),
      '400|Invalid Input|fromAddress|42001',
      'not signed in there',
    );
    door.signIn();
    assert.equal((await post('9001')).status, 202);
    assert.equal(await refusal(await post('42001')), '400|Invalid Destination||42001');
    assert.equal(await refusal(await post('')), '400|Parameter Missing|toAddress|');
    assert.equal(
      await refusal(await post('9001', '', 'SILENT_MONITOR')),
      '401|Authorization Failure|UNAUTHORIZED|1001001',
      'agents do not listen',
    );
    assert.equal(
      await refusal(await post('9001', '', 'HOLD')),
      '400|Invalid Input|requestedAction|HOLD',
      'no request for a new call',
    );
  });
});

describe('service', () => {
  test('out of service answers 503 to all but SystemInfo', async () => {
    const {request, node} = aDoor();
    node.status = 'OUT_OF_SERVICE';
    assert.equal(await refusal(await request('GET', 'User/1001001')), '503|Service Unavailable||');
    assert.equal(childText(await document(await request('GET', 'SystemInfo')), 'status'), 'OUT_OF_SERVICE');
  });
});

describe('faults (docs/standin.md)', () => {
  test('answer a status, for a method and a path, as often as told', async () => {
    const {request, faults} = aDoor();
    faults.add({rest: {method: 'GET', path: '/Dialogs', status: 503, type: 'Service Unavailable', times: 2}});
    const statuses = [];
    for (const path of [
      'User/1001001',
      'User/1001001/Dialogs',
      'User/1001001/Dialogs',
      'User/1001001/Dialogs',
    ])
      statuses.push((await request('GET', path)).status);
    assert.deepEqual(statuses, [200, 503, 503, 200]);
  });

  test('may be several, each for itself, until they are cleared', async () => {
    const {request, faults} = aDoor();
    faults.add({
      rest: [
        {path: '/SystemInfo', status: 500},
        {path: '/User', status: 404, type: 'Not Found'},
      ],
    });
    assert.deepEqual(
      [(await request('GET', 'SystemInfo')).status, (await request('GET', 'User/1001001')).status],
      [500, 404],
    );
    faults.clear();
    assert.equal((await request('GET', 'SystemInfo')).status, 200);
  });

  test('take a request with 202 and refuse it by a notification, once', async () => {
    const {request, faults, clock, talking, heard} = aDoor();
    const id = talking();
    faults.add({rest: {method: 'PUT', path: '/Dialog/', refuse: true, times: 1}});
    const hold = () =>
      request('PUT', `Dialog/${id}`, {
        body: '<Dialog><targetMediaAddress>42001</targetMediaAddress><requestedAction>HOLD</requestedAction></Dialog>',
      });
    assert.equal((await hold()).status, 202);
    assert.deepEqual(heard(), [], 'not before its turn');
    clock.advance(100);
    assert.deepEqual(heard(), ['refused Generic Error, CF_INVALID_OBJECT_STATE, 22']);
    await hold();
    clock.advance(100);
    assert.deepEqual(heard(), ['user HOLD', 'PUT ACTIVE 5550100:ACTIVE 42001:HELD']);
  });

  test('wait before the answer', async () => {
    const {request, faults, clock} = aDoor();
    faults.add({rest: {delayMs: 800}});
    let answered = false;
    const asked = request('GET', 'SystemInfo').then((response) => {
      answered = true;
      return response;
    });
    clock.advance(799);
    await new Promise((turn) => setImmediate(turn));
    assert.equal(answered, false);
    clock.advance(1);
    assert.equal((await asked).status, 200);
  });

  async function served(t: TestContext) {
    const door = aDoor();
    const server = createServer(getRequestListener(door.app.fetch));
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    t.after(() => {
      server.close();
      server.closeAllConnections();
    });
    const address = server.address();
    assert.ok(typeof address === 'object' && address);
    const signIn = () =>
      fetch(`http://127.0.0.1:${address.port}/finesse/api/User/1001001`, {
        method: 'PUT',
        headers: {authorization: basic('agent1:agent1'), 'content-type': 'application/xml'},
        body: '<User><state>LOGIN</state><extension>42001</extension></User>',
      });
    return {...door, signIn};
  }

  test('cut before: the connection is gone, and nothing was done', async (t) => {
    const {faults, signIn, clock, agent} = await served(t);
    faults.add({rest: {cut: 'before', times: 1}});
    await assert.rejects(signIn(), TypeError);
    clock.advance(100);
    assert.equal(agent().state, 'LOGOUT');
    assert.equal((await signIn()).status, 202);
  });

  test('cut after: the connection is gone, and it was done', async (t) => {
    const {faults, signIn, clock, agent} = await served(t);
    faults.add({rest: {cut: 'after', times: 1}});
    await assert.rejects(signIn(), TypeError);
    clock.advance(100);
    assert.equal(agent().state, 'NOT_READY');
  });

  test('cut is a network error where the door has no socket of its own', async () => {
    const {request, faults} = aDoor();
    for (const cut of ['before', 'after'] as const) {
      faults.add({rest: {cut, times: 1}});
      assert.equal((await request('GET', 'SystemInfo')).type, 'error', cut);
    }
  });
});
