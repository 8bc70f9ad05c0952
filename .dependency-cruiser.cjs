/**
 * The one-way rule between folders (docs/architecture.md). A folder may import what its row allows, nothing else.
 * @type {import('dependency-cruiser').IConfiguration}
 */
const only = (name, from, allowed, comment) => ({
  name,
  severity: 'error',
  comment,
  from: {path: from},
  to: {path: '^(src|standin|test|bench)/', pathNot: allowed},
});

/** A package that only one folder may know. */
const packageOnlyIn = (name, folder) => ({
  name: `${name.replace(/\W/g, '-')}-only-in-its-folder`,
  severity: 'error',
  from: {path: '^src/', pathNot: folder},
  to: {path: `node_modules/${name}/`},
});

module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: {circular: true, viaOnly: {dependencyTypesNot: ['type-only']}},
    },
    only('base-knows-nobody', '^src/base/', '^src/base/', 'level 0: no telephony words'),
    only('config-on-base', '^src/config(-stomp)?\\.ts$', '^src/(base/|config(-stomp)?\\.ts)', 'level 1'),
    only(
      'finesse-on-base',
      '^src/finesse/',
      '^src/(base|finesse)/',
      'level 1: outside systems never know each other',
    ),
    only(
      'softphone-on-base',
      '^src/softphone/',
      '^src/(base|softphone)/',
      'level 1: outside systems never know each other',
    ),
    only('calls-on-the-outside', '^src/calls/', '^src/(base|finesse|softphone|calls)/', 'level 2'),
    only(
      'recording-on-calls',
      '^src/recording/',
      '^src/(base|finesse|softphone|calls|recording)/',
      'level 2, beside calls',
    ),
    only(
      'desk-composes',
      '^src/desk/',
      '^src/(base|finesse|softphone|calls|recording|desk)/|^src/config\\.ts$',
      'level 3',
    ),
    {
      name: 'components-see-snapshots-only',
      severity: 'error',
      comment: 'level 4: of the desk and the outside folders, types only',
      from: {path: '^src/components/'},
      to: {
        path: '^src/(finesse/|softphone/|recording/|desk/|config(-stomp)?\\.ts|main\\.ts)',
        dependencyTypesNot: ['type-only'],
      },
    },
    only('ui-knows-no-calls', '^src/components/ui/', '^src/components/(ui/|tokens\\.ts)', 'plain controls'),
    only('product-apart', '^src/', '^src/', 'the product knows neither tests nor the stand-in'),
    only('standin-apart', '^standin/', '^standin/', 'a shared parser would share its mistakes'),
    only('world-is-pure', '^standin/world/', '^standin/world/', 'the world knows no door'),
    {
      name: 'world-without-io',
      severity: 'error',
      from: {path: '^standin/world/'},
      to: {dependencyTypes: ['core', 'npm', 'npm-dev']},
    },
    {
      name: 'product-without-node',
      severity: 'error',
      comment: 'the gadget runs in a browser',
      from: {path: '^src/'},
      to: {dependencyTypes: ['core']},
    },
    packageOnlyIn('sip.js', '^src/softphone/'),
    packageOnlyIn('strophe.js', '^src/finesse/xmpp\\.ts'),
    packageOnlyIn('lit', '^src/components/'),
    packageOnlyIn('@lit', '^src/components/'),
    packageOnlyIn('@stomp/stompjs', '^src/(line-status|finesse)/'),
    packageOnlyIn('xml-js', '^src/base/xml-writer\\.ts'),
    {name: 'no-unresolved', severity: 'error', from: {}, to: {couldNotResolve: true}},
  ],
  options: {
    doNotFollow: {path: 'node_modules'},
    tsPreCompilationDeps: true,
    tsConfig: {fileName: 'tsconfig.json'},
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'browser', 'default', 'types'],
      extensions: ['.ts', '.mjs', '.js', '.json'],
    },
  },
};
