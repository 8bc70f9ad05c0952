import {expect} from 'chai';
import {loadPlainSettings} from '../../src/config-stomp.js';
import {layoutParameters, loadSettings, parseSettings, SettingsError} from '../../src/config.js';

const softphone = {
  server: '/sip',
  domain: 'pbx.example.test',
  credentials: '/companion/softphone/{number}',
  number: {source: 'mobile-agent', prefix: '8100'},
} as const;

/** What is wrong with settings; fails when they are taken. */
function faultsOf(value: unknown): readonly string[] {
  try {
    parseSettings(value);
  } catch (error) {
    if (error instanceof SettingsError) return error.faults;
    throw error;
  }
  throw new Error('taken');
}

describe('settings', () => {
  it('may be empty: a desk phone for everybody, and the usual warnings', () => {
    expect(parseSettings({})).to.deep.equal({holdWarning: {amber: 60, red: 120}});
  });

  it('get the defaults for what they do not say', () => {
    expect(parseSettings({softphone}).softphone).to.deep.equal({
      ...softphone,
      lines: [],
      iceServers: [],
      echoCancellation: true,
      noiseSuppression: true,
      autoGainControl: true,
    });
    expect(parseSettings({holdWarning: {red: 90}}).holdWarning).to.deep.equal({amber: 60, red: 90});
  });

  it('take what may be dialled', () => {
    const dial = {domains: ['pbx.test'], denyPrefixes: ['0900', '+881'], allowInternational: false};
    expect(parseSettings({dial}).dial).to.deep.equal(dial);
    expect(faultsOf({dial: {denyPrefixes: ['09a']}})).to.deep.equal(['dial.denyPrefixes.0: must be digits']);
    expect(faultsOf({dial: {deny: []}})[0]).to.match(/^dial\.deny: /);
    expect(parseSettings({dial: {linksPerMinute: 2}}).dial).to.deep.equal({linksPerMinute: 2});
    expect(faultsOf({dial: {linksPerMinute: 0}})).to.deep.equal(['dial.linksPerMinute: must be 1 to 60']);
  });

  it('name no STUN or TURN server by themselves', () => {
    expect(parseSettings({softphone}).softphone?.iceServers).to.deep.equal([]);
  });

  it('take full addresses, ICE servers and both ways to a number', () => {
    const iceServers = [
      {urls: ['turn:edge.test:3478'], username: 'u', credential: 'c'},
      {urls: 'stun:edge.test'},
    ];
    const full = {
      ...softphone,
      server: 'wss://edge.test/sip',
      credentials: 'https://edge.test/c/{number}',
      number: {source: 'extension', prefix: '4100', replaceWith: '8100'},
      iceServers,
    };
    expect(parseSettings({softphone: full, ronaSeconds: 20}).softphone?.iceServers).to.deep.equal(iceServers);
  });

  it("take the realm in which the edge's challenges are answered", () => {
    expect(parseSettings({softphone: {...softphone, realm: 'ccmsipline'}}).softphone?.realm).to.equal(
      'ccmsipline',
    );
  });

  it('take an address without TLS on this very machine, and nowhere else', () => {
    for (const server of [
      'ws://localhost:8080/sip',
      'ws://127.0.0.1/sip',
      'ws://[::1]:9/sip',
      'http://localhost/sip',
    ])
      expect(parseSettings({softphone: {...softphone, server}}).softphone?.server).to.equal(server);
    const sentence = 'others could read along: use wss:// or https://';
    for (const host of ['edge.test', 'localhost.edge.test', '127.0.0.1.edge.test', '10.0.0.1', '[::2]']) {
      const open = {...softphone, server: `ws://${host}/sip`, credentials: `http://${host}/c`};
      expect(faultsOf({softphone: open})).to.deep.equal([
        `softphone.server: ${sentence}`,
        `softphone.credentials: ${sentence}`,
      ]);
    }
  });

  const faults: readonly (readonly [what: string, value: unknown, path: string])[] = [
    ['that are a list', [], 'settings'],
    ['that are text', 'x', 'settings'],
    ['that are null', null, 'settings'],
    ['with an unknown entry', {colour: 'red'}, 'colour'],
    ['with an unknown entry inside', {softphone: {...softphone, video: true}}, 'softphone.video'],
    ['without a server', {softphone: {...softphone, server: undefined}}, 'softphone.server'],
    ['with a server of another scheme', {softphone: {...softphone, server: 'ftp://x'}}, 'softphone.server'],
    ['with a server that runs code', {softphone: {...softphone, server: 'javascript:x'}}, 'softphone.server'],
    [
      'with a server on whatever host',
      {softphone: {...softphone, server: '//evil.test'}},
      'softphone.server',
    ],
    ['with a domain that adds a header', {softphone: {...softphone, domain: 'a\r\nb'}}, 'softphone.domain'],
    ['with an empty domain', {softphone: {...softphone, domain: ''}}, 'softphone.domain'],
    ['with an empty realm', {softphone: {...softphone, realm: ''}}, 'softphone.realm'],
    ['with a realm that ends its quotes', {softphone: {...softphone, realm: 'a"b'}}, 'softphone.realm'],
    ['with a realm that adds a header', {softphone: {...softphone, realm: 'a\r\nb'}}, 'softphone.realm'],
    ['with credentials nowhere', {softphone: {...softphone, credentials: 'x'}}, 'softphone.credentials'],
    [
      'with an unknown way to a number',
      {softphone: {...softphone, number: {source: 'guess', prefix: '4'}}},
      'softphone.number.source',
    ],
    [
      'with letters for digits',
      {softphone: {...softphone, number: {source: 'mobile-agent', prefix: 'x'}}},
      'softphone.number.prefix',
    ],
    [
      'with half a rule',
      {softphone: {...softphone, number: {source: 'extension', prefix: '4'}}},
      'softphone.number',
    ],
    [
      'with a number for a flag',
      {softphone: {...softphone, echoCancellation: 1}},
      'softphone.echoCancellation',
    ],
    [
      'with an ICE server without an address',
      {softphone: {...softphone, iceServers: [{}]}},
      'softphone.iceServers.0.urls',
    ],
    ['with text for seconds', {ronaSeconds: '20'}, 'ronaSeconds'],
    ['with no seconds at all', {ronaSeconds: 0}, 'ronaSeconds'],
    ['with far too many seconds', {ronaSeconds: 601}, 'ronaSeconds'],
    ['with a negative warning', {holdWarning: {amber: -1, red: 5}}, 'holdWarning.amber'],
    ['with a warning that is no number', {holdWarning: {amber: NaN}}, 'holdWarning.amber'],
    // JSON.parse makes this an entry like any other
    ['with the prototype slot', JSON.parse('{"__proto__": {"x": 1}}'), '__proto__'],
  ];
  for (const [what, value, path] of faults) {
    it(`${what} are refused, naming ${path}`, () => {
      expect(faultsOf(value).map((fault) => fault.split(':')[0])).to.deep.equal([path]);
    });
  }

  it('are refused with every fault at once', () => {
    const paths = faultsOf({softphone: {...softphone, server: 'x', domain: '?'}, ronaSeconds: 'x', more: 1});
    expect(paths).to.have.lengthOf(4);
  });
});

