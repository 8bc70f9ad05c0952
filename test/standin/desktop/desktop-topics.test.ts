import assert from 'node:assert/strict';
import {test} from 'node:test';
import {DesktopTopics} from '../../../standin/desktop/page/desktop-topics.js';
import {ManagedHub} from '../../../standin/desktop/page/hub.js';

interface Stage {
  readonly topics: DesktopTopics;
  /** Publishes as a gadget. */
  publish(topic: string, data: unknown): void;
  /** All that the hub carried to `finesse.**` since the last call, once everything has settled. */
  heard(): Promise<unknown[]>;
  readonly asked: string[];
  refuse: Error | undefined;
}

function aStage(): Stage {
  const waiting: (() => void)[] = [];
  const hub = new ManagedHub((run) => waiting.push(run));
  const asked: string[] = [];
  const told: unknown[] = [];
  const stage = {asked, refuse: undefined as Error | undefined};
  const host = {
    subscribeNode: async (node: string) => {
      asked.push(`subscribe ${node}`);
      if (stage.refuse) throw stage.refuse;
    },
    unsubscribeNode: async (node: string) => void asked.push(`unsubscribe ${node}`),
    activeTab: () => 'home',
    activateTab: (id: string) => {
      asked.push(`tab ${id}`);
      return true;
    },
    reloadGadget: (id: string) => void asked.push(`reload ${id}`),
  };
  const topics = new DesktopTopics(hub, host);
  const gadget = hub.connect('1', (_id, topic, text) => {
    if (!topic.endsWith('.requests')) told.push([topic, text === undefined ? undefined : JSON.parse(text)]);
  });
  gadget.subscribe('finesse.**');
  const settle = async (): Promise<void> => {
    for (let turn = 0; turn < 10; turn++) {
      for (const run of waiting.splice(0)) run();
      await Promise.resolve();
    }
  };
  return Object.assign(stage, {
    topics,
    publish: (topic: string, data: unknown) => gadget.publish(topic, JSON.stringify(data)),
    heard: async () => {
      await settle();
      return told.splice(0);
    },
  });
}

const requests = 'finesse.info.requests';
const node = '/finesse/api/Team/5007/Users';

test('answers ConnectionInfoReq with the connection as it is and the same invokeID', async () => {
  const stage = aStage();
  stage.topics.setConnection('connected');
  await stage.heard();
  stage.publish(requests, {type: 'ConnectionInfoReq', data: {}, invokeID: 17});
  assert.deepEqual(await stage.heard(), [
    ['finesse.info.connection', {status: 'connected', resourceID: 'desktop', invokeID: 17}],
  ]);
});

test('tells a gadget that starts after a recovery that there is a connection', async () => {
  const stage = aStage();
  stage.topics.setConnection('failing');
  stage.topics.setConnection('recovered');
  await stage.heard();
  stage.publish(requests, {type: 'ConnectionInfoReq', data: {}, invokeID: 1});
  const [[, info] = []] = (await stage.heard()) as [string, {status: string}][];
  assert.equal(info?.status, 'connected');
});

test('subscribes a node once for two gadgets and gives it up with the last one', async () => {
  const stage = aStage();
  stage.publish(requests, {type: 'SubscribeNodeReq', data: {node}, invokeID: 'a'});
  stage.publish(requests, {type: 'SubscribeNodeReq', data: {node}, invokeID: 'b'});
  assert.deepEqual(await stage.heard(), [
    ['finesse.info.responses.a', undefined],
    ['finesse.info.responses.b', undefined],
  ]);
  stage.publish(requests, {type: 'UnsubscribeNodeReq', data: {node, subid: 'a'}, invokeID: 'c'});
  await stage.heard();
  assert.deepEqual(stage.asked, [`subscribe ${node}`]);
  stage.publish(requests, {type: 'UnsubscribeNodeReq', data: {node, subid: 'b'}, invokeID: 'd'});
  await stage.heard();
  assert.deepEqual(stage.asked, [`subscribe ${node}`, `unsubscribe ${node}`]);
});

test('asks the server anew after a recovery', async () => {
  const stage = aStage();
  stage.publish(requests, {type: 'SubscribeNodeReq', data: {node}, invokeID: 'a'});
  await stage.heard();
  stage.topics.setConnection('failing');
  stage.topics.setConnection('recovered');
  stage.publish(requests, {type: 'SubscribeNodeReq', data: {node}, invokeID: 'b'});
  await stage.heard();
  assert.equal(stage.asked.length, 2);
});

test('says why a node could not be subscribed', async () => {
  const stage = aStage();
  stage.refuse = new Error('Not connected');
  stage.publish(requests, {type: 'SubscribeNodeReq', data: {node}, invokeID: 'a'});
  assert.deepEqual(await stage.heard(), [
    ['finesse.info.responses.a', {error: {errorType: 'Not connected', errorMessage: 'Not connected'}}],
  ]);
});

test('answers tab and reload requests', async () => {
  const stage = aStage();
  const to = 'finesse.containerservices.requests';
  stage.publish(to, {type: 'ActiveTabReq', data: {}, invokeID: 1});
  stage.publish(to, {type: 'SetActiveTabReq', data: {id: 'two'}, invokeID: 2});
  stage.publish(to, {type: 'ReloadGadgetReq', data: {gadgetId: '3'}, invokeID: 3});
  assert.deepEqual(await stage.heard(), [
    ['finesse.containerservices.activeTab', 'home'],
    ['finesse.containerservices.reloadGadget', {gadgetId: '3'}],
  ]);
  assert.deepEqual(stage.asked, ['tab two', 'reload 3']);
});

for (const bad of [
  null,
  7,
  'x',
  {},
  {type: 'ConnectionInfoReq'},
  {type: 5, data: {}},
  {type: 'SubscribeNodeReq', data: {node: 5}, invokeID: 'a..b'},
]) {
  test(`drops the request ${JSON.stringify(bad)}`, async () => {
    const stage = aStage();
    stage.publish(requests, bad);
    assert.deepEqual(await stage.heard(), []);
    assert.deepEqual(stage.asked, []);
  });
}
