/** What an agent may wish of the ring of a line. */
import type {Readable} from '../base/store.js';

/** Names of the tones, in the order in which they are offered; the first is what rings unasked. */
export const ringTones = ['chime', 'high', 'low', 'beat', 'trill'] as const;

export type RingTone = (typeof ringTones)[number];

/** An agent's wish for one line. */
export interface LineRing {
  readonly tone: RingTone;
  /** 5 to 100, as a slider shows it; the ear's loudness is about its square. */
  readonly volume: number;
  /** Id of the output device; empty: the computer's default. */
  readonly device: string;
  /** What the device was called when it was chosen; text from outside. */
  readonly deviceName: string;
}

/** An output device that is there now. Text from outside in `name`; empty while the browser keeps it to itself. */
export interface RingDevice {
  readonly id: string;
  readonly name: string;
}

/** What somebody who sets the rings sees and asks. */
export interface RingSettings {
  readonly rings: Readable<ReadonlyMap<number, LineRing>>;
  /** The devices to choose from, the computer's default apart; undefined where the browser lets nobody choose. */
  readonly devices: Readable<readonly RingDevice[] | undefined>;
  /** `false`: the browser gives no storage, so the wishes are gone with the page. */
  readonly kept: Readable<boolean>;
  /** From now on this line rings so. */
  set(line: number, ring: LineRing): void;
  /** Rings once as this line does, when nothing else rings. */
  test(line: number): void;
  /** Asks the browser again which devices are there. */
  look(): Promise<void>;
}

/** What rings unasked. */
export const plainRing: LineRing = {tone: 'chime', volume: 70, device: '', deviceName: ''};
