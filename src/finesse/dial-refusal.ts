import type {ApiError, FinesseErrorCode} from './errors.js';

/** Causes of the control server that have a sentence of their own (CTI control failure codes, by name and number). */
const dialRefusals: readonly (readonly [name: string, number: string, code: FinesseErrorCode])[] = [
  ['CF_INVALID_OBJECT_STATE', '22', 'finesse/not-ready-first'],
  ['CF_RESOURCE_BUSY', '33', 'finesse/line-busy'],
  ['CF_INVALID_DESTINATION', '14', 'finesse/bad-destination'],
  ['CF_INVALID_CALLED_DEVICE', '6', 'finesse/bad-destination'],
  ['CF_RESOURCE_OUT_OF_SERVICE', '34', 'finesse/phone-out-of-service'],
  ['CF_INVALID_CALLING_DEVICE', '5', 'finesse/phone-out-of-service'],
  ['CF_PRIVILEGE_VIOLATION_ON_SPECIFIED_DEVICE', '8', 'finesse/call-barred'],
  ['CF_PRIVILEGE_VIOLATION_ON_CALLED_DEVICE', '9', 'finesse/call-barred'],
  ['CF_PRIVILEGE_VIOLATION_ON_CALLING_DEVICE', '10', 'finesse/call-barred'],
];

/** Why a call was not placed, from the error a later notification brought. The name decides; then the number. */
export function dialRefusal(errors: readonly ApiError[]): FinesseErrorCode {
  const [first] = errors;
  if (!first) return 'finesse/dial-refused';
  if (first.type === 'Invalid Destination') return 'finesse/bad-destination';
  const known =
    dialRefusals.find(([name]) => first.message.includes(name)) ??
    dialRefusals.find(([, number]) => first.data.trim() === number);
  return known?.[2] ?? 'finesse/dial-refused';
}
