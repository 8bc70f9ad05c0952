import assert from 'node:assert/strict';
import {test} from 'node:test';
import {HubError, ManagedHub, topicMatches} from '../../../standin/desktop/page/hub.js';

/** A hub whose deliveries wait for `turn()`. */
function aHub(): {hub: ManagedHub; turn: () => void} {
  const waiting: (() => void)[] = [];
  return {
    hub: new ManagedHub((run) => waiting.push(run)),
    turn: () => {
      for (const run of waiting.splice(0)) run();
    },
  };
}

function isHubError(code: string): (error: unknown) => boolean {
  return (error) => error instanceof HubError && error.message === `OpenAjax.hub.Error.${code}`;
}

test('delivers in a later turn, also to the publisher', () => {
  const {hub, turn} = aHub();
  const got: unknown[] = [];
  const client = hub.connect('1', (id, topic, text) => got.push([id, topic, text]));
  const id = client.subscribe('a.b');
  client.publish('a.b', '{"x":1}');
  assert.deepEqual(got, []);
  turn();
  assert.deepEqual(got, [[id, 'a.b', '{"x":1}']]);
});

test('keeps the order in which values were published', () => {
  const {hub, turn} = aHub();
  const got: unknown[] = [];
  hub.connect('1', (_id, _topic, text) => got.push(text)).subscribe('a');
  const sender = hub.connect('2', () => undefined);
  for (const text of ['1', '2', '3']) sender.publish('a', text);
  turn();
  assert.deepEqual(got, ['1', '2', '3']);
});

test('passes undefined on as undefined', () => {
  const {hub, turn} = aHub();
  const got: unknown[] = [];
  const client = hub.connect('1', (_id, _topic, text) => got.push(text));
  client.subscribe('a');
  client.publish('a', undefined);
  turn();
  assert.deepEqual(got, [undefined]);
});

test('delivers nothing after unsubscribe or close, even what was on its way', () => {
  const {hub, turn} = aHub();
  const got: unknown[] = [];
  const first = hub.connect('1', () => got.push(1));
  const second = hub.connect('2', () => got.push(2));
  const id = first.subscribe('a');
  second.subscribe('a');
  second.publish('a', '0');
  first.unsubscribe(id);
  second.close();
  turn();
  assert.deepEqual(got, []);
});

const matches: readonly (readonly [pattern: string, topic: string, expected: boolean])[] = [
  ['a.b', 'a.b', true],
  ['a.b', 'a.b.c', false],
  ['a.b.c', 'a.b', false],
  ['a.*', 'a.b', true],
  ['a.*', 'a.b.c', false],
  ['*.b', 'a.b', true],
  ['a.**', 'a.b.c', true],
  ['a.**', 'a.b', true],
  ['a.**', 'a', false],
  ['**', 'a.b', true],
  ['a.*.c', 'a.b.c', true],
];

for (const [pattern, topic, expected] of matches) {
  test(`${pattern} ${expected ? 'covers' : 'does not cover'} ${topic}`, () => {
    assert.equal(topicMatches(pattern, topic), expected);
  });
}

for (const topic of ['', '.', 'a.', '.a', 'a..b', 'a.*', '**', 'a*']) {
  test(`publishing to "${topic}" is BadParameters`, () => {
    const client = aHub().hub.connect('1', () => undefined);
    assert.throws(() => client.publish(topic, '1'), isHubError('BadParameters'));
  });
}

for (const topic of ['', 'a.', 'a..b', '**.a', 'a*', 'a.b*.c']) {
  test(`subscribing to "${topic}" is BadParameters`, () => {
    const client = aHub().hub.connect('1', () => undefined);
    assert.throws(() => client.subscribe(topic), isHubError('BadParameters'));
  });
}

test('a second client of the same name is a Duplicate until the first closes', () => {
  const {hub} = aHub();
  const first = hub.connect('1', () => undefined);
  assert.throws(() => hub.connect('1', () => undefined), isHubError('Duplicate'));
  first.close();
  assert.equal(hub.connect('1', () => undefined).connected, true);
});

test('every call on a closed client is Disconnected', () => {
  const client = aHub().hub.connect('1', () => undefined);
  client.close();
  assert.throws(() => client.publish('a', '1'), isHubError('Disconnected'));
  assert.throws(() => client.subscribe('a'), isHubError('Disconnected'));
  assert.throws(() => client.close(), isHubError('Disconnected'));
});

test('one client can not end the subscription of another', () => {
  const {hub} = aHub();
  const id = hub.connect('1', () => undefined).subscribe('a');
  const other = hub.connect('2', () => undefined);
  assert.throws(() => other.unsubscribe(id), isHubError('NoSubscription'));
});
