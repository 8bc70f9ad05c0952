/** Runs in a Node process of its own, with `--expose-gc`: `cost` or `heap ours` or `heap bare`; prints JSON. */
import {bare, ours, type Caller} from './call-cost-page.js';
import {heapCalls} from './far-end.js';

const ROUNDS = 5;
const CALLS_A_ROUND = 200;
const CALLS_A_TURN = 20;
const orders = [
  ['ours', 'bare'],
  ['bare', 'ours'],
] as const;

Object.assign(globalThis, {window: new EventTarget()});
const collect = (globalThis as {gc?: () => void}).gc ?? (() => undefined);

/** CPU ms a call in each round; the two take turns within a round, a few calls each. */
async function cost(): Promise<unknown> {
  const callers = {ours: await ours(), bare: await bare()};
  const found: Record<keyof typeof callers, number[]> = {ours: [], bare: []};
  for (const caller of Object.values(callers)) await caller.call(CALLS_A_ROUND);
  const before = callers.ours.messages;
  for (let round = 0; round < ROUNDS; round += 1) {
    const spent = {ours: 0, bare: 0};
    for (let made = 0; made < CALLS_A_ROUND; made += CALLS_A_TURN) {
      for (const name of made % (2 * CALLS_A_TURN) === 0 ? orders[0] : orders[1]) {
        const start = process.cpuUsage();
        await callers[name].call(CALLS_A_TURN);
        const {user, system} = process.cpuUsage(start);
        spent[name] += (user + system) / 1_000 / CALLS_A_ROUND;
      }
    }
    found.ours.push(spent.ours);
    found.bare.push(spent.bare);
    collect();
  }
  return {...found, messages: (callers.ours.messages - before) / ROUNDS / CALLS_A_ROUND};
}

async function heap(caller: Caller): Promise<unknown> {
  const quiet = async () => {
    await new Promise((resolve) => setTimeout(resolve, 40_000));
    collect();
    collect();
    return process.memoryUsage().heapUsed;
  };
  await caller.call(heapCalls.warmUp);
  const before = await quiet();
  await caller.call(heapCalls.measured);
  return {grownMB: ((await quiet()) - before) / (heapCalls.measured / 1_000) / 1e6};
}

const [what, whose] = process.argv.slice(2);
const result = what === 'cost' ? await cost() : await heap(await (whose === 'bare' ? bare() : ours()));
console.log(JSON.stringify(result));
process.exit(0);
