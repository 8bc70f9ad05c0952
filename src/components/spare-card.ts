import type {ReactiveController, ReactiveControllerHost} from 'lit';
import type {Call, Control, Controls} from '../calls/types.js';

const off: Control = {visible: false, enabled: false};
const variable = {name: '-', value: '-'};

/** What the spare card is drawn with: a call of the usual shape, with nothing in it that is anybody's. Never shown. */
export const spareCall: Call = {
  id: '',
  line: 1,
  address: '',
  direction: 'in',
  state: 'alerting',
  peer: {name: '', number: ''},
  queue: '',
  dialedNumber: '',
  variables: [variable, variable, variable, variable, variable],
  since: undefined,
  talkingSince: undefined,
  wrapUpReason: '',
  muted: false,
  heldByFarEnd: false,
  pending: undefined,
  dialog: undefined,
  leg: undefined,
};

/** The controls of {@link spareCall}. */
export const spareControls: Controls = {
  answer: {visible: true, enabled: true},
  hold: off,
  resume: off,
  mute: off,
  digits: off,
  end: {...off, reason: 'acd-no-decline'},
};

/**
 * Keeps one hidden card drawn ahead for the next call, so that news of a call only fills it in. It gives out the keys of
 * the cards: a new call gets the key, and so the element, of the spare card. A spare card is used once; the next one is
 * drawn when the page is idle.
 */
export class SpareCardController implements ReactiveController {
  /** Key of the spare card; undefined while there is none. */
  key: number | undefined;
  readonly #host: ReactiveControllerHost;
  readonly #keys = new Map<string, number>();
  #made = 0;
  #idle: number | undefined;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  /** The key of a call's card. */
  keyOf(callId: string): number {
    const known = this.#keys.get(callId);
    if (known !== undefined) return known;
    const key = this.key ?? this.#made++;
    this.key = undefined;
    this.#keys.set(callId, key);
    return key;
  }

  /** Forgets all calls but these. */
  keep(callIds: readonly string[]): void {
    for (const id of this.#keys.keys()) if (!callIds.includes(id)) this.#keys.delete(id);
  }

  hostDisconnected(): void {
    if (this.#idle !== undefined) cancelIdleCallback(this.#idle);
    this.#idle = undefined;
  }

  hostUpdated(): void {
    if (this.key !== undefined) return;
    this.#idle ??= requestIdleCallback(() => {
      this.#idle = undefined;
      this.key = this.#made++;
      this.#host.requestUpdate();
    });
  }
}
