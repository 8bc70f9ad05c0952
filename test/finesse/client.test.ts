import {expect} from 'chai';
import {http, HttpResponse} from 'msw';
import {setupWorker} from 'msw/browser';
import {DeskError} from '../../src/base/errors.js';
import {readXml, textOf} from '../../src/base/xml.js';
import {FinesseClient} from '../../src/finesse/client.js';
import {requestTimeout} from '../../src/finesse/wire.js';
import {nine} from '../support/browser/builders.js';
import {
  dialogXml,
  dialogsXml,
  element,
  errorsXml,
  reasonXml,
  systemInfoXml,
  turns,
  userXml,
} from '../support/browser/finesse-builders.js';

const worker = setupWorker();

interface Seen {
  readonly method: string;
  readonly path: string;
  readonly headers: Headers;
  readonly body: string;
}

const seen: Seen[] = [];

/** Answers every request that goes to Finesse, and notes it. */
function answer(respond: (path: string) => Response | Promise<Response>): void {
  worker.use(
    http.all('*/finesse/api/*', async ({request}) => {
      const {pathname, search} = new URL(request.url);
      seen.push({
        method: request.method,
        path: pathname + search,
        headers: request.headers,
        body: await request.clone().text(),
      });
      return respond(pathname);
    }),
  );
}

const xml = (text: string, status = 200) =>
  new HttpResponse(text, {status, headers: {'content-type': 'application/xml;charset=UTF-8'}});

function aClient(part: Partial<ConstructorParameters<typeof FinesseClient>[0]> = {}): FinesseClient {
  return new FinesseClient({
    authorization: () => 'Basic abc',
    fetch: fetch.bind(window),
    origin: '',
    frame: () => ({now: nine, offset: 0}),
    newRequestId: () => 'r-1',
    ...part,
  });
}

async function codeOf(promise: Promise<unknown>): Promise<string> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof DeskError) return error.code;
    throw error;
  }
  throw new Error('not refused');
}

const act = () => aClient().act('16804377', '41001', 'HOLD', 'r-1');

before(() => worker.start({quiet: true, onUnhandledRequest: 'bypass'}));
after(() => worker.stop());
beforeEach(() => {
  seen.length = 0;
});
afterEach(() => worker.resetHandlers());

describe('placing a call', () => {
  it('posts MAKE_CALL from the own extension, the number as it is', async () => {
    answer(() => new HttpResponse(null, {status: 202}));
    await aClient().makeCall('1001001', '41001', '+1*2#', 'r-7');
    const [sent] = seen;
    expect(`${sent?.method} ${sent?.path}`).to.equal('POST /finesse/api/User/1001001/Dialogs');
    expect(sent?.headers.get('requestId')).to.equal('r-7');
    const dialog = readXml(sent?.body ?? '');
    expect(['requestedAction', 'fromAddress', 'toAddress'].map((name) => textOf(dialog, name))).to.deep.equal(
      ['MAKE_CALL', '41001', '+1*2#'],
    );
  });

  it('says that a destination is not valid', async () => {
    answer(() => xml(errorsXml('Invalid Destination'), 400));
    expect(await codeOf(aClient().makeCall('1001001', '41001', '41001', 'r-1'))).to.equal(
      'finesse/bad-destination',
    );
  });
});

