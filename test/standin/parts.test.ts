import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {companionRoutes, SipSecrets} from '../../standin/companion.js';
import {Credentials} from '../../standin/finesse/credentials.js';
import {EventLog} from '../../standin/event-log.js';
import {FaultBoard} from '../../standin/faults.js';
import {OptionError, readOptions} from '../../standin/options.js';
import {randomIdFrom, seededRandom} from '../../standin/random.js';
import {playDemo} from '../../standin/scenarios/demo.js';
import {ManualClock} from '../../standin/world/clock.js';
import {child, childText, escapeXml, readXml, writeXml, XmlRefused} from '../../standin/xml.js';
import {aSite} from './world-support.js';

describe('reading XML', () => {
  test('gives names without prefix, attributes, text and children', () => {
    const root = readXml(
      '<?xml version="1.0"?><!-- c --><s:a x="1 &amp; 2"><b> t </b><![CDATA[<q>]]><b/></s:a>\n',
    );
    assert.equal(root.name, 'a');
    assert.equal(root.attributes.get('x'), '1 & 2');
    assert.equal(root.text, '<q>');
    assert.deepEqual(
      root.children.map(({name, text}) => [name, text]),
      [
        ['b', ' t '],
        ['b', ''],
      ],
    );
    assert.equal(childText(root, 'B'), 't');
    assert.equal(child(root, 'c'), undefined);
    assert.equal(childText(undefined, 'c'), undefined);
  });

  const refused: Readonly<Record<string, string>> = {
    nothing: '',
    blanks: ' \n',
    words: 'words',
    'an open element': '<a><b>',
    'an open root': '<a><b/>',
    'half a tag': '<a><b',
    'half a closing tag': '<a></a',
    'an open comment': '<a/><!-- ',
    'an open comment behind our own mark': '<a/><?standin-end?><!-- ',
    'open CDATA': '<a><![CDATA[x</a>',
    'two roots': '<a/><b/>',
    'words behind the root': '<a/>x',
    'a tag closed by another': '<a><b></a></b>',
    'a bare ampersand': '<a>&</a>',
    'an unknown entity': '<a>&nbsp;</a>',
    'an entity like a part of Object': '<a>&constructor;</a>',
    'a document type': '<!DOCTYPE a><a/>',
    'an entity definition': '<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>',
    'a document type in small letters': '<!doctype a><a/>',
    'a control character': '<a>\u0000</a>',
    'more than 1 MiB': `<a>${'x'.repeat(1 << 20)}</a>`,
    '65 levels': '<a>'.repeat(65) + '</a>'.repeat(65),
    'levels without end': '<a>'.repeat(20_000),
  };
  for (const [what, text] of Object.entries(refused)) {
    test(`T-02 (inject: ${what}; settles at once): is refused`, () => {
      assert.throws(() => readXml(text), XmlRefused);
    });
  }

  test('refuses half a document, cut at any place', () => {
    const whole = '<?xml version="1.0"?><Dialog a="1"><id>5</id><n>M&amp;S</n><![CDATA[raw]]><e/></Dialog>';
    readXml(whole);
    for (let length = 0; length < whole.length; length++)
      assert.throws(() => readXml(whole.slice(0, length)), XmlRefused, whole.slice(0, length));
  });

  test('T-03 (inject: names like parts of Object; settles at once): takes them as any other, 64 levels deep', () => {
    readXml('<a>'.repeat(64) + '</a>'.repeat(64));
    const root = readXml('<__proto__ constructor="x"><hasOwnProperty>y</hasOwnProperty></__proto__>');
    assert.deepEqual(
      [root.name, root.attributes.get('constructor'), root.attributes.get('toString')],
      ['__proto__', 'x', undefined],
    );
    assert.equal(Object.hasOwn(Object.prototype, 'x'), false);
  });
});

describe('writing XML', () => {
  for (const text of ['&amp;', '<b>"\'</b>', ']]>', 'a\u0001b', '😀', '']) {
    test(`lets ${JSON.stringify(text)} arrive`, () => {
      const written = writeXml('a', [['b', text]], {c: text.replace(/\s/g, ' ')});
      assert.equal(child(readXml(written), 'b')?.text, text.replace('\u0001', ' '));
    });
  }

  test('repeats names, and writes an empty list as one element', () => {
    assert.equal(
      writeXml('a', [
        ['b', '1'],
        ['b', [['c', '2']]],
        ['d', []],
      ]),
      '<a><b>1</b><b><c>2</c></b><d/></a>',
    );
    assert.equal(escapeXml('\u0000'), ' ');
  });
});

