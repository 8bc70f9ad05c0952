/** What the library's client asks of Finesse, request by request, and what it makes of the answers. */
import {expect} from 'chai';
import {DeskError} from '../../src/base/errors.js';
import {readXml, type XmlElement} from '../../src/base/xml.js';
import {FinesseClient, FinesseError} from '../../src/finesse/library.js';
import {errorsXml, FakeRest, Held, refused, turns, type Sent} from '../support/browser/finesse-builders.js';
import {answers} from './corpus/good.js';

const body = (name: string): string => {
  const sample = answers.find((candidate) => candidate.name === name);
  if (!sample) throw new Error(`no ${name}`);
  return sample.text;
};

const xml = (text: string, status = 200) =>
  new Response(text, {status, headers: {'content-type': 'application/xml'}});

function aSite(answer: (sent: Sent) => Response | Promise<Response> | undefined = () => undefined) {
  const rest = new FakeRest();
  rest.answer = answer;
  let next = 1;
  const client = new FinesseClient({
    authorization: () => 'Basic abc',
    origin: '',
    fetch: rest.fetch,
    newRequestId: () => `r-${next++}`,
  });
  return {rest, client};
}

async function errorOf(promise: Promise<unknown>): Promise<DeskError> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof DeskError) return error;
    throw error;
  }
  throw new Error('not refused');
}

/** `name=text` of everything that holds no elements, in order. */
const leaves = (element: XmlElement): string[] =>
  element.children.length === 0
    ? [`${element.name}=${element.text}`]
    : element.children.flatMap((child) => leaves(child));

type Ask = (client: FinesseClient) => Promise<unknown>;

const line = '41001';
const dialog = '16804377';

