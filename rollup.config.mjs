import commonjs from '@rollup/plugin-commonjs';
import resolve from '@rollup/plugin-node-resolve';
import esbuild, {minify} from 'rollup-plugin-esbuild';
import {slimSip} from './scripts/lib/slim-sip.mjs';
import {squeezeTemplates} from './scripts/lib/rollup-squeeze-templates.mjs';

export default {
  input: {main: 'src/entry.ts', plain: 'src/plain-entry.ts'},
  output: {
    dir: 'dist/deskline',
    format: 'es',
    sourcemap: true,
    entryFileNames: '[name].js',
    // the name follows the content: a new version never meets an old part in the browser's cache
    chunkFileNames: ({name}) => `${name === 'main' ? 'desk' : name}-[hash].js`,
  },
  plugins: [
    resolve({browser: true, extensions: ['.ts', '.mjs', '.js'], exportConditions: ['production']}),
    commonjs(),
    esbuild({target: 'es2022', tsconfig: 'tsconfig.json'}),
    ...slimSip(),
    // before names are shortened: it looks for lit's tags by name
    squeezeTemplates(),
    minify({target: 'es2022', legalComments: 'none'}),
  ],
};
