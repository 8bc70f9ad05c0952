import type {ElementHandle} from 'puppeteer-core';
import type {Frame} from '../support/node/chromium.js';
import type {DesktopPage} from '../support/node/desktop-page.js';
import {until} from '../support/node/until.js';

/** What the button that joins calls of several lines is called here: on the screen it has the words of a conference. */
export const joinLines = 'Join all, over lines';

/** A button as it is drawn. */
export interface ButtonSeen {
  readonly label: string;
  readonly enabled: boolean;
  /** One of several, and whether it is the one. */
  readonly radio?: 'chosen' | 'free';
}

/** A call as its card shows it. */
export interface CardSeen {
  /** Only to find the card again. */
  readonly key: string;
  readonly title: string;
  readonly line: number;
  readonly state: string;
  readonly muted: boolean;
  /** Its people hear those of another line's call, through this browser. */
  readonly joined: boolean;
  /** It is said that the phone itself mutes. */
  readonly muteOnPhone: boolean;
  readonly buttons: readonly ButtonSeen[];
  /** Everybody in the roster of a conference. */
  readonly roster: readonly string[];
}

/** An agent's gadget at one moment, by what is drawn. */
export interface ScreenSeen {
  readonly cards: readonly CardSeen[];
  readonly notices: readonly string[];
  /** Something is being asked for, or checked. */
  readonly busy: boolean;
}

/** Reads and presses what is drawn in one agent's gadget. */
export class AgentScreen {
  readonly #desktop: DesktopPage;
  readonly #frame: Frame;

  private constructor(desktop: DesktopPage, frame: Frame) {
    this.#desktop = desktop;
    this.#frame = frame;
  }

  static async of(desktop: DesktopPage): Promise<AgentScreen> {
    const frame = await desktop.gadget();
    await frame.evaluate(() => {
      /** All that match, through every shadow tree below. */
      const inside = (root: ParentNode, selector: string): HTMLElement[] => [
        ...root.querySelectorAll<HTMLElement>(selector),
        ...[...root.querySelectorAll('*')].flatMap(({shadowRoot}) =>
          shadowRoot ? inside(shadowRoot, selector) : [],
        ),
      ];
      const said = (node: Node): string => {
        if (node instanceof Element && node.getAttribute('aria-hidden') === 'true') return '';
        return node instanceof Text ? node.data : [...node.childNodes].map(said).join('');
      };
      const words = (element: Element | null | undefined) =>
        element ? said(element).replace(/\s+/g, ' ').trim() : '';
      const label = (button: HTMLElement) => {
        const own = button.getAttribute('aria-label') ?? words(button);
        const {host} = button.getRootNode() as ShadowRoot;
        return host?.localName === 'desk-call-join' ? `${own}, over lines` : own;
      };
      window.walk = {inside, words, label, click: undefined};
      addEventListener(
        'click',
        (event) =>
          (window.walk.click = {path: event.composedPath(), wasSwallowed: () => event.defaultPrevented}),
        {capture: true},
      );
    });
    return new AgentScreen(desktop, frame);
  }

  get desktop(): DesktopPage {
    return this.#desktop;
  }

