/** How a site's broker writes a notification. */
export interface StompBody {
  /** `xml`: the `<Update>` as it is; `escaped`: with `&lt;` for `<`; `json`: inside a JSON object. */
  readonly form: 'xml' | 'escaped' | 'json';
  /** With `json`: where the text is, e.g. `data.content`; a text, escaped or not, or a list of them. */
  readonly field?: string | undefined;
}

/**
 * The `<Update>` texts in a message, in their order. What can't be read is one empty text: it is refused and counted
 * with everything else that is broken, and may have been news.
 */
export function textsOf(message: string, {form, field}: StompBody): readonly string[] {
  if (form === 'xml') return [message];
  if (form === 'escaped') return [unescaped(message)];
  const found = at(message, field ?? '');
  const texts = Array.isArray(found) ? found : [found];
  if (texts.length === 0) return [''];
  return texts.map((text) => (typeof text === 'string' ? updateIn(text) : ''));
}

function at(message: string, path: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(message);
  } catch {
    return undefined;
  }
  for (const name of path.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
    value = (value as Record<string, unknown>)[name];
  }
  return value;
}

/** As in the desktop's own hub, the node's path may stand before the text. */
function updateIn(text: string): string {
  const plain = /&lt;/.test(text) && !text.includes('<') ? unescaped(text) : text;
  return plain.slice(Math.max(plain.indexOf('<'), 0));
}

const signs: Readonly<Record<string, string>> = {lt: '<', gt: '>', quot: '"', apos: "'", amp: '&'};

/** One layer: what was escaped inside the `<Update>` stays so. */
const unescaped = (text: string): string =>
  text.replace(/&(lt|gt|quot|apos|amp);/g, (whole, name: string) => signs[name] ?? whole);
