import assert from 'node:assert/strict';
import {test} from 'node:test';
import type {TestContext} from 'node:test';
import type {SipMessage, SipRequest} from '../../../standin/switch/sip/message.js';
import {SipClient, aSwitch, offerToBrowser, until} from './support.js';

const limit = {timeout: 20_000};

async function setUp(
  t: TestContext,
  user = '81001',
): Promise<{client: SipClient} & Awaited<ReturnType<typeof aSwitch>>> {
  const all = await aSwitch();
  const client = new SipClient(all.url, user);
  await client.opened();
  t.after(async () => {
    await client.close();
    await all.stop();
  });
  return {...all, client};
}

const drawn = () => 300 + Math.round(Math.random() * 3_000);
const is =
  (method: string) =>
  (message: SipMessage): message is SipRequest =>
    message.kind === 'request' && message.method === method;

test(
  'registers by digest, tells the world, and forgets the line when its socket closes',
  limit,
  async (t) => {
    const {own, news, client} = await setUp(t);
    assert.equal((await client.register('wrong')).status, 401);
    assert.equal((await client.register('81001', 5)).status, 423);
    const answer = await client.register('81001');
    assert.equal(answer.status, 200);
    assert.match(answer.headers.get('contact') ?? '', /expires=120/);
    assert.deepEqual(own.registrations(), ['81001']);
    await client.close();
    await news.until('registered 81001 false');
    assert.deepEqual(own.registrations(), []);
  },
);

for (const habit of ['early', 'delayed'] as const) {
  test(`a call with ${habit} offer is heard both ways by tones drawn at random`, limit, async (t) => {
    const {own, news, client} = await setUp(t);
    const ours = drawn();
    const theirs = drawn();
    await client.register('81001');
    own.habits = {offer: habit, hold: 'none'};
    own.offer(offerToBrowser);
    const invite = await client.invited();
    assert.equal(invite.body === '', habit === 'delayed');
    assert.match(invite.headers.get('p-asserted-identity') ?? '', /"Ann \\"A\\"" <sip:5551234@/);
    assert.match(invite.headers.get('cisco-guid') ?? '', /^(\d{10}-){3}\d{10}$/);
    client.respond(invite, 180);
    await news.until('ringing browser');
    client.respond(invite, 200, await client.describe(invite.body, ours));
    const ack = await client.next(is('ACK'));
    if (habit === 'delayed') await client.peer.setRemoteDescription({type: 'answer', sdp: ack.body});
    await news.until('answered browser');
    own.offer({
      ...offerToBrowser,
      legId: 'caller',
      end: 'caller',
      number: '1',
      voice: {kind: 'tone', hz: theirs},
    });
    own.connect(
      new Map([
        ['browser', [{leg: 'caller'}]],
        ['caller', [{leg: 'browser'}]],
      ]),
    );
    await until(() => near(client.heard.measure().peaks[0]?.hz, theirs));
    await until(() => near(own.listen('caller')?.heard.peaks[0]?.hz, ours));
    client.send({...client.request('BYE', dialogOf(invite)), uri: 'sip:switch.invalid'});
    await news.until('released browser normal');
    assert.equal(own.listen('browser'), undefined);
  });
}

function dialogOf(invite: SipRequest): {to: string; callId: string; seq: number} {
  return {to: invite.headers.get('from') ?? '', callId: invite.headers.get('call-id') ?? '', seq: 500};
}

function near(found: number | undefined, wanted: number): boolean {
  return found !== undefined && Math.abs(found - wanted) < 5;
}

test(
  'a call given up while it rings is cancelled, with the reason where it was answered elsewhere',
  limit,
  async (t) => {
    const {own, news, client} = await setUp(t);
    await client.register('81001');
    own.offer(offerToBrowser);
    const invite = await client.invited();
    client.respond(invite, 180);
    await news.until('ringing browser');
    own.release('browser', 'answered-elsewhere');
    const cancel = await client.next(is('CANCEL'));
    assert.equal(cancel.headers.get('via'), invite.headers.get('via'));
    assert.equal(cancel.headers.get('reason'), 'SIP;cause=200;text="Call completed elsewhere"');
    client.respond(cancel, 200);
    client.respond(invite, 487);
    await client.next(is('ACK'));
  },
);

