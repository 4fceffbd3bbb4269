// A check that cannot fail is worth nothing. Each check of the repository is fed something bad here and must say so, and
// something good beside it, which it must let pass.
import { describe, expect, it } from 'vitest'
import { arrowsOfMetafile, arrowsOfText, findForbiddenArrows } from './arrows.mjs'
import { findNondeterminism } from './check-determinism.mjs'
import { measureFiles } from './check-files.mjs'
import { findAddresses } from './check-lockfile.mjs'

describe('determinism', () => {
  const whatOf = (text, path = 'packages/core/src/desk/planted.ts') =>
    findNondeterminism([{ path, text }]).map(({ what }) => what)

  it.each([
    ['const now = Date.now()', 'Date.now'],
    ['const now = globalThis.Date.now()', 'Date.now'],
    ["const now = Date['now']()", 'Date.now'],
    ['const now = new Date()', 'new Date()'],
    ['const now = Date()', 'Date()'],
    ['const chance = Math.random()', 'Math.random'],
    ['const id = crypto.randomUUID()', 'crypto.randomUUID'],
    ['setTimeout(() => {}, 1)', 'setTimeout'],
    ['const later = setInterval', 'setInterval'],
    ['globalThis.setTimeout(() => {}, 1)', 'setTimeout'],
    ['const now = performance.now()', 'performance.now'],
  ])('finds %s', (text, what) => {
    expect(whatOf(text)).toEqual([what])
  })

  it('lets the injected clock, comments, tests and the one file that may ask pass', () => {
    expect(
      whatOf('// Date.now()\nconst day = new Date(now)\nconst at = deps.clock.now()\nconst p = { setTimeout: 1 }'),
    ).toEqual([])
    expect(whatOf('Date.now()', 'packages/core/src/kernel/system.ts')).toEqual([])
    expect(whatOf('Date.now()', 'packages/core/src/desk/planted.test.ts')).toEqual([])
  })
})

describe('arrows of built files', () => {
  const findingsOf = (packageName, from, to, external = false) =>
    findForbiddenArrows(arrowsOfMetafile(packageName, { inputs: { [from]: { imports: [{ path: to, external }] } } }))

  it.each([
    ['core', 'src/desk/index.ts', '@docket/store-memory', true, 'core knows no sibling'],
    ['core', 'src/workflow/compile.ts', 'src/store/errors.ts', false, 'pure folders of core know no effects'],
    ['core', 'src/ticket/decide.ts', 'src/kernel/system.ts', false, 'pure folders of core know no effects'],
    ['core', 'src/workflow/compile.ts', 'xstate', true, 'only workflow/step.ts imports xstate'],
    ['core', 'src/calendar/feed.ts', 'ical.js', true, 'only the entry ical imports ical.js'],
    ['core', 'src/kernel/ids.ts', 'node:crypto', true, 'only kernel/system.ts touches the platform'],
    ['core', 'src/kernel/ids.ts', 'crypto', true, 'only kernel/system.ts touches the platform'],
    ['store-memory', 'src/index.ts', '@docket/core', true, 'stores, files and testkit use the store port only'],
    ['testkit', 'src/index.ts', '@docket/store-memory', true, 'stores, files and testkit use the store port only'],
    ['http', 'src/routes/meta.ts', '@docket/store-memory', true, 'http asks for core by its root, and for no store'],
    ['http', 'src/routes/meta.ts', '@docket/core/store', true, 'http asks for core by its root, and for no store'],
    [
      'http',
      'src/handler/respond.ts',
      '@hono/node-server',
      true,
      'only the entry node of http imports @hono/node-server',
    ],
    [
      'http',
      'src/handler/respond.ts',
      'node:crypto',
      true,
      'http runs anywhere, apart from its entries that say otherwise',
    ],
    ['client', 'src/sender.ts', '@docket/core', true, 'the client asks for no package of ours, and for no platform'],
    ['client', 'src/sender.ts', 'node:http', true, 'the client asks for no package of ours, and for no platform'],
    ['react', 'src/index.ts', '@docket/core', true, 'react asks for the client alone, and for no platform'],
    ['http', 'src/handler/respond.ts', 'minisearch', true, 'only the entry articles of http imports minisearch'],
    ['files', 'src/index.ts', '../core/src/store/index.ts', false, 'no path into another package'],
  ])('finds @docket/%s %s -> %s', (packageName, from, to, external, rule) => {
    expect(findingsOf(packageName, from, to, external)).toEqual([`${rule}: @docket/${packageName} ${from} -> ${to}`])
  })

  it('reads imports, exports, dynamic imports and requires of a text', () => {
    const text = 'import "a"; import {x} from "b";export*from"c"; await import("d"); const e = require("e")'
    expect(arrowsOfText('files', 'dist/index.js', text).map(({ to }) => to)).toEqual(['a', 'b', 'c', 'd', 'e'])
  })

  it('lets what is meant to be pass', () => {
    expect(findingsOf('core', 'src/workflow/step.ts', 'xstate', true)).toEqual([])
    expect(findingsOf('core', 'src/ical/read-feed.ts', 'ical.js', true)).toEqual([])
    expect(findingsOf('core', 'src/desk/index.ts', 'src/store/index.ts')).toEqual([])
    expect(findingsOf('core', 'src/ticket/decide.ts', 'src/kernel/json.ts')).toEqual([])
    expect(findingsOf('store-memory', 'src/index.ts', '@docket/core/store', true)).toEqual([])
    expect(findingsOf('http', 'src/index.ts', '@docket/core', true)).toEqual([])
    expect(findingsOf('http', 'src/node/node-listener.ts', '@hono/node-server', true)).toEqual([])
    expect(findingsOf('http', 'src/articles/article-search.ts', 'minisearch', true)).toEqual([])
    expect(findingsOf('react', 'src/desk/open-desk.ts', '@docket/client', true)).toEqual([])
    expect(findingsOf('http', 'src/node/node-listener.ts', 'node:http', true)).toEqual([])
  })
})

describe('file sizes', () => {
  const file = (path, lines, first = '') => ({ path, text: `${first}\n`.repeat(lines) })

  it('finds a file of 401 lines, and lets 400 lines, type lists and generated files pass', () => {
    const { tooLong, median, longest } = measureFiles([
      file('a.ts', 401),
      file('b.ts', 400),
      file('row-types.ts', 900),
      file('c.ts', 900, '// Generated from the schema'),
      file('d.ts', 10),
    ])
    expect(tooLong).toEqual([{ path: 'a.ts', lines: 401 }])
    expect([median, longest]).toEqual([401, 900])
  })
})

describe('lockfile', () => {
  it('finds an address and lets plain entries pass', () => {
    const bad = `resolution: {tarball: ${'https'}://example.test/a.tgz}`
    expect(findAddresses(`packages:\n  a@1.0.0:\n    ${bad}\n`)).toEqual([{ line: 3, text: bad }])
    expect(findAddresses('packages:\n  http-proxy@1.0.0:\n    resolution: {integrity: sha512-abc}\n')).toEqual([])
  })
})
