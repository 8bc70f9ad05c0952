/** What the gadget and the plain page have in common: a desk over this browser's own clock, sockets and microphone. */
import {browserClock} from './base/clock.js';
import type {LogBook} from './base/log.js';
import type {Settings} from './config.js';
import {createDesk} from './desk/create-desk.js';
import type {Desk} from './desk/desk.js';
import {FinesseClient} from './finesse/client.js';
import type {Notifications} from './finesse/notifications.js';
import type {MobileAgent} from './finesse/types.js';

export interface DeskStart {
  readonly userId: string;
  /** `Authorization` header, asked for at each request. */
  readonly authorization: () => string;
  /** Resolves when the authorization may be a newer one; absent where none can come. */
  readonly renewal?: () => Promise<void>;
  /** Where Finesse's REST interface is now; the page's own server when absent. */
  readonly origin?: () => string;
  readonly signingIn?: MobileAgent | undefined;
  readonly notifications: Notifications;
  readonly settings: Settings;
  readonly book: LogBook;
}

export function startDesk(start: DeskStart): Desk {
  const {userId, authorization, renewal, origin = () => '', settings, book} = start;
  return createDesk({
    ...start,
    client: (frame) =>
      new FinesseClient({
        authorization,
        renewal,
        fetch: fetch.bind(window),
        get origin() {
          return origin();
        },
        frame,
        newRequestId: () => crypto.randomUUID(),
      }),
    loadSoftphone: async (number) => {
      const {startSoftphone} = await import('./start-softphone.js');
      return startSoftphone(number, settings, authorization, book);
    },
    history: async () => {
      const {IndexedHistory} = await import('./calls/history-store.js');
      return new IndexedHistory(userId);
    },
    clock: browserClock,
    log: book.part('desk'),
  });
}
