/** Runs in Chromium: a desk that hears of call after call, as many notifications as it is told. */
import {browserClock} from '../src/base/clock.js';
import {LogBook} from '../src/base/log.js';
import {parseSettings} from '../src/config.js';
import {createDesk} from '../src/desk/create-desk.js';
import {FinesseClient} from '../src/finesse/client.js';
import {
  dialogNews,
  FakeNotifications,
  FakeRest,
  participantXml,
  userNews,
  userXml,
} from '../test/support/browser/finesse-builders.js';

const now = (ms: number): string => new Date(Date.now() + ms).toISOString();

/** One call from ring to end, with the agent's states: eight notifications. */
function callOf(id: string): string[] {
  const news = (event: 'POST' | 'PUT' | 'DELETE', state: string, at: number, actions: readonly string[]) =>
    dialogNews(event, {
      id,
      participants:
        participantXml({state, startTime: now(-100), stateChangeTime: now(at)}, actions) +
        participantXml({mediaAddress: `+1555${id}`, state: 'ACTIVE', stateChangeTime: now(at)}, []),
    });
  const user = (state: string, at: number) => userNews({state, stateChangeTime: now(at)});
  return [
    user('RESERVED', -80),
    news('POST', 'ALERTING', -70, ['ANSWER']),
    news('PUT', 'ACTIVE', -60, ['HOLD', 'DROP']),
    user('TALKING', -50),
    news('PUT', 'HELD', -40, ['RETRIEVE']),
    news('PUT', 'ACTIVE', -30, ['HOLD', 'DROP']),
    news('DELETE', 'DROPPED', -20, []),
    user('READY', -10),
  ];
}

const rest = new FakeRest();
rest.user = userXml({stateChangeTime: now(-60_000)});
const notifications = new FakeNotifications();
let nextRequest = 1;
let heard = 0;

/** The desk lives as long as its page. */
const desk = createDesk({
  userId: '1001001',
  settings: parseSettings({}),
  client: (frame) =>
    new FinesseClient({
      authorization: () => 'Basic x',
      fetch: async (input, init) => {
        const answer = await rest.fetch(input, init);
        // what is asked is not kept: it is the desk that is measured
        rest.sent.length = 0;
        return answer;
      },
      origin: '',
      frame,
      newRequestId: () => `r-${nextRequest++}`,
    }),
  notifications,
  loadSoftphone: () => Promise.reject(new Error('a desk phone')),
  history: () => Promise.resolve({read: () => Promise.resolve(undefined), write: () => Promise.resolve()}),
  clock: browserClock,
  log: new LogBook().part('desk'),
  watchAfter: 0,
});
// the components follow the calls; so does this
desk.calls.subscribe((calls) => calls.map((call) => desk.controlsFor(call)));
notifications.connection.set('live');

/** Delivers so many notifications; resolves when what they set off is over, with the calls that are left. */
export async function hear(count: number): Promise<number> {
  for (const end = heard + count; heard < end;) {
    for (const text of callOf(String(20_000_000 + heard))) {
      notifications.send(text);
      heard++;
    }
    if (heard % 200 === 0) await new Promise((done) => setTimeout(done));
  }
  await new Promise((done) => setTimeout(done, 50));
  return desk.calls.state.length;
}

Object.assign(window, {hear});
