import {minify} from 'terser';

const options = {
  module: true,
  ecma: 2022,
  // nothing that is called unsafe; nobody here reads a property for what the reading does
  compress: {passes: 3, ecma: 2022, inline: 1, sequences: false, pure_getters: true},
  format: {comments: false},
  sourceMap: {includeSources: true},
};

/** sip.js marks what is its own with an underscore; whoever uses that, our subclasses too, is in a file with it. */
const own = {properties: {regex: /^_[a-z]/, keep_quoted: true}};

/** Names given so far to what is sip.js' own: the same in each file of a build that has some of it. */
let given = {};
/** Files with sip.js in them go one after the other, so that a build is the same each time. */
let turn = Promise.resolve();

async function shortenSip(code) {
  const nameCache = {props: given.props};
  const result = await minify(code, {...options, mangle: own, nameCache});
  given = nameCache;
  return result;
}

/** Shortens each file of the build: about a kilobyte less of what is loaded at the start than esbuild leaves. */
export function shorten() {
  return {
    name: 'shorten',
    renderStart() {
      given = {};
    },
    async renderChunk(code, {moduleIds}) {
      const withSip = moduleIds.some((id) => id.includes('/node_modules/sip.js/'));
      if (withSip) turn = turn.then(() => shortenSip(code));
      const {code: shorter, map} = await (withSip ? turn : minify(code, options));
      return {code: shorter, map: typeof map === 'string' ? JSON.parse(map) : map};
    },
  };
}