  read(): Promise<ScreenSeen> {
    return this.#frame.evaluate(() => {
      const {inside, words, label: labelOf} = window.walk;
      // what is folded is on the screen with one press, and comes with the next look
      inside(document, 'button')
        .find((button) => words(button) === 'Show all')
        ?.click();
      const cards = inside(document, 'desk-call-card:not([hidden])').flatMap((card) => {
        const article = card.shadowRoot?.querySelector('article');
        if (!article || !card.shadowRoot) return [];
        const buttons = inside(card.shadowRoot, 'button').map((button) => ({
          label: labelOf(button),
          enabled: !button.matches(':disabled, [aria-disabled=true]'),
          ...(button.getAttribute('role') === 'radio'
            ? {radio: button.ariaChecked === 'true' ? ('chosen' as const) : ('free' as const)}
            : {}),
        }));
        return [
          {
            key: (card as HTMLElement & {call?: {id: string}}).call?.id ?? '',
            title: words(article.querySelector('h3')),
            line: Number(/\d+/.exec(words(article.querySelector('.line')))?.[0] ?? 0),
            state: article.dataset['state'] ?? '',
            muted: words(article.querySelector('.badges')).includes('Muted'),
            joined: inside(card.shadowRoot, 'desk-call-join').some(
              ({shadowRoot}) => shadowRoot?.querySelector('.block') && !shadowRoot.querySelector('button'),
            ),
            muteOnPhone: inside(card.shadowRoot, '[part=controls] .words')
              .map(words)
              .includes('Mute on the phone'),
            buttons,
            roster: inside(card.shadowRoot, 'li .who').map(words),
          },
        ];
      });
      return {
        cards,
        notices: inside(document, 'desk-notices').flatMap((notices) =>
          notices.shadowRoot ? inside(notices.shadowRoot, 'li').map(words) : [],
        ),
        busy: inside(document, 'desk-call-card:not([hidden])').some(
          ({shadowRoot}) => shadowRoot !== null && inside(shadowRoot, '[data-busy]').length > 0,
        ),
      };
    });
  }

  /**
   * Clicks that button of that card with the mouse, as soon as the card takes a press: for 400 ms after a change it takes
   * none (T-20). False: it is not there, or greyed.
   */
  async press(key: string, label: string): Promise<boolean> {
    let isThere = true;
    const press = async () => {
      const button = await this.#find(key, label);
      isThere = button !== undefined;
      return !button || (await isTaken(button));
    };
    await until(`"${label}" takes a press`, press, 10_000).catch(() => (isThere = false));
    return isThere;
  }

  async #find(key: string, label: string): Promise<ElementHandle<Element> | undefined> {
    const handle = await this.#frame.evaluateHandle(
      (wantedKey, wantedLabel) => {
        const {inside, label: labelOf} = window.walk;
        window.walk.click = undefined;
        const card = inside(document, 'desk-call-card:not([hidden])').find(
          (each) => (each as HTMLElement & {call?: {id: string}}).call?.id === wantedKey,
        );
        if (!card?.shadowRoot) return null;
        return (
          inside(card.shadowRoot, 'button').find(
            (button) => labelOf(button) === wantedLabel && !button.matches(':disabled, [aria-disabled=true]'),
          ) ?? null
        );
      },
      key,
      label,
    );
    return (handle.asElement() as ElementHandle<Element> | null) ?? undefined;
  }

  /** As {@link press}, for what is still being loaded. */
  pressWhenThere(key: string, label: string): Promise<boolean> {
    return until(`"${label}" can be pressed`, () => this.press(key, label)).catch(() => false);
  }

  /** Puts a number into the transfer panel of that card. */
  async fillTransfer(key: string, number: string): Promise<boolean> {
    return this.#frame.evaluate(
      (wantedKey, text) => {
        const {inside} = window.walk;
        const card = inside(document, 'desk-call-card:not([hidden])').find(
          (each) => (each as HTMLElement & {call?: {id: string}}).call?.id === wantedKey,
        );
        const [field] = card?.shadowRoot ? inside(card.shadowRoot, 'desk-transfer-panel') : [];
        const input = field?.shadowRoot?.querySelector('input');
        if (!input) return false;
        input.value = text;
        input.dispatchEvent(new InputEvent('input', {bubbles: true, composed: true}));
        return true;
      },
      key,
      number,
    );
  }

  /** Takes every notice that can be dismissed off the screen. */
  async tidy(): Promise<void> {
    await this.#frame.evaluate(() => {
      const {inside} = window.walk;
      for (const notices of inside(document, 'desk-notices'))
        for (const button of notices.shadowRoot ? inside(notices.shadowRoot, 'button') : [])
          if (button.getAttribute('aria-label') === 'Dismiss') button.click();
    });
  }
}

/** Clicks with the mouse. False: the press went elsewhere, or its card swallowed it. */
async function isTaken(button: ElementHandle<Element>): Promise<boolean> {
  // a card that goes while the mouse is on its way takes no press
  await button.click().catch(() => undefined);
  return button.evaluate((pressed) => {
    const {click} = window.walk;
    return click?.path.includes(pressed) === true && !click.wasSwallowed();
  });
}

declare global {
  interface Window {
    walk: {
      readonly inside: (root: ParentNode, selector: string) => HTMLElement[];
      readonly label: (button: HTMLElement) => string;
      readonly words: (element: Element | null | undefined) => string;
      /** The last press, wherever it went. */
      click: {readonly path: readonly EventTarget[]; readonly wasSwallowed: () => boolean} | undefined;
    };
  }
}
