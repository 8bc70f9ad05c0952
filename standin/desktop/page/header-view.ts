import type {DesktopSettings} from '../layout-model.js';
import type {ConnectionStatus} from './desktop-topics.js';
import {el} from './dom.js';
import type {OwnUser} from './own-agent.js';

const connectionWords: Readonly<Record<ConnectionStatus, string>> = {
  connecting: 'Connecting…',
  connected: 'Connected',
  recovered: 'Connected',
  failing: 'Reconnecting…',
};

/** What the header is made of. */
export interface HeaderParts {
  readonly settings: DesktopSettings;
  readonly user: OwnUser;
  readonly extension: string;
  readonly mobile: string;
  readonly stateControl: HTMLElement;
  readonly signOut: readonly HTMLElement[];
  readonly gadgets: readonly HTMLElement[];
}

/** The header of the desktop: what it is, who is here, in which state, and whether news arrive. */
export class HeaderView {
  readonly element: HTMLElement;
  readonly #connection = el('span', {class: 'connection', 'data-standin': 'connection', role: 'status'});
  readonly #message = el('div', {class: 'message', role: 'alert', 'data-standin': 'message', hidden: true});

  constructor(parts: HeaderParts) {
    const {settings, user} = parts;
    const title = settings.layout.configs['title'];
    this.element = el(
      'header',
      {class: 'top'},
      el(
        'div',
        {class: 'top-row'},
        el(
          'div',
          {class: 'brand'},
          el('h1', {}, title ?? 'Contact centre'),
          el('span', {class: 'brand-note'}, `Stand-in desktop · ${settings.deployment}`),
        ),
        ...parts.gadgets,
        parts.stateControl,
        el('span', {class: 'spring'}),
        this.#connection,
        el(
          'div',
          {class: 'identity'},
          el('span', {class: 'identity-name'}, user.name === '' ? user.id : user.name),
          el(
            'span',
            {class: 'identity-detail'},
            [`Ext. ${parts.extension}`, parts.mobile].filter(Boolean).join(' · '),
          ),
        ),
        ...parts.signOut,
      ),
      this.#message,
    );
  }

  setConnection(status: ConnectionStatus): void {
    this.#connection.textContent = connectionWords[status];
    this.#connection.dataset['status'] = status;
  }

  /** A sentence below the header until the next one, or until it is empty. */
  showMessage(message: string): void {
    this.#message.textContent = message;
    this.#message.hidden = message === '';
  }
}
