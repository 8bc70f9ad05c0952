import {Store} from '../base/store.js';

/** `unknown`: this browser doesn't tell, or not yet. */
export type PermissionAnswer = PermissionState | 'unknown';

/** The part of `navigator.permissions` used here. */
export type PermissionSource = Pick<Permissions, 'query'>;

/** What the agent, or the site's policy, said to the microphone; known without asking for it (Permissions API). */
export class MicrophonePermission {
  readonly state = new Store<PermissionAnswer>('unknown');
  readonly #source: PermissionSource | undefined;
  #status: PermissionStatus | undefined;
  readonly #onChange = () => {
    if (this.#status) this.state.set(this.#status.state);
  };

  constructor(source: PermissionSource | undefined) {
    this.#source = source;
  }

  /** Follows the permission from now on. */
  async watch(): Promise<void> {
    if (this.#status) return;
    try {
      this.#status = await this.#source?.query({name: 'microphone' as PermissionName});
    } catch {
      // A browser that doesn't know this name throws (Permissions, section 6.2.1).
      return;
    }
    this.#status?.addEventListener('change', this.#onChange);
    this.#onChange();
  }

  close(): void {
    this.#status?.removeEventListener('change', this.#onChange);
    this.#status = undefined;
  }
}