describe('the command line', () => {
  const read = (line = '', environment = {}) => readOptions(line === '' ? [] : line.split(' '), environment);

  test('says nothing: one CCE node on 8080, the demo', () => {
    const {seed, ...options} = read();
    assert.ok(seed >= 0);
    assert.deepEqual(options, {
      deployment: 'CCE',
      nodes: 1,
      port: 8080,
      portB: 8081,
      host: 'localhost',
      tls: false,
      auth: 'NON_SSO',
      layout: 'standin/layouts/demo.xml',
      gadgets: 'dist',
      scenario: 'demo',
      quiet: false,
      agents: 0,
      broker: undefined,
      finesseJs: undefined,
      jquery: undefined,
    });
  });

  test('is obeyed, in any letters', () => {
    const options = read(
      '--deployment ccx --nodes 2 --scenario none --seed 7 --quiet --layout a.xml --gadgets out',
    );
    assert.deepEqual(
      [
        options.deployment,
        options.nodes,
        options.scenario,
        options.seed,
        options.quiet,
        options.layout,
        options.gadgets,
      ],
      ['CCX', 2, 'none', 7, true, 'a.xml', 'out'],
    );
  });

  test('with TLS has other ports, and the environment names its own', () => {
    assert.deepEqual([read('--tls').port, read('--tls').portB], [8445, 8446]);
    const own = read('', {PORT: '9000', PORT_B: '0'});
    assert.deepEqual([own.port, own.portB], [9000, 0]);
    assert.equal(read('', {PORT: ''}).port, 8080, 'empty is as good as absent');
  });

  const wrong: readonly (readonly [string, Record<string, string>, RegExp])[] = [
    ['--deployment UCCE', {}, /^--deployment must be one of: CCE, CCX\.$/],
    ['--nodes 3', {}, /^--nodes must be one of: 1, 2\.$/],
    ['--scenario x', {}, /^--scenario must be one of/],
    ['--verbose', {}, /--verbose/],
    ['--layout', {}, /--layout/],
    ['something', {}, /something/],
    ['', {PORT: 'http'}, /^PORT must be a port number/],
    ['', {PORT: '70000'}, /^PORT must be a port number/],
    ['', {PORT_B: '-1'}, /^PORT_B must be a port number/],
  ];
  for (const [line, environment, message] of wrong) {
    test(`${line || JSON.stringify(environment)} is told in a sentence`, () => {
      assert.throws(
        () => read(line, environment),
        (error) => error instanceof OptionError && message.test(error.message),
      );
    });
  }
});

describe('the event log', () => {
  test('stamps entries since the start, and gives those after a number', () => {
    let now = 1_000;
    const log = new EventLog(() => now);
    log.add('a', {x: 1});
    now += 5;
    log.add('b', {});
    assert.deepEqual(
      log.since(0).entries.map(({seq, at, event}) => [seq, at, event]),
      [
        [1, 0, 'a'],
        [2, 5, 'b'],
      ],
    );
    assert.deepEqual(
      log.since(1).entries.map(({event}) => event),
      ['b'],
    );
    assert.deepEqual(log.since(2), {entries: [], next: 2});
  });

  test('keeps the newest, and goes on counting', () => {
    const log = new EventLog(() => 0, 3);
    for (let entry = 1; entry <= 10; entry++) log.add(String(entry), {});
    const {entries, next} = log.since(0);
    assert.deepEqual([entries.map(({seq}) => seq), next], [[8, 9, 10], 10]);
  });
});

describe('fault switches', () => {
  test('take the first rule that matches, each as often as it says', () => {
    const board = new FaultBoard();
    board.add({rest: [{path: '/User', status: 500, times: 1}, {status: 503}]});
    assert.deepEqual(
      ['/User/1', '/User/1', '/Dialog/1'].map((path) => board.rest('GET', path)?.status),
      [500, 503, 503],
    );
    board.clear();
    assert.equal(board.rest('GET', '/User/1'), undefined);
  });

  test('look for a word in the node and in the payload', () => {
    const board = new FaultBoard();
    board.add({notifications: {match: 'ALERTING', drop: true}});
    assert.equal(board.notification('/n', '<state>ALERTING</state>')?.drop, true);
    assert.equal(board.notification('/ALERTING', '')?.drop, true);
    assert.equal(board.notification('/n', '<state>ACTIVE</state>'), undefined);
  });
});

