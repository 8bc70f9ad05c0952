/** What may be pressed on a card, as the table of who acts names it (docs/adr/0003-who-acts.md). */
export type Command =
  | 'answer'
  | 'hold'
  | 'resume'
  | 'end'
  | 'mute'
  | 'digits'
  | 'wrap-up-reason'
  | 'consult'
  | 'transfer-now'
  | 'transfer-safe'
  | 'transfer'
  | 'conference'
  | 'back'
  | 'drop'
  | 'join';

/** What carries the call at this agent: a dialog with a leg in the browser, a dialog alone, a leg alone. */
export type Carrier = 'both' | 'dialog' | 'leg';

/** How a press ends. */
export type Outcome = 'done' | 'refused';

type Kind = `${Command} by ${Carrier}`;

const byFinesse = [
  'answer',
  'hold',
  'resume',
  'end',
  'digits',
  'wrap-up-reason',
  'consult',
  'transfer-now',
  'transfer-safe',
  'transfer',
  'conference',
  'back',
  'drop',
] as const;
const byLeg = [
  'answer',
  'hold',
  'resume',
  'end',
  'digits',
  'mute',
  'consult',
  'transfer-now',
  'transfer',
  'back',
  'join',
] as const;

/** Nobody is asked for mute on one's own leg, and to digits and a BYE by SIP nobody says no. */
export const canBeRefused = (command: Command, carrier: Carrier): boolean =>
  carrier === 'dialog' ||
  (command !== 'mute' &&
    command !== 'digits' &&
    !(carrier === 'leg' && (command === 'end' || command === 'back')));

/** The table of who acts, as far as somebody acts: every command with what may carry the call, and how it may end. */
const table: readonly (readonly [Command, Carrier, Outcome])[] = [
  ...(['both', 'dialog'] as const).flatMap((carrier) =>
    byFinesse.map((command) => [command, carrier, 'done'] as const),
  ),
  ...(['mute', 'join'] as const).map((command) => [command, 'both', 'done'] as const),
  ...byLeg.map((command) => [command, 'leg', 'done'] as const),
].flatMap(([command, carrier, done]) => [
  [command, carrier, done] as const,
  ...(canBeRefused(command, carrier) ? [[command, carrier, 'refused'] as const] : []),
]);

/** A desk phone is muted by its own key: the card says so instead of offering it. */
const saidOnly = ['mute', 'dialog', 'refused'] as const;

const ofPairs = ['transfer', 'conference', 'back', 'drop'] as const;
const inTalk = [
  'hold',
  'mute',
  'digits',
  'end',
  'consult',
  'transfer-now',
  'transfer-safe',
  ...ofPairs,
] as const;

/** What a command leads to, sooner or later: what could not be pressed without it. */
const leadsTo: Readonly<Partial<Record<Command, readonly Command[]>>> = {
  answer: [...inTalk, 'resume', 'wrap-up-reason', 'join'],
  hold: ['resume', 'join'],
  resume: inTalk,
  consult: ofPairs,
  conference: ['drop'],
  end: ['wrap-up-reason'],
};

/** How often each command came to its end, and how often it was refused in words. */
export class Coverage {
  readonly #counts = new Map<Kind, Record<Outcome, number>>();

  count(command: Command, carrier: Carrier, outcome: Outcome): void {
    const kind = `${command} by ${carrier}` as const;
    const counts = this.#counts.get(kind) ?? {done: 0, refused: 0};
    counts[outcome] += 1;
    this.#counts.set(kind, counts);
  }

  of(command: Command, carrier: Carrier): Readonly<Record<Outcome, number>> {
    return this.#counts.get(`${command} by ${carrier}`) ?? {done: 0, refused: 0};
  }

  /** Takes in what others have covered. */
  add(others: readonly Coverage[]): void {
    for (const other of others)
      for (const [kind, {done, refused}] of other.#counts) {
        const counts = this.#counts.get(kind) ?? {done: 0, refused: 0};
        this.#counts.set(kind, {done: counts.done + done, refused: counts.refused + refused});
      }
  }

  /** What this command with this carrier still lacks. */
  lacks(command: Command, carrier: Carrier): readonly Outcome[] {
    return this.#lacking
      .filter(([wanted, by]) => wanted === command && by === carrier)
      .map(([, , outcome]) => outcome);
  }

  /** Whether something that is lacking becomes possible by this command. */
  leads(command: Command, carrier: Carrier): boolean {
    const next = leadsTo[command] ?? [];
    return this.#lacking.some(([wanted, by]) => by === carrier && next.includes(wanted));
  }

  /** Everything that never came about, in words. */
  get missing(): readonly string[] {
    return this.#lacking.map(
      ([command, carrier, outcome]) =>
        `${command} by ${carrier} ${outcome === 'done' ? 'never succeeded' : 'was never refused'}`,
    );
  }

  /** All counts in words. */
  toString(): string {
    return [...this.#counts]
      .map(([kind, {done, refused}]) => `${kind}: ${done} done, ${refused} refused`)
      .toSorted()
      .join('; ');
  }

  get #lacking() {
    return [...table, saidOnly].filter(
      ([command, carrier, outcome]) => this.of(command, carrier)[outcome] === 0,
    );
  }
}
