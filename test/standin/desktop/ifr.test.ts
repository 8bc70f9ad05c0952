import assert from 'node:assert/strict';
import {mkdtempSync, mkdirSync, rmSync, symlinkSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, before, test} from 'node:test';
import {aDesktop, ifrOf} from './support.js';

const hello = '/3rdpartygadget/files/hello/gadget.xml';

async function rendered(path: string, more: Record<string, string> = {}): Promise<string> {
  return (await aDesktop().request(ifrOf(path, more))).text();
}

test('keeps the DOCTYPE first, puts the runtime before the gadget and the on-load call last in the body', async () => {
  const html = await rendered(hello);
  assert.match(html, /^<!DOCTYPE html>/);
  assert.ok(html.indexOf('/desktop/standin/runtime.js') < html.indexOf('jquery.min.js'));
  assert.match(html, /gadgets\.util\.runOnLoadHandlers\(\);<\/script><\/body><\/html>$/);
});

test('fills in messages, preferences and the module id', async () => {
  const html = await rendered(hello, {up_colour: '"><script>'});
  assert.ok(html.includes('<p id="greeting">Good day</p>'));
  assert.ok(html.includes('<span id="colour">&quot;&gt;&lt;script&gt;</span>'));
  assert.ok(html.includes('<span id="module">3</span>'));
});

test('takes the default of a preference that the address does not carry', async () => {
  assert.ok((await rendered(hello)).includes('<span id="colour">blue</span>'));
});

test('takes the messages of the language, and the default ones for what it lacks', async () => {
  const html = await rendered(hello, {lang: 'de', country: 'DE'});
  assert.ok(html.includes('Guten Tag'));
  assert.ok(html.includes('"title":"Hello"'));
});

test('makes relative references absolute against the gadget file', async () => {
  assert.ok((await rendered(hello)).includes('src="/3rdpartygadget/files/hello/images/hello.png"'));
});

const refused: readonly (readonly [name: string, query: Record<string, string>])[] = [
  ['another host', {url: 'http://evil.example/3rdpartygadget/files/hello/gadget.xml'}],
  ['another path of this server', {url: 'http://localhost:8080/finesse/api/User/1'}],
  ['a path that climbs', {url: 'http://localhost:8080/3rdpartygadget/files/..%2f..%2fpackage.json'}],
  ['a file that is not there', {url: 'http://localhost:8080/3rdpartygadget/files/none.xml'}],
  ['a file: address', {url: 'file:///etc/passwd'}],
  ['no address', {url: ''}],
  ['a module id that is no number', {mid: '1"><script>'}],
];

for (const [name, query] of refused) {
  test(`answers ${name} with a plain error page`, async () => {
    const response = await aDesktop().request(ifrOf(hello, query));
    const text = await response.text();
    assert.equal(response.status, 400);
    assert.ok(text.includes("This gadget can't be shown"));
    assert.ok(!text.includes('<script'));
  });
}

let folder = '';
before(() => {
  folder = mkdtempSync(join(tmpdir(), 'gadgets-'));
  mkdirSync(join(folder, 'sub'));
  const gadget = (content: string, prefs = ''): string =>
    `<Module><ModulePrefs title="T">${prefs}</ModulePrefs>${content}</Module>`;
  const scripts =
    '<Content type="html"><![CDATA[<!DOCTYPE html><html><head><script src="a.js"></script>\n<!-- x --><script type="module" src="b.js"></script></head><body><script src="c.js"></script><p></p><script src="d.js"></script></body></html>]]></Content>';
  writeFileSync(join(folder, 'scripts.xml'), gadget(scripts));
  writeFileSync(
    join(folder, 'excluded.xml'),
    gadget(scripts, '<Optional feature="content-rewrite"><Param name="exclude-url">B.JS</Param></Optional>'),
  );
  writeFileSync(join(folder, 'href.xml'), gadget('<Content type="html" href="sub/page.html"/>'));
  writeFileSync(join(folder, 'climb.xml'), gadget('<Content type="html" href="/finesse/api/User/1"/>'));
  writeFileSync(join(folder, 'bare.xml'), gadget('<Content type="html"><![CDATA[<p>bare</p>]]></Content>'));
  writeFileSync(
    join(folder, 'views.xml'),
    gadget(
      '<Content type="html" view="default">small</Content><Content type="html" view="canvas">large</Content>',
    ),
  );
  writeFileSync(join(folder, 'needs.xml'), gadget('<Content/>', '<Require feature="flash"/>'));
  writeFileSync(join(folder, 'sub', 'page.html'), '<!DOCTYPE html><html><body>from a file</body></html>');
  writeFileSync(join(folder, 'a.js'), 'var a = 1');
  writeFileSync(join(folder, 'b.js'), 'export const b = 2;');
  writeFileSync(join(folder, '.hidden.js'), 'secret');
  symlinkSync('/etc/hostname', join(folder, 'link.txt'));
});
after(() => rmSync(folder, {recursive: true}));

