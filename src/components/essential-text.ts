/** Words that are at hand when nothing more can be loaded. */
import {msg} from '@lit/localize';
import type {Connection} from '../finesse/types.js';
import type {Registration} from '../softphone/types.js';
import type {ErrorText} from './not-loaded-text.js';

/** What is said where there are no words of its own, or where they could not be loaded. */
export const generalText = (): ErrorText => ({
  title: msg('Something did not work'),
  still: msg('What is shown is the latest known state.'),
  advice: msg('Try again. If it stays, tell your support.'),
});

/** Words for the way to Finesse; undefined while it is live. */
export function connectionText(connection: Connection): ErrorText | undefined {
  switch (connection) {
    case 'live':
    case 'connecting':
      return undefined;
    case 'failing':
      return {
        title: msg('Finesse is not answering'),
        still: msg('Calls you are in go on, and you can mute and end them.'),
        advice: msg('It is tried again by itself. Your state can’t be changed meanwhile.'),
      };
    case 'down':
      return {
        title: msg('Finesse is down'),
        still: msg('Calls you are in go on.'),
        advice: msg('Use the phone for everything else, and tell your supervisor.'),
      };
  }
}

/** Words for the way to the phone service; undefined while it is as it should be. */
export function registrationText(registration: Registration): ErrorText | undefined {
  switch (registration) {
    case 'off':
    case 'connecting':
    case 'registered':
      return undefined;
    case 'reconnecting':
      return {
        title: msg('Browser audio is reconnecting'),
        still: msg('A call you hear goes on.'),
        advice: msg('New calls can’t reach this browser until it is back.'),
      };
    case 'refused':
      return {
        title: msg('The phone service refused this browser'),
        still: msg('Your state can still be changed.'),
        advice: msg('No calls can reach this browser. Reload the page, or tell your support.'),
      };
  }
}

/** The way out that every kind of trouble with a microphone has (F-30). */
const onDeskPhone = () => msg('Or sign in on the desktop with a desk phone’s extension.');

/** Words for a microphone that can't be used. */
export function microphoneText(state: 'denied' | 'missing' | 'busy'): ErrorText {
  switch (state) {
    case 'denied':
      return {
        title: msg('The microphone is blocked'),
        still: msg('Your state works; calls can’t be answered here.'),
        advice: `${msg('Allow the microphone in the address bar, then try again.')} ${onDeskPhone()}`,
      };
    case 'missing':
      return {
        title: msg('No microphone was found'),
        still: msg('Your state works; calls can’t be answered here.'),
        advice: `${msg('Plug in your headset, then try again.')} ${onDeskPhone()}`,
      };
    case 'busy':
      return {
        title: msg('Another program uses the microphone'),
        still: msg('Your state works; calls can’t be answered here.'),
        advice: `${msg('Close the other program, then try again.')} ${onDeskPhone()}`,
      };
  }
}
