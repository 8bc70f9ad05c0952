/** How each line rings, as the agent wishes: tone, volume and device. Loaded with the first call, or for who sets it. */
import type {Clock} from '../base/clock.js';
import type {Log} from '../base/log.js';
import {Store} from '../base/store.js';
import type {RingStyle, SoftphonePort} from '../softphone/types.js';
import {
  plainRing,
  ringTones,
  type LineRing,
  type RingDevice,
  type RingSettings,
  type RingTone,
} from './line-ring.js';

export interface RingsOptions {
  readonly userId: string;
  readonly softphone: Pick<SoftphonePort, 'ring'>;
  /** A call rings now. */
  readonly isRinging: () => boolean;
  readonly clock: Clock;
  readonly log: Log;
  /** This page's own when absent; in some browsers the very name throws where storage is blocked. */
  readonly storage?: () => Pick<Storage, 'getItem' | 'setItem'>;
  /** `navigator.mediaDevices` when absent. */
  readonly mediaDevices?: Pick<MediaDevices, 'enumerateDevices' | 'addEventListener' | 'removeEventListener'>;
  /** Whether the ring can be sent to a device of one's choice; found out when absent. */
  readonly canChoose?: boolean;
}

type Notes = NonNullable<RingStyle['notes']>;

const notes: Readonly<Record<RingTone, Notes | undefined>> = {
  chime: undefined,
  high: [
    [0, 1319],
    [0.16, 1568],
    [0.4, 1319],
    [0.56, 1568],
  ],
  low: [
    [0, 415],
    [0.2, 523],
    [0.4, 415],
    [0.6, 523],
  ],
  beat: [0, 0.16, 0.6, 0.76].map((start) => [start, 659] as const),
  trill: Array.from({length: 10}, (_, n) => [n * 0.12, n % 2 === 0 ? 880 : 1109] as const),
};

/** Level of our own ring, at the volume it has unasked. */
const ownLevel = 0.25;

/** A test lasts one round; ms. */
const testMs = 3_000;

/** Keeps the wishes of one agent in this browser's storage, and knows which devices are there. */
export class Rings implements RingSettings {
  readonly rings: Store<ReadonlyMap<number, LineRing>>;
  readonly devices = new Store<readonly RingDevice[] | undefined>(undefined);
  readonly kept = new Store(true);
  readonly #options: RingsOptions;
  readonly #key: string;
  /** The same object as long as a line rings the same way. */
  #styles = new Map<number, RingStyle>();
  #endTest: (() => void) | undefined;

  constructor(options: RingsOptions, signal: AbortSignal) {
    this.#options = options;
    this.#key = `deskline-ring-${options.userId}`;
    this.rings = new Store(this.#read());
    const media = this.#media;
    const look = () => void this.look();
    media?.addEventListener('devicechange', look);
    signal.addEventListener('abort', () => {
      media?.removeEventListener('devicechange', look);
      this.#endTest?.();
    });
    look();
  }

  /** How this line rings; undefined: as every line does unasked. */
  styleOf(line: number): RingStyle | undefined {
    const ring = this.rings.state.get(line);
    if (!ring) return undefined;
    const there = this.devices.state;
    // a device that was pulled out would swallow the ring without a word
    const isGone = there !== undefined && there.length > 0 && !there.some(({id}) => id === ring.device);
    const device = isGone ? '' : ring.device;
    const known = this.#styles.get(line);
    if (known && known.device === device) return known;
    const level = ownLevel * (ring.volume / plainRing.volume) ** 2;
    const style: RingStyle = {level, device, notes: notes[ring.tone]};
    this.#styles.set(line, style);
    return style;
  }

  set(line: number, ring: LineRing): void {
    this.#styles.delete(line);
    this.rings.update((rings) => new Map([...rings, [line, ring]]));
    try {
      this.#storage().setItem(this.#key, JSON.stringify([...this.rings.state]));
      this.kept.set(true);
    } catch (error) {
      this.#options.log.warn('ring wishes are not kept', {detail: String(error)});
      this.kept.set(false);
    }
  }

  test(line: number): void {
    const {softphone, isRinging, clock} = this.#options;
    this.#endTest?.();
    if (isRinging()) return;
    softphone.ring(true, false, this.styleOf(line));
    const cancel = clock.after(testMs, () => this.#endTest?.());
    this.#endTest = () => {
      this.#endTest = undefined;
      cancel();
      // who calls meanwhile rings on
      if (!isRinging()) softphone.ring(false);
    };
  }

  async look(): Promise<void> {
    const {canChoose = 'setSinkId' in AudioContext.prototype} = this.#options;
    if (!canChoose) return;
    const found = await this.#media?.enumerateDevices().catch(() => undefined);
    if (!found) return;
    const outputs = found.filter(({kind}) => kind === 'audiooutput');
    // these two are other names for devices that are in the list too, and change with the computer's settings
    const real = outputs.filter(({deviceId}) => !['', 'default', 'communications'].includes(deviceId));
    this.devices.set(real.map(({deviceId, label}) => ({id: deviceId, name: label})));
  }

  get #media() {
    // outside a secure context the browser has no such thing, whatever its type says
    return this.#options.mediaDevices ?? (navigator as {mediaDevices?: MediaDevices}).mediaDevices;
  }

  #storage(): Pick<Storage, 'getItem' | 'setItem'> {
    return this.#options.storage ? this.#options.storage() : localStorage;
  }

  #read(): ReadonlyMap<number, LineRing> {
    try {
      const value: unknown = JSON.parse(this.#storage().getItem(this.#key) ?? '[]');
      return new Map(Array.isArray(value) ? value.flatMap(entryOf) : []);
    } catch (error) {
      this.#options.log.warn('ring wishes not read', {detail: String(error)});
      return new Map();
    }
  }
}

/** What another version, or another script of the desktop, may have left there is read like any input from outside. */
function entryOf(value: unknown): [number, LineRing][] {
  if (!Array.isArray(value)) return [];
  const [line, ring] = value as unknown[];
  if (typeof line !== 'number' || !Number.isInteger(line) || line < 1 || line > 8) return [];
  if (typeof ring !== 'object' || ring === null) return [];
  const {tone, volume, device, deviceName} = ring as Partial<Record<keyof LineRing, unknown>>;
  const known = ringTones.find((name) => name === tone);
  if (known === undefined || typeof volume !== 'number' || !(volume >= 5 && volume <= 100)) return [];
  if (typeof device !== 'string' || typeof deviceName !== 'string') return [];
  return [[line, {tone: known, volume, device, deviceName}]];
}
