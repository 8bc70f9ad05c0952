import type {TransferContext} from '../calls/transfer-controls.js';
import type {Health} from '../desk/desk.js';
import type {Agent} from '../finesse/types.js';

/** What decides, besides the calls, which ways to hand a call on are open. */
export function transferContext(
  agent: Agent | undefined,
  health: Health | undefined,
  deployment: 'CCE' | 'CCX' | undefined,
): TransferContext {
  return {
    extension: agent?.extension ?? '',
    finesseLive: health?.finesse === 'live',
    deployment: deployment ?? 'CCE',
  };
}
