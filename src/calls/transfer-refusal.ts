import type {ApiError} from '../finesse/errors.js';
import type {CallCommand} from './types.js';

/** Why two calls did not become one, or one was not handed on. The words are in components/error-text.ts. */
export type TransferRefusal =
  | 'finesse/transfer-busy'
  | 'finesse/transfer-no-answer'
  | 'finesse/transfer-bad-destination'
  | 'finesse/transfer-refused'
  | 'finesse/conference-full'
  | 'finesse/conference-refused'
  | 'finesse/drop-refused'
  | 'finesse/data-refused';

/** Causes of the control server for a target that was not reached (CTI control failure codes, by name and number). */
const targets: readonly (readonly [name: string, number: string, code: TransferRefusal])[] = [
  ['CF_RESOURCE_BUSY', '33', 'finesse/transfer-busy'],
  ['CF_REQUEST_TIMEOUT_REJECTION', '78', 'finesse/transfer-no-answer'],
  ['CF_INVALID_DESTINATION', '14', 'finesse/transfer-bad-destination'],
  ['CF_INVALID_CALLED_DEVICE', '6', 'finesse/transfer-bad-destination'],
];

/** The name of the cause decides; then its number. Undefined: the command is none of these. */
export function transferRefusal(
  {type}: CallCommand,
  errors: readonly ApiError[],
): TransferRefusal | undefined {
  const [error] = errors;
  const is = (name: string, number: string) =>
    error !== undefined && (error.message.includes(name) || error.data.trim() === number);
  switch (type) {
    case 'consult':
    case 'transfer-safe':
    case 'transfer-now':
      if (error?.type === 'Invalid Destination') return 'finesse/transfer-bad-destination';
      return targets.find(([name, number]) => is(name, number))?.[2] ?? 'finesse/transfer-refused';
    case 'transfer':
      return 'finesse/transfer-refused';
    case 'conference':
      return is('CF_RESOURCE_OUT_OF_SERVICE', '34')
        ? 'finesse/conference-full'
        : 'finesse/conference-refused';
    case 'drop':
      return 'finesse/drop-refused';
    case 'edit-data':
      return 'finesse/data-refused';
    default:
      return undefined;
  }
}
