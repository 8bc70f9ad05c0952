import {fork} from 'node:child_process';
import {fileURLToPath} from 'node:url';
import {bundleModel} from '../../test/model/bundle.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const worker = fileURLToPath(new URL('./worker.mjs', import.meta.url));

/** In how many runs a fault must be found. */
export const within = 300;

/** What takes longer has not been found; ms. */
const limit = 150_000;

let next = 1;

/**
 * Runs the model test, in a process of its own, over code that has the fault; without one, over the code as it is.
 * @param {import('./faults.mjs').PlantedFault | undefined} fault
 * @returns {Promise<{found: boolean, runs: number, why: string}>}
 */
export async function findPlanted(fault, seed, runs = within) {
  const url = await bundleModel(root, `planted-${process.pid}-${next++}`, fault);
  const child = fork(worker, [url, String(seed), String(runs)], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  return new Promise((resolve) => {
    const timer = setTimeout(() => {
      resolve({found: false, runs, why: 'it took too long'});
      child.kill('SIGKILL');
    }, limit);
    child.once('message', ({runs: done, failure}) => {
      resolve({found: failure !== undefined, runs: done, why: failure?.why ?? ''});
    });
    child.once('exit', (code) => {
      clearTimeout(timer);
      resolve({found: code !== 0, runs: 0, why: `it ended with ${code}`});
    });
  });
}

/** Looks for each fault, two at a time; the outcomes in their order. */
export async function findAll(faults, seed) {
  const outcomes = [];
  const left = faults.map((fault, index) => ({fault, index}));
  const work = async () => {
    for (let one = left.shift(); one; one = left.shift())
      outcomes[one.index] = {fault: one.fault, ...(await findPlanted(one.fault, seed))};
  };
  await Promise.all([work(), work()]);
  return outcomes;
}