/** Each change: what is called, the request it makes, and what its body says. */
const changes: readonly (readonly [what: string, ask: Ask, request: string, said: string])[] = [
  [
    'sign in',
    ({users}) => users.signIn('1001001', {extension: '041001'}),
    'PUT User/1001001',
    'state=LOGIN extension=041001',
  ],
  [
    'sign in with a device',
    ({users}) => users.signIn('1001001', {extension: line, activeDeviceId: 'CSFAAGENT'}),
    'PUT User/1001001',
    'state=LOGIN extension=41001 activeDeviceId=CSFAAGENT',
  ],
  [
    'sign in as a mobile agent',
    ({users}) =>
      users.signIn('1001001', {
        extension: line,
        mobileAgent: {mode: 'NAILED_CONNECTION', dialNumber: '+1555'},
      }),
    'PUT User/1001001',
    'state=LOGIN extension=41001 mode=NAILED_CONNECTION dialNumber=+1555',
  ],
  [
    'sign out',
    ({users}) => users.signOut('1001001', {reasonCodeId: '55'}),
    'PUT User/1001001',
    'state=LOGOUT reasonCodeId=55 logoutAllMedia=true',
  ],
  [
    'go Not Ready with a reason',
    ({users}) => users.setState('1001001', 'NOT_READY', {reasonCodeId: '29'}),
    'PUT User/1001001',
    'state=NOT_READY reasonCodeId=29',
  ],
  [
    'make a member of the team Ready (supervisor)',
    ({users}) => users.setState('1001002', 'READY'),
    'PUT User/1001002',
    'state=READY',
  ],
  [
    'send a log',
    ({users}) => users.sendLog('1001001', 'a < b'),
    'POST User/1001001/ClientLog',
    'logData=a < b',
  ],
  [
    'make a call',
    ({dialogs}) => dialogs.makeCall('1001001', line, '0555'),
    'POST User/1001001/Dialogs',
    'requestedAction=MAKE_CALL fromAddress=41001 toAddress=0555',
  ],
  [
    'make a call with variables (CCE)',
    ({dialogs}) => dialogs.makeCall('1001001', line, '0555', [{name: 'callVariable1', value: 'a&b'}]),
    'POST User/1001001/Dialogs',
    'requestedAction=MAKE_CALL fromAddress=41001 toAddress=0555 name=callVariable1 value=a&b',
  ],
  ...(
    [
      ['answer', 'ANSWER'],
      ['hold', 'HOLD'],
      ['retrieve', 'RETRIEVE'],
      ['drop', 'DROP'],
      ['transfer', 'TRANSFER'],
      ['conference', 'CONFERENCE'],
      ['startRecording', 'START_RECORDING'],
      ['accept', 'ACCEPT'],
      ['reject', 'REJECT'],
      ['close', 'CLOSE'],
      ['cancelCallback', 'CANCEL_SCHEDULED_CALLBACK'],
    ] as const
  ).map(
    ([name, action]) =>
      [
        action,
        (client: FinesseClient) => client.dialogs[name](dialog, line),
        'PUT Dialog/16804377',
        `targetMediaAddress=41001 requestedAction=${action}`,
      ] as const,
  ),
  [
    'CONSULT_CALL',
    ({dialogs}) => dialogs.consult(dialog, line, '1002'),
    'PUT Dialog/16804377',
    'targetMediaAddress=41001 requestedAction=CONSULT_CALL toAddress=1002',
  ],
  [
    'TRANSFER_SST',
    ({dialogs}) => dialogs.transferDirectly(dialog, line, '1003'),
    'PUT Dialog/16804377',
    'targetMediaAddress=41001 requestedAction=TRANSFER_SST toAddress=1003',
  ],
  [
    'PARTICIPANT_DROP (CCE)',
    ({dialogs}) => dialogs.dropParticipant(dialog, '5550123'),
    'PUT Dialog/16804377',
    'targetMediaAddress=5550123 requestedAction=PARTICIPANT_DROP',
  ],
  [
    'SEND_DTMF',
    ({dialogs}) => dialogs.sendDigits(dialog, line, '12#'),
    'PUT Dialog/16804377',
    'targetMediaAddress=41001 requestedAction=SEND_DTMF name=dtmfString value=12#',
  ],
  [
    'UPDATE_CALL_DATA with variables',
    ({dialogs}) =>
      dialogs.updateCallData(dialog, {
        variables: [
          {name: 'callVariable3', value: ''},
          {name: 'user.cust.id', value: '43'},
        ],
      }),
    'PUT Dialog/16804377',
    'requestedAction=UPDATE_CALL_DATA name=callVariable3 value= name=user.cust.id value=43',
  ],
  [
    'UPDATE_CALL_DATA with a wrap-up reason',
    ({dialogs}) => dialogs.updateCallData(dialog, {wrapUpReason: 'Sold'}),
    'PUT Dialog/16804377',
    'requestedAction=UPDATE_CALL_DATA wrapUpReason=Sold',
  ],
  [
    'UPDATE_CALL_DATA with several wrap-up reasons (CCX)',
    ({dialogs}) => dialogs.updateCallData(dialog, {wrapUpItems: ['Sold', 'Up & away']}),
    'PUT Dialog/16804377',
    'requestedAction=UPDATE_CALL_DATA wrapUpItem=Sold wrapUpItem=Up & away',
  ],
  [
    'RECLASSIFY',
    ({dialogs}) => dialogs.reclassify(dialog, line, 'BUSY'),
    'PUT Dialog/16804377',
    'targetMediaAddress=41001 requestedAction=RECLASSIFY name=outboundClassification value=BUSY',
  ],
  [
    'UPDATE_SCHEDULED_CALLBACK',
    ({dialogs}) => dialogs.scheduleCallback(dialog, line, {time: '2026-03-03T14:30'}),
    'PUT Dialog/16804377',
    'targetMediaAddress=41001 requestedAction=UPDATE_SCHEDULED_CALLBACK name=callbackTime value=2026-03-03T14:30',
  ],
  [
    'SILENT_MONITOR (supervisor)',
    ({dialogs}) => dialogs.monitor('1001003', '41003', line),
    'POST User/1001003/Dialogs',
    'requestedAction=SILENT_MONITOR fromAddress=41003 toAddress=41001',
  ],
  [
    'BARGE_CALL (supervisor)',
    ({dialogs}) => dialogs.barge('1001003', '41003', line, '77'),
    'POST User/1001003/Dialogs',
    'requestedAction=BARGE_CALL fromAddress=41003 toAddress=41001 associatedDialogUri=/finesse/api/Dialog/77',
  ],
  [
    'send a team message (supervisor)',
    ({teams}) => teams.sendMessage({content: 'Lunch', duration: 600, teamIds: ['5007', '5008']}),
    'POST TeamMessage',
    'duration=600 content=Lunch team=5007 team=5008',
  ],
];

