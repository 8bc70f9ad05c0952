/** What others do on lines of this browser, and what the switch does for them. Loaded with the first such line. */
import type {UserAgent} from 'sip.js';
import type {Clock} from '../base/clock.js';
import type {Log} from '../base/log.js';
import type {Store} from '../base/store.js';
import {readDialogInfo, remoteStateOf, takeIn} from './dialog-info.js';
import type {DialogTable, LineDialog} from './dialog-info.js';
import type {FurtherLine} from './further-lines.js';
import {featureEvent, withFeature} from './line-features.js';
import type {LineFeatures} from './line-features.js';
import {LineWatch} from './line-watch.js';
import type {LineNews, RegisteredLines} from './types.js';

export interface SharedLinesOptions {
  readonly lines: readonly FurtherLine[];
  readonly agent: () => UserAgent | undefined;
  /** The lines that are registered now; gets what is told of them. */
  readonly registered: Store<RegisteredLines>;
  readonly clock: Clock;
  readonly log: Log;
}

/** Watches every line that the settings call shared, from its registration to its loss. */
export class SharedLines {
  readonly #lines: readonly WatchedLine[];
  readonly #unfollow: () => void;

  constructor(options: SharedLinesOptions) {
    this.#lines = options.lines
      .filter(({shared, features}) => shared !== undefined || features)
      .map((line) => new WatchedLine(line, options));
    this.#unfollow = options.registered.subscribe((numbers) => this.#look(numbers));
    this.#look(options.registered.state);
  }

  /** Asks no more. */
  stop(): void {
    this.#unfollow();
    for (const line of this.#lines) line.stop();
  }

  #look(numbers: RegisteredLines): void {
    for (const line of this.#lines) line.onRegistered(numbers.has(line.number));
  }
}

/** One line: its calls and its features, each by a subscription of its own. */
class WatchedLine {
  readonly number: string;
  readonly #line: FurtherLine;
  readonly #options: SharedLinesOptions;
  #watches: LineWatch[] = [];
  #isRegistered = false;
  #table: DialogTable | undefined;
  /** Whether somebody here tells of its calls; undefined: not known yet. */
  #told: boolean | undefined;
  #features: LineFeatures = {};
  /** Call-IDs that were once calls of this browser: they are nobody else's. */
  #own = new Set<string>();

  constructor(line: FurtherLine, options: SharedLinesOptions) {
    this.number = line.number;
    this.#line = line;
    this.#options = options;
  }

  onRegistered(isRegistered: boolean): void {
    if (isRegistered === this.#isRegistered) return;
    this.#isRegistered = isRegistered;
    for (const watch of this.#watches) watch.forget();
    this.#watches = [];
    this.#table = undefined;
    this.#told = undefined;
    this.#features = {};
    const agent = this.#options.agent();
    if (isRegistered && agent) {
      this.#watches = this.#watchesOver(agent);
      for (const watch of this.#watches) watch.start();
    }
  }

  stop(): void {
    for (const watch of this.#watches) watch.stop();
    this.#watches = [];
  }

  #watchesOver(agent: UserAgent): LineWatch[] {
    const {clock, log} = this.#options;
    const common = {agent, line: this.number, clock, log};
    const calls = {
      ...common,
      event: 'dialog',
      contentType: 'application/dialog-info+xml',
      take: (document: string) => this.#takeCalls(document),
      lost: (why: 'unknown' | 'nobody') => {
        this.#table = undefined;
        this.#told = why === 'nobody' ? false : undefined;
        this.#publish();
      },
    };
    const features = {
      ...common,
      ...featureEvent,
      take: (document: string) => {
        this.#features = withFeature(this.#features, document);
        this.#publish();
        return true;
      },
      lost: () => {
        this.#features = {};
        this.#publish();
      },
    };
    return [
      ...(this.#line.shared === undefined ? [] : [new LineWatch(calls)]),
      ...(this.#line.features ? [new LineWatch(features)] : []),
    ];
  }

  #takeCalls(document: string): boolean {
    const next = takeIn(this.#table, readDialogInfo(document, this.number));
    if (next === 'old') return true;
    this.#table = next === 'gap' ? undefined : next;
    this.#told = true;
    this.#publish();
    return next !== 'gap';
  }

  #publish(): void {
    const {registered} = this.#options;
    if (registered.state.has(this.number))
      registered.update((lines) => new Map([...lines, [this.number, this.#news()]]));
  }

  #news(): LineNews | undefined {
    const {doNotDisturb, forwardTo = ''} = this.#features;
    const others = [...(this.#table?.dialogs.values() ?? [])].filter((dialog) => !this.#isOwn(dialog));
    const isUnknown = this.#line.shared !== undefined && this.#told !== false && !this.#table;
    const remote = isUnknown ? 'remote-unknown' : remoteStateOf(others);
    const quiet = doNotDisturb ? 'dnd' : forwardTo !== '' ? 'forwarded' : 'idle';
    const state = remote === 'idle' ? quiet : remote;
    if (this.#told === false && state === 'idle') return undefined;
    const mayPull = this.#line.shared === 'pull';
    const held = others
      .filter(({callId, remoteTag, localTag}) => mayPull && callId && remoteTag && localTag)
      .filter((dialog) => dialog.state === 'confirmed' && dialog.held);
    return {state, held, forwardTo};
  }

  #isOwn({callId}: LineDialog): boolean {
    if (callId === '' || this.#own.has(callId)) return callId !== '';
    const dialogs = this.#options.agent()?.userAgentCore.dialogs.values() ?? [];
    const isOwn = [...dialogs].some((dialog) => dialog.callId === callId);
    // as long as the line names it
    if (isOwn) this.#own = new Set([...[...this.#own].filter((id) => this.#isNamed(id)), callId]);
    return isOwn;
  }

  #isNamed(callId: string): boolean {
    return [...(this.#table?.dialogs.values() ?? [])].some((dialog) => dialog.callId === callId);
  }
}
