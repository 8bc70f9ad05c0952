import type {ElementHandle} from 'puppeteer-core';
import type {Frame} from '../support/node/chromium.js';
import type {DesktopPage} from '../support/node/desktop-page.js';
import {until} from '../support/node/until.js';

/** A button as it is drawn. */
export interface ButtonSeen {
  readonly label: string;
  readonly enabled: boolean;
}

/** A call as its card shows it. */
export interface CardSeen {
  /** Only to find the card again. */
  readonly key: string;
  readonly title: string;
  readonly line: number;
  readonly state: string;
  readonly muted: boolean;
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
      // calls of several lines become one in the page alone: neither Finesse nor the switch knows of it
      const buttons = (card: ShadowRoot) =>
        inside(card, 'button').filter(
          (button) => (button.getRootNode() as ShadowRoot).host?.localName !== 'desk-call-join',
        );
      window.walk = {inside, words, buttons};
    });
    return new AgentScreen(desktop, frame);
  }

  get desktop(): DesktopPage {
    return this.#desktop;
  }

  read(): Promise<ScreenSeen> {
    return this.#frame.evaluate(() => {
      const {inside, words, buttons: buttonsOf} = window.walk;
      // what is folded is on the screen with one press, and comes with the next look
      inside(document, 'button')
        .find((button) => words(button) === 'Show all')
        ?.click();
      const cards = inside(document, 'desk-call-card:not([hidden])').flatMap((card) => {
        const article = card.shadowRoot?.querySelector('article');
        if (!article || !card.shadowRoot) return [];
        const buttons = buttonsOf(card.shadowRoot).map((button) => ({
          label: button.getAttribute('aria-label') ?? words(button),
          enabled: !button.matches(':disabled, [aria-disabled=true]'),
        }));
        return [
          {
            key: (card as HTMLElement & {call?: {id: string}}).call?.id ?? '',
            title: words(article.querySelector('h3')),
            line: Number(/\d+/.exec(words(article.querySelector('.line')))?.[0] ?? 0),
            state: article.dataset['state'] ?? '',
            muted: words(article.querySelector('.badges')).includes('Muted'),
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

  /** Clicks that button of that card with the mouse. False: it is not there, or greyed. */
  async press(key: string, label: string): Promise<boolean> {
    await this.#rest();
    const handle = await this.#frame.evaluateHandle(
      (wantedKey, wantedLabel) => {
        const {inside, words, buttons} = window.walk;
        const card = inside(document, 'desk-call-card:not([hidden])').find(
          (each) => (each as HTMLElement & {call?: {id: string}}).call?.id === wantedKey,
        );
        if (!card?.shadowRoot) return null;
        return (
          buttons(card.shadowRoot).find(
            (button) =>
              (button.getAttribute('aria-label') ?? words(button)) === wantedLabel &&
              !button.matches(':disabled, [aria-disabled=true]'),
          ) ?? null
        );
      },
      key,
      label,
    );
    const button = handle.asElement() as ElementHandle<Element> | null;
    if (!button) return false;
    // a card that goes while the mouse is on its way takes no press
    return button.click().then(
      () => true,
      () => false,
    );
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

  /** For 400 ms after a change a card takes no press (T-20): that much of the page's own time goes by. */
  async #rest(): Promise<void> {
    await this.#frame.evaluate(async () => {
      const end = performance.now() + 450;
      while (performance.now() < end) await new Promise((tick) => requestAnimationFrame(tick));
    });
  }
}

declare global {
  interface Window {
    walk: {
      readonly inside: (root: ParentNode, selector: string) => HTMLElement[];
      readonly buttons: (card: ShadowRoot) => HTMLElement[];
      readonly words: (element: Element | null | undefined) => string;
    };
  }
}
