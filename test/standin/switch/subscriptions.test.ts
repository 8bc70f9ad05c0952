import assert from 'node:assert/strict';
import {test} from 'node:test';
import type {TestContext} from 'node:test';
import {cseqOf} from '../../../standin/switch/sip/message.js';
import type {SipMessage, SipRequest} from '../../../standin/switch/sip/message.js';
import type {LineDialog} from '../../../standin/world/legs.js';
import {readXml} from '../../../standin/xml.js';
import {SipClient, aSwitch} from './support.js';

const limit = {timeout: 20_000};
const line = '81001';
const uri = `sip:${line}@switch.invalid`;

const dialog = (legId: string, change: Partial<LineDialog> = {}): LineDialog => ({
  legId,
  state: 'confirmed',
  direction: 'recipient',
  held: false,
  remote: {number: '5550142', name: 'Ann <"&">'},
  ...change,
});

async function setUp(t: TestContext) {
  const all = await aSwitch();
  const client = new SipClient(all.url, line);
  await client.register(line);
  t.after(async () => {
    await client.close();
    await all.stop();
  });
  const subscribe = (
    headers: readonly (readonly [string, string])[] = [],
    options: {uri?: string; to?: string; callId?: string; tag?: string} = {},
  ) => {
    const request = client.request('SUBSCRIBE', {uri, callId: 'watch', ...options});
    for (const [name, value] of headers) request.headers.add(name, value);
    return client.ask(request);
  };
  const watch = (expires = 120, options = {}) =>
    subscribe(
      [
        ['Event', 'dialog'],
        ['Expires', String(expires)],
      ],
      options,
    );
  /** The next NOTIFY, answered. */
  const told = async (status = 200) => {
    const notify = await client.next(
      (message: SipMessage): message is SipRequest =>
        message.kind === 'request' && message.method === 'NOTIFY',
    );
    client.respond(notify, status);
    const state = notify.headers.get('subscription-state') ?? '';
    const root = notify.body === '' ? undefined : readXml(notify.body);
    const dialogs = (root?.children ?? []).map((one) => {
      const stateOf = one.children.find(({name}) => name === 'state')?.text;
      const rendering = /pval="(\w+)"/.exec(notify.body)?.[1] ?? '';
      return `${one.attributes.get('id')} ${stateOf}${rendering === 'no' ? ' held' : ''}`;
    });
    const facts = root && `${root.attributes.get('state')} ${root.attributes.get('version')}`;
    return {state, facts, dialogs, notify};
  };
  return {...all, client, subscribe, watch, told};
}

test(
  'J23: a subscription begins with all, and goes on with what changed, each document one further',
  limit,
  async (t) => {
    const {own, watch, told} = await setUp(t);
    own.lineDialogs(line, [dialog('a')]);
    const answer = await watch();
    assert.deepEqual([answer.status, answer.headers.get('expires')], [200, '120']);
    const first = await told();
    assert.match(first.state, /^active;expires=1[12]\d$/);
    assert.deepEqual([first.facts, first.dialogs], ['full 0', ['a confirmed']]);
    assert.equal(first.notify.headers.get('content-type'), 'application/dialog-info+xml');
    own.lineDialogs(line, [dialog('a', {held: true}), dialog('b', {state: 'early'})]);
    const second = await told();
    assert.equal(second.facts, 'partial 1');
    assert.equal(second.dialogs.length, 2);
    own.lineDialogs(line, [dialog('b', {state: 'early'})]);
    const third = await told();
    assert.deepEqual([third.facts, third.dialogs], ['partial 2', ['a terminated']]);
  },
);

test(
  'J23: a refresh is answered with all, and what is not asked for again is over in time',
  limit,
  async (t) => {
    const {own, client, watch, told} = await setUp(t);
    own.lineDialogs(line, [dialog('a')]);
    const first = await watch();
    await told();
    const to = first.headers.get('to') ?? '';
    assert.equal((await watch(60, {to})).status, 200);
    assert.equal((await told()).facts, 'full 1');
    assert.equal((await watch(0, {to})).status, 200);
    assert.deepEqual((await told()).state, 'terminated;reason=timeout');
    assert.equal((await watch(60, {to})).status, 481);
    assert.ok(!client.received.some((message) => message.kind === 'request'));
  },
);

