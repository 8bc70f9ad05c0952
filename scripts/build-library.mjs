/** Builds what other programs may import (package.json, `exports`) into dist/lib, or the folder named. */
import {mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {build} from 'esbuild';
import ts from 'typescript';

const out = process.argv[2] ?? 'dist/lib';
const source = 'src/calls/dial.ts';

await build({
  entryPoints: [source],
  outfile: join(out, 'dial.js'),
  bundle: true,
  format: 'esm',
  target: 'es2022',
  charset: 'utf8',
  legalComments: 'none',
});
mkdirSync(out, {recursive: true});
// the public types are all in the one file, so its declarations alone are whole
const {outputText, diagnostics} = ts.transpileDeclaration(readFileSync(source, 'utf8'), {
  fileName: source,
  reportDiagnostics: true,
  compilerOptions: {target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext},
});
for (const diagnostic of diagnostics ?? []) {
  console.error(ts.flattenDiagnosticMessageText(diagnostic.messageText, '\n'));
  process.exitCode = 1;
}
writeFileSync(join(out, 'dial.d.ts'), outputText);
