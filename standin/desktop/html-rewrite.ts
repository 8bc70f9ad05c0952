import {attributesOf, cutHtml, writeTag} from './html-tags.js';
import type {HtmlPiece} from './html-tags.js';

/** Where an element keeps the address of a resource (Shindig, absolute path references). */
const referenceAttribute: Readonly<Record<string, string>> = {
  img: 'src',
  input: 'src',
  script: 'src',
  embed: 'src',
  link: 'href',
  body: 'background',
};

/**
 * Makes relative resource addresses in gadget HTML absolute against the gadget file, as the gadget server does.
 * Addresses on the gadget's own server become paths from its root, so that the page works under any host name.
 */
export function absoluteReferences(html: string, gadgetUrl: URL): string {
  return rebuild(html, (piece, source) => {
    const attribute = piece.kind === 'tag' ? referenceAttribute[piece.name] : undefined;
    if (attribute === undefined) return source;
    const attributes = attributesOf(source);
    const written = attributes.get(attribute);
    if (written === undefined || written === '' || /^(\/|#|[a-z][a-z0-9+.-]*:)/i.test(written)) return source;
    const target = parseUrl(written, gadgetUrl);
    if (target === undefined) return source;
    const own = target.origin === gadgetUrl.origin;
    attributes.set(attribute, own ? target.pathname + target.search + target.hash : target.href);
    return writeTag(piece.name, attributes);
  });
}

function parseUrl(address: string, base: URL): URL | undefined {
  try {
    return new URL(address, base);
  } catch {
    return undefined;
  }
}

function rebuild(html: string, change: (piece: HtmlPiece, source: string) => string): string {
  return cutHtml(html)
    .map((piece) => change(piece, html.slice(piece.start, piece.end)))
    .join('');
}

interface ScriptRun {
  readonly first: ReadonlyMap<string, string>;
  readonly sources: string[];
  /** From the first start tag to the last end tag. */
  readonly from: number;
  to: number;
}

/**
 * Joins neighbouring `<script src>` elements into one request, carrying the attributes of the first, as the
 * gadget server's concatenation does. A module that follows a classic script so becomes part of a classic one:
 * exactly the fault that this imitation is meant to show.
 *
 * @param excluded parts of addresses (feature `content-rewrite`, `exclude-url`) that are left alone; `*` is all.
 */
export function concatScripts(html: string, excluded: readonly string[]): string {
  const spared = (source: string): boolean =>
    excluded.some((part) => part === '*' || source.toLowerCase().includes(part.toLowerCase()));
  const runs: ScriptRun[] = [];
  let run: ScriptRun | undefined;
  const pieces = cutHtml(html);
  for (let index = 0; index < pieces.length; index++) {
    const piece = pieces[index];
    if (piece === undefined) break;
    const source = html.slice(piece.start, piece.end);
    // Only text and comments may stand between scripts that are joined.
    if (piece.kind === 'text' || piece.kind === 'comment') continue;
    if (piece.kind === 'end' && piece.name === 'script') continue;
    const attributes = piece.kind === 'tag' && piece.name === 'script' ? attributesOf(source) : undefined;
    const address = attributes?.get('src');
    if (attributes === undefined || address === undefined || address === '' || spared(address)) {
      run = undefined;
      continue;
    }
    const end = pieces.slice(index + 1, index + 3).find((next) => next.kind === 'end')?.end ?? piece.end;
    if (run === undefined) runs.push((run = {first: attributes, sources: [], from: piece.start, to: end}));
    run.sources.push(address);
    run.to = end;
    if (pieces[index + 1]?.kind === 'raw') index++;
  }
  return replaceRuns(
    html,
    runs.filter(({sources}) => sources.length > 1),
  );
}

function replaceRuns(html: string, runs: readonly ScriptRun[]): string {
  let written = '';
  let at = 0;
  for (const {first, sources, from, to} of runs) {
    const query = new URLSearchParams([
      ['container', 'default'],
      ['type', 'js'],
    ]);
    sources.forEach((source, index) => query.set(String(index + 1), source));
    const attributes = new Map(first).set('src', `/gadgets/concat?${query.toString()}`);
    written += `${html.slice(at, from)}${writeTag('script', attributes)}</script>`;
    at = to;
  }
  return written + html.slice(at);
}
