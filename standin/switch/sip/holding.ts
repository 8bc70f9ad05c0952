import type {Clock} from '../../world/clock.js';
import type {Direction} from '../sdp.js';
import type {Habits} from '../types.js';

/** One re-INVITE. `offerless`: it carries no SDP, the browser offers in its 200 and our ACK says `direction`. */
export interface Step {
  /** Absent: as it is. */
  readonly direction?: Direction;
  readonly offerless: boolean;
  /** What the leg hears afterwards; absent: what it heard before. */
  readonly music?: boolean;
}

/** `gone`: the dialog is over. `glare`: 491. `away`: no socket to send it over. */
export type StepResult = 'done' | 'refused' | 'glare' | 'away' | 'gone';

/** What a call manager does to a leg that is held or retrieved (see {@link Habits}). */
export function holdSteps(habit: Habits['hold'], held: boolean): readonly Step[] {
  const inactive: Step = {direction: 'inactive', offerless: false, music: false};
  const retrieve: Step = {direction: 'sendrecv', offerless: true, music: false};
  switch (habit) {
    case 'none':
      return [];
    case 'inactive':
      return held ? [inactive] : [retrieve];
    case 'inactive-music':
      return [inactive, held ? {direction: 'sendonly', offerless: true, music: true} : retrieve];
  }
}

/** Does steps one after the other, trying again after a glare and waiting while the browser is away. */
export class StepQueue {
  readonly #steps: Step[] = [];
  readonly #perform: (step: Step) => Promise<StepResult>;
  readonly #clock: Clock;
  readonly #glareDelay: () => number;
  #running = false;
  #over = false;
  #wake: () => void = () => undefined;

  /** `glareDelay`: ms to wait after a 491, by who owns the Call-ID (RFC 3261 section 14.1). */
  constructor(clock: Clock, glareDelay: () => number, perform: (step: Step) => Promise<StepResult>) {
    this.#clock = clock;
    this.#glareDelay = glareDelay;
    this.#perform = perform;
  }

  add(steps: readonly Step[]): void {
    this.#steps.push(...steps);
    if (!this.#running) void this.#run();
  }

  /** The browser is back on a new socket. */
  returned(): void {
    this.#wake();
  }

  end(): void {
    this.#over = true;
    this.#steps.length = 0;
    this.#wake();
  }

  async #run(): Promise<void> {
    this.#running = true;
    for (let step = this.#steps[0]; step && !this.#over; step = this.#steps[0]) {
      const result = await this.#perform(step);
      if (result === 'glare')
        await new Promise<void>((resolve) => this.#clock.after(this.#glareDelay(), resolve));
      else if (result === 'away') await new Promise<void>((resolve) => (this.#wake = resolve));
      else this.#steps.shift();
    }
    this.#running = false;
  }
}
