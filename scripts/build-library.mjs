/** Builds what other programs may import (package.json, `exports`) into dist/lib, or the folder named. */
import {mkdirSync, writeFileSync} from 'node:fs';
import {dirname, join, relative, resolve} from 'node:path';
import {build} from 'esbuild';
import ts from 'typescript';

const out = process.argv[2] ?? 'dist/lib';
/** Each module by the name it is imported under. */
const modules = {dial: 'src/calls/dial.ts', finesse: 'src/finesse/library.ts'};

await build({
  entryPoints: Object.entries(modules).map(([name, source]) => ({in: source, out: name})),
  outdir: out,
  bundle: true,
  format: 'esm',
  target: 'es2022',
  charset: 'utf8',
  legalComments: 'none',
});

/** Declarations, a file beside each source that has some to give; private members come without their types. */
function declarations(source) {
  const program = ts.createProgram([source, 'src/base/xml-js.d.ts'], {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    lib: ['lib.es2022.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
    rootDir: 'src',
    strict: true,
    exactOptionalPropertyTypes: true,
    skipLibCheck: true,
    types: [],
    declaration: true,
    emitDeclarationOnly: true,
  });
  const files = new Map();
  const {diagnostics} = program.emit(undefined, (file, text) =>
    files.set(relative('src', resolve(file)), text),
  );
  for (const diagnostic of [...ts.getPreEmitDiagnostics(program), ...diagnostics]) {
    console.error(ts.flattenDiagnosticMessageText(diagnostic.messageText, '\n'));
    process.exitCode = 1;
  }
  return files;
}

const write = (file, text) => {
  mkdirSync(dirname(file), {recursive: true});
  writeFileSync(file, text);
};

for (const [name, source] of Object.entries(modules)) {
  const files = declarations(source);
  const entry = relative('src', source).replace(/\.ts$/, '.d.ts');
  const own = files.get(entry) ?? '';
  // where the public types are all in one file, its declarations alone are whole
  if (!/\bfrom '/.test(own)) {
    write(join(out, `${name}.d.ts`), own);
    continue;
  }
  for (const [file, text] of files) write(join(out, 'types', file), text);
  write(join(out, `${name}.d.ts`), `export * from './types/${entry.replace(/\.d\.ts$/, '.js')}';\n`);
}
