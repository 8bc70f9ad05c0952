import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {test} from 'node:test';
import {LayoutRefusal, parseLayout} from '../../../standin/desktop/layout.js';

const role = (content: string, name = 'Agent'): string =>
  `<finesseLayout xmlns="http://www.cisco.com/vtg/finesse"><layout><role>${name}</role>${content}</layout></finesseLayout>`;

const tab = (content: string, id = 'home'): string =>
  role(`<tabs><tab><id>${id}</id><label>Home</label>${content}</tab></tabs>`);

test('reads the form up to release 11.6, which has no header', () => {
  const layout = parseLayout(role('<page><gadget>/3rdpartygadget/files/a/gadget.xml</gadget></page>'));
  assert.deepEqual(layout.header, []);
  assert.equal(layout.roles[0]?.page[0]?.url, '/3rdpartygadget/files/a/gadget.xml');
});

test('reads the demo layout: our gadget at page level, the call control in a column of the tab', () => {
  const file = new URL('../../../standin/layouts/demo.xml', import.meta.url);
  const layout = parseLayout(readFileSync(file, 'utf8'));
  assert.deepEqual(
    layout.roles.map((one) => one.role),
    ['Agent', 'Supervisor'],
  );
  for (const one of layout.roles) {
    assert.match(one.page[0]?.url ?? '', /^\/3rdpartygadget\/files\/deskline\/gadget\.xml/);
    assert.equal(one.tabs[0]?.columns[0]?.[0]?.url, '/desktop/scripts/js/callcontrol.js');
  }
  assert.deepEqual(
    layout.header.map((column) => column.component?.id),
    ['cd-logo', 'agent-voice-state', 'identity-component'],
  );
});

test('reads the columns of a tab in order, and a tab without columns as one', () => {
  const two =
    '<columns><column><gadgets><gadget>/a</gadget></gadgets></column><column><gadgets><gadget>/b</gadget></gadgets></column></columns>';
  const urls = (xml: string): string[][] =>
    (parseLayout(xml).roles[0]?.tabs[0]?.columns ?? []).map((column) => column.map((gadget) => gadget.url));
  assert.deepEqual(urls(tab(two)), [['/a'], ['/b']]);
  assert.deepEqual(urls(tab('<gadgets><gadget>/a</gadget><gadget>/b</gadget></gadgets>')), [['/a', '/b']]);
});

test('keeps attributes that are not its own as gadget properties', () => {
  const xml = role(
    '<page><gadget id="desk" hidden="true" maxRows="9" site="north" maxDialogLimit-5000="2">/a?x=1&amp;y=2</gadget></page>',
  );
  const gadget = parseLayout(xml).roles[0]?.page[0];
  assert.equal(gadget?.url, '/a?x=1&y=2');
  assert.equal(gadget?.hidden, true);
  assert.equal(gadget?.id, 'desk');
  assert.deepEqual({...gadget?.properties}, {site: 'north', 'maxDialogLimit-5000': '2'});
});

test('takes nothing from a property named like an object member', () => {
  const gadget = parseLayout(role('<page><gadget __proto__="x">/a</gadget></page>')).roles[0]?.page[0];
  assert.equal(Object.getPrototypeOf(gadget?.properties ?? {}), null);
});

const refusals: readonly (readonly [name: string, xml: string, sentence: RegExp])[] = [
  ['a document type', '<!DOCTYPE x [<!ENTITY a "b">]><finesseLayout/>', /document type/],
  ['text that is no XML', '<finesseLayout><layout></finesseLayout>', /Not well-formed/],
  ['a file that ends too early', '<finesseLayout><layout>', /ends too early/],
  ['an entity that nobody declared', '<finesseLayout>&x;</finesseLayout>', /Not well-formed/],
  ['an empty file', '', /exactly one root element/],
  ['two root elements', '<finesseLayout/><finesseLayout/>', /exactly one root element|well-formed/],
  ['another root element', '<html/>', /must begin with <finesseLayout>/],
  ['a file longer than the limit', `<finesseLayout>${' '.repeat(1_000_001)}</finesseLayout>`, /longer than/],
  [
    'nesting without end',
    `<finesseLayout>${'<a>'.repeat(200)}${'</a>'.repeat(200)}</finesseLayout>`,
    /levels deep/,
  ],
  ['no layout', '<finesseLayout/>', /no <layout>/],
  ['an unknown role', role('', 'Boss'), /"Boss" is not a role/],
  ['an unknown element', role('<script/>'), /<script> has no place/],
  ['a bad tab id', tab('<gadgets/>', '1st'), /"1st" is not a tab id/],
  ['five columns', tab(`<columns>${'<column/>'.repeat(5)}</columns>`), /more than 4 columns/],
  ['an address with a space', role('<page><gadget>/a b</gadget></page>'), /white space/],
  ['an address with another scheme', role('<page><gadget>javascript:x</gadget></page>'), /neither a path/],
  [
    'an address that leaves the scheme out',
    role('<page><gadget>//evil.example/a</gadget></page>'),
    /neither a path/,
  ],
  [
    'a header column with two parts',
    '<finesseLayout><header><leftAlignedColumns><headercolumn width="9px"><gadget>/a</gadget><gadget>/b</gadget></headercolumn></leftAlignedColumns></header><layout><role>Agent</role></layout></finesseLayout>',
    /exactly one/,
  ],
  [
    'the same tab id twice',
    role('<tabs><tab><id>a</id><label>A</label></tab><tab><id>a</id><label>B</label></tab></tabs>'),
    /appears twice/,
  ],
];

for (const [name, xml, sentence] of refusals) {
  test(`refuses ${name}`, () => {
    assert.throws(
      () => parseLayout(xml),
      (error) => error instanceof LayoutRefusal && sentence.test(error.message),
    );
  });
}
