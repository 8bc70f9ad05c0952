import type {Core} from './core.js';
import type {LegId, LineDialog} from './legs.js';
import type {Rivals} from './rivals.js';
import type {Call, Party} from './types.js';

/** The lines that a colleague's phone has too. */
export const sharedLinesIn = (sharedLines: string): readonly string[] =>
  sharedLines.split(',').filter((number) => number !== '');

/** Tells the switch which calls the shared lines have, whenever that changed. */
export class LineNews {
  readonly #core: Core;
  readonly #rivals: Rivals;
  /** What was told last, by line. */
  readonly #told = new Map<string, string>();

  constructor(core: Core, rivals: Rivals) {
    this.#core = core;
    this.#rivals = rivals;
  }

  /** Takes in all calls after a change. */
  look(calls: Iterable<Call>): void {
    const shared = sharedLinesIn(this.#core.settings.sharedLines);
    const all = shared.length + this.#told.size === 0 ? [] : [...calls];
    for (const number of new Set([...shared, ...this.#told.keys()])) {
      const dialogs = shared.includes(number) ? all.flatMap((call) => this.#dialogsOf(call, number)) : [];
      const told = JSON.stringify(dialogs);
      if (told === (this.#told.get(number) ?? '[]')) continue;
      this.#told.set(number, told);
      this.#core.carrier().lineDialogs?.(number, dialogs);
    }
  }

  #dialogsOf(call: Call, number: string): LineDialog[] {
    return call.parties.flatMap((party) => {
      if (party.address !== number || party.state === 'DROPPED' || party.state === 'WRAP_UP') return [];
      const legs = [party.legId, this.#rivals.of(party)].filter((legId) => legId !== undefined);
      return legs.map((legId) => dialogOf(call, party, legId));
    });
  }
}

function dialogOf(call: Call, party: Party, legId: LegId): LineDialog {
  const other = call.parties.find((each) => each !== party && each.state !== 'DROPPED');
  return {
    legId,
    state: party.state === 'ACTIVE' || party.state === 'HELD' ? 'confirmed' : 'early',
    direction: party === call.parties[0] ? 'initiator' : 'recipient',
    held: party.state === 'HELD',
    remote: {number: other?.address ?? call.toAddress, name: other?.name ?? ''},
  };
}
