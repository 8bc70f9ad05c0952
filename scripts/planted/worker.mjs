/** One model test over one bundle, in a process of its own: its address, the seed, how many runs. */
const [url, seed, runs] = process.argv.slice(2);
const {check} = await import(url);
const outcome = await check({seed: Number(seed), runs: Number(runs), shrink: false});
process.send(outcome, () => process.exit(0));
