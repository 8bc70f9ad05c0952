/** What the edge refuses to place, and what it does when messages get lost or a call is forked. */
import assert from 'node:assert/strict';
import {test} from 'node:test';
import type {TestContext} from 'node:test';
import type {SipMessage, SipRequest, SipResponse} from '../../../standin/switch/sip/message.js';
import type {EdgeLimits} from '../../../standin/switch/sip/call-limit.js';
import {CallLimit} from '../../../standin/switch/sip/call-limit.js';
import {tagOf} from '../../../standin/switch/sip/dialog.js';
import {ManualClock} from '../../../standin/world/clock.js';
import {SipClient, aSwitch, offerToBrowser, until} from './support.js';

const limit = {timeout: 20_000};

async function aRegisteredClient(t: TestContext, limits?: EdgeLimits) {
  const all = await aSwitch(limits === undefined ? {} : {limits: () => limits});
  const client = new SipClient(all.url, '81001');
  t.after(async () => {
    await client.close();
    await all.stop();
  });
  await client.register('81001');
  return {...all, client};
}

const is =
  (method: string) =>
  (message: SipMessage): message is SipRequest =>
    message.kind === 'request' && message.method === method;
const isOk = (message: SipMessage): message is SipResponse =>
  message.kind === 'response' && message.status === 200 && /INVITE/.test(message.headers.get('cseq') ?? '');

/** An INVITE of the browser to that number. */
const inviteTo = (client: SipClient, number: string, body = '') => ({
  ...client.request('INVITE', {
    uri: `sip:${number}@switch.invalid`,
    to: `<sip:${number}@switch.invalid>`,
    callId: `call-${number}`,
  }),
  body,
});

/** The browser called 5550142, which answered; nothing of it is acknowledged yet. */
async function aTakenCall(t: TestContext, faults: object = {}, limits?: EdgeLimits) {
  const all = await aRegisteredClient(t, limits);
  const {own, news, client} = all;
  own.faults = {...own.faults, ...faults};
  const invite = inviteTo(client, '5550142', await client.describe('', 500));
  client.send(invite);
  await until(() => news.lines.some((line) => line.startsWith('dialled')));
  const legId = news.lines.find((line) => line.startsWith('dialled'))?.split(' ')[1] ?? '';
  own.accept(legId);
  return {...all, invite, legId};
}

const within = (client: SipClient, method: string, ok: SipResponse, seq: number) =>
  client.request(method, {to: ok.headers.get('to') ?? '', callId: 'call-5550142', seq});

test(
  'T-04 (inject: a browser calls once more than a line may in a minute; settles at once): 403, and nobody is called',
  limit,
  async (t) => {
    const {client, news} = await aRegisteredClient(t, {callsPerMinute: 2, denyPrefixes: []});
    for (const number of ['5550141', '5550142']) client.send(inviteTo(client, number));
    const third = await client.ask(inviteTo(client, '5550143'));
    assert.equal(third.status, 403);
    assert.equal(news.lines.filter((line) => line.startsWith('dialled')).length, 2);
  },
);

test(
  'T-04 (inject: a browser calls a number that the edge denies; settles at once): 403, and nobody is called',
  limit,
  async (t) => {
    const {client, news} = await aRegisteredClient(t, {callsPerMinute: 0, denyPrefixes: ['', '0900', '*']});
    for (const number of ['09001', '*72'])
      assert.equal((await client.ask(inviteTo(client, number))).status, 403);
    assert.deepEqual(
      news.lines.filter((line) => line.startsWith('dialled')),
      [],
    );
  },
);

test('T-04 (inject: calls from two lines over minutes; settles a minute after the first): each line has calls of its own, and has them again after a minute', () => {
  const clock = new ManualClock();
  const calls = new CallLimit(clock, () => ({callsPerMinute: 2, denyPrefixes: []}));
  const takes = (user: string) => calls.takes(user, '5550142');
  assert.deepEqual(
    [takes('81001'), takes('81001'), takes('81001'), takes('82001')],
    [true, true, false, true],
  );
  clock.advance(59_999);
  assert.equal(takes('81001'), false);
  clock.advance(1);
  assert.equal(takes('81001'), true);
});