describe('the settings file', () => {
  const answering =
    (response: Response | Error): typeof fetch =>
    async () => {
      if (response instanceof Error) throw response;
      return response;
    };
  const faultOf = async (path: string, fetchFile: typeof fetch) => {
    const error = await loadSettings(path, fetchFile).then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    if (!(error instanceof SettingsError)) throw new Error('taken, or not a SettingsError', {cause: error});
    expect(error.code).to.equal('desk/bad-settings');
    return error.faults.join();
  };
  const never: typeof fetch = () => {
    throw new Error('asked for');
  };

  it('is read from a path on this server, without a referrer', async () => {
    const asked: unknown[] = [];
    const settings = await loadSettings('/c.json', async (path, init) => {
      asked.push(path, init?.referrerPolicy);
      return Response.json({ronaSeconds: 5});
    });
    expect(asked).to.deep.equal(['/c.json', 'no-referrer']);
    expect(settings.ronaSeconds).to.equal(5);
  });

  for (const path of [
    '',
    'c.json',
    '//evil.test/c.json',
    'https://evil.test/c.json',
    'data:application/json,{}',
  ]) {
    it(`is not asked for at ${JSON.stringify(path)}`, async () => {
      expect(await faultOf(path, never)).to.match(/^config:/);
    });
  }

  it('says what the server answered', async () => {
    expect(await faultOf('/c.json', answering(new Response('', {status: 404})))).to.equal(
      '/c.json: the server answered 404',
    );
  });

  it('says that it is no JSON, or that there was no answer', async () => {
    expect(await faultOf('/c.json', answering(new Response('<html>')))).to.contain('readable JSON');
    expect(await faultOf('/c.json', answering(new TypeError('network')))).to.contain('readable JSON');
  });

  it('is checked like any settings', async () => {
    expect(await faultOf('/c.json', answering(Response.json({x: 1})))).to.match(/^x:/);
  });
});

