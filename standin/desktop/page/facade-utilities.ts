import {authHeaderString} from './facade-config.js';
import type {FinesseConfig} from './facade-config.js';

/** `finesse.utilities.Utilities`: what of it is documented for gadgets. */
export const utilitiesOf = (config: FinesseConfig) => {
  const serverTime = (): number => Date.now() + (config.clientDriftInMillis ?? 0);
  return {
    getAuthHeaderString: authHeaderString,
    currentTimeMillis: serverTime,
    currentServerTimeMillis: serverTime,
    /** One or many as a list. */
    getArray: (value: unknown): unknown[] =>
      value === undefined || value === null ? [] : Array.isArray(value) ? (value as unknown[]) : [value],
    /** Time since a stamp as `MM:SS` or `HH:MM:SS`; `--` for what is no stamp. */
    convertTsToDuration: (stamp: string): string => {
      const from = Date.parse(stamp);
      return Number.isNaN(from) ? '--' : durationOf(Math.max(0, serverTime() - from));
    },
    /** Signs that are special in HTML as entities. */
    escapeHTML: (text: unknown): string =>
      String(text).replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`),
  };
};

function durationOf(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const shown = parts[0] === 0 ? parts.slice(1) : parts;
  return shown.map((part) => String(part).padStart(2, '0')).join(':');
}

interface Publisher {
  publish(topic: string, data: unknown): void;
}

/** `finesse.cslogger.ClientLogger`: lines of a gadget's log, published for the desktop to collect. */
export class ClientLoggerFacade {
  #hub: Publisher | undefined;
  #gadget = '';

  init(hub: Publisher, gadgetId: string): void {
    this.#hub = hub;
    // a dot would make two words of the topic
    this.#gadget = gadgetId.replace(/[^\w-]/g, '_');
  }

  log = (text: string): void => this.#write('', text);
  error = (text: string): void => this.#write('ERROR ', text);

  #write(level: string, text: string): void {
    if (this.#hub === undefined || this.#gadget === '') return;
    const line = `${new Date().toISOString()}: ${this.#gadget}: ${level}${text}`;
    this.#hub.publish(`finesse.clientLogging.${this.#gadget}`, line);
  }
}

/** Milliseconds; the default of the administrator's setting. */
const toasterTime = 8_000;

interface ToasterOptions {
  readonly body?: string;
  readonly icon?: string;
  readonly autoClose?: number;
  readonly showWhenVisible?: boolean;
  readonly onclick?: () => void;
  readonly onerror?: () => void;
}

/** `finesse.containerservices.FinesseToaster`: a notification of the browser, while nobody looks at the page. */
export const finesseToaster = {
  TOASTER_DEFAULT_ICONS: {
    INCOMING_CALL_ICON: '/desktop/theme/finesse/images/modules/incoming_call.png',
    INCOMING_CHAT_ICON: '/desktop/theme/finesse/images/modules/incoming_chat.png',
    INCOMING_TEAM_MESSAGE: '/desktop/theme/finesse/images/modules/incoming_team_message.png',
  },
  init(): void {
    if (typeof Notification !== 'undefined' && Notification.permission === 'default')
      void Notification.requestPermission();
  },
  showToaster(title: string, options: ToasterOptions = {}): Notification | undefined {
    const wanted = options.showWhenVisible === true || !document.hasFocus();
    if (!wanted || typeof Notification === 'undefined' || Notification.permission !== 'granted')
      return undefined;
    const shown = new Notification(title, {
      ...(options.body === undefined ? {} : {body: options.body}),
      ...(options.icon === undefined ? {} : {icon: options.icon}),
    });
    shown.onclick = () => options.onclick?.();
    shown.onerror = () => options.onerror?.();
    setTimeout(() => shown.close(), options.autoClose ?? toasterTime);
    return shown;
  },
};