describe('the client asks to', () => {
  for (const [what, ask, request, said] of changes) {
    it(what, async () => {
      const {rest, client} = aSite();
      const id = await ask(client);
      const [sent] = rest.sent;
      expect(rest.lines).to.deep.equal([request]);
      expect(leaves(readXml(sent?.body ?? '')).join(' ')).to.equal(said);
      expect(sent?.headers.get('requestId')).to.equal(id);
      expect(sent?.headers.get('content-type')).to.equal('application/xml');
      expect(sent?.headers.get('authorization')).to.equal('Basic abc');
    });
  }

  it('delete a team message', async () => {
    const {rest, client} = aSite(() => new Response(null, {status: 200}));
    await client.teams.deleteMessage('5f0c');
    expect(rest.lines).to.deep.equal(['DELETE TeamMessage/5f0c']);
  });

  it('change something under an id of the caller’s own', async () => {
    const {rest, client} = aSite();
    expect(await client.dialogs.hold(dialog, line, 'mine')).to.equal('mine');
    expect(rest.sent[0]?.headers.get('requestId')).to.equal('mine');
  });
});

/** Each read: what is called, the path it asks, the answer it is given, and a word of what comes back. */
const reads: readonly (readonly [ask: Ask, path: string, answer: string, holds: string])[] = [
  [({users}) => users.get('1001001'), 'User/1001001', 'a user', 'SEP00AA11BB22CC'],
  [({users}) => users.get('a reed/x'), 'User/a%20reed%2Fx', 'a user', 'areed'],
  [({users}) => users.all(), 'Users', 'users', 'areed'],
  [({users}) => users.dialogs('1001001'), 'User/1001001/Dialogs', 'dialogs, one', '16804377'],
  [({users}) => users.queues('1001001'), 'User/1001001/Queues', 'queues', 'Sales'],
  [
    ({users}) => users.reasonCodes('1001001', 'ALL'),
    'User/1001001/ReasonCodes?category=ALL',
    'reason codes',
    '0201',
  ],
  [({users}) => users.reasonCode('1001001', '29'), 'User/1001001/ReasonCode/29', 'a reason code', '0201'],
  [({users}) => users.wrapUpReasons('1001001'), 'User/1001001/WrapUpReasons', 'wrap-up reasons', 'Sold'],
  [({users}) => users.layouts('1001001'), 'User/1001001/MediaPropertiesLayouts', 'layouts', 'Claims'],
  [({users}) => users.layout('1001001'), 'User/1001001/MediaPropertiesLayout', 'a layout', 'Claims'],
  [({users}) => users.workflows('1001001'), 'User/1001001/Workflows', 'workflows', 'Pop'],
  [({dialogs}) => dialogs.get(dialog), 'Dialog/16804377', 'a dialog', 'Sales.SG'],
  [({teams}) => teams.get('5007'), 'Team/5007', 'a team', 'Lines_A'],
  [({teams}) => teams.get('5007', true), 'Team/5007?includeLoggedOutAgents=true', 'a team', 'Lines_A'],
  [({teams}) => teams.messages('5007'), 'Team/5007/TeamMessages', 'team messages', 'Lunch at 12'],
  [
    ({teams}) => teams.reasonCodes('5007', 'LOGOUT'),
    'TeamResource/5007/ReasonCodes?category=LOGOUT',
    'reason codes',
    '0201',
  ],
  [({teams}) => teams.wrapUpReasons('5007'), 'TeamResource/5007/WrapUpReasons', 'wrap-up reasons', 'Sold'],
  [({teams}) => teams.layouts('5007'), 'TeamResource/5007/MediaPropertiesLayouts', 'layouts', 'Claims'],
  [({teams}) => teams.workflows('5007'), 'TeamResource/5007/Workflows', 'workflows', 'Pop'],
  [({system}) => system.info(), 'SystemInfo', 'system info', 'pg-a.example.test'],
  [({system}) => system.queue('10'), 'Queue/10', 'a queue', 'Sales'],
  [({system}) => system.devices('41001'), 'Devices?extension=41001', 'devices', 'CSFAAGENT'],
  [({system}) => system.authMode('areed'), 'UserAuthMode/areed', 'a user\u0027s way to sign in', 'NON_SSO'],
];

describe('the client reads', () => {
  for (const [ask, path, answer, holds] of reads) {
    it(`${path}: ${answer}`, async () => {
      const {rest, client} = aSite(() => xml(body(answer)));
      expect(JSON.stringify(await ask(client))).to.contain(holds);
      expect(rest.lines).to.deep.equal([`GET ${path}`]);
    });
  }

  it('nothing where an id leads elsewhere', async () => {
    const {rest, client} = aSite();
    for (const id of ['', '.', '..'])
      expect((await errorOf(client.users.get(id))).code).to.equal('finesse/not-found');
    expect(rest.sent).to.deep.equal([]);
  });
});

