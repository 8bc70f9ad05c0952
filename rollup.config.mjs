import commonjs from '@rollup/plugin-commonjs';
import resolve from '@rollup/plugin-node-resolve';
import esbuild from 'rollup-plugin-esbuild';
import {shorten} from './scripts/lib/rollup-shorten.mjs';
import {onlyMessages} from './scripts/lib/rollup-only-messages.mjs';
import {slimSip} from './scripts/lib/slim-sip.mjs';
import {squeezeTemplates} from './scripts/lib/rollup-squeeze-templates.mjs';

/** What a module imports without being asked for, itself included. */
function closure(entry, getModuleInfo) {
  const found = new Set();
  const visit = (id) => {
    if (found.has(id)) return;
    found.add(id);
    for (const imported of getModuleInfo(id)?.importedIds ?? []) visit(imported);
  };
  visit(entry);
  return found;
}

/** Everything that calls need and the first bar does not is one file: what comes later finds it loaded. */
function atWork(id, {getModuleIds, getModuleInfo}) {
  const module = (name) => [...getModuleIds()].find((other) => other.endsWith(name)) ?? '';
  const entries = ['/src/components/at-work.ts', '/src/desk/call-desk.ts'].map(module);
  const later = entries.some((entry) => closure(entry, getModuleInfo).has(id));
  return later && !closure(module('/src/main.ts'), getModuleInfo).has(id) ? 'at-work' : undefined;
}

export default {
  input: {main: 'src/entry.ts', plain: 'src/plain-entry.ts'},
  output: {
    dir: 'dist/deskline',
    format: 'es',
    // beside the files, not named in them: only who looks for a fault loads them
    sourcemap: 'hidden',
    entryFileNames: '[name].js',
    // the name follows the content: a new version never meets an old part in the browser's cache
    manualChunks: atWork,
    onlyExplicitManualChunks: true,
    chunkFileNames: ({name}) => `${name === 'main' ? 'desk' : name}-[hash].js`,
  },
  plugins: [
    resolve({browser: true, extensions: ['.ts', '.mjs', '.js'], exportConditions: ['production']}),
    commonjs(),
    esbuild({target: 'es2022', tsconfig: 'tsconfig.json'}),
    ...slimSip(),
    onlyMessages(),
    // before names are shortened: it looks for lit's tags by name
    squeezeTemplates(),
    shorten(),
  ],
};
