/** A desk over a fake Finesse, a fake softphone and a clock that a test moves. */
import {LogBook} from '../../../src/base/log.js';
import {parseSettings} from '../../../src/config.js';
import {createDesk, type DeskOptions} from '../../../src/desk/create-desk.js';
import {FinesseClient} from '../../../src/finesse/client.js';
import type {TimeFrame} from '../../../src/finesse/parse.js';
import type {FakeRest} from './finesse-builders.js';
import {element, FakeNotifications, turns, until} from './finesse-builders.js';
import {FakeSoftphone} from './fake-softphone.js';
import {aCall} from './builders.js';

/** A Mobile Agent, call by call, whose number is this browser's. */
export const mobileAgent = element('mode', 'CALL_BY_CALL') + element('dialNumber', '81001');

/** A client of the fake Finesse; its requests are `r-1`, `r-2`, … */
export function clientOver(rest: FakeRest): (frame: () => TimeFrame) => FinesseClient {
  let next = 1;
  return (frame) =>
    new FinesseClient({
      authorization: () => 'Basic x',
      fetch: rest.fetch,
      origin: '',
      frame,
      newRequestId: () => `r-${next++}`,
    });
}

const settings = parseSettings({
  softphone: {
    server: '/sip',
    domain: 'pbx.example.test',
    credentials: '/companion/softphone/{number}',
    number: {source: 'mobile-agent', prefix: '8100'},
  },
  autoAnswer: {nailedFrom: ['51']},
  ronaSeconds: 20,
});

/** The settings of a site whose browsers have a second line, 8200 and the agent's digits. */
export const twoLineSettings = parseSettings({
  softphone: {
    server: '/sip',
    domain: 'pbx.example.test',
    credentials: '/companion/softphone/{number}',
    number: {source: 'mobile-agent', prefix: '8100'},
    lines: [{prefix: '8200', label: 'Personal'}],
  },
});

/** Builds and starts a desk for agent 1001001, connected to `rest`. */
export function deskOver(rest: FakeRest, options: Pick<DeskOptions, 'clock'> & Partial<DeskOptions>) {
  const notifications = new FakeNotifications();
  const phone = new FakeSoftphone();
  const desk = createDesk({
    userId: '1001001',
    settings,
    client: clientOver(rest),
    notifications,
    loadSoftphone: () => Promise.resolve(phone),
    history: () => Promise.resolve({read: () => Promise.resolve(undefined), write: () => Promise.resolve()}),
    log: new LogBook().part('desk'),
    ...options,
  });
  notifications.connection.set('live');
  return {desk, notifications, phone};
}

/** The desk has read everything, and what handles calls is there; what was asked until now is forgotten. */
export async function begun({desk}: ReturnType<typeof deskOver>, rest: FakeRest): Promise<void> {
  await until('the agent', () => desk.agent.state !== undefined);
  await until('calls have buttons', () => desk.controlsFor(aCall()).end.visible);
  await desk.rings();
  await turns();
  rest.sent.length = 0;
}