describe('a broker in the settings', () => {
  const load = (stomp: unknown) =>
    loadPlainSettings('/c.json', async () => Response.json({stomp, ronaSeconds: 5}));
  const faults = (stomp: unknown) =>
    load(stomp).then(
      () => 'taken',
      (error: unknown) => (error instanceof SettingsError ? error.faults.join('; ') : error),
    );
  const least = {url: 'wss://broker.test/ws', destinations: ['/topic/user.{userId}']};

  it('needs an address and what to subscribe to; the rest has defaults', async () => {
    expect((await load(least)).stomp).to.deep.equal({
      ...least,
      headers: [],
      body: {form: 'xml'},
      heartbeatSeconds: 5,
    });
  });

  it('may say everything', async () => {
    const whole = {
      url: '/broker',
      headers: ['login:{userId}', 'passcode:{authorization}'],
      destinations: ['/topic/user.{userId}', '/topic/system'],
      body: {form: 'json', field: 'data.content'},
      heartbeatSeconds: 10,
    };
    expect((await load(whole)).stomp).to.deep.equal(whole);
  });

  for (const [what, wrong, fault] of [
    ['an address in the clear', {url: 'ws://broker.test/ws'}, /^stomp\.url: anybody/],
    ['a page’s address', {url: 'https://broker.test/ws'}, /^stomp\.url: must be a path beginning with/],
    ['nothing to subscribe to', {destinations: []}, /^stomp\.destinations: must name/],
    ['nothing of the agent’s own', {destinations: ['/topic/all']}, /^stomp\.destinations: must name/],
    ['a line end in a header', {headers: ['login:a\nb']}, /^stomp\.headers\.0: must be a header/],
    ['a header without a value', {headers: ['login']}, /^stomp\.headers\.0: must be a header/],
    ['a header of the protocol’s own', {headers: ['heart-beat:0,0']}, /^stomp\.headers\.0: is set/],
    ['an unknown form', {body: {form: 'yaml'}}, /^stomp\.body\.form:/],
    ['JSON without a field', {body: {form: 'json'}}, /^stomp\.body: must have field/],
    ['a field without JSON', {body: {form: 'xml', field: 'a'}}, /^stomp\.body: must have field/],
    ['a heart that hardly beats', {heartbeatSeconds: 61}, /^stomp\.heartbeatSeconds: must be 1 to 60/],
    ['an unknown entry', {password: 'x'}, /^stomp\.password:/],
  ] as const)
    it(`is refused by its path: ${what}`, async () => {
      expect(await faults({...least, ...wrong})).to.match(fault);
    });

  it('is told with every other fault', async () => {
    const all = await loadPlainSettings('/c.json', async () =>
      Response.json({stomp: {}, ronaSeconds: 0}),
    ).catch((error: unknown) =>
      error instanceof SettingsError ? error.faults.map((each) => each.split(':')[0]) : [],
    );
    expect(all).to.have.members(['stomp.url', 'stomp.destinations', 'ronaSeconds']);
  });
});

describe('parameters behind the gadget address', () => {
  it('are found in the container’s url parameter', () => {
    const search = `?mid=1&url=${encodeURIComponent('/3rdpartygadget/files/d/gadget.xml?config=/d/c.json&x=1')}`;
    expect(layoutParameters(search).get('config')).to.equal('/d/c.json');
    expect(layoutParameters(search).get('x')).to.equal('1');
  });

  it('are none without a url, or without a question mark in it', () => {
    expect([...layoutParameters('')]).to.deep.equal([]);
    expect([...layoutParameters('?config=/evil.json')]).to.deep.equal([]);
    expect([...layoutParameters('?url=/gadget.xml')]).to.deep.equal([]);
  });
});
