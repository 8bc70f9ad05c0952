import assert from 'node:assert/strict';
import {test} from 'node:test';
import {xml2js} from 'xml-js';
import type {Element as XmlJsElement} from 'xml-js';
import {jsonPayload, topicOfNode, xmlToObject} from '../../../standin/desktop/page/xml-object.js';
import type {ElementLike, NodeLike} from '../../../standin/desktop/page/xml-object.js';

/** A DOM-like tree from text, as a browser's parser would give it. */
function elementOf(text: string): ElementLike {
  const tree = xml2js(text, {compact: false, captureSpacesBetweenElements: true}) as XmlJsElement;
  const convert = (node: XmlJsElement): NodeLike & ElementLike => ({
    nodeType: node.type === 'element' ? 1 : node.type === 'comment' ? 8 : 3,
    nodeName: node.name ?? '#text',
    nodeValue: node.type === 'element' ? null : String(node.text ?? node.comment ?? ''),
    attributes: Object.entries(node.attributes ?? {}).map(([name, value]) => ({name, value: String(value)})),
    childNodes: (node.elements ?? []).map(convert),
  });
  const root = tree.elements?.[0];
  assert.ok(root);
  return convert(root);
}

const rules: readonly (readonly [name: string, xml: string, expected: unknown])[] = [
  ['one child is an object member', '<a><b>x</b></a>', {b: 'x'}],
  ['a repeated child is an array', '<a><b>1</b><c/><b>2</b></a>', {b: ['1', '2'], c: null}],
  ['numbers stay text', '<a><b>007</b></a>', {b: '007'}],
  ['an empty element is null', '<a><b></b></a>', {b: null}],
  ['an element of white space is null', '<a><b>\n  </b></a>', {b: null}],
  ['white space between elements is nothing', '<a>\n <b>x</b>\n</a>', {b: 'x'}],
  ['an attribute gets an @', '<a q="1"><b>x</b></a>', {'@q': '1', b: 'x'}],
  [
    'text beside attributes is #text',
    '<a><b q="1">x</b><c>y</c></a>',
    {b: {'@q': '1', '#text': 'x'}, c: 'y'},
  ],
  ['an empty element with attributes keeps them', '<a><b q="1"/></a>', {b: {'@q': '1'}}],
  ['a comment is nothing', '<a><!-- x --><b>y</b></a>', {b: 'y'}],
];

for (const [name, xml, expected] of rules) {
  test(name, () => assert.deepEqual(xmlToObject(elementOf(xml)), expected));
}

test('names like object members become plain members', () => {
  const value = xmlToObject(
    elementOf('<a><__proto__>x</__proto__><constructor>y</constructor></a>'),
  ) as object;
  assert.deepEqual(Object.keys(value), ['__proto__', 'constructor']);
  assert.equal(({} as Record<string, unknown>)['x'], undefined);
});

test('does not follow nesting without end', () => {
  const depth = 500;
  const written = JSON.stringify(xmlToObject(elementOf(`${'<a>'.repeat(depth)}${'</a>'.repeat(depth)}`)));
  assert.ok(written.split('{').length < 60);
});

test('reads a payload that is JSON from its first brace', () => {
  assert.deepEqual(jsonPayload('{"Update":{"event":"PUT"}}'), {Update: {event: 'PUT'}});
  assert.deepEqual(jsonPayload('x {"a":1} '), {a: 1});
});

test('leaves text that is no JSON to the XML reader', () => {
  for (const text of ['<Update/>', '<a>{}</a>', '{broken}', '']) assert.equal(jsonPayload(text), undefined);
});

test('makes the topic of a node', () => {
  assert.equal(topicOfNode('/finesse/api/User/1001001/Dialogs'), 'finesse.api.User.1001001.Dialogs');
  assert.equal(topicOfNode('/finesse/api/User/a%20b'), 'finesse.api.User.a b');
  assert.equal(topicOfNode('/finesse/api/User/50%'), 'finesse.api.User.50%');
});