for (const [status, cause] of [
  [486, 'busy'],
  [603, 'declined'],
  [480, 'no-answer'],
  [488, 'media-failed'],
] as const) {
  test(`an INVITE answered ${status} is refused as ${cause}`, limit, async (t) => {
    const {own, news, client} = await setUp(t);
    await client.register('81001');
    own.offer(offerToBrowser);
    client.respond(await client.invited(), status);
    await news.until(`refused browser ${cause}`);
    await client.next(is('ACK'));
  });
}

test('a browser dials: ringing, answered, and refused with the cause of the world', limit, async (t) => {
  const {own, news, client} = await setUp(t);
  await client.register('81001');
  const invite = {...client.request('INVITE', {uri: 'sip:41002@switch.invalid', callId: 'out'})};
  client.send(invite);
  await until(() => news.lines.some((line) => line.startsWith('dialled')));
  const [, legId = '', ...rest] = news.lines.find((line) => line.startsWith('dialled'))?.split(' ') ?? [];
  assert.deepEqual(rest, ['sip', '81001', '41002']);
  own.progress(legId);
  await client.next((m): m is SipMessage => m.kind === 'response' && m.status === 180);
  own.release(legId, 'busy');
  await client.next((m): m is SipMessage => m.kind === 'response' && m.status === 486);
});

test('nobody dials without having registered on the same socket', limit, async (t) => {
  const {client} = await setUp(t);
  assert.equal((await client.ask(client.request('INVITE', {uri: 'sip:41002@switch.invalid'}))).status, 403);
});

for (const [method, status] of [
  ['OPTIONS', 200],
  ['BYE', 481],
  ['SUBSCRIBE', 489],
  ['REFER', 405],
  ['NONSENSE', 501],
] as const) {
  test(`${method} outside a dialog is answered ${status}`, limit, async (t) => {
    const {client} = await setUp(t);
    assert.equal((await client.ask(client.request(method))).status, status);
  });
}

test('a required extension that is not there is refused by name', limit, async (t) => {
  const {client} = await setUp(t);
  const request = client.request('OPTIONS');
  request.headers.add('Require', 'timer, magic');
  const answer = await client.ask(request);
  assert.equal(answer.status, 420);
  assert.equal(answer.headers.get('unsupported'), 'magic');
});

test('a request for a dialog that is not there is answered 481', limit, async (t) => {
  const {client} = await setUp(t);
  const answer = await client.ask(client.request('INFO', {to: '<sip:a@b>;tag=1', callId: 'none'}));
  assert.equal(answer.status, 481);
});

test('nonsense is dropped and the socket lives on', limit, async (t) => {
  const {client} = await setUp(t);
  for (const text of ['\0', 'INVITE', 'SIP/2.0 200 OK\r\n\r\n', '\u{1f4de}'.repeat(2_000)]) client.raw(text);
  assert.equal((await client.ask(client.request('OPTIONS'))).status, 200);
});

/** A call that is up, the browser's tone heard by a caller. */
async function talking(t: TestContext): Promise<{
  own: Awaited<ReturnType<typeof aSwitch>>['own'];
  news: Awaited<ReturnType<typeof aSwitch>>['news'];
  url: string;
  client: SipClient;
  invite: SipRequest;
  sdp: string;
  hz: number;
}> {
  const {own, news, url, client} = await setUp(t);
  const hz = drawn();
  await client.register('81001');
  own.offer(offerToBrowser);
  const invite = await client.invited();
  client.respond(invite, 180);
  const sdp = await client.describe(invite.body, hz);
  client.respond(invite, 200, sdp);
  await client.next(is('ACK'));
  await news.until('answered browser');
  own.offer({...offerToBrowser, legId: 'caller', end: 'caller', number: '1'});
  own.connect(new Map([['caller', [{leg: 'browser'}]]]));
  await until(() => near(own.listen('caller')?.heard.peaks[0]?.hz, hz));
  return {own, news, url, client, invite, sdp, hz};
}

const directionIn = (body: string) => /a=(sendrecv|sendonly|recvonly|inactive)/.exec(body)?.[1];

