import {walk} from 'estree-walker';
import MagicString from 'magic-string';

/** White space that only lays out the source: a line break with its indentation is one space to a browser. */
const squeezeHtml = (text) => text.replace(/\s*\n\s*/g, (gap) => (gap.includes('\n') ? ' ' : gap));

const squeezeCss = (text) =>
  squeezeHtml(text.replace(/\/\*[^]*?\*\//g, ''))
    .replace(/\s*([{};])\s*/g, '$1')
    // behind a colon or a comma white space never has a meaning; before a colon it may
    .replace(/([:,])\s+/g, '$1')
    .replace(/;}/g, '}');

const squeezers = {html: squeezeHtml, svg: squeezeHtml, css: squeezeCss};

/** Takes the layout white space out of lit's templates and style sheets, which no minifier touches. */
export function squeezeTemplates() {
  return {
    name: 'squeeze-templates',
    transform(code, id) {
      if (!id.includes('/src/') || !/\b(html|css|svg)`/.test(code)) return null;
      const out = new MagicString(code);
      walk(this.parse(code), {
        enter(node) {
          const squeeze = node.type === 'TaggedTemplateExpression' && squeezers[node.tag.name];
          if (!squeeze) return;
          for (const quasi of node.quasi.quasis) {
            const {start, end} = quasi;
            if (end > start) out.overwrite(start, end, squeeze(code.slice(start, end)));
          }
        },
      });
      return {code: out.toString(), map: out.generateMap({hires: true})};
    },
  };
}