describe('chance', () => {
  test('is the same for the same seed', () => {
    const draw = (seed: number) => Array.from({length: 5}, seededRandom(seed));
    assert.deepEqual(draw(7), draw(7));
    assert.notDeepEqual(draw(7), draw(8));
    assert.ok(draw(0).every((drawn) => drawn >= 0 && drawn < 1));
    assert.match(randomIdFrom(seededRandom(1))(), /^[0-9a-z]{16}$/);
  });
});

describe('a clock that a test moves', () => {
  test('runs what falls due, in order, at its time, and what that asks for', () => {
    const clock = new ManualClock(0);
    const ran: string[] = [];
    clock.after(20, () => ran.push(`b ${clock.now()}`));
    clock.after(10, () => {
      ran.push(`a ${clock.now()}`);
      clock.after(5, () => ran.push(`c ${clock.now()}`));
    });
    clock.after(15, () => ran.push('never'))();
    clock.advance(30);
    assert.deepEqual(ran, ['a 10', 'c 15', 'b 20']);
    assert.equal(clock.now(), 30);
  });
});

describe('secrets for the softphone', () => {
  const basic = (user: string) => ({authorization: `Basic ${Buffer.from(user).toString('base64')}`});
  const aCompanion = () => {
    const site = aSite();
    let next = 1;
    const secrets = new SipSecrets(site.world, () => `secret-${next++}`);
    return {...site, secrets, app: companionRoutes(new Credentials(site.world), secrets)};
  };

  test('are given to the agent a number belongs to, and last an hour', async () => {
    const {app, secrets, clock} = aCompanion();
    const answer = await app.request('/softphone/81001', {headers: basic('agent1:agent1')});
    assert.equal(answer.status, 200);
    assert.equal(answer.headers.get('cache-control'), 'no-store');
    assert.deepEqual(await answer.json(), {username: '81001', password: 'secret-1', expiresInSeconds: 3600});
    assert.deepEqual(secrets.of('81001'), ['agent1', 'secret-1']);
    clock.advance(3_600_000);
    assert.deepEqual(secrets.of('81001'), ['agent1']);
    assert.deepEqual(secrets.of('81002'), ['agent2']);
    assert.deepEqual(secrets.of('9001'), []);
  });

  test('are kept for the last few, not for ever', async () => {
    const {app, secrets} = aCompanion();
    for (let time = 0; time < 50; time++)
      await app.request('/softphone/81001', {headers: basic('agent1:agent1')});
    assert.ok(secrets.of('81001').length <= 10);
  });

  for (const [who, number, status] of [
    ['agent1:wrong', '81001', 401],
    ['mallory:x', '81001', 401],
    ['agent1:agent1', '81002', 403],
    ['agent1:agent1', '41001', 403],
    ['super1:super1', '81001', 403],
  ] as const) {
    test(`are not given to ${who} for ${number}: ${status}`, async () => {
      const {app} = aCompanion();
      assert.equal((await app.request(`/softphone/${number}`, {headers: basic(who)})).status, status);
    });
  }

  test('are not given to nobody', async () => {
    const {app} = aCompanion();
    assert.equal((await app.request('/softphone/81001')).status, 401);
  });
});

describe('the demo', () => {
  test('calls a few seconds after somebody is Ready, again after the next Ready, and stops when told', () => {
    const {world, ready, ask, act, clock, carrier} = aSite();
    const stop = playDemo(world, 4);
    ready();
    clock.advance(3_800);
    assert.equal(world.calls.all().length, 0);
    clock.advance(500);
    const [call] = world.calls.all();
    assert.equal(call?.routed, true);
    act(call?.id ?? '', 'ANSWER');
    act(call?.id ?? '', 'DROP');
    ask('READY');
    clock.advance(5_000);
    assert.equal(carrier.offers.filter(({end}) => end === 'caller').length, 2);
    stop();
    ask('NOT_READY');
    clock.advance(60_000);
    assert.equal(carrier.offers.filter(({end}) => end === 'caller').length, 2);
  });

  test('does not call somebody who is Ready no more', () => {
    const {world, ready, ask, clock} = aSite();
    playDemo(world, 4);
    ready();
    ask('NOT_READY', '30');
    clock.advance(60_000);
    assert.equal(world.calls.all().length, 0);
  });
});
