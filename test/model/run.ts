/** The model test's engine: so many random runs, or one again. Bundled by bundle.ts, so that it is the same every time. */
import {setMaxListeners} from 'node:events';
import fc from 'fast-check';
import {carryOutAll, walks, type Walk} from './actions.js';
import {Stage} from './stage.js';

// a desk hangs much on the one signal that ends it; Node takes that for a leak
setMaxListeners(0);

export interface RunOptions {
  readonly seed: number;
  readonly runs: number;
  /** The place of one run in the seed's tree, as a failure names it; the run is done alone. */
  readonly path?: string;
  /** Looks for a shorter run that fails as well. */
  readonly shrink: boolean;
}

export interface RunOutcome {
  readonly runs: number;
  readonly failure:
    | {
        readonly seed: number;
        readonly path: string;
        readonly after: number;
        readonly why: string;
        readonly walk: string;
      }
    | undefined;
}

/** One run on a stage of its own. */
export async function walk({stage: options, steps}: Walk): Promise<void> {
  const stage = await Stage.open(options);
  try {
    await carryOutAll(stage, steps);
  } finally {
    await stage.close();
  }
}

export async function check({seed, runs, path, shrink}: RunOptions): Promise<RunOutcome> {
  const details = await fc.check(fc.asyncProperty(walks, walk), {
    seed,
    numRuns: runs,
    endOnFailure: !shrink,
    ...(path === undefined ? {} : {path}),
  });
  if (!details.failed) return {runs: details.numRuns, failure: undefined};
  const error = details.errorInstance;
  return {
    runs: details.numRuns,
    failure: {
      seed: details.seed,
      path: details.counterexamplePath ?? '',
      after: details.numRuns,
      why:
        error instanceof Error
          ? `${error.message}\n${(error.stack ?? '').split('\n').slice(1, 6).join('\n')}`
          : String(error),
      walk: fc.stringify(details.counterexample?.[0]),
    },
  };
}
