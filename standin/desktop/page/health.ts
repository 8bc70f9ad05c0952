import type {ConnectionStatus} from './desktop-topics.js';

/** Milliseconds between looks at both nodes while something is down. */
const lookEvery = 2000;

/** Looks in a row at which this node must be down before the desktop moves away. */
const looksBeforeMove = 2;

/** What the watch needs from the desktop. */
export interface HealthHost {
  /** Service state of a node, `undefined` when it does not answer. */
  nodeStatus(origin: string): Promise<string | undefined>;
  connect(): void;
  changed(status: ConnectionStatus): void;
  moveTo(origin: string): void;
}

/**
 * Whether this node can be used: notification connection up, system in service, the user `finesse` present (Finesse
 * developer guide, High Availability). While it can't, both nodes are looked at and the desktop comes back or moves.
 */
export class Health {
  readonly #host: HealthHost;
  readonly #ownOrigin: string;
  readonly #alternate: () => string | undefined;
  #linked = false;
  #inService = true;
  #present = true;
  #started = false;
  #healthy = false;
  #down = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: HealthHost, ownOrigin: string, alternate: () => string | undefined) {
    this.#host = host;
    this.#ownOrigin = ownOrigin;
    this.#alternate = alternate;
  }

  set linked(linked: boolean) {
    this.#linked = linked;
    // A new session begins without news; what it says next counts.
    if (linked) this.#present = true;
    this.#review();
  }

  set inService(inService: boolean) {
    this.#inService = inService;
    this.#review();
  }

  set present(present: boolean) {
    this.#present = present;
    this.#review();
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#host.changed = () => undefined;
  }

  #review(): void {
    const healthy = this.#linked && this.#inService && this.#present;
    if (healthy && !this.#healthy) {
      clearTimeout(this.#timer);
      this.#timer = undefined;
      this.#down = 0;
      this.#healthy = true;
      this.#host.changed(this.#started ? 'recovered' : 'connected');
      this.#started = true;
    } else if (!healthy && (this.#healthy || !this.#started)) {
      if (this.#healthy) this.#host.changed('failing');
      this.#healthy = false;
    }
    if (!healthy && this.#timer === undefined) this.#timer = setTimeout(() => void this.#look(), lookEvery);
  }

  async #look(): Promise<void> {
    const alternate = this.#alternate();
    const [own, other] = await Promise.all([
      this.#host.nodeStatus(this.#ownOrigin),
      alternate === undefined ? undefined : this.#host.nodeStatus(alternate),
    ]);
    this.#timer = undefined;
    if (this.#healthy) return;
    const usable = own === 'IN_SERVICE' && this.#present;
    this.#down = usable ? 0 : this.#down + 1;
    if (own !== undefined) this.#inService = own === 'IN_SERVICE';
    if (!this.#linked && own === 'IN_SERVICE') this.#host.connect();
    if (this.#down >= looksBeforeMove && other === 'IN_SERVICE' && alternate !== undefined) {
      this.#host.moveTo(alternate);
      return;
    }
    this.#review();
  }
}
