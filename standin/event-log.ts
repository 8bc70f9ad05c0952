import type {World} from './world/world.js';

/** One thing that happened, stamped by a clock that never jumps. */
export interface LogEntry {
  readonly seq: number;
  /** Monotonic milliseconds since the stand-in started. */
  readonly at: number;
  readonly event: string;
  readonly facts: Readonly<Record<string, unknown>>;
}

/** The newest events of everything, in the order they happened (GET /standin/log). */
export class EventLog {
  readonly #entries: LogEntry[] = [];
  readonly #monotonic: () => number;
  readonly #start: number;
  readonly #limit: number;
  #next = 1;

  constructor(monotonic: () => number, limit = 20_000) {
    this.#monotonic = monotonic;
    this.#start = monotonic();
    this.#limit = limit;
  }

  add(event: string, facts: Readonly<Record<string, unknown>>): void {
    this.#entries.push({seq: this.#next++, at: this.#monotonic() - this.#start, event, facts});
    if (this.#entries.length > this.#limit) this.#entries.splice(0, this.#entries.length - this.#limit);
  }

  /** Entries after that number; `next` is what to ask for the next time. */
  since(seq: number): {entries: readonly LogEntry[]; next: number} {
    return {entries: this.#entries.filter((entry) => entry.seq > seq), next: this.#next - 1};
  }

  /** Writes down what the world tells. */
  follow(world: World): void {
    world.on((event) => {
      switch (event.type) {
        case 'log':
          return this.add(event.event, event.facts);
        case 'user':
          return this.add('user', {agentId: event.agentId, state: world.agents.get(event.agentId)?.state});
        case 'dialog': {
          const {kind, agentId, dialog} = event;
          return this.add('dialog', {kind, agentId, callId: dialog.id, state: dialog.state});
        }
        case 'refused':
          return this.add('refused', {
            agentId: event.agentId,
            source: event.source,
            message: event.error.message,
          });
        case 'system':
          return this.add('system', {});
        case 'queue':
          return this.add('queue', {queueId: event.queueId});
        case 'item':
          return this.add('item', {node: event.node});
      }
    });
  }
}