test(
  'J23: only who has the line is told of it, of what the site offers, and not for a moment only',
  limit,
  async (t) => {
    const {own, subscribe, watch} = await setUp(t);
    assert.equal((await watch(120, {uri: 'sip:81002@switch.invalid'})).status, 403);
    assert.equal((await watch(5)).headers.get('min-expires'), '30');
    const other = await subscribe([['Event', 'presence']]);
    assert.deepEqual([other.status, other.headers.get('allow-events')], [489, 'dialog']);
    own.habits = {...own.habits, lineNews: 'none'};
    assert.equal((await watch()).status, 489);
    assert.equal((await watch(120, {to: `<${uri}>;tag=guessed`})).status, 481);
  },
);

test(
  'J23: a site that stops to offer it says so, and who knows of nothing is told no more',
  limit,
  async (t) => {
    const {own, watch, told, client} = await setUp(t);
    await watch();
    await told(481);
    await watch(120, {callId: 'again'});
    await told();
    own.lineDialogs(line, [dialog('a')]);
    const again = await told();
    assert.equal(again.notify.headers.get('call-id'), 'again');
    own.habits = {...own.habits, lineNews: 'none'};
    const last = await told();
    assert.deepEqual([last.state, last.dialogs], ['terminated;reason=deactivated', []]);
    assert.ok(!client.received.some((message) => message.kind === 'request'));
  },
);

test(
  'J23: what the switch does for a line is told in words of its own, where the site has it',
  limit,
  async (t) => {
    const {own, subscribe, told} = await setUp(t);
    own.habits = {...own.habits, featureNews: 'as-feature-event'};
    own.setFeatures(line, {doNotDisturb: true, forwardTo: ''});
    assert.equal((await subscribe([['Event', 'as-feature-event']])).status, 200);
    assert.match((await told()).notify.body, /<doNotDisturbOn>true<\/doNotDisturbOn>/);
    assert.match((await told()).notify.body, /<forwardStatus>false<\/forwardStatus>/);
    own.setFeatures(line, {doNotDisturb: false, forwardTo: '2300'});
    assert.match((await told()).notify.body, /<doNotDisturbOn>false<\/doNotDisturbOn>/);
    assert.match((await told()).notify.body, /<forwardTo>2300<\/forwardTo>/);
  },
);

test(
  'T-13 (inject: INVITEs with Replaces that name a dialog by half, wrongly, or of another line; settles at once): only the whole name takes a place, and only of its own line',
  limit,
  async (t) => {
    const {own, news, client, watch, told} = await setUp(t);
    own.lineDialogs(line, [dialog('a', {held: true})]);
    await watch();
    const {notify} = await told();
    const named = /call-id="([^"]+)" local-tag="([^"]+)" remote-tag="([^"]+)"/.exec(notify.body) ?? [];
    const [, callId = '', localTag = '', remoteTag = ''] = named;
    const invite = async (replaces: string, callIdOfInvite: string, target = uri) => {
      const request = client.request('INVITE', {uri: target, callId: callIdOfInvite});
      request.headers.add('Require', 'replaces').add('Replaces', replaces);
      client.send(request);
      const seq = cseqOf(request.headers)?.number;
      const over = client.next(
        (message): message is SipMessage =>
          message.kind === 'response' && message.status >= 200 && cseqOf(message.headers)?.number === seq,
      );
      return over.then((message) => (message.kind === 'response' ? message.status : 0));
    };
    const right = `${callId};to-tag=${remoteTag};from-tag=${localTag}`;
    assert.equal(await invite(`${callId};to-tag=${localTag};from-tag=${remoteTag}`, 'c1'), 481);
    assert.equal(await invite(`${callId};to-tag=guess;from-tag=${localTag}`, 'c2'), 481);
    assert.equal(await invite(right, 'c3', 'sip:81002@switch.invalid'), 481);
    assert.equal(await invite(callId, 'c4'), 400);
    assert.equal(await invite(`${right};early-only`, 'c5'), 486);
    own.habits = {...own.habits, pull: 'none'};
    assert.equal(await invite(right, 'c6'), 403);
    own.habits = {...own.habits, pull: 'replaces'};
    assert.ok(!news.lines.some((text) => text.startsWith('takes-over')));
    void invite(right, 'c7');
    await client.next(
      (message): message is SipMessage => message.kind === 'response' && message.status === 100,
    );
    assert.match(news.lines.find((text) => text.startsWith('takes-over')) ?? '', new RegExp(`${line} a$`));
  },
);
