import type {GadgetSpec} from './gadget-spec.js';
import {absoluteReferences, concatScripts} from './html-rewrite.js';
import {cutHtml, escapeHtml} from './html-tags.js';
import type {HtmlPiece} from './html-tags.js';

/** What the runtime script in the gadget's page is told before anything else runs. */
export interface GadgetBoot {
  readonly moduleId: string;
  readonly title: string;
  readonly scrolling: boolean;
  readonly features: readonly string[];
  readonly messages: Readonly<Record<string, string>>;
  readonly userPrefs: Readonly<Record<string, string>>;
  /** Feature `loadingindicator`: waits for the gadget's `dismiss()`, and seconds until a retry is offered. */
  readonly manualDismiss: boolean;
  readonly loadingTimeout: number;
}

/** Seconds; Finesse's default of the parameter `loading-timeout`. */
export const defaultLoadingTimeout = 10;

/** All that a gadget page is made of. */
export interface RenderRequest {
  readonly spec: GadgetSpec;
  readonly html: string;
  /** Address of the gadget file, against which relative references are read. */
  readonly gadgetUrl: URL;
  readonly moduleId: string;
  readonly messages: Readonly<Record<string, string>>;
  /** `up_*` of the request, by preference name. */
  readonly preferences: Readonly<Record<string, string>>;
  /** Address of the runtime script. */
  readonly runtime: string;
  readonly strict: boolean;
}

/**
 * The page of a gadget, put together in the order of the gadget server (Shindig, rendering rewriter): DOCTYPE
 * first, runtime at the start of the head, the call that runs the on-load handlers last in the body.
 */
export function renderGadget(request: RenderRequest): string {
  const {spec, gadgetUrl} = request;
  const content = substitute(request.html, request);
  const absolute = absoluteReferences(content, gadgetUrl);
  const excluded = spec.features.get('content-rewrite')?.get('exclude-url') ?? [];
  const html = request.strict ? concatScripts(absolute, excluded) : absolute;
  return assemble(html, headOf(request));
}

/** Message, preference and module substitution in one pass, so that a value is never read as a placeholder. */
export function substitute(
  text: string,
  {
    messages,
    preferences,
    moduleId,
    spec,
  }: Pick<RenderRequest, 'messages' | 'preferences' | 'moduleId' | 'spec'>,
): string {
  return text.replace(
    /__(?:(MSG|UP)_([\w.-]+?)|MODULE_ID)__/g,
    (whole, kind: string | undefined, name = '') => {
      if (kind === undefined) return escapeHtml(moduleId);
      if (kind === 'MSG') return Object.hasOwn(messages, name) ? (messages[name] ?? '') : whole;
      const value = Object.hasOwn(preferences, name) ? preferences[name] : spec.userPrefs.get(name);
      return escapeHtml(value ?? '');
    },
  );
}

/** Styles that the gadget server adds when a gadget names no DOCTYPE. */
const quirksStyle =
  '<style type="text/css">body,td,div,span,p{font-family:arial,sans-serif;}body{margin:0;padding:0;}</style>';

const runOnLoad = '<script type="text/javascript">gadgets.util.runOnLoadHandlers();</script>';

function headOf({spec, moduleId, messages, runtime}: RenderRequest): string {
  const indicator = spec.features.get('loadingindicator');
  const timeout = Number(indicator?.get('loading-timeout')?.[0] ?? defaultLoadingTimeout);
  const boot: GadgetBoot = {
    moduleId,
    title: substitute(spec.title, {spec, moduleId, messages, preferences: {}}),
    scrolling: spec.scrolling,
    features: [...spec.features.keys()],
    messages,
    userPrefs: Object.fromEntries(spec.userPrefs),
    manualDismiss: indicator?.get('manual-dismiss')?.[0] === 'true',
    loadingTimeout: Number.isFinite(timeout) && timeout > 0 ? timeout : defaultLoadingTimeout,
  };
  // "<" must not appear inside: the text of a message could end the script element.
  const json = JSON.stringify(boot).replace(
    /[<\u2028\u2029]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return (
    `<script type="text/javascript">window.standinGadgetBoot=${json};</script>` +
    `<script type="text/javascript" src="${escapeHtml(runtime)}"></script>`
  );
}

function assemble(html: string, head: string): string {
  const pieces = cutHtml(html);
  const doctype = firstDoctype(pieces, html);
  const headTag = pieces.find((piece) => piece.kind === 'tag' && piece.name === 'head');
  const htmlTag = pieces.find((piece) => piece.kind === 'tag' && piece.name === 'html');
  const bodyEnd = pieces.filter((piece) => piece.kind === 'end' && piece.name === 'body').at(-1)?.start;
  const style = doctype === undefined ? quirksStyle : '';
  if (headTag === undefined && htmlTag === undefined) {
    const start = doctype?.end ?? 0;
    const rest = html.slice(start);
    return `${html.slice(0, start)}<html><head>${head}${style}</head><body>${rest}${runOnLoad}</body></html>`;
  }
  const from = (headTag ?? htmlTag)?.end ?? 0;
  const to = bodyEnd !== undefined && bodyEnd > from ? bodyEnd : html.length;
  const opened = headTag === undefined ? `<head>${head}${style}</head>` : `${head}${style}`;
  return `${html.slice(0, from)}${opened}${html.slice(from, to)}${runOnLoad}${html.slice(to)}`;
}

/** A DOCTYPE counts only as the very first thing: anything before it means quirks mode. */
function firstDoctype(pieces: readonly HtmlPiece[], html: string): HtmlPiece | undefined {
  for (const piece of pieces) {
    if (piece.kind === 'doctype') return piece;
    const blank = piece.kind === 'comment' || html.slice(piece.start, piece.end).trim() === '';
    if (!blank) return undefined;
  }
  return undefined;
}
