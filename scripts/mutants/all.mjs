/**
 * Behaviour that a test must miss when it is gone.
 *
 * @typedef {object} Mutant
 * @property {readonly string[]} ids the threats and faults it concerns; a test with each of them in its title must fail
 * @property {string} file in src/
 * @property {string} from text that is in the file exactly once
 * @property {string} to what stands there instead
 * @property {string} lost what is lost by it, in a sentence
 * @property {readonly string[]} tests files of which at least one must catch it
 */
import {callMutants} from './calls.mjs';
import {componentMutants} from './components.mjs';
import {faultMutants} from './faults.mjs';
import {finesseMutants} from './finesse.mjs';
import {recordingMutants} from './recording.mjs';
import {softphoneMutants} from './softphone.mjs';

/** @type {readonly Mutant[]} */
export const mutants = [
  ...componentMutants,
  ...finesseMutants,
  ...callMutants,
  ...softphoneMutants,
  ...faultMutants,
  ...recordingMutants,
];

/** Threats and faults whose tests must be shown to fail. */
export const provenIds = [
  ...['T-01', 'T-02', 'T-03', 'T-04', 'T-05', 'T-06', 'T-08', 'T-12', 'T-13', 'T-20'],
  ...['F-01', 'F-02', 'F-03', 'F-04', 'F-05', 'F-06', 'F-07', 'F-08', 'F-09', 'F-10', 'F-11', 'F-12', 'F-13'],
  ...[
    'F-14',
    'F-15',
    'F-16',
    'F-17',
    'F-19',
    'F-20',
    'F-21',
    'F-22',
    'F-23',
    'F-28',
    'F-30',
    'F-44',
    'F-46',
    'F-47',
    'F-48',
    'F-49',
    'F-50',
    'F-51',
    'F-52',
    'F-53',
    'F-54',
    'F-55',
    'F-56',
    'F-60',
    'F-65',
    'F-66',
    'F-67',
  ],
];

/** How often a text is in another. */
export const countOf = (text, part) => text.split(part).length - 1;
