/**
 * Consult, transfer, conference: what makes one call of two, or hands one on; and the data that travel with it. Loaded
 * with the first call.
 */
import {isAlike} from '../base/alike.js';
import type {Clock} from '../base/clock.js';
import {DeskError} from '../base/errors.js';
import type {Readable} from '../base/store.js';
import type {FinesseClient} from '../finesse/client.js';
import {FinesseError, type ApiError} from '../finesse/errors.js';
import type {Agent, Connection, Dialog, DialogAction} from '../finesse/types.js';
import type {SoftphonePort} from '../softphone/types.js';
import {CallData, editParts, isEdited} from './call-data.js';
import {normaliseDialString, type DialPolicy} from './dial.js';
import type {Dialling} from './dialling.js';
import {acrossOf, JoinedLines} from './joined-lines.js';
import {transferByLine} from './line-transfers.js';
import {OneTalk} from './one-talk.js';
import {SafeTransfers, safeTransferSeconds} from './safe-transfer.js';
import {SharedLeg} from './shared-leg.js';
import {legsInUse} from './silence.js';
import {isLineCall, partnerOf, rosterOf, type Member, type Together} from './together.js';
import {WhoIsLeft} from './who-is-left.js';
import {transferRefusal, type TransferRefusal} from './transfer-refusal.js';
import type {Call, CallCommand} from './types.js';

export interface TransfersOptions {
  readonly clock: Clock;
  readonly finesse: {
    readonly client: Pick<FinesseClient, 'send' | 'request'>;
    readonly agent: Readable<Agent | undefined>;
    readonly connection: Readable<Connection>;
  };
  readonly settings: {
    readonly dial?: DialPolicy | undefined;
    readonly safeTransferSeconds?: number | undefined;
  };
  readonly softphone: Pick<SoftphonePort, 'lineWork' | 'hangUp'>;
  readonly onNotice: (code: string) => void;
}

/** The desk that carries out and shows. */
export interface TransfersDesk {
  /** Takes a held call up, and leaves what is talked in as it is. */
  resumeBeside(callId: string): void;
  readonly dialling: Pick<Dialling, 'dial'>;
  perform(callId: string, command: CallCommand): void;
  /** Something is to be shown anew. */
  look(): void;
}

/** Requests whose refusal may still come. */
const remembered = 20;

interface Handing {
  readonly requestId: string;
  readonly number: string;
  /** Finesse has shown the call held: it is on its way. */
  begun: boolean;
}

const actions: Partial<Record<CallCommand['type'], DialogAction>> = {
  consult: 'CONSULT_CALL',
  'transfer-safe': 'CONSULT_CALL',
  'transfer-now': 'TRANSFER_SST',
  transfer: 'TRANSFER',
  conference: 'CONFERENCE',
  back: 'DROP',
  drop: 'PARTICIPANT_DROP',
  'edit-data': 'UPDATE_CALL_DATA',
};

/** Adds to calls what they have to do with each other, and knows the requests for it (developer guide, Dialog). */
export class Transfers {
  readonly #options: TransfersOptions;
  readonly #desk: TransfersDesk;
  /** What was asked and why it was refused, by request; the latest few. */
  readonly #asked = new Map<string, {readonly command: CallCommand; code?: TransferRefusal | undefined}>();
  readonly #legs = new SharedLeg();
  /** Calls on their way to somebody else, by our id. */
  readonly #handing = new Map<string, Handing>();
  /** A consult that is being ended, and the call the agent goes back to. */
  readonly #returns = new Map<string, string>();
  readonly #names = new Map<string, string>();
  /** Who is in each dialog, by the names that are known. */
  #rosters = new WeakMap<Dialog, readonly Member[]>();
  readonly #left = new WhoIsLeft();
  readonly #safe: SafeTransfers;
  readonly #data: CallData;
  readonly #joined: JoinedLines;
  readonly #oneTalk: OneTalk;
  #lentFrom: readonly Call[] = [];
  #lent: readonly Call[] = [];
  #base: readonly Call[] = [];
  #dressed: readonly Call[] = [];
  #wasHanding = '';

