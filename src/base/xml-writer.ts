import js2xml from 'xml-js/lib/js2xml.js';

/** What a request body is made of: text, or named parts. */
export interface XmlParts {
  readonly [name: string]: string | XmlParts | readonly (string | XmlParts)[] | undefined;
}

type Compact = {[name: string]: Compact | Compact[] | string};

/** Characters XML 1.0 has no way to write, halves of surrogate pairs among them. */
const unwritable = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Cs}/gu;

/**
 * Writes one element. Undefined parts are left out, empty ones are written empty.
 * The writer un-escapes `&amp;` before it escapes, so the ampersand is doubled up first and text arrives as it was.
 */
export function writeXml(root: string, parts: XmlParts): string {
  return js2xml({[root]: compact(parts)}, {compact: true});
}

function compact(parts: XmlParts): Compact {
  const out: Compact = {};
  for (const [name, value] of Object.entries(parts)) {
    if (value === undefined) continue;
    out[name] = isList(value) ? value.map(one) : one(value);
  }
  return out;
}

const one = (value: string | XmlParts): Compact =>
  typeof value === 'string'
    ? {_text: value.replace(unwritable, ' ').replaceAll('&', '&amp;')}
    : compact(value);

const isList = (value: Exclude<XmlParts[string], undefined>): value is readonly (string | XmlParts)[] =>
  Array.isArray(value);
