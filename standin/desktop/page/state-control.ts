import {deskButton, el} from './dom.js';
import type {OwnAgent} from './own-agent.js';
import {childElements, childText} from './rest.js';
import type {FinesseRest} from './rest.js';

const stateWords: Readonly<Record<string, string>> = {
  LOGOUT: 'Signed out',
  NOT_READY: 'Not Ready',
  READY: 'Ready',
  RESERVED: 'Reserved',
  TALKING: 'Talking',
  HOLD: 'Hold',
  WORK: 'Wrap-up',
  WORK_READY: 'Wrap-up, then Ready',
};

interface Reason {
  readonly id: string;
  readonly label: string;
}

/** What the state control works with. */
export interface StateControlOptions {
  readonly agent: OwnAgent;
  readonly rest: FinesseRest;
  /** Server minus client time, milliseconds. */
  readonly driftMs: number;
  readonly showError: (message: string) => void;
}

/** The desktop's own state control: pill with timer, Ready, Not Ready with reasons, sign out with reasons. */
export class StateControl {
  readonly element: HTMLElement;
  readonly #options: StateControlOptions;
  readonly #state = el('span', {class: 'state', 'data-standin': 'state'});
  readonly #detail = el('span', {class: 'state-detail', 'data-standin': 'state-detail'});
  readonly #timer = el('span', {class: 'state-timer'});
  readonly #ready: HTMLButtonElement;
  readonly #notReady: {button: HTMLButtonElement; menu: HTMLElement};
  readonly #signOut: {button: HTMLButtonElement; menu: HTMLElement};

  constructor(options: StateControlOptions) {
    this.#options = options;
    this.#ready = deskButton('Ready', 'ready', () => void this.#ask('READY'));
    this.#notReady = this.#menuButton('Not Ready', 'NOT_READY');
    this.#signOut = this.#menuButton('Sign out', 'LOGOUT');
    this.element = el(
      'div',
      {class: 'state-control', role: 'group', 'aria-label': 'Agent state'},
      el('span', {class: 'state-pill'}, this.#state, this.#timer),
      this.#detail,
      this.#ready,
      this.#notReady.button,
      this.#notReady.menu,
    );
    options.agent.onChange(() => this.#draw());
    this.#draw();
  }

  /** Button and menu for signing out, placed elsewhere in the header. */
  get signOut(): readonly HTMLElement[] {
    return [this.#signOut.button, this.#signOut.menu];
  }

  async loadReasons(): Promise<void> {
    await Promise.all([
      this.#fill(this.#notReady.menu, 'NOT_READY'),
      this.#fill(this.#signOut.menu, 'LOGOUT'),
    ]);
  }

  tick(): void {
    const {agent, driftMs} = this.#options;
    const since = agent.user?.since;
    const seconds =
      since === undefined ? undefined : Math.max(0, Math.floor((Date.now() + driftMs - since) / 1000));
    const [minutes, rest] = seconds === undefined ? [0, 0] : [Math.floor(seconds / 60), seconds % 60];
    this.#timer.textContent = seconds === undefined ? '' : `${minutes}:${String(rest).padStart(2, '0')}`;
  }

  #draw(): void {
    const user = this.#options.agent.user;
    const state = user?.state ?? '';
    this.#state.textContent = stateWords[state] ?? state;
    this.#state.dataset['state'] = state;
    const pending =
      user && user.pendingState !== '' ? `then ${stateWords[user.pendingState] ?? user.pendingState}` : '';
    this.#detail.textContent = [user?.reason ?? '', pending].filter((part) => part !== '').join(', ');
    this.#ready.disabled = state === 'READY';
    this.#signOut.button.disabled = !['NOT_READY', 'READY'].includes(state);
    this.tick();
  }

  #menuButton(text: string, state: 'NOT_READY' | 'LOGOUT'): {button: HTMLButtonElement; menu: HTMLElement} {
    const menu = el('div', {class: 'menu', popover: 'auto', role: 'group', 'aria-label': `${text}: reasons`});
    const button = deskButton(text, state === 'LOGOUT' ? 'plain' : 'not-ready', () => {
      if (menu.childElementCount === 0) return void this.#ask(state);
      const place = button.getBoundingClientRect();
      menu.style.top = `${place.bottom + 4}px`;
      menu.style.left = `${Math.min(place.left, window.innerWidth - 240)}px`;
      menu.togglePopover();
      menu.querySelector('button')?.focus();
    });
    return {button, menu};
  }

  async #fill(menu: HTMLElement, state: 'NOT_READY' | 'LOGOUT'): Promise<void> {
    const {agent, rest} = this.#options;
    let reasons: Reason[] = [];
    try {
      const root = await rest.get(`User/${encodeURIComponent(agent.id)}/ReasonCodes?category=${state}`);
      reasons = childElements(root, 'ReasonCode')
        .filter((code) => childText(code, 'systemCode') !== 'true')
        .map((code) => ({
          id: childText(code, 'id') || (childText(code, 'uri').split('/').pop() ?? ''),
          label: childText(code, 'label'),
        }));
    } catch {
      // Without a list no reason is required (Finesse developer guide, ReasonCode).
    }
    const word = state === 'LOGOUT' ? 'Sign out' : 'Not Ready';
    menu.replaceChildren(
      ...reasons.map(({id, label}) =>
        deskButton(
          label,
          'menu-item',
          () => {
            menu.hidePopover();
            void this.#ask(state, id);
          },
          `${word}, ${label}`,
        ),
      ),
    );
  }

  async #ask(state: 'READY' | 'NOT_READY' | 'LOGOUT', reasonCodeId?: string): Promise<void> {
    const {agent, rest, showError} = this.#options;
    try {
      await rest.put(`User/${encodeURIComponent(agent.id)}`, 'User', {
        state,
        reasonCodeId,
        logoutAllMedia: state === 'LOGOUT' ? 'true' : undefined,
      });
    } catch (error) {
      showError(error instanceof Error ? error.message : String(error));
    }
  }
}