test(
  'T-04 (inject: a REFER to a number that the edge denies; settles at once): 403, and the call stays as it is',
  limit,
  async (t) => {
    const limits = {callsPerMinute: 0, denyPrefixes: ['0900']};
    const {client, news, legId} = await aTakenCall(t, {}, limits);
    const ok = await client.next(isOk);
    await client.peer.setRemoteDescription({type: 'answer', sdp: ok.body});
    client.send(within(client, 'ACK', ok, 1));
    await news.until(`answered ${legId}`);
    const refer = within(client, 'REFER', ok, 50);
    refer.headers.add('Refer-To', '<sip:09001@switch.invalid>');
    assert.equal((await client.ask(refer)).status, 403);
    assert.ok(!news.lines.some((line) => /^(referred|released)/.test(line)));
  },
);

test(
  'F-50 (inject: the browser loses its ACK; settles with the next 200): the 200 comes again until it is acknowledged',
  limit,
  async (t) => {
    const {client, own, news, legId} = await aTakenCall(t, {lose: [{message: 'ACK', from: 'browser'}]});
    const first = await client.next(isOk);
    await client.peer.setRemoteDescription({type: 'answer', sdp: first.body});
    client.send(within(client, 'ACK', first, 1));
    const second = await client.next(isOk);
    assert.equal(tagOf(second, 'to'), tagOf(first, 'to'));
    client.send(within(client, 'ACK', second, 1));
    await news.until(`answered ${legId}`);
    assert.deepEqual(own.faults.lose, [{message: 'ACK', from: 'browser', times: 0}]);
  },
);

test(
  'F-50 (inject: the switch loses its ACK; settles with the next 200): a 200 that comes again is acknowledged again',
  limit,
  async (t) => {
    const {own, client} = await aRegisteredClient(t);
    own.faults = {...own.faults, lose: [{message: 'ACK', from: 'switch'}]};
    own.offer(offerToBrowser);
    const invite = await client.invited();
    const sdp = await client.describe(invite.body, 500);
    client.respond(invite, 200, sdp);
    await until(() => own.faults.lose[0]?.times === 0);
    assert.ok(!client.received.some(is('ACK')));
    client.respond(invite, 200, sdp);
    await client.next(is('ACK'));
  },
);

test(
  'F-50 (inject: the BYE to a browser gets lost; settles at once): what the browser asks of the call after that is answered 481',
  limit,
  async (t) => {
    const {own, client} = await aRegisteredClient(t);
    own.offer(offerToBrowser);
    const invite = await client.invited();
    const sdp = await client.describe(invite.body, 500);
    client.respond(invite, 200, sdp);
    await client.next(is('ACK'));
    own.faults = {...own.faults, lose: [{message: 'BYE', from: 'switch'}]};
    own.release('browser', 'normal');
    const again = {
      ...client.request('INVITE', {
        to: invite.headers.get('from') ?? '',
        callId: invite.headers.get('call-id') ?? '',
        seq: 500,
      }),
      body: sdp,
    };
    assert.equal((await client.ask(again)).status, 481);
    assert.ok(!client.received.some(is('BYE')));
  },
);

test(
  'F-48 (inject: a forked INVITE; settles with ACK and BYE): two ends answer with tags of their own; the second is let go, the first stays',
  limit,
  async (t) => {
    const {client, own, news, legId} = await aTakenCall(t, {forks: 1});
    const first = await client.next(isOk);
    const second = await client.next(isOk);
    assert.notEqual(tagOf(first, 'to'), tagOf(second, 'to'));
    await client.peer.setRemoteDescription({type: 'answer', sdp: first.body});
    for (const ok of [first, second]) client.send(within(client, 'ACK', ok, 1));
    assert.equal((await client.ask(within(client, 'BYE', second, 3))).status, 200);
    await news.until(`answered ${legId}`);
    assert.ok(!news.lines.some((line) => line.startsWith('released')));
    assert.equal(own.faults.forks, 0);
  },
);