describe('changes of one object', () => {
  it('go one at a time, in the order they were asked for', async () => {
    const held = [new Held<Response>(), new Held<Response>()];
    const waiting = [...held];
    const {rest, client} = aSite(() => waiting.shift()?.promise);
    const first = client.dialogs.hold(dialog, line);
    const second = client.dialogs.retrieve(dialog, line);
    await turns();
    expect(rest.sent.length).to.equal(1);
    held[0]?.give(new Response(null, {status: 202}));
    await first;
    await turns();
    expect(rest.sent.map((sent) => sent.headers.get('requestId'))).to.deep.equal(['r-1', 'r-2']);
    held[1]?.give(new Response(null, {status: 202}));
    expect(await second).to.equal('r-2');
  });

  it('go on after one that was refused', async () => {
    let count = 0;
    const {rest, client} = aSite(() => (count++ === 0 ? refused(400, 'Invalid Input') : undefined));
    const first = errorOf(client.dialogs.hold(dialog, line));
    await client.dialogs.retrieve(dialog, line);
    expect((await first).code).to.equal('finesse/not-allowed');
    expect(rest.sent.length).to.equal(2);
  });

  it('wait for no change of another, and reads wait for none', async () => {
    const held = new Held<Response>();
    const {rest, client} = aSite(({path, method}) => {
      if (method === 'GET') return xml(body('a dialog'));
      return path === 'Dialog/1' ? held.promise : undefined;
    });
    const slow = client.dialogs.hold('1', line);
    await client.dialogs.hold('2', line);
    await client.users.setState('1001001', 'READY');
    await client.dialogs.get('1');
    expect(rest.lines).to.have.members(['PUT Dialog/1', 'PUT Dialog/2', 'PUT User/1001001', 'GET Dialog/1']);
    held.give(new Response(null, {status: 202}));
    await slow;
  });
});

describe('a refusal', () => {
  it('is an error with the status and what the body said', async () => {
    const {client} = aSite(() => refused(400, 'Invalid Destination'));
    const error = await errorOf(client.dialogs.makeCall('1001001', line, line));
    expect(error).to.be.instanceOf(FinesseError);
    expect(error.code).to.equal('finesse/bad-destination');
    expect((error as FinesseError).status).to.equal(400);
    expect((error as FinesseError).errors[0]?.type).to.equal('Invalid Destination');
  });

  for (const [status, type, code] of [
    [401, 'Authorization Failure', 'finesse/unauthorized'],
    [401, 'Invalid State', 'finesse/not-allowed'],
    [403, 'Forbidden', 'finesse/not-allowed'],
    [404, 'Not Found', 'finesse/not-found'],
    [500, 'Internal Server Error', 'finesse/out-of-service'],
    [501, 'Not Implemented', 'finesse/not-allowed'],
    [503, 'Service Unavailable', 'finesse/out-of-service'],
  ] as const) {
    it(`with ${status} ${type} is ${code}`, async () => {
      const {client} = aSite(() => refused(status, type));
      const error = await errorOf(client.dialogs.startRecording(dialog, line));
      expect([error.code, (error as FinesseError).status]).to.deep.equal([code, status]);
    });
  }

  it('with status 200 is one all the same, of a read and of a change', async () => {
    const {client} = aSite(() => xml(errorsXml('Invalid Input')));
    for (const ask of [client.teams.get('5007'), client.dialogs.hold(dialog, line)]) {
      const error = await errorOf(ask);
      expect(error).to.be.instanceOf(FinesseError);
      expect((error as FinesseError).status).to.equal(200);
    }
  });

  it('is also another object than the one that was asked for', async () => {
    const {client} = aSite(() => xml(body('a queue')));
    expect((await errorOf(client.teams.get('5007'))).code).to.equal('finesse/bad-answer');
  });

  it('is also a web page where XML was due: the session is lost', async () => {
    const {client} = aSite(() => new Response('<html></html>', {headers: {'content-type': 'text/html'}}));
    expect((await errorOf(client.teams.get('5007'))).code).to.equal('finesse/unauthorized');
  });
});

