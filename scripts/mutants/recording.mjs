/** Removals in what is said of recording: never on or off when it is not known (F-56, C6), and in what keeps the history (F-60). */

const removal =
  (file, ...tests) =>
  (ids, from, to, lost) => ({
    ids,
    file,
    from,
    to,
    lost,
    tests: ['test/recording/recordings.test.ts', ...tests],
  });
const settle = removal('src/recording/settle.ts');
const engine = removal('src/recording/recordings.ts');
const recorder = removal('src/recording/recorder.ts');
const words = removal('src/recording/recorder-words.ts');
const finesse = removal('src/recording/finesse-word.ts');
const watched = removal('src/recording/watched-call.ts');

const history = (file, from, to, lost) => ({
  ids: ['F-60'],
  file,
  from,
  to,
  lost,
  tests: ['test/calls/history.test.ts'],
});

/** @type {readonly import('./all.mjs').Mutant[]} */
export const recordingMutants = [
  settle(
    ['F-56'],
    `  if (recorder?.state === 'unknown') return unknown(recorder.why, 'recorder');\n`,
    '',
    'A recorder that fails is overruled by whoever saw the recording begin.',
  ),
  settle(
    ['F-56'],
    `    return differs ? unknown('conflict') : `,
    `    return `,
    'Of two sources that differ one is believed.',
  ),
  words(
    ['F-56'],
    `if (state === undefined) return {state: 'unknown', why: 'error'};`,
    `if (state === undefined) return {state: 'off', since: undefined, by: undefined};`,
    'A word that nobody knows is taken for off.',
  ),
  recorder(
    ['F-56'],
    `      this.#hear(id, watch, asked, {state: 'unknown', why: 'silent'});\n`,
    '',
    'A recorder that does not answer keeps its last word.',
  ),
  recorder(
    ['F-56'],
    `        this.#hear(id, watch, watch.asked, {state: 'unknown', why: 'connection-lost'});\n`,
    '',
    'A recorder whose events are lost keeps its last word.',
  ),
  engine(
    ['F-56'],
    `        watched.recorder = {state: 'unknown', why: 'stale'};\n`,
    '',
    'The last word of a recorder counts for ever.',
  ),
  engine(
    ['F-56'],
    `      watched.recorder = {state: 'unknown', why: known ? 'moved' : 'asking'};\n`,
    '',
    'The last word of a recorder counts for other people in the call too.',
  ),
  engine(
    ['F-56'],
    `    const stop = this.#options.clock.after(confirmTimeout, () => {
      this.#fail(watched, order);`,
    `    const stop = this.#options.clock.after(confirmTimeout, () => {`,
    'An order that was taken and not carried out is waited for for ever.',
  ),
  engine(
    ['F-56'],
    `clock.after(ms, () => this.order(watched.call.id, 'resume'))`,
    `clock.after(ms, () => {})`,
    'A pause does not end by itself.',
  ),
  engine(
    ['F-56'],
    `alarm: this.#settings?.required === true && `,
    `alarm: false && `,
    'A call that must be recorded and is not known to be raises no alarm.',
  ),
  finesse(
    ['F-56'],
    `if (order.shownAt === undefined) return {state: 'unknown', why: 'unconfirmed'};`,
    `if (order.shownAt === undefined) return {state: 'on', since: order.at, by: 'agent'};`,
    'What Finesse was asked for is taken for done.',
  ),
  watched(
    ['F-56'],
    `    if (this.moved) return {state: 'unknown', why: 'moved'};\n`,
    '',
    'A recording that Finesse began is said to go on for other people in the call.',
  ),
  watched(
    ['F-56'],
    `    return live ? word : {state: 'unknown', why: 'connection-lost'};`,
    `    return word;`,
    'A recording that Finesse began is said to go on while Finesse is out of reach.',
  ),
  settle(
    ['F-56'],
    `doubt === undefined ? unknown('no-source')`,
    `doubt === undefined ? {word: {state: 'off', since: undefined, by: undefined}, source: undefined}`,
    'A call that nobody reports about is not recorded.',
  ),
  engine(
    ['F-56'],
    `    if (this.#recorder && !this.#recorder.knows(reference)) {`,
    `    if (this.#recorder && reference.call === '-') {`,
    'A recorder is asked about a call it has no name for, and says that it is not recorded.',
  ),
  engine(
    ['F-56'],
    `      this.#recorder.watch(call.id, reference);
    }`,
    `      this.#recorder.watch(call.id, reference);
      if (!known) watched.recorder = {state: 'off', since: undefined, by: undefined};
    }`,
    'Until the recorder has answered for the first time nothing is recorded.',
  ),
  engine(
    ['F-56'],
    `    if (!this.#settings) watched.recorder = {state: 'unknown', why: 'settings'};\n`,
    '',
    'With settings that nobody can read the call counts as one without a recorder.',
  ),
  recorder(
    ['F-56'],
    `  if (text.length > longest) throw new Error('too long');\n`,
    '',
    'An answer of any length is a status.',
  ),
  recorder(
    ['F-56'],
    `      if (response.ok) return readWord(`,
    `      return readWord(`,
    'An error page is a status.',
  ),
  finesse(
    ['F-56'],
    `  if (order.over) return {state: 'unknown', why: 'offered-again'};\n`,
    '',
    'A recording that Finesse offers to begin again is said to go on.',
  ),
  watched(
    ['F-56'],
    `up ? {...this.said, by: undefined} : {state: 'unknown', why: 'connection-lost'}`,
    `{...this.said, by: undefined}`,
    'What the leg said of recording is believed while nothing could be heard of a change.',
  ),
  history(
    'src/calls/history-store.ts',
    `transaction.onabort = () => failed(transaction.error ?? new Error('no storage'));`,
    `transaction.onabort = () => done();`,
    'A history that a full disk did not take counts as kept.',
  ),
  history(
    'src/calls/history-book.ts',
    `      this.#unread = true;\n`,
    '',
    'A history that could not be read is written over.',
  ),
  history(
    'src/calls/history-book.ts',
    `    } catch {
      this.#withoutStorage();
    }`,
    `    } catch {}`,
    'A full disk is not told.',
  ),
];
