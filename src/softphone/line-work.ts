/** What is asked of the softphone for calls that Finesse has no say in. Loaded with the further lines. */
import type {Session, UserAgent} from 'sip.js';
import type {Inviter} from 'sip.js/lib/api/inviter.js';
import {DeskError} from '../base/errors.js';
import type {Readable} from '../base/store.js';
import {holdSession} from './hold-session.js';
import type {LegSession, Placed} from './leg-session.js';
import type {MixNews} from './leg-mixer.js';
import {placeCall} from './placing.js';
import {refer} from './referring.js';
import type {HeldCall, LineWork, RegisteredLines} from './types.js';

export interface LineWorkParts extends MixNews {
  /** What speaks SIP; undefined without a socket. */
  readonly agent: () => UserAgent | undefined;
  readonly domain: string;
  /** The further lines that are registered now. */
  readonly furtherLines: Readable<RegisteredLines>;
  readonly sessions: () => readonly LegSession[];
  /** Makes a placed call a leg of this browser. */
  readonly add: (session: Inviter, line: string, placed: Placed) => LegSession;
}

/** Does it by SIP. */
export class SipLineWork implements LineWork {
  readonly #parts: LineWorkParts;

  constructor(parts: LineWorkParts) {
    this.#parts = parts;
  }

  async call(line: string, number: string, held?: HeldCall): Promise<string | undefined> {
    const {agent: find, domain, furtherLines, add} = this.#parts;
    const agent = find();
    if (!agent || !furtherLines.state.has(line)) throw new DeskError('sip/not-registered', line);
    return placeCall(agent, {line, number, held, domain}, (inviter, placed) => add(inviter, line, placed));
  }

  async setHeld(legId: string, held: boolean): Promise<void> {
    const session = this.#find(legId);
    await holdSession(session.invitation, held);
    session.setHeld(held);
  }

  async transfer(legId: string, to: {readonly number: string} | {readonly legId: string}): Promise<void> {
    const {invitation} = this.#find(legId);
    const target: Session | string = 'legId' in to ? this.#find(to.legId).invitation : to.number;
    await refer(invitation, target, this.#parts.domain);
  }

  async join(legIds: readonly string[]): Promise<void> {
    const {joinLegs} = await import('./leg-mixer.js');
    await joinLegs(
      this.#parts.sessions().filter(({leg}) => legIds.includes(leg.id)),
      this.#parts,
    );
  }

  #find(legId: string): LegSession {
    const session = this.#parts.sessions().find(({leg}) => leg.id === legId);
    if (!session) throw new DeskError('sip/call-failed', 'no such leg');
    return session;
  }
}