const own = async (file: string, more: Record<string, string> = {}): Promise<string> =>
  (await aDesktop({gadgetsDir: folder}).request(ifrOf(`/3rdpartygadget/files/${file}`, more))).text();

test('joins neighbouring scripts in strict mode, with the attributes of the first', async () => {
  const html = await own('scripts.xml', {strict: '1'});
  const joined = /<script src="(\/gadgets\/concat\?[^"]*)"><\/script><\/head>/.exec(html)?.[1] ?? '';
  const query = new URLSearchParams(joined.replaceAll('&amp;', '&').split('?')[1]);
  assert.equal(query.get('1'), '/3rdpartygadget/files/a.js');
  assert.equal(query.get('2'), '/3rdpartygadget/files/b.js');
  assert.ok(!html.includes('type="module"'));
  assert.ok(html.includes('<script src="/3rdpartygadget/files/c.js"></script><p></p>'));
});

test('leaves an excluded script alone in strict mode', async () => {
  const html = await own('excluded.xml', {strict: '1'});
  assert.ok(!html.includes('/gadgets/concat'));
  assert.ok(html.includes('<script type="module" src="/3rdpartygadget/files/b.js">'));
});

test('leaves scripts apart outside strict mode', async () => {
  assert.ok(!(await own('scripts.xml')).includes('/gadgets/concat'));
});

test('takes the content from a second file', async () => {
  assert.ok((await own('href.xml')).includes('from a file'));
});

test('takes no content from outside the gadget files', async () => {
  assert.ok((await own('climb.xml')).includes("This gadget can't be shown"));
});

test('shows a gadget without DOCTYPE in quirks mode, with the default styles', async () => {
  const html = await own('bare.xml');
  assert.match(html, /^<html><head>/);
  assert.ok(html.includes('<style type="text/css">'));
});

test('takes the content of the view that was asked for', async () => {
  assert.ok((await own('views.xml', {view: 'canvas'})).includes('large'));
  assert.ok((await own('views.xml')).includes('small'));
});

test('refuses a gadget that requires an unknown feature', async () => {
  assert.ok((await own('needs.xml')).includes('requires the unknown feature &quot;flash&quot;'));
});

const file = async (path: string): Promise<Response> =>
  aDesktop({gadgetsDir: folder}).request(`http://localhost:8080/3rdpartygadget/files/${path}`);

test('serves gadget files with their types', async () => {
  const response = await file('a.js');
  assert.equal(response.status, 200);
  assert.equal(response.headers.get('Content-Type'), 'text/javascript; charset=utf-8');
  assert.equal(await response.text(), 'var a = 1');
});

for (const path of [
  '..%2fpackage.json',
  '%2e%2e/x',
  'sub/..%5c..%5cx',
  'link.txt',
  '.hidden.js',
  'sub',
  'a.js%00.png',
  '%E0%A4%A',
]) {
  test(`serves nothing for the path ${path}`, async () => {
    assert.equal((await file(path)).status, 404);
  });
}
