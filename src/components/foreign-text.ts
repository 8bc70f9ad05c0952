/** Text from outside, made fit for the screen. Pure; the result still goes into text nodes only. */

/** Longest text shown, in grapheme clusters; more is cut and marked with an ellipsis. */
export const longestShown = 256;

/** Stands for a control character: visible, so that nothing hides in a name. */
export const controlMark = '\u2423';

// C0 and C1 controls but tab and newline, and the invisible direction and format controls that reorder text around them.
const controls =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;

// made when a text is long for the first time: making it takes longer than everything else at the start
let segmenter: Intl.Segmenter | undefined;

/** Cuts at {@link longestShown} grapheme clusters and shows control characters as {@link controlMark}. */
export function shown(text: string): string {
  const visible = text.slice(0, longestShown * 32).replace(controls, controlMark);
  if (visible.length <= longestShown) return visible;
  let end = 0;
  let count = 0;
  segmenter ??= new Intl.Segmenter(undefined, {granularity: 'grapheme'});
  for (const {index, segment} of segmenter.segment(visible)) {
    if (count === longestShown) return `${visible.slice(0, end)}…`;
    end = index + segment.length;
    count += 1;
  }
  return visible.length < text.length ? `${visible}…` : visible;
}

/** Up to two letters for the round mark of a caller: of the first and the last word; empty when there is no letter. */
export function initials(name: string): string {
  const words = name
    .slice(0, longestShown)
    .split(/[\s,.]+/u)
    .filter((word) => /^\p{L}/u.test(word));
  const first = words[0];
  const last = words.length > 1 ? words[words.length - 1] : undefined;
  return [first, last]
    .map((word) => (word === undefined ? '' : ([...word][0] ?? '').toLocaleUpperCase()))
    .join('');
}
