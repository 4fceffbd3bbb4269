// The arrows that may not exist (ARCHITECTURE.md) as rules on the sources; scripts/arrows.mjs holds the same arrows
// against the built files, and scripts/checks-can-fail.test.mjs shows that the rules bite. Tests may import what they
// need, except a path into another package's source. Type-only imports are let through only where a rule says so.
const TEST = '\\.test(-d)?\\.ts$'
const RUN_TIME = { dependencyTypesNot: ['type-only'] }
const STORES = '(store-memory|store-postgres|files|testkit)'
const PURE =
  '(calendar|ical|condition|actions|workflow|priority|routing|learning|sla|rehearsal|access|fields|ticket|rules|macros|templates|categories|forms|search|duplicates|timeline)'
const shipped = (folder, more = TEST) => ({ path: `^packages/${folder}/`, pathNot: [TEST, more] })

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'core-to-sibling',
      comment: 'core knows none of its siblings, not even by type',
      severity: 'error',
      from: shipped('core/src'),
      to: { path: ['^packages/(?!core/)', '^@docket/(?!core)'] },
    },
    {
      name: 'store-past-the-port',
      comment: 'stores, files and testkit use @docket/core/store at run time, and nothing else of core but types',
      severity: 'error',
      from: shipped(`${STORES}/src`),
      to: { path: '^packages/core/', pathNot: '^packages/core/src/store/index\\.ts$', ...RUN_TIME },
    },
    {
      name: 'store-to-sibling',
      comment: 'stores, files and testkit do not know each other',
      severity: 'error',
      from: shipped(`${STORES}/src`),
      to: { path: '^packages/', pathNot: '^packages/($1|core)/' },
    },
    {
      name: 'http-to-sibling',
      comment: 'http serves a desk by the root of core; it knows no store, and no client',
      severity: 'error',
      from: shipped('http/src'),
      to: { path: '^packages/', pathNot: '^packages/(http/|core/src/index\\.ts$)' },
    },
    {
      name: 'http-runs-anywhere',
      comment: 'only the entries of http that say so ask for the platform of Node, and only ./node for its server',
      severity: 'error',
      from: {
        path: '^packages/http/src/',
        pathNot: [TEST, '^packages/http/src/(node|webhooks|channels)/(?!derived-secret)'],
      },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'node-server-in-its-entry',
      comment: '@hono/node-server is an optional peer: of what is shipped, only the entry @docket/http/node imports it',
      severity: 'error',
      from: { path: '^packages/(?!bench/)[^/]+/src/', pathNot: ['^packages/http/src/node/', TEST] },
      to: { path: ['(^|/)node_modules/@hono/node-server/', '^@hono/node-server'] },
    },
    {
      name: 'webhooks-in-their-entry',
      comment: 'only the entry @docket/http/webhooks sends; what shows a secret needs no more than how it is derived',
      severity: 'error',
      from: { path: '^(packages|examples)/', pathNot: ['^packages/http/(src|test)/webhooks/', TEST] },
      to: {
        path: ['(^|/)node_modules/ipaddr\\.js/', '^ipaddr\\.js$', '^packages/http/src/webhooks/'],
        pathNot: '^packages/http/src/webhooks/derived-secret\\.ts$',
      },
    },
    {
      name: 'react-on-the-client',
      comment: 'react knows the desk by the client, core by type, and no other package of ours',
      severity: 'error',
      from: shipped('react/src', '\\.test\\.tsx$'),
      to: { path: '^packages/(?!(react|client)/)', ...RUN_TIME },
    },
    {
      name: 'react-runs-in-browsers',
      comment: 'what pages load asks for no platform of Node',
      severity: 'error',
      from: shipped('react/src', '\\.test\\.tsx$'),
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'articles-in-their-entry',
      comment: 'minisearch is an optional peer: of what is shipped, only the entry @docket/http/articles imports it',
      severity: 'error',
      from: { path: '^packages/[^/]+/src/', pathNot: ['^packages/http/src/articles/', '^packages/bench/', TEST] },
      to: { path: ['(^|/)node_modules/minisearch/', '^minisearch', '^packages/http/src/articles/'] },
    },
    {
      name: 'client-by-type',
      comment: 'the client runs in browsers: it knows core by type, and no other package of ours',
      severity: 'error',
      from: shipped('client/src'),
      to: { path: ['^packages/(?!client/)', '^@docket/(?!client)'], ...RUN_TIME },
    },
    {
      name: 'client-to-sibling',
      comment: 'the client knows the desk by core, not by what serves or stores it, not even by type',
      severity: 'error',
      from: shipped('client/src'),
      to: { path: ['^packages/(?!(client|core)/)', '^@docket/(?!(client|core))'] },
    },
    {
      name: 'client-runs-anywhere',
      comment: 'the client uses what browsers, servers and mini programs have alike',
      severity: 'error',
      from: shipped('client/src'),
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'deep-import',
      comment: 'another package is reached by its exports, never by a path into its source (tests too)',
      severity: 'error',
      from: { path: '^((?:packages|examples)/[^/]+)/' },
      to: { path: '^(packages|examples)/', pathNot: '^$1/', dependencyTypes: ['local'] },
    },
    {
      name: 'pure-to-effects',
      comment: 'the pure folders of core decide; they do not know what carries a decision out',
      severity: 'error',
      from: shipped(`core/src/${PURE}`),
      to: { path: '^packages/core/src/((events|runtime|desk|outbox|timers)[/.]|kernel/system\\.ts$)' },
    },
    {
      name: 'runtime-to-desk',
      comment: 'the way of a command does not know the faces of the desk',
      severity: 'error',
      from: shipped('core/src/(runtime|outbox|timers)'),
      to: { path: '^packages/core/src/desk/' },
    },
    {
      name: 'pure-to-store',
      comment: 'the pure folders of core use the shapes of the store port, not its code',
      severity: 'error',
      from: shipped(`core/src/${PURE}`),
      to: { path: '^packages/core/src/store[/.]', ...RUN_TIME },
    },
    {
      name: 'xstate-in-one-file',
      comment: 'only core/src/workflow/step.ts imports xstate; benchmarks measure it by itself',
      severity: 'error',
      from: { path: '^(packages/(?!bench/)|examples/)', pathNot: ['^packages/core/src/workflow/step\\.ts$', TEST] },
      to: { path: ['(^|/)node_modules/xstate/', '^xstate'] },
    },
    {
      name: 'ical-in-its-entry',
      comment: 'ical.js is an optional peer: only the entry @docket/core/ical imports it, and nothing imports that',
      severity: 'error',
      from: { path: '^(packages|examples)/', pathNot: ['^packages/core/src/ical/', TEST] },
      to: { path: ['(^|/)node_modules/ical\\.js/', '^ical\\.js$', '^packages/core/src/ical/'] },
    },
    {
      name: 'platform-in-one-file',
      comment: 'only core/src/kernel/system.ts touches the platform (crypto, timers, files …)',
      severity: 'error',
      from: shipped('core/src', '^packages/core/src/kernel/system\\.ts$'),
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'circle',
      comment: 'modules that import each other at run time cannot be understood one by one',
      severity: 'error',
      from: { path: '^(packages|examples)/' },
      to: { circular: true, viaOnly: RUN_TIME },
    },
    {
      name: 'development-only',
      comment: 'shipped code may import only what its package.json lists for its users',
      severity: 'error',
      from: { path: '^packages/[^/]+/src/', pathNot: TEST },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], dependencyTypesNot: ['npm-peer', 'type-only'] },
    },
    {
      name: 'unresolvable',
      comment: 'an import that leads nowhere',
      severity: 'error',
      from: { path: '^(packages|examples)/' },
      to: { couldNotResolve: true, dependencyTypesNot: ['npm-peer', 'npm-optional'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: {
      path: [
        '^(packages|examples)/[^/]+/dist/',
        '^packages/[^/]+/tsup\\.config\\.ts$',
        // What Next.js writes.
        '^examples/nextjs/(\\.next/|next-env\\.d\\.ts$)',
      ],
    },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      conditionNames: ['@docket/source', 'import', 'node', 'default'],
      exportsFields: ['exports'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.cjs', '.json'],
    },
  },
}
