import {Store, type Readable} from '../base/store.js';
import type {Dialog} from './types.js';

/** How many ended dialogs are remembered; more than can be under way at once. */
const rememberedEnds = 200;

/**
 * The agent's dialogs. Events are applied by id and are idempotent; DELETE wins over any later PUT for the same id
 * unless a newer POST follows; older stamps never undo newer ones.
 */
export class DialogsModel {
  readonly #store = new Store<readonly Dialog[]>([]);
  /** Dialogs that ended, as they were last seen: what is older than their end is not news. */
  readonly #gone = new Map<string, Dialog>();
  /** Of these, those that reads still named when they were known to be over. */
  readonly #forgotten = new Set<string>();

  get dialogs(): Readable<readonly Dialog[]> {
    return this.#store;
  }

  has(id: string): boolean {
    return this.#store.state.some((dialog) => dialog.id === id);
  }

  /** False when it can't be told whether this is older than what is known: it must be read. */
  onAdded(dialog: Dialog): boolean {
    const ended = this.#gone.get(dialog.id);
    if (ended && isOlder(dialog, ended)) return true;
    this.#gone.delete(dialog.id);
    return this.#put(dialog);
  }

  /** `no` when the dialog is not known here, or went on after its end: it must be read before it is shown. */
  onChanged(dialog: Dialog): 'yes' | 'unclear' | 'no' {
    const ended = this.#gone.get(dialog.id);
    if (ended) return isOlder(ended, dialog) ? 'no' : 'yes';
    if (!this.has(dialog.id)) return 'no';
    return this.#put(dialog) ? 'yes' : 'unclear';
  }

  /**
   * False when it ended before what is known began: late news of an earlier ring of the same call, as after a call that
   * nobody answered came back (F-08). It must be read.
   */
  onRemoved(dialog: Dialog): boolean {
    const {id} = dialog;
    if (this.#store.state.some((known) => known.id === id && isOlder(dialog, known))) return false;
    this.#gone.delete(id);
    this.#gone.set(id, dialog);
    const [oldest] = this.#gone.keys();
    if (this.#gone.size > rememberedEnds && oldest !== undefined) this.#gone.delete(oldest);
    this.#store.update((dialogs) =>
      this.has(id) ? dialogs.filter((candidate) => candidate.id !== id) : dialogs,
    );
    return true;
  }

  /** It is over, whatever reads say: it stays away until something newer is told of it. */
  forget(id: string): void {
    const dialog = this.#store.state.find((candidate) => candidate.id === id);
    if (!dialog) return;
    this.#forgotten.add(id);
    this.onRemoved(dialog);
  }

  /** A read answer is the whole truth: what it does not have is gone. */
  onRead(answer: readonly Dialog[]): void {
    for (const id of this.#forgotten) {
      const [ended, told] = [this.#gone.get(id), answer.find((dialog) => dialog.id === id)];
      if (!ended || !told || isOlder(ended, told)) this.#forgotten.delete(id);
    }
    const dialogs = answer.filter(({id}) => !this.#forgotten.has(id));
    for (const {id} of dialogs) this.#gone.delete(id);
    this.#store.update((known) => {
      const next = dialogs.map((dialog) => known.find((candidate) => isSame(candidate, dialog)) ?? dialog);
      return next.length === known.length && next.every((dialog, index) => dialog === known[index])
        ? known
        : next;
    });
  }

  #put(dialog: Dialog): boolean {
    const dialogs = this.#store.state;
    const known = dialogs.find((candidate) => candidate.id === dialog.id);
    if (!known) this.#store.set([...dialogs, dialog]);
    else if (!isOlder(dialog, known) && !isSame(dialog, known))
      this.#store.set(dialogs.map((candidate) => (candidate === known ? dialog : candidate)));
    return !known || !isUnclear(dialog, known);
  }
}

/** What says nothing new stays the same object, so that what shows it need not work. Both come from one parser. */
const isSame = (a: Dialog, b: Dialog): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Whether a party may do, or does, something else with the same stamp: nothing tells which picture came first (F-08). */
const isUnclear = (picture: Dialog, known: Dialog): boolean =>
  picture.participants.some(
    ({address, changedAt, state, actions}) =>
      changedAt !== undefined &&
      known.participants.some(
        (other) =>
          other.address === address &&
          other.changedAt === changedAt &&
          (other.state !== state || other.actions.join() !== actions.join()),
      ),
  );

/**
 * Whether a picture of a dialog is older than another one. Only parties in both are compared: one that left takes its
 * stamp along, and that makes nothing older.
 */
function isOlder(picture: Dialog, known: Dialog): boolean {
  const steps = picture.participants.flatMap(({address, changedAt}) => {
    const before = known.participants.find((candidate) => candidate.address === address)?.changedAt;
    return changedAt === undefined || before === undefined ? [] : [changedAt - before];
  });
  return steps.some((step) => step < 0) && !steps.some((step) => step > 0);
}
