/** What the gadget and the plain page have in common: a desk over this browser's own clock, sockets and microphone. */
import {browserClock} from './base/clock.js';
import type {LogBook} from './base/log.js';
import type {Settings} from './config.js';
import {createDesk, type Desk} from './desk.js';
import {FinesseClient} from './finesse/client.js';
import type {Notifications} from './finesse/notifications.js';
import {fetchCredentials} from './softphone/credentials.js';
import type {SoftphonePort} from './softphone/types.js';

export interface DeskStart {
  readonly userId: string;
  /** `Authorization` header, asked for at each request. */
  readonly authorization: () => string;
  readonly notifications: Notifications;
  readonly settings: Settings;
  readonly book: LogBook;
}

export function startDesk({userId, authorization, notifications, settings, book}: DeskStart): Desk {
  return createDesk({
    userId,
    settings,
    client: (frame) =>
      new FinesseClient({
        authorization,
        fetch: fetch.bind(window),
        origin: '',
        frame,
        newRequestId: () => crypto.randomUUID(),
      }),
    notifications,
    loadSoftphone: (number) => loadSoftphone(number, settings, authorization, book),
    history: async () => {
      const {IndexedHistory} = await import('./calls/history-store.js');
      return new IndexedHistory(userId);
    },
    clock: browserClock,
    log: book.part('desk'),
  });
}

async function loadSoftphone(
  number: string,
  settings: Settings,
  authorization: () => string,
  book: LogBook,
): Promise<SoftphonePort> {
  const {softphone} = settings;
  if (!softphone) throw new Error('a softphone was asked for without settings for it');
  const {createSoftphone} = await import('./softphone/phone.js');
  return createSoftphone({
    servers: [socketAddress(softphone.server)],
    domain: softphone.domain,
    realm: softphone.realm,
    number,
    credentials: () => fetchCredentials(softphone.credentials, number, authorization(), fetch.bind(window)),
    iceServers: softphone.iceServers.map(({urls, username, credential}) => ({
      urls,
      ...(username === undefined ? {} : {username}),
      ...(credential === undefined ? {} : {credential}),
    })),
    microphone: {
      echoCancellation: softphone.echoCancellation,
      noiseSuppression: softphone.noiseSuppression,
      autoGainControl: softphone.autoGainControl,
    },
    clock: browserClock,
    log: book.part('softphone'),
    random: Math.random,
  });
}

/** `/sip` on this server as a WebSocket address; a full address as it is. */
export function socketAddress(server: string): string {
  const url = new URL(server, location.href);
  url.protocol = url.protocol.replace(/^http/, 'ws');
  return url.href;
}
