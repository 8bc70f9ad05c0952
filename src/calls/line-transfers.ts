/** Consult and transfer of calls that Finesse knows nothing of: by SIP, on the further lines (RFC 5589). */
import {DeskError} from '../base/errors.js';
import type {LineWork, SoftphonePort} from '../softphone/types.js';
import type {TransferRefusal} from './transfer-refusal.js';
import type {Call} from './types.js';

export interface LineTransfersOptions {
  readonly softphone: Pick<SoftphonePort, 'lineWork' | 'hangUp'>;
  /** Places a call from a further line. */
  readonly place: (line: number, number: string) => void;
}

/** What is asked for, with the number as it is sent. */
export type LineTransfer =
  | {readonly type: 'consult' | 'transfer-now'; readonly number: string}
  /** The far ends of this call and of its partner are connected. */
  | {readonly type: 'transfer'; readonly partner: Call}
  | {readonly type: 'back'};

/** What a transfer by SIP that came to nothing is told as. */
const refusals: Readonly<Record<string, TransferRefusal>> = {
  'sip/busy': 'finesse/transfer-busy',
  'sip/declined': 'finesse/transfer-busy',
  'sip/not-found': 'finesse/transfer-bad-destination',
  'sip/no-answer': 'finesse/transfer-no-answer',
};

/**
 * Carries one out. The caller is held before anybody else is asked, and taken up again when nobody takes over.
 * @throws DeskError `sip/call-failed`: not held; `finesse/transfer-…`: not handed on
 */
export async function transferByLine(
  {line, state, leg}: Call,
  wanted: LineTransfer,
  {softphone, place}: LineTransfersOptions,
): Promise<void> {
  const legId = leg?.id ?? '';
  if (wanted.type === 'back') return softphone.hangUp(legId);
  const work = await softphone.lineWork();
  if (wanted.type === 'transfer') return complete(work, softphone, legId, wanted.partner.leg?.id ?? '');
  if (state === 'talking') await work.setHeld(legId, true);
  if (wanted.type === 'consult') return place(line, wanted.number);
  try {
    await work.transfer(legId, {number: wanted.number});
  } catch (error) {
    await work.setHeld(legId, false).catch(() => {});
    throw refusalOf(error);
  }
  await over(softphone, legId);
}

async function complete(
  work: LineWork,
  softphone: LineTransfersOptions['softphone'],
  legId: string,
  partnerId: string,
): Promise<void> {
  try {
    await work.transfer(legId, {legId: partnerId});
  } catch (error) {
    throw refusalOf(error);
  }
  await Promise.all([over(softphone, legId), over(softphone, partnerId)]);
}

/** Handed on: what is left of the leg is ended, where the call manager has not done so. */
const over = (softphone: LineTransfersOptions['softphone'], legId: string): Promise<void> =>
  softphone.hangUp(legId).catch(() => {});

function refusalOf(error: unknown): DeskError {
  const code = error instanceof DeskError ? error.code : '';
  return new DeskError(refusals[code] ?? 'finesse/transfer-refused', 'not handed on', {cause: error});
}