describe('reading from Finesse', () => {
  it('asks by GET for XML, with the authorization of the moment, and no request id', async () => {
    let token = 1;
    answer(() => xml(userXml()));
    const client = aClient({authorization: () => `Bearer ${token++}`});
    await client.user('1001001');
    await client.user('1001001');
    expect(seen.map(({method, path}) => `${method} ${path}`)).to.deep.equal(
      Array(2).fill('GET /finesse/api/User/1001001'),
    );
    expect(seen.map(({headers}) => headers.get('authorization'))).to.deep.equal(['Bearer 1', 'Bearer 2']);
    expect(seen[0]?.headers.get('accept')).to.equal('application/xml');
    expect(seen[0]?.headers.has('requestid')).to.equal(false);
  });

  const reads: readonly (readonly [string, (client: FinesseClient) => Promise<unknown>, string, string])[] = [
    ['the system', (client) => client.systemInfo(), 'SystemInfo', systemInfoXml()],
    ['the user', (client) => client.user('1001001'), 'User/1001001', userXml()],
    ['the dialogs', (client) => client.dialogs('1001001'), 'User/1001001/Dialogs', dialogsXml(dialogXml())],
    ['one dialog', (client) => client.dialog('16804377'), 'Dialog/16804377', dialogXml()],
    [
      'the reasons',
      (client) => client.reasonCodes('1001001', 'LOGOUT'),
      'User/1001001/ReasonCodes?category=LOGOUT',
      element('ReasonCodes', reasonXml({}, 'ReasonCode')),
    ],
    [
      'the wrap-up reasons',
      (client) => client.wrapUpReasons('1001001'),
      'User/1001001/WrapUpReasons',
      '<WrapUpReasons/>',
    ],
  ];
  for (const [what, read, path, body] of reads) {
    it(`asks for ${what} at its place`, async () => {
      answer(() => xml(body));
      await read(aClient());
      expect(seen.map((request) => request.path)).to.deep.equal([`/finesse/api/${path}`]);
    });
  }

  it('T-05 (inject: slashes, dots and marks in an id; settles at once): builds paths that can not lead elsewhere', async () => {
    answer(() => xml(userXml()));
    const id = '../SystemInfo?x=1#y';
    const client = aClient();
    const sends = [
      client.user(id),
      client.dialogs(id),
      client.dialog(id),
      client.reasonCodes(id, 'LOGOUT'),
      client.wrapUpReasons(id),
      client.putState(id, 'READY', undefined, 'r'),
      client.act(id, '41001', 'HOLD', 'r'),
      client.makeCall(id, '41001', '1', 'r'),
      client.sendDigits(id, '41001', '1', 'r'),
      client.putWrapUpReason(id, 'x', 'r'),
    ];
    await Promise.allSettled(sends);
    const written = '..%2FSystemInfo%3Fx%3D1%23y';
    for (const {path} of seen)
      expect(path)
        .to.match(/^\/finesse\/api\/(User|Dialog)\/[^/?#]+(\/|\?|$)/)
        .and.contain(written);
    expect(seen).to.have.lengthOf(sends.length);
  });

  it('goes to the server it was told', async () => {
    answer(() => xml(userXml()));
    await aClient({origin: `${location.origin}/side-b`}).user('1');
    expect(seen.map(({path}) => path)).to.deep.equal(['/side-b/finesse/api/User/1']);
  });
});

describe('asking Finesse to do something', () => {
  const sends: readonly (readonly [
    what: string,
    send: (client: FinesseClient) => Promise<void>,
    path: string,
    root: string,
    parts: Readonly<Record<string, string>>,
  ])[] = [
    [
      'Ready',
      (c) => c.putState('1001001', 'READY', undefined, 'r-1'),
      'User/1001001',
      'User',
      {state: 'READY'},
    ],
    [
      'Not Ready with a reason',
      (c) => c.putState('1001001', 'NOT_READY', '30', 'r-1'),
      'User/1001001',
      'User',
      {state: 'NOT_READY', reasonCodeId: '30'},
    ],
    [
      'sign-out, of all media',
      (c) => c.putState('1001001', 'LOGOUT', '55', 'r-1'),
      'User/1001001',
      'User',
      {state: 'LOGOUT', reasonCodeId: '55', logoutAllMedia: 'true'},
    ],
    [
      'a call action',
      (c) => c.act('16804377', '41001', 'HOLD', 'r-1'),
      'Dialog/16804377',
      'Dialog',
      {targetMediaAddress: '41001', requestedAction: 'HOLD'},
    ],
  ];
  for (const [what, send, path, root, parts] of sends) {
    it(`sends ${what} as XML, with a request id`, async () => {
      answer(() => new HttpResponse(null, {status: 202}));
      await send(aClient());
      const [request] = seen;
      expect(`${request?.method} ${request?.path}`).to.equal(`PUT /finesse/api/${path}`);
      expect(request?.headers.get('content-type')).to.equal('application/xml');
      expect(request?.headers.get('requestid')).to.equal('r-1');
      const body = readXml(request?.body ?? '');
      expect(body.name).to.equal(root);
      expect(Object.fromEntries(body.children.map(({name, text}) => [name, text]))).to.deep.equal(parts);
    });
  }

  it('sends digits as the one parameter of SEND_DTMF', async () => {
    answer(() => new HttpResponse(null, {status: 202}));
    await aClient().sendDigits('1', '41001', '12#', 'r-1');
    expect(seen[0]?.body).to.equal(
      '<Dialog><targetMediaAddress>41001</targetMediaAddress><requestedAction>SEND_DTMF</requestedAction>' +
        '<actionParams><ActionParam><name>dtmfString</name><value>12#</value></ActionParam></actionParams></Dialog>',
    );
  });

  it('sends a wrap-up reason as call data, whatever is in its label', async () => {
    answer(() => new HttpResponse(null, {status: 202}));
    await aClient().putWrapUpReason('1', 'Sold & <paid>', 'r-1');
    const root = readXml(seen[0]?.body ?? '');
    expect(textOf(root, 'requestedAction')).to.equal('UPDATE_CALL_DATA');
    expect(textOf(root.children[1], 'wrapUpReason')).to.equal('Sold & <paid>');
  });

  it('is content with 202 and an empty body', async () => {
    answer(() => new HttpResponse(null, {status: 202}));
    expect(await act()).to.equal(undefined);
  });
});

describe('an answer that is no success', () => {
  const answers: readonly (readonly [status: number, type: string, code: string])[] = [
    [400, 'Invalid Input', 'finesse/not-allowed'],
    [400, 'Invalid State', 'finesse/not-allowed'],
    [401, 'Authorization Failure', 'finesse/unauthorized'],
    [401, 'Invalid Authorization User Specified', 'finesse/unauthorized'],
    [401, 'Invalid State', 'finesse/not-allowed'],
    [403, 'Forbidden', 'finesse/not-allowed'],
    [404, 'Dialog Not Found', 'finesse/not-found'],
    [416, '', 'finesse/not-allowed'],
    [500, 'Internal Server Error', 'finesse/out-of-service'],
    [501, 'Not Implemented', 'finesse/not-allowed'],
    [503, 'Service Unavailable', 'finesse/out-of-service'],
  ];
  for (const [status, type, code] of answers) {
    it(`${status} ${type} is ${code}`, async () => {
      answer(() => xml(errorsXml(type), status));
      expect(await codeOf(act())).to.equal(code);
    });
  }

  it('counts by its number when its body is a page of some proxy', async () => {
    answer(() => HttpResponse.html('<h1>Bad gateway</h1>', {status: 502}));
    expect(await codeOf(act())).to.equal('finesse/out-of-service');
    answer(() => HttpResponse.html('<h1>Sign in</h1>', {status: 401}));
    expect(await codeOf(act())).to.equal('finesse/unauthorized');
  });

  it('is a lost session when it is a page where XML was due, on a read and on a request', async () => {
    answer(() => HttpResponse.html('<form>Sign in</form>'));
    expect(await codeOf(aClient().user('1'))).to.equal('finesse/unauthorized');
    expect(await codeOf(act())).to.equal('finesse/unauthorized');
  });

  it('is a lost session too when the page calls itself XML', async () => {
    for (const page of ['<!DOCTYPE html><html><body>Sign in</body></html>', ' \n<HTML lang="en"></HTML>']) {
      answer(() => xml(page));
      expect(await codeOf(aClient().dialogs('1')), page).to.equal('finesse/unauthorized');
    }
  });

  it('is an error when an error body comes with status 200', async () => {
    answer(() => xml(errorsXml('Invalid State')));
    expect(await codeOf(aClient().dialogs('1'))).to.equal('finesse/bad-answer');
    expect(await codeOf(act())).to.equal('finesse/not-allowed');
  });

  it('T-02 (inject: half a body, or none; settles at once): is refused', async () => {
    answer(() => xml(userXml().slice(0, -7)));
    expect(await codeOf(aClient().user('1'))).to.equal('xml/refused');
    answer(() => xml(''));
    expect(await codeOf(aClient().user('1'))).to.equal('xml/refused');
  });

  it('is out of service when the network fails', async () => {
    answer(() => HttpResponse.error());
    expect(await codeOf(act())).to.equal('finesse/out-of-service');
    expect(await codeOf(aClient().user('1'))).to.equal('finesse/out-of-service');
  });

  it('holds no number, name or secret in its words for the log (I-13)', async () => {
    answer(() => xml(errorsXml('Invalid State').replace('>m<', '>41001 Maria Lopez<'), 400));
    const error = await act().catch((thrown: unknown) => thrown);
    expect(String(error)).to.not.match(/41001|Maria|abc/);
  });
});

describe('a lost sign-in', () => {
  const answers = (...authorized: readonly string[]) => {
    const used: string[] = [];
    const ask: typeof fetch = (_url, init) => {
      const authorization = new Headers(init?.headers).get('authorization') ?? '';
      used.push(authorization);
      return Promise.resolve(
        authorized.includes(authorization) ? xml(userXml()) : xml(errorsXml('Authorization Failure'), 401),
      );
    };
    return {used, ask};
  };

  it('F-02 (inject S: 401 in mid shift, the token was renewed meanwhile; settles with the answer): goes out once more with the new one', async () => {
    const {used, ask} = answers('Bearer new');
    let token = 'Bearer old';
    const renewal = () => {
      token = 'Bearer new';
      return Promise.resolve();
    };
    await aClient({fetch: ask, authorization: () => token, renewal}).user('1');
    expect(used).to.deep.equal(['Bearer old', 'Bearer new']);
  });

  it('F-02 (inject S: 401 in mid shift, no renewal comes; settles at once): is told after one try', async () => {
    const {used, ask} = answers();
    const client = aClient({fetch: ask, authorization: () => 'Basic x', renewal: () => Promise.resolve()});
    expect(await codeOf(client.user('1'))).to.equal('finesse/unauthorized');
    expect(used).to.deep.equal(['Basic x']);
  });

  it('F-02 (inject S: 401 also with the new token; settles at once): is told after the second try', async () => {
    const {used, ask} = answers();
    let count = 0;
    const client = aClient({fetch: ask, authorization: () => `Bearer ${count++}`});
    expect(await codeOf(client.user('1'))).to.equal('finesse/unauthorized');
    expect(used).to.have.lengthOf(2);
  });
});

describe('no answer in time', () => {
  const real = AbortSignal.timeout.bind(AbortSignal);
  let asked = 0;
  let giveUp = new AbortController();
  before(() => {
    AbortSignal.timeout = (ms) => {
      asked = ms;
      return giveUp.signal;
    };
  });
  beforeEach(() => {
    giveUp = new AbortController();
  });
  after(() => {
    AbortSignal.timeout = real;
  });
  const timeUp = () => giveUp.abort(new DOMException('signal timed out', 'TimeoutError'));

  it('F-03 (inject P: no answer; settles after 5 s): is a timeout, after the time of the vendor’s own library', async () => {
    answer(async () => {
      timeUp();
      await turns();
      return xml(userXml());
    });
    expect(await codeOf(aClient().user('1'))).to.equal('finesse/timeout');
    expect(asked).to.equal(requestTimeout);
  });

  it('is a timeout too when the answer stops in its middle', async () => {
    const stalled = new Response(
      new ReadableStream({
        start: (body) => body.enqueue(new TextEncoder().encode('<User>')),
      }),
      {headers: {'content-type': 'application/xml'}},
    );
    const fetchStalled: typeof fetch = async (_url, init) => {
      const reader = stalled.body;
      const body = reader?.pipeThrough(new TransformStream(), {signal: init?.signal ?? giveUp.signal});
      queueMicrotask(timeUp);
      return new Response(body ?? null, {headers: stalled.headers});
    };
    expect(await codeOf(aClient({fetch: fetchStalled}).user('1'))).to.equal('finesse/timeout');
  });
});
