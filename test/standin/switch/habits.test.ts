import assert from 'node:assert/strict';
import {test} from 'node:test';
import type {TestContext} from 'node:test';
import type {SipMessage, SipRequest} from '../../../standin/switch/sip/message.js';
import {SipClient, aSwitch, offerToBrowser, until} from './support.js';

const limit = {timeout: 20_000};
const is =
  (method: string) =>
  (message: SipMessage): message is SipRequest =>
    message.kind === 'request' && message.method === method;
const drawn = () => 300 + Math.round(Math.random() * 3_000);
const near = (found: number | undefined, wanted: number) =>
  found !== undefined && Math.abs(found - wanted) < 5;
const reliable = (rseq: number): [string, string][] => [
  ['Require', '100rel'],
  ['RSeq', String(rseq)],
];

async function setUp(
  t: TestContext,
): Promise<{client: SipClient; hz: number} & Awaited<ReturnType<typeof aSwitch>>> {
  const all = await aSwitch();
  const client = new SipClient(all.url, '81001');
  t.after(async () => {
    await client.close();
    await all.stop();
  });
  await client.opened();
  await client.register('81001');
  return {...all, client, hz: drawn()};
}

for (const habit of ['early', 'delayed'] as const) {
  test(
    `100rel with an ${habit} offer: described by 183 and PRACK, heard only after the 200`,
    limit,
    async (t) => {
      const {own, news, client, hz} = await setUp(t);
      own.habits = {offer: habit, hold: 'none', provisional: 'reliable'};
      own.offer(offerToBrowser);
      const invite = await client.invited();
      assert.equal(invite.headers.get('require'), '100rel');
      client.respond(invite, 183, await client.describe(invite.body, hz), reliable(7));
      const prack = await client.next(is('PRACK'));
      assert.equal(
        prack.headers.get('rack'),
        `7 ${Number.parseInt(invite.headers.get('cseq') ?? '', 10)} INVITE`,
      );
      assert.equal(prack.body === '', habit === 'early');
      if (habit === 'delayed') await client.peer.setRemoteDescription({type: 'answer', sdp: prack.body});
      client.respond(prack, 200);
      client.respond(invite, 183, '', reliable(7));
      client.respond(invite, 180, '', reliable(8));
      const second = await client.next(is('PRACK'));
      assert.match(second.headers.get('rack') ?? '', /^8 /);
      await until(() => client.peer.connectionState === 'connected');
      assert.equal(own.listen('browser'), undefined);
      assert.ok(!news.lines.includes('answered browser'));
      client.respond(invite, 200);
      await client.next(is('ACK'));
      await news.until('answered browser');
      own.offer({...offerToBrowser, legId: 'caller', end: 'caller', number: '1'});
      own.connect(new Map([['caller', [{leg: 'browser'}]]]));
      await until(() => near(own.listen('caller')?.heard.peaks[0]?.hz, hz));
    },
  );
}

test(
  '100rel: a description that cannot be used ends the call as one whose media failed',
  limit,
  async (t) => {
    const {own, news, client} = await setUp(t);
    own.habits = {...own.habits, provisional: 'reliable'};
    own.offer(offerToBrowser);
    client.respond(await client.invited(), 183, 'v=0', reliable(1));
    await news.until('refused browser media-failed');
    await client.next(is('CANCEL'));
  },
);

test('nothing is required of a browser unless the habit says so', limit, async (t) => {
  const {own, client} = await setUp(t);
  own.offer(offerToBrowser);
  assert.equal((await client.invited()).headers.get('require'), undefined);
});

test(
  'a far end that becomes somebody else is told by a re-INVITE, and stays so through a hold',
  limit,
  async (t) => {
    const {own, news, client, hz} = await setUp(t);
    own.offer(offerToBrowser);
    const invite = await client.invited();
    client.respond(invite, 180);
    const sdp = await client.describe(invite.body, hz);
    client.respond(invite, 200, sdp);
    await client.next(is('ACK'));
    await news.until('answered browser');
    own.renameFarEnd('browser', {number: '5550777', name: 'Carl "C"'});
    const renamed = await client.invited();
    assert.match(renamed.headers.get('p-asserted-identity') ?? '', /^"Carl \\"C\\"" <sip:5550777@/);
    assert.match(renamed.headers.get('remote-party-id') ?? '', /5550777/);
    assert.match(renamed.body, /a=sendrecv/);
    client.respond(renamed, 200, sdp);
    await client.next(is('ACK'));
    own.hold('browser', true);
    const held = await client.invited();
    assert.match(held.body, /a=inactive/);
    assert.match(held.headers.get('p-asserted-identity') ?? '', /5550777/);
  },
);