/** A server with so many contacts in one book, or in two, that answers ranges its own way. */
function bookServer(count: number, way: 'ranges' | 'all' | 'no 416' | '200' = 'ranges') {
  const contact = (n: number) =>
    `<Contact><uri>/finesse/api/PhoneBook/7/Contact/${n}</uri><phoneNumber>${n}</phoneNumber></Contact>`;
  const book = (from: number, to: number) =>
    `<PhoneBooks><PhoneBook><uri>/finesse/api/PhoneBook/7</uri><name>All</name><type>GLOBAL</type><Contacts>${Array.from(
      {length: Math.max(0, to - from + 1)},
      (_, n) => contact(from + n),
    ).join('')}</Contacts></PhoneBook></PhoneBooks>`;
  return ({headers}: Sent): Response => {
    if (way === 'all') return xml(book(1, count));
    const [, first = '1', last = '1'] = /^objects=(\d+)-(\d+)$/.exec(headers.get('Range') ?? '') ?? [];
    const [from, to] = [Number(first), Math.min(Number(last), count)];
    if (from > count && way !== 'no 416') return refused(416);
    return xml(book(from, to), way === '200' ? 200 : 206);
  };
}

describe('phone books', () => {
  for (const [count, way, pages] of [
    [0, 'no 416', 1],
    [12, 'ranges', 1],
    [1_000, 'ranges', 2],
    [1_000, 'no 416', 2],
    [2_345, 'ranges', 3],
    [6_000, 'ranges', 6],
    [2_345, 'all', 1],
    [2_345, '200', 3],
  ] as const) {
    it(`are read in pages of 1,000: ${count} contacts (${way}) in ${pages}`, async () => {
      const {rest, client} = aSite(bookServer(count, way));
      const books = await client.phoneBooks.ofUser('1001001');
      expect(books.length).to.equal(1);
      const numbers = books[0]?.contacts.map(({phoneNumber}) => Number(phoneNumber));
      expect(numbers).to.deep.equal(Array.from({length: count}, (_, n) => n + 1));
      expect(rest.sent.map(({headers}) => headers.get('Range'))).to.deep.equal(
        Array.from({length: pages}, (_, n) => `objects=${n * 1_000 + 1}-${(n + 1) * 1_000}`),
      );
    });
  }

  it('of a team are asked of the team', async () => {
    const {rest, client} = aSite(bookServer(1));
    await client.phoneBooks.ofTeam('5007');
    expect(rest.lines).to.deep.equal(['GET TeamResource/5007/PhoneBooks']);
  });

  it('are an error when the first range is refused', async () => {
    const {client} = aSite(() => refused(416));
    expect((await errorOf(client.phoneBooks.ofUser('1001001'))) as FinesseError).to.have.property(
      'status',
      416,
    );
  });
});

describe('a token', () => {
  const token = {token: 't-1', refreshToken: 'f-1'};

  it('is renewed with the old one in a form', async () => {
    const {rest, client} = aSite(
      () => new Response('{"token":"t-2","refresh_token":"f-2","expires_in":300,"user_id":"areed"}'),
    );
    expect(await client.sso.refresh('a reed', token)).to.deep.equal({
      token: 't-2',
      refreshToken: 'f-2',
      expiresIn: 300,
      userId: 'areed',
    });
    const [sent] = rest.sent;
    expect(sent?.method).to.equal('POST');
    expect(sent?.path).to.match(/\/desktop\/sso\/token\?cc_username=a\+reed$/);
    expect(sent?.body).to.equal('token=t-1&refresh-token=f-1&return_user=yes');
    expect(sent?.headers.get('authorization')).to.equal(null);
  });

  for (const [what, answer, code] of [
    ['a page', () => new Response('<html>Sign in</html>'), 'finesse/unauthorized'],
    ['401', () => new Response('', {status: 401}), 'finesse/unauthorized'],
    ['no JSON', () => new Response('ok'), 'finesse/bad-answer'],
    ['no token', () => new Response('{"expires_in":300}'), 'finesse/bad-answer'],
    ['a token without an end', () => new Response('{"token":"t"}'), 'finesse/bad-answer'],
    [
      'an inherited token',
      () => new Response('{"__proto__":{"token":"t","expires_in":3}}'),
      'finesse/bad-answer',
    ],
  ] as const) {
    it(`is not renewed by ${what}`, async () => {
      const {client} = aSite(answer);
      expect((await errorOf(client.sso.refresh('areed', token))).code).to.equal(code);
    });
  }
});
