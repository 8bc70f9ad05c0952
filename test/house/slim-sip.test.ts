import assert from 'node:assert/strict';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {after, before, describe, test} from 'node:test';
import {pathToFileURL} from 'node:url';
import fc from 'fast-check';
import {rollup, type Plugin} from 'rollup';
import {dropLogging} from '../../scripts/lib/rollup-drop-logging.mjs';
import {leaveOut} from '../../scripts/lib/rollup-leave-out.mjs';
import {leaveOutMethods} from '../../scripts/lib/rollup-leave-out-methods.mjs';
import {pruneGrammar} from '../../scripts/lib/rollup-prune-grammar.mjs';
import {shortErrors} from '../../scripts/lib/rollup-short-errors.mjs';
import {startRules} from '../../scripts/lib/slim-sip.mjs';

/** Builds planted modules, by their path in a made-up package; the entry is `index.js`. */
async function build(modules: Readonly<Record<string, string>>, plugin: Plugin): Promise<string> {
  const planted: Plugin = {
    name: 'planted',
    resolveId: (source) => `/pkg/lib/${source.replace(/^.*\//, '')}`,
    load: (id) => modules[id.replace('/pkg/lib/', '')] ?? null,
  };
  const bundle = await rollup({input: 'index.js', plugins: [planted, plugin], treeshake: false});
  const {output} = await bundle.generate({format: 'es'});
  return output[0].code;
}

describe('log statements are taken out of a package', () => {
  for (const statement of [
    'this.logger.debug(`state ${this.state}`);',
    'logger.error("lost");',
    'if (odd) this._logger.warn("odd " + error.toString());',
    'this.logger.log("is " + (open ? "open" : "closed"));',
  ])
    test(`dropped: ${statement}`, async () => {
      const code = await build(
        {'index.js': `f(function () { ${statement} }); after();`},
        dropLogging('/pkg/'),
      );
      assert.doesNotMatch(code, /ogger/);
      assert.match(code, /after\(\)/);
    });

  for (const statement of [
    'this.logger.debug(this.next());',
    'this.logger.log(count++);',
    'const line = this.logger.warn("used");',
    'this.logger.level = 3;',
    'this.logger.getLogger("other");',
    'this.blogger.warn("another word");',
    'catalogue.log("another thing");',
    'this.logger["warn"]("by its quoted name");',
  ])
    test(`kept: ${statement}`, async () => {
      const code = await build(
        {'index.js': `logger.log("found"); f(function () { ${statement} });`},
        dropLogging('/pkg/'),
      );
      assert.ok(code.includes(statement.replace(/;$/, '')), code);
    });

  test('a package without any is a fault of the build', async () => {
    await assert.rejects(
      build({'index.js': 'log("in a new way");'}, dropLogging('/pkg/')),
      /no log statement/,
    );
  });
});

describe('texts of errors are taken out of a package', () => {
  for (const [made, left] of [
    ['new Error("no dialog")', "new Error('index')"],
    ['new StateError(`not in ${this.state}`)', "new StateError('index')"],
    ['new Error("no dialog", {cause: it})', "new Error('index', {cause: it})"],
    ['new Error(text)', 'new Error(text)'],
    ['new Thing("no dialog")', 'new Thing("no dialog")'],
  ] as const)
    test(`${made} → ${left}`, async () => {
      const code = await build({'index.js': `new Error("found"); f(${made});`}, shortErrors('/pkg/'));
      assert.ok(code.includes(`f(${left})`), code);
    });

  test('a package without any is a fault of the build', async () => {
    await assert.rejects(build({'index.js': 'go();'}, shortErrors('/pkg/')), /no text of an error/);
  });
});

describe('modules are left out of a package', () => {
  const use =
    "import {A, b} from './a.js'; export const made = () => new A(); export const called = () => b();";
  const parts = {
    'index.js': `${use} export const is = {} instanceof A;`,
    'a.js': 'export class A {} export const b = () => 1;',
  };

  test('what they export can be asked for, and throws when it is used', async () => {
    const code = await build(parts, leaveOut('/lib/', {a: 'not needed'}));
    const url = `data:text/javascript,${encodeURIComponent(code)}`;
    const built = (await import(url)) as {made: () => unknown; called: () => unknown; is: boolean};
    assert.equal(built.is, false);
    assert.throws(built.made, /A is left out of this build/);
    assert.throws(built.called, TypeError);
  });

  test('a listed module that is gone is a fault of the build', async () => {
    await assert.rejects(
      build(parts, leaveOut('/lib/', {a: 'not needed', z: 'not needed'})),
      /lib\/z\.js was not met/,
    );
  });
});

describe('methods that this product never calls', () => {
  const parts = {'index.js': 'export class A { used() { return 1; } unused() { return far(); } }'};

  test('say so when somebody calls one; the others are as they were', async () => {
    const code = await build(parts, leaveOutMethods('/lib/', {index: ['unused']}));
    const {A} = (await import(`data:text/javascript,${encodeURIComponent(code)}`)) as {
      A: new () => {used(): number; unused(): unknown};
    };
    assert.equal(new A().used(), 1);
    assert.throws(() => new A().unused(), /left out: unused/);
  });

  test('one that is gone is a fault of the build', async () => {
    await assert.rejects(
      build(parts, leaveOutMethods('/lib/', {index: ['renamed']})),
      /not met: index\.js: renamed/,
    );
  });
});

type Parse = (input: string, options: {startRule: string; data?: unknown}) => unknown;