test(
  'hold is inactive, then offerless with music; retrieve is inactive, then offerless with voice',
  limit,
  async (t) => {
    const {own, client, sdp, hz} = await talking(t);
    const versions: number[] = [];
    for (const [held, last] of [
      [true, 'sendonly'],
      [false, 'sendrecv'],
    ] as const) {
      own.hold('browser', held);
      const inactive = await client.invited();
      assert.equal(directionIn(inactive.body), 'inactive');
      versions.push(Number(/^o=\S+ \S+ (\d+)/m.exec(inactive.body)?.[1]));
      client.respond(inactive, 200, sdp.replace('a=sendrecv', 'a=inactive'));
      await client.next(is('ACK'));
      const offerless = await client.invited();
      assert.equal(offerless.body, '');
      client.respond(offerless, 200, sdp);
      const ack = await client.next(is('ACK'));
      assert.equal(directionIn(ack.body), last);
      if (held) {
        await until(
          () =>
            near(client.heard.measure().peaks[0]?.hz, 329.6) ||
            near(client.heard.measure().peaks[0]?.hz, 261.6),
        );
        await until(() => own.listen('browser')?.said.level === 0);
      }
    }
    assert.ok((versions[1] ?? 0) > (versions[0] ?? 0));
    await until(() => near(own.listen('caller')?.heard.peaks[0]?.hz, hz));
  },
);

test(
  'a re-INVITE that meets another is answered 491, and ours is tried again after theirs was refused',
  limit,
  async (t) => {
    const {own, client, invite, sdp} = await talking(t);
    own.habits = {...own.habits, hold: 'inactive'};
    own.hold('browser', true);
    const first = await client.invited();
    const theirs = {...client.request('INVITE', dialogOf(invite)), body: sdp};
    assert.equal((await client.ask(theirs)).status, 491);
    client.respond(first, 491);
    const second = await client.invited();
    assert.equal(directionIn(second.body), 'inactive');
  },
);

test('a hold that comes before the media are up counts when they are', limit, async (t) => {
  const {own, news, client} = await setUp(t);
  await client.register('81001');
  own.offer(offerToBrowser);
  const invite = await client.invited();
  const sdp = await client.describe(invite.body, drawn());
  client.respond(invite, 200, sdp);
  await client.next(is('ACK'));
  assert.ok(!news.lines.includes('answered browser'));
  const hold = {...client.request('INVITE', dialogOf(invite)), body: sdp.replace('a=sendrecv', 'a=sendonly')};
  assert.equal((await client.ask(hold)).status, 200);
  await news.until('held-by-end browser true');
  assert.ok(news.lines.indexOf('answered browser') < news.lines.indexOf('held-by-end browser true'));
});

test('REFER is answered 603 as often as told', limit, async (t) => {
  const {own, client, invite} = await talking(t);
  own.faults = {...own.faults, refuseRefers: 1};
  const refer = (seq: number) => {
    const request = client.request('REFER', {...dialogOf(invite), seq});
    request.headers.add('Refer-To', '<sip:9001@switch.invalid>');
    return client.ask(request);
  };
  assert.deepEqual([(await refer(500)).status, (await refer(501)).status], [603, 202]);
});

test(
  'a lost socket never ends the audio, and a re-INVITE over the next one goes on with the call',
  limit,
  async (t) => {
    const {own, news, client, invite, sdp, hz} = await talking(t);
    await client.lose();
    await news.until('registered 81001 false');
    const frames = own.listen('browser')?.said.frames ?? 0;
    await until(() => (own.listen('browser')?.said.frames ?? 0) > frames + 25);
    await client.register('81001');
    const reinvite = {...client.request('INVITE', dialogOf(invite)), body: sdp};
    const answer = await client.ask(reinvite);
    assert.equal(answer.status, 200);
    assert.equal(directionIn(answer.body), 'sendrecv');
    client.send(client.request('ACK', dialogOf(invite)));
    assert.ok(near(own.listen('caller')?.heard.peaks[0]?.hz, hz));
    own.release('browser', 'normal');
    await client.next(is('BYE'));
  },
);

test(
  "T-13 (inject: a BYE with the right tags from another user's socket; settles at once): the call goes on",
  limit,
  async (t) => {
    const {own, url, invite} = await talking(t);
    const other = new SipClient(url, '81002');
    t.after(() => other.close());
    await other.register('81002');
    assert.equal((await other.ask(other.request('BYE', dialogOf(invite)))).status, 481);
    assert.ok(own.listen('browser'));
  },
);
