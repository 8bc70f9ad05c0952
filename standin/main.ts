import {existsSync} from 'node:fs';
import {OptionError, readOptions} from './options.js';
import {startStandin, type Standin} from './server.js';

/** Prints why it can't go on and what to do, and ends with a code that says so. */
function giveUp(sentence: string): never {
  console.error(sentence);
  process.exit(1);
}

const options = (() => {
  try {
    return readOptions(process.argv.slice(2), process.env);
  } catch (error) {
    if (error instanceof OptionError) giveUp(`${error.message} See docs/standin.md for all flags.`);
    throw error;
  }
})();

if (!existsSync(options.layout))
  giveUp(`The layout file ${options.layout} is not there. Name another one with --layout FILE.`);
for (const [flag, file] of [
  ['--finesse-js', options.finesseJs],
  ['--jquery', options.jquery],
] as const) {
  if (file !== undefined && !existsSync(file))
    giveUp(`The file ${file} is not there. Name another one with ${flag} FILE, or leave ${flag} out.`);
}

let standin: Standin;
try {
  standin = await startStandin(options);
} catch (error) {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  const port = error instanceof Error && 'port' in error ? String(error.port) : String(options.port);
  if (code === 'EADDRINUSE') {
    giveUp(
      `Port ${port} is in use by another program. Stop it, or choose another port: PORT=8090 PORT_B=8091 npm start`,
    );
  }
  if (code === 'EACCES')
    giveUp(`Port ${port} may not be opened by you. Choose one above 1024: PORT=8090 npm start`);
  throw error;
}

const [first = '', second] = standin.addresses;
console.log(`Deskline is ready: ${first}/`);
if (!options.quiet) {
  console.log(
    [
      '',
      `A ${options.deployment} contact centre is open${second === undefined ? '' : `, its second node at ${second}/`}. Try this:`,
      ...(options.deployment === 'CCE'
        ? [
            '  1. Sign in as agent1, password agent1, extension 41001, as Mobile Agent (call by call) on number 81001:',
            '     the browser is your phone. Or with extension 42001 and no Mobile Agent: a desk phone is.',
          ]
        : [
            '  1. Sign in as agent1, password agent1, extension 41001: the browser is your phone (Extend & Connect).',
            '     Or with extension 42001: a desk phone is.',
          ]),
      options.scenario === 'demo'
        ? '  2. Choose Ready. A caller rings within ten seconds: answer, talk, hold, end, finish the wrap-up.'
        : '  2. Choose Ready, and let somebody call: POST /standin/calls (docs/standin.md).',
      '  3. No microphone here? Sign in with extension 42001: the desk phone needs none.',
      `  Stop with Ctrl-C. To play the same run again: --seed ${options.seed}`,
    ].join('\n'),
  );
}

let stopping = false;
const stop = () => {
  if (stopping) process.exit(130);
  stopping = true;
  void standin.stop().then(() => process.exit(0));
};
process.on('SIGINT', stop);
process.on('SIGTERM', stop);
