/**
 * The part that a site puts between Finesse and many clients, for tests and demonstrations: hands on every notification
 * to a message broker over STOMP (docs/standin.md, "A broker").
 */
import {Client} from '@stomp/stompjs';
import {WebSocket} from 'ws';
import {notificationsOf} from './finesse/notifications.js';
import type {World} from './world/world.js';

export interface BrokerOptions {
  readonly world: World;
  /** STOMP over WebSocket. */
  readonly url: string;
}

/** How soon a lost broker is tried again; ms. */
const reconnectDelay = 500;

/**
 * Publishes until the answer is called. `/finesse/api/User/1001001` becomes the topic `finesse.api.User.1001001`; the
 * body is the `<Update>` text. What happens while the broker is away is told to nobody.
 */
export function publishToBroker({world, url}: BrokerOptions): () => Promise<void> {
  const client = new Client({
    webSocketFactory: () => new WebSocket(url, ['v12.stomp']),
    connectHeaders: {login: 'guest', passcode: 'guest', host: '/'},
    heartbeatIncoming: 5_000,
    heartbeatOutgoing: 5_000,
    reconnectDelay,
    discardWebsocketOnCommFailure: true,
    onConnect: () => world.log('broker', {connected: true}),
    onWebSocketClose: () => world.log('broker', {connected: false}),
  });
  const stopFollowing = world.on((event) => {
    if (event.type === 'log') return;
    for (const {node, payload} of notificationsOf(world, event)) {
      if (!client.connected) continue;
      const destination = `/topic/${node.replace(/^\//, '').replaceAll('/', '.')}`;
      client.publish({destination, body: payload(), headers: {'content-type': 'application/xml'}});
    }
  });
  client.activate();
  return async () => {
    stopFollowing();
    await client.deactivate({force: true});
  };
}
