import {msg} from '@lit/localize';

/** What an agent reads: what happened, what still works where that is not plain, what to do. */
export interface ErrorText {
  readonly title: string;
  readonly still?: string;
  readonly advice: string;
  /** What the button does that takes the notice away, where it does more than that. */
  readonly act?: string;
}

/** A part of the page did not come, as after an upgrade in the middle of a shift. */
export const notLoadedText = (): ErrorText => ({
  title: msg('A part of the page could not be loaded'),
  still: msg('Your state works; calls can’t be answered here.'),
  advice: msg('Reload the page between two calls.'),
});