  constructor(options: TransfersOptions, desk: TransfersDesk) {
    this.#options = options;
    this.#desk = desk;
    const {clock, settings, finesse, onNotice} = options;
    this.#safe = new SafeTransfers({
      clock,
      onNotice,
      extension: () => this.#extension,
      finesseLive: () => finesse.connection.state === 'live',
      limit: (settings.safeTransferSeconds ?? safeTransferSeconds) * 1_000,
      perform: (callId, command) => desk.perform(callId, command),
      look: () => desk.look(),
    });
    this.#data = new CallData(finesse.client, () => {
      this.#base = [];
      desk.look();
    });
    this.#joined = new JoinedLines({
      join: async (legIds) => (await options.softphone.lineWork()).join(legIds),
      resumeBeside: (callId) => desk.resumeBeside(callId),
      perform: (callId, command) => desk.perform(callId, command),
      look: () => desk.look(),
      onNotice,
    });
    this.#oneTalk = new OneTalk((callId) => desk.perform(callId, {type: 'hold'}));
    setTimeout(() => desk.look());
  }

  get #extension(): string {
    return this.#options.finesse.agent.state?.extension ?? '';
  }

  /** The calls, each with the leg it speaks through, and be it another's; the same array while nothing changed. */
  lend(calls: readonly Call[]): readonly Call[] {
    if (calls !== this.#lentFrom) this.#lent = this.#legs.lend(calls);
    this.#lentFrom = calls;
    return this.#lent;
  }

  /** The calls of {@link lend}, with what belongs together; the same array while nothing changed. */
  dress(base: readonly Call[]): readonly Call[] {
    const joining = base.filter(({id}) => this.#joined.isJoining(id)).map(({id}) => id);
    const handing = [...this.#handing.keys(), ...joining].join();
    // one that waits for an answer looks at each change, also of the connection
    if (base === this.#base && handing === this.#wasHanding && !this.#safe.active) return this.#dressed;
    this.#base = base;
    this.#wasHanding = handing;
    for (const {peer} of base) this.#remember(peer);
    const before = new Map(this.#dressed.map((call) => [call.id, call]));
    if (base.some(({id}) => !before.has(id)))
      void this.#data.want(this.#options.finesse.agent.state?.id ?? '');
    const inUse = legsInUse(base);
    const dressed = base.map((call) => {
      const together = this.#together(call, base, inUse);
      const peer = this.#left.peerOf(call, together?.roster ?? []);
      return keep({...call, peer, variables: this.#data.rowsOf(call), together}, before.get(call.id));
    });
    const same =
      dressed.length === this.#dressed.length && dressed.every((call, n) => call === this.#dressed[n]);
    if (!same) this.#dressed = dressed;
    queueMicrotask(() => this.#onCalls(this.#dressed));
    return this.#dressed;
  }

  /** Sends one of these commands. @throws DeskError `finesse/…`, and `desk/cannot-dial` for a number that is none */
  async send(call: Call, command: CallCommand, requestId: string): Promise<void> {
    if (isLineCall(call)) return this.#byLine(call, command);
    const action = actions[command.type];
    if (!call.dialog || !action)
      throw new DeskError('finesse/not-allowed', `${command.type} is not for a call`);
    const toAddress = 'number' in command ? this.#number(command.number) : undefined;
    if (command.type === 'transfer-now')
      this.#handing.set(call.id, {requestId, number: toAddress ?? '', begun: false});
    if (command.type === 'transfer-safe') this.#safe.begin(call.id, toAddress ?? '', this.#dressed);
    const partner = call.together?.partner;
    if (command.type === 'back' && partner !== undefined) this.#returns.set(call.id, partner);
    this.#asked.set(requestId, {command});
    const [oldest] = this.#asked.keys();
    if (this.#asked.size > remembered && oldest !== undefined) this.#asked.delete(oldest);
    const parts =
      command.type === 'edit-data'
        ? editParts(command)
        : {
            targetMediaAddress: command.type === 'drop' ? command.address : call.address,
            toAddress,
            requestedAction: action,
          };
    try {
      await this.#options.finesse.client.send(
        'PUT',
        `Dialog/${encodeURIComponent(call.dialog.id)}`,
        'Dialog',
        parts,
        requestId,
      );
    } catch (error) {
      if (error instanceof FinesseError) this.#onRefusal(requestId, error.errors);
      throw error;
    }
  }

  /** The same by SIP, where Finesse knows nothing of the call. */
  async #byLine(call: Call, command: CallCommand): Promise<void> {
    const place = (line: number, number: string) => this.#desk.dialling.dial(number, 'keypad', line);
    const parts = {softphone: this.#options.softphone, place};
    const partner = this.#dressed.find(({id}) => id === call.together?.partner);
    if (command.type === 'hold' || command.type === 'resume')
      return (await parts.softphone.lineWork()).setHeld(call.leg?.id ?? '', command.type === 'hold');
    if (command.type === 'back') {
      if (partner) this.#returns.set(call.id, partner.id);
      return transferByLine(call, {type: 'back'}, parts);
    }
    if (command.type === 'transfer' && partner)
      return transferByLine(call, {type: 'transfer', partner}, parts);
    if (command.type !== 'consult' && command.type !== 'transfer-now')
      throw new DeskError('finesse/not-allowed', `${command.type} is not for a call of a further line`);
    const number = this.#number(command.number);
    if (command.type === 'transfer-now') this.#handing.set(call.id, {requestId: '', number, begun: false});
    try {
      await transferByLine(call, {type: command.type, number}, parts);
    } finally {
      this.#handing.delete(call.id);
    }
  }

  /** Whether news show what one of these commands wanted. The call is still the agent's. */
  isDone(call: Call | undefined, command: CallCommand): boolean {
    if (!call) return true;
    const {roster = []} = call.together ?? {};
    switch (command.type) {
      case 'transfer-now':
        // by SIP it goes on until somebody has taken over
        return call.dialog !== undefined && call.state !== 'talking';
      case 'consult':
      case 'transfer-safe':
        // held: it is on its way, and how it ends is told by itself
        return call.state !== 'talking';
      case 'transfer':
      case 'back':
        return call.state === 'wrap-up';
      case 'conference':
        return call.state === 'wrap-up' || (call.state === 'talking' && roster.length > 1);
      case 'edit-data':
        return isEdited(call, command);
      case 'drop':
        return !roster.some(({address}) => address === command.address);
      default:
        return false;
    }
  }

  /** The second half of what takes two requests. */
  #onCalls(calls: readonly Call[]): void {
    const handed = this.#handing.size;
    for (const [id, handing] of this.#handing) {
      const call = calls.find((candidate) => candidate.id === id);
      if (call?.state === 'held') handing.begun = true;
      // gone, or taken back by the agent
      else if (call?.state !== 'talking' || handing.begun || !call.pending) this.#handing.delete(id);
    }
    if (this.#handing.size !== handed) this.#desk.look();
    for (const [consult, customer] of this.#returns) {
      const call = calls.find(({id}) => id === consult);
      if (call && call.state !== 'ended' && call.state !== 'wrap-up') {
        // refused, or not confirmed: the agent has been told
        if (!call.pending) this.#returns.delete(consult);
        continue;
      }
      this.#returns.delete(consult);
      const waiting = calls.find(({id}) => id === customer);
      if (waiting?.state === 'held') this.#desk.perform(customer, {type: 'resume'});
    }
    this.#safe.onCalls(calls);
    this.#joined.onCalls(calls);
    this.#oneTalk.onCalls(calls);
  }

  /** Joins a held call with what is talked in on other lines. */
  join(callId: string): void {
    this.#joined.begin(callId, this.#dressed);
  }

  /** A later notification refused a request. True when nobody took a call over: it is the agent's again. */
  onRefused(requestId: string, errors: readonly ApiError[]): boolean {
    this.#onRefusal(requestId, errors);
    const [id] =
      [...this.#handing].find(([, handing]) => handing.requestId === requestId && handing.begun) ?? [];
    if (id === undefined) return false;
    this.#handing.delete(id);
    this.#options.onNotice(this.refusal(requestId) ?? 'finesse/transfer-refused');
    this.#desk.look();
    // the agent and the caller are together again; who wants the caller to wait can hold
    if (!this.#dressed.some(({state}) => state === 'talking')) this.#desk.perform(id, {type: 'resume'});
    return true;
  }

  /** The code of a sentence for a refused request; undefined for those of others. */
  refusal(requestId: string): TransferRefusal | undefined {
    return this.#asked.get(requestId)?.code;
  }

  #onRefusal(requestId: string, errors: readonly ApiError[]): void {
    const asked = this.#asked.get(requestId);
    if (asked) asked.code = transferRefusal(asked.command, errors);
  }

  #together(call: Call, calls: readonly Call[], inUse: ReadonlySet<string | undefined>): Together {
    const partner = partnerOf(call, calls);
    const across = acrossOf(call, calls);
    const {mixedWith} = call.leg ?? {};
    const mixed = mixedWith ? calls.filter(({leg}) => leg && mixedWith.includes(leg.id)) : [];
    return {
      roster: this.#rosterOf(call),
      partner: partner?.other.id,
      consult: partner?.consult ?? false,
      elsewhere: inUse.has(call.leg?.id),
      handingTo: this.#handing.get(call.id)?.number ?? this.#safe.askedFor(call.id),
      answerWithin: this.#safe.limitOf(call.id),
      across: across && {with: across.map(({id}) => id), joining: this.#joined.isJoining(call.id)},
      joined: mixed.length === 0 ? undefined : mixed.map(({id}) => id),
    };
  }

  #remember({number, name}: Call['peer']): void {
    if (name === '' || this.#names.get(number) === name) return;
    this.#names.set(number, name);
    this.#rosters = new WeakMap();
  }

  #rosterOf({dialog, address}: Call): readonly Member[] {
    const known = dialog && this.#rosters.get(dialog);
    const roster = known ?? rosterOf(dialog, address, this.#names);
    if (dialog) this.#rosters.set(dialog, roster);
    return roster;
  }

  #number(text: string): string {
    const result = normaliseDialString(text, 'keypad', this.#options.settings.dial);
    if (!result.ok) throw new DeskError('desk/cannot-dial', result.reason);
    if (result.number === this.#extension) throw new DeskError('desk/own-number', 'own number');
    return result.number;
  }
}

/** The known object where nothing changed, so that what shows it need not work. */
function keep(call: Call, known: Call | undefined): Call {
  if (!known) return call;
  const names = Object.keys(call) as (keyof Call)[];
  const same = names.every(
    (name) =>
      Object.is(call[name], known[name]) || (name === 'together' && isAlike(call.together, known.together)),
  );
  return same ? known : call;
}
