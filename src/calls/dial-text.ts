/** Characters of dial strings: what is trimmed, what is invisible, what is a digit, what is only formatting. */

/** Space, tab, line ends, no-break spaces, and the wrappers that pages put around numbers for their direction. */
const edge = '[ \\t\\r\\n\\u00a0\\u2007\\u202f\\u202a\\u202c\\u2066-\\u2069\\u200e\\u200f\\ufeff]+';
const edges = new RegExp(`^${edge}|${edge}$`, 'g');

/** Takes off both ends what pasting brings along. */
export const trimDialText = (text: string): string => text.replace(edges, '');

/** `control` for control characters and line separators, `character` for anything else that can't be seen. */
export function unreadable(text: string): 'control' | 'character' | undefined {
  if (/[\p{Cc}\u2028\u2029]/u.test(text)) return 'control';
  return /[\p{Cf}\p{Default_Ignorable_Code_Point}]/u.test(text) ? 'character' : undefined;
}

/** Numbers that are no decimal digits: superscripts, circled and Roman ones, and the words for numbers in Han. */
const otherNumbers =
  /[\p{No}\p{Nl}零一二三四五六七八九十百千万萬億亿兆壹贰貳叁參叄肆伍陆陸柒捌玖拾佰仟两兩廿卅]/u;

const isDigit = /^\p{Nd}$/u;

/** First of the run of decimal digits a character is in; the sets of Unicode are ten long and follow each other. */
function zeroOf(digit: number): number {
  let start = digit;
  while (isDigit.test(String.fromCodePoint(start - 1))) start--;
  return digit - ((digit - start) % 10);
}

/**
 * The texts with the digits of whatever script as ASCII digits, and the full-width plus as a plus. `mixed-script` when
 * they come from two sets, `character` for numbers that are no digits.
 */
export function asciiDigits(texts: readonly string[]): readonly string[] | 'mixed-script' | 'character' {
  const all = texts.join('');
  if (otherNumbers.test(all)) return 'character';
  const zeros = new Set((all.match(/\p{Nd}/gu) ?? []).map((digit) => zeroOf(digit.codePointAt(0) ?? 0)));
  if (zeros.size > 1) return 'mixed-script';
  const [zero = 0] = zeros;
  return texts.map((text) =>
    text.replace(/\p{Nd}/gu, (digit) => String((digit.codePointAt(0) ?? 0) - zero)).replaceAll('\uff0b', '+'),
  );
}

/** Country code in digits, then the national zero that is not dialled from abroad: +49 (0)30. */
const nationalZero = /^(\p{Zs}*\+[\p{Zs}\p{Pd}.]*\(?\d{1,3}\)?[\p{Zs}\p{Pd}.]*)\(\p{Zs}*0\p{Zs}*\)/u;

/** Without spaces, hyphens and dashes, dots, round brackets, and a slash between two digits. */
export function removeFormatting(number: string): string {
  return number
    .replace(nationalZero, '$1')
    .replace(/[\p{Zs}\p{Pd}\u2212.\u00b7\uff0e()\uff08\uff09]/gu, '')
    .replace(/(?<=\d)\/(?=\d)/g, '');
}
