import {msg, str} from '@lit/localize';
import type {CallRecording, RecordingDoubt, RecordingOrder} from '../recording/types.js';

/** The state in words; what is not known is said to be not known, never that nothing is recorded. */
export function recordingText({state}: CallRecording): string {
  switch (state) {
    case 'on':
      return msg('Recording');
    case 'paused':
      return msg('Recording paused');
    case 'off':
      return msg('Not recording');
    case 'unknown':
      return msg('Recording: not known');
  }
}

/** Who says so, who caused it, and since when; why, where it is not known. */
export function recordingDetail(recording: CallRecording): string {
  const {why, since} = recording;
  if (why !== undefined) return doubtText(why);
  const source = sourceText(recording);
  if (since === undefined) return source;
  const time = new Intl.DateTimeFormat(undefined, {hour: '2-digit', minute: '2-digit'}).format(since);
  return msg(str`${source}, since ${time}`);
}

function sourceText({source, by}: CallRecording): string {
  switch (source) {
    case 'finesse':
      return msg('started by you, as Finesse shows');
    case 'sip':
      return msg('as the phone system says');
    default:
      if (by === 'policy') return msg('by policy, as the recorder says');
      return by === 'agent' ? msg('started by you, as the recorder says') : msg('as the recorder says');
  }
}

function doubtText(why: RecordingDoubt): string {
  switch (why) {
    case 'no-source':
      return msg('nobody reports it');
    case 'asking':
      return msg('asking the recorder');
    case 'silent':
      return msg('the recorder does not answer');
    case 'error':
      return msg('the recorder reports an error');
    case 'stale':
      return msg('the recorder’s last word is too old');
    case 'connection-lost':
      return msg('the connection that would tell is lost');
    case 'moved':
      return msg('other people are in the call now');
    case 'conflict':
      return msg('two systems say different things');
    case 'unconfirmed':
      return msg('asked for, Finesse has not shown it yet');
    case 'offered-again':
      return msg('Finesse offers to start it again');
    case 'settings':
      return msg('the settings for the recorder are wrong');
  }
}

/** What can be asked for, on its button. */
export function orderText(order: RecordingOrder): string {
  switch (order) {
    case 'start':
      return msg('Record');
    case 'stop':
      return msg('Stop recording');
    case 'pause':
      return msg('Pause recording');
    case 'resume':
      return msg('Resume recording');
  }
}

/** What was asked for and did not happen, as far as anybody knows, and what to do. */
export function failedOrderText(order: RecordingOrder): string {
  switch (order) {
    case 'start':
      return msg('The recording could not be started. Try again, or tell your supervisor.');
    case 'stop':
      return msg('The recording could not be stopped. It may go on.');
    case 'pause':
      return msg('The recording could not be paused. Take no card data now.');
    case 'resume':
      return msg('The recording could not be resumed. Press Resume recording again.');
  }
}
