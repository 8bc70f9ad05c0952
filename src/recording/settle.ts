import type {RecordingDoubt, RecordingSource, RecordingWord, RecordingWords} from './types.js';

/** What all sources together amount to. */
export interface SettledRecording {
  readonly word: RecordingWord;
  readonly source: RecordingSource | undefined;
}

const unknown = (why: RecordingDoubt, source?: RecordingSource): SettledRecording => ({
  word: {state: 'unknown', why},
  source,
});

/**
 * One answer from all words on a call. Pure. A recorder that is set up and can't be asked leaves the call unknown,
 * whatever others say (F-56): they only know that a recording was begun. Sources that differ leave it unknown too; but
 * for a pause, which Finesse never sees.
 */
export function settleRecording({recorder, finesse, sip}: RecordingWords): SettledRecording {
  if (recorder?.state === 'unknown') return unknown(recorder.why, 'recorder');
  // in the order of who knows best
  const all = [
    ['recorder', recorder],
    ['sip', sip],
    ['finesse', finesse],
  ] as const;
  const told = all.flatMap(([source, word]) =>
    word === undefined || word.state === 'unknown' ? [] : [{source, word}],
  );
  const [best] = told;
  if (best !== undefined) {
    const differs = told.some(
      ({source, word}) =>
        word.state !== best.word.state && !(source === 'finesse' && best.word.state === 'paused'),
    );
    return differs ? unknown('conflict') : {word: best.word, source: best.source};
  }
  const [doubt] = all.flatMap(([source, word]) =>
    word?.state === 'unknown' ? [{source, why: word.why}] : [],
  );
  return doubt === undefined ? unknown('no-source') : unknown(doubt.why, doubt.source);
}
