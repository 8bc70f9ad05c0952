/** A piece of HTML source, as far as a rewriter must know it. */
export interface HtmlPiece {
  readonly kind: 'tag' | 'end' | 'text' | 'comment' | 'doctype' | 'raw';
  /** Lower-case tag name of a `tag` or `end`; empty otherwise. */
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

/** Elements whose content is not markup. */
const rawElements = new Set(['script', 'style', 'textarea', 'title']);

const tagStart = /[a-zA-Z]/;

/** Cuts HTML source into pieces whose lengths add up to the whole. It never fails: what is no tag is text. */
export function cutHtml(html: string): HtmlPiece[] {
  const pieces: HtmlPiece[] = [];
  const push = (kind: HtmlPiece['kind'], name: string, start: number, end: number): number => {
    if (end > start) pieces.push({kind, name, start, end});
    return end;
  };
  let at = 0;
  while (at < html.length) {
    const open = html.indexOf('<', at);
    if (open < 0) return (push('text', '', at, html.length), pieces);
    const next = html[open + 1] ?? '';
    if (next === '!' || next === '?') {
      at = push('text', '', at, open);
      const comment = html.startsWith('<!--', open);
      const close = html.indexOf(comment ? '-->' : '>', open + 2);
      const doctype = /^<!doctype/i.test(html.slice(open, open + 9));
      const end = close < 0 ? html.length : close + (comment ? 3 : 1);
      at = push(doctype ? 'doctype' : 'comment', '', open, end);
    } else if (next === '/' || tagStart.test(next)) {
      at = push('text', '', at, open);
      const closing = next === '/';
      const name = /^[^\s/>]*/.exec(html.slice(open + (closing ? 2 : 1), open + 66))?.[0].toLowerCase() ?? '';
      at = push(closing ? 'end' : 'tag', name, open, tagEnd(html, open));
      if (!closing && rawElements.has(name)) at = push('raw', '', at, rawEnd(html, at, name));
    } else {
      at = push('text', '', at, open + 1);
    }
  }
  return pieces;
}

function tagEnd(html: string, start: number): number {
  let quote = '';
  for (let at = start; at < html.length; at++) {
    const sign = html[at] ?? '';
    if (quote !== '') {
      if (sign === quote) quote = '';
    } else if (sign === '>') {
      return at + 1;
    } else if ((sign === '"' || sign === "'") && /=\s*$/.test(html.slice(Math.max(start, at - 8), at))) {
      quote = sign;
    }
  }
  return html.length;
}

function rawEnd(html: string, from: number, name: string): number {
  const close = new RegExp(`</${name}(?=[\\s/>])`, 'ig');
  close.lastIndex = from;
  return close.exec(html)?.index ?? html.length;
}

const attributePattern = /([^\s"'<>/=]+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]+))?/g;

/** The attributes of a start tag, in order; names in lower case, values with entities read. */
export function attributesOf(tag: string): Map<string, string> {
  const attributes = new Map<string, string>();
  const inner = tag.replace(/^<[^\s/>]*/, '').replace(/\/?>$/, '');
  for (const [, name = '', quoted] of inner.matchAll(attributePattern)) {
    const value = quoted === undefined ? '' : quoted.replace(/^(["'])([\s\S]*)\1$/, '$2');
    if (!attributes.has(name.toLowerCase())) attributes.set(name.toLowerCase(), unescapeHtml(value));
  }
  return attributes;
}

/** A start tag written from its parts. */
export function writeTag(name: string, attributes: ReadonlyMap<string, string>): string {
  const written = [...attributes].map(([key, value]) =>
    value === '' ? ` ${key}` : ` ${key}="${escapeHtml(value)}"`,
  );
  return `<${name}${written.join('')}>`;
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text made safe for element content and for quoted attributes. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => entities[sign] ?? sign);
}

function unescapeHtml(text: string): string {
  return text.replace(/&(?:amp|lt|gt|quot|#39);/g, (entity) => {
    const found = Object.entries(entities).find(([, written]) => written === entity);
    return found?.[0] ?? entity;
  });
}