describe("the library's grammar with only the rules it starts from", () => {
  const folder = '/node_modules/sip.js/lib/';
  const file = 'grammar/pegjs/dist/grammar.js';
  const library = dirname(createRequire(import.meta.url).resolve('sip.js/lib/index.js'));
  let place = '';
  let whole: Parse;
  let pruned: Parse;

  async function parser(name: string, plugins: readonly Plugin[]): Promise<Parse> {
    const bundle = await rollup({input: join(library, file), plugins: [...plugins]});
    const path = join(place, name);
    await bundle.write({file: path, format: 'es'});
    return ((await import(pathToFileURL(path).href)) as {parse: Parse}).parse;
  }

  before(async () => {
    place = mkdtempSync(join(tmpdir(), 'deskline-grammar-'));
    whole = await parser('whole.mjs', []);
    pruned = await parser('pruned.mjs', [pruneGrammar(folder, file, startRules)]);
  });
  after(() => rmSync(place, {recursive: true, force: true}));

  /** What a text means, or that it means nothing. */
  function read(parse: Parse, text: string, startRule: string): unknown {
    const options: {startRule: string; data?: unknown} = {startRule};
    try {
      parse(text, options);
    } catch {
      return 'refused';
    }
    return JSON.parse(JSON.stringify(options.data ?? null)) as unknown;
  }

  const samples: Readonly<Record<string, readonly string[]>> = {
    Request_Response: [
      'INVITE sip:81001@edge.example;transport=ws SIP/2.0',
      'SIP/2.0 487 Request Terminated',
      'ACK sips:a:b@[::1]:5061 SIP/2.0',
    ],
    Via: [
      'SIP/2.0/WSS 10.0.0.1:5066;branch=z9hG4bKx;received=192.0.2.1;rport=7',
      'SIP/2.0/WS a.invalid;ttl=1;maddr=b',
    ],
    From: ['"Ann \\"A\\"" <sip:5551234@edge.example>;tag=1', 'sip:8@h;tag=2'],
    To: ['<sip:81001@edge.example>;tag=x', 'Bob <sips:b@h>'],
    Record_Route: ['<sip:a;lr>,<sip:b:5060;lr;x=y>'],
    Call_ID: ['1-2@10.1.1.1', 'abc'],
    Contact: ['<sip:a@b:5060;transport=ws;ob>;expires=60;q=0.5;+sip.instance="<urn:uuid:1>", sip:c@d'],
    Content_Length: ['0', '00123'],
    Content_Type: ['application/sdp', 'multipart/mixed;boundary="a b"'],
    Content_Disposition: ['session;handling=required', 'render'],
    CSeq: ['102 INVITE', '1 X-OWN'],
    Max_Forwards: ['70'],
    WWW_Authenticate: [
      'Digest realm="ccmsipline", nonce="n+/=", algorithm=MD5, qop="auth,auth-int", stale=true, opaque="o"',
    ],
    Proxy_Authenticate: [
      'Digest realm="a \\"b\\"", nonce="n", domain="sip:x", algorithm=token, qop="auth", new=1',
    ],
    Event: ['message-summary', 'refer;id=93809824'],
    Refer_To: ['<sip:a@b?Replaces=1%40x%3Bto-tag%3D2%3Bfrom-tag%3D3>', '"X" <sip:y@z;method=INVITE>'],
    Replaces: ['1@x;to-tag=2;from-tag=3;early-only'],
    Name_Addr_Header: ['"Ann" <sip:1@h>;party=calling;privacy=off'],
    SIP_URI: ['sip:81001@edge.example', 'SIPS:%2B49@h:5061;user=phone;lr;ttl=3;method=BYE;x?Subject=a&y=b'],
    uuid: ['f81d4fae-7dec-11d0-a765-00a0c91e6bf6'],
  };

  test('there are samples of every rule that is kept', () => {
    assert.deepEqual(Object.keys(samples).sort(), [...startRules].sort());
  });

  for (const [rule, texts] of Object.entries(samples))
    test(`${rule} reads its samples, and whatever becomes of them, as the whole grammar does`, () => {
      for (const text of texts) {
        assert.notEqual(read(whole, text, rule), 'refused', text);
        assert.deepEqual(read(pruned, text, rule), read(whole, text, rule), text);
      }
      // another piece of text put into a sample, over some part of it
      const piece = fc.oneof(
        fc.string({maxLength: 4}),
        fc.constantFrom(...'";<>@:,\\%= [].*', '\r\n ', '\u00e4', '2001:db8::1', '192.0.2.1', ...texts),
      );
      const damaged = fc
        .tuple(fc.constantFrom(...texts), fc.nat(), fc.nat({max: 3}), piece)
        .map(([text, at, length, put]) => {
          const from = at % (text.length + 1);
          return text.slice(0, from) + put + text.slice(from + length);
        });
      fc.assert(
        fc.property(damaged, (text) => assert.deepEqual(read(pruned, text, rule), read(whole, text, rule))),
        {numRuns: 150},
      );
    });

  test('a rule that is not kept is refused, and one that is asked for and not kept is a fault of the build', async () => {
    assert.equal(read(pruned, 'active', 'Subscription_State'), 'refused');
    const entry = join(place, 'entry.js');
    writeFileSync(
      entry,
      `import {Parser} from ${JSON.stringify(join(library, 'core/messages/parser.js'))}; Parser.parseMessage('');`,
    );
    const few = startRules.filter((name) => name !== 'CSeq');
    const bundle = await rollup({input: entry, plugins: [pruneGrammar(folder, file, few)]});
    await assert.rejects(bundle.generate({format: 'es'}), /asks for the rule cseq/);
  });

  test('a start rule that does not exist is a fault of the build', async () => {
    await assert.rejects(
      parser('x.mjs', [pruneGrammar(folder, file, ['No_Such_Rule'])]),
      /no start rule No_Such_Rule/,
    );
  });
});
