// What a user installs is the tarball, not the sources: each package is packed by scripts/pack.mjs, judged by publint and
// attw, installed by plain npm into an empty project, type-checked there, and every entry is loaded as ESM and as CJS on
// the oldest Node that is promised and on the ones people use. Needs a build before (`npm test` does it).
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { arrowsOfText } from './arrows.mjs'
import { published, root, run } from './run.mjs'

const NODES = ['20.19.6', '22', '24']
const project = realpathSync(mkdtempSync(join(tmpdir(), 'docket-packed-')))
const tarballOf = (name) =>
  join(
    project,
    readdirSync(project).find((file) => new RegExp(`^docket-${name}-\\d.*\\.tgz$`).test(file)),
  )
const manifestOf = (name) => readJson(join(project, 'node_modules/@docket', name, 'package.json'))
/** The files that an `exports` field names, at any depth of conditions. */
const targetsOf = (exports) =>
  typeof exports === 'string' ? [exports.replace(/^\.\//, '')] : Object.values(exports).flatMap(targetsOf)
const entriesOf = (name) =>
  Object.keys(manifestOf(name).exports)
    // Files that pages load, such as the script tag's, are no modules.
    .filter((key) => key !== './package.json' && !key.includes('*'))
    .map((key) => `@docket/${name}${key.slice(1)}`)
/** Whether a file is there, or for a pattern such as `dist/script/*` some file that fits. */
const isAmong = (files, target) => {
  const [start, end = null] = target.split('*')
  return files.some((file) => (end === null ? file === target : file.startsWith(start) && file.endsWith(end)))
}
/** The optional peers of a package, each with the versions that it takes. */
const optionalPeersOf = (name) => {
  const { peerDependencies = {}, peerDependenciesMeta = {} } = manifestOf(name)
  return Object.entries(peerDependencies).filter(([peer]) => peerDependenciesMeta[peer]?.optional)
}
/** The packages that a built file asks for, and the files of its own package that it does. */
function importsOf(file, seen = new Set()) {
  if (seen.has(file)) return []
  seen.add(file)
  return arrowsOfText('', file, readFileSync(file, 'utf8')).flatMap(({ to }) =>
    to.startsWith('.') ? importsOf(join(dirname(file), to), seen) : [to],
  )
}
/** Which optional peers an entry cannot be loaded without: the plain project does not have them. */
function needsOf(entry) {
  const [, name, rest = ''] = /^@docket\/([^/]+)(.*)$/.exec(entry)
  const target = manifestOf(name).exports[`.${rest}`].import.default
  const imports = importsOf(join(project, 'node_modules/@docket', name, target))
  return optionalPeersOf(name).filter(([peer]) => imports.some((one) => one === peer || one.startsWith(`${peer}/`)))
}
/** The entries of all packages that need no optional peer, or those that need some. */
const entriesThat = (needSome) => published.flatMap(entriesOf).filter((entry) => needsOf(entry).length > 0 === needSome)

// What npm tells the scripts it runs about *this* repository would lead the npm of the other project astray.
const foreign = Object.keys(process.env).filter((name) =>
  /^(npm_(package|lifecycle|config_local_prefix)|INIT_CWD|NODE_OPTIONS|NODE_ENV)/.test(name),
)
const env = Object.fromEntries(foreign.map((name) => [name, undefined]))

const succeed = (command, ...args) => succeedWith({}, command, ...args)

async function succeedWith(more, command, ...args) {
  const { status, output } = await run(command, args, { cwd: project, quiet: true, env: { ...env, ...more } })
  expect(status, `${command} ${args.join(' ')}\n${output}`).toBe(0)
  return output
}

beforeAll(async () => {
  await succeed('node', join(root, 'scripts/pack.mjs'), project)
  writeFileSync(join(project, 'package.json'), '{ "private": true, "type": "module" }\n')
  const development = readJson(join(root, 'package.json')).devDependencies
  const more = ['zod@4', 'react@19', 'react-dom@19', '@types/react@19', `@types/node@${development['@types/node']}`]
  await succeed('npm', 'install', '--no-audit', '--no-fund', '--loglevel=error', ...published.map(tarballOf), ...more)
  copyFileSync(join(root, 'scripts/packed-smoke.mjs'), join(project, 'packed-smoke.mjs'))
})
afterAll(() => rmSync(project, { recursive: true, force: true }))

describe.each(published)('@docket/%s', (name) => {
  it('holds what runs and nothing else', () => {
    const folder = join(project, 'node_modules/@docket', name)
    const files = readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    const strange = files.filter(
      (file) =>
        !/^(dist\/(.*\.(c?js(\.map)?|d\.c?ts)|script\/integrity\.json)|package\.json|LICENSE|README\.md)$/.test(file),
    )
    expect(strange).toEqual([])
    expect(files).toEqual(expect.arrayContaining(['package.json', 'LICENSE', 'README.md']))
    // What this repository's own tests share, such as `./test/desk`, is in no tarball: nothing may promise it.
    expect(targetsOf(manifestOf(name).exports).filter((target) => !isAmong(files, target))).toEqual([])
    expect(Object.keys(manifestOf(name).exports).filter((entry) => /^\.\/(src|test)\b/.test(entry))).toEqual([])
    expect(files.filter((file) => /\.test[.-]|tsbuildinfo|metafile/.test(file))).toEqual([])
    expect(JSON.stringify(manifestOf(name))).not.toMatch(/workspace:|catalog:|@docket\/source|"(pre|post)?install"/)
  })

  it('pleases publint', () => succeed('publint', 'run', '--strict', tarballOf(name)))

  // Node 10 resolution knows no `exports`; everything from Node 12.7 on does.
  it('pleases attw', () => succeed('attw', '--profile', 'node16', '--format', 'ascii', tarballOf(name)))
})

describe('a plain npm project', () => {
  it('tells entries that need optional peers from those that do not', () => {
    const needy = entriesThat(true)
    expect(needy).toEqual(expect.arrayContaining(['@docket/core/ical', '@docket/http/node']))
    expect(needy.filter((entry) => /^@docket\/[^/]+$/.test(entry))).toEqual([])
  })

  it('type-checks against every entry that needs no more, as ESM, as CommonJS and for bundlers', () =>
    typeCheck(entriesThat(false)))

  it.each(NODES)('runs on Node %s', async (version) => {
    const output = await succeed('npx', '-y', `node@${version}`, 'packed-smoke.mjs', ...entriesThat(false))
    expect(output).toContain(`all well on v${version}`)
  })

  describe('with optional peers', () => {
    beforeAll(() => {
      const peers = entriesThat(true).flatMap(needsOf)
      const wanted = new Set(peers.map(([peer, versions]) => `${peer}@${versions}`))
      return succeed('npm', 'install', '--no-audit', '--no-fund', '--loglevel=error', ...wanted)
    })

    it('type-checks against every entry', () => typeCheck(published.flatMap(entriesOf)))

    it.each(NODES)('loads what needs them on Node %s', async (version) => {
      const output = await succeed('npx', '-y', `node@${version}`, 'packed-smoke.mjs', ...entriesThat(true))
      expect(output).toContain(`all well on v${version}`)
    })
  })

  describe('with pg', () => {
    beforeAll(() => succeed('npm', 'install', '--no-audit', '--no-fund', '--loglevel=error', 'pg@8'))

    it.each(NODES)('keeps tickets in PostgreSQL on Node %s', async (version) => {
      const more = { POSTGRES_URL: inject('postgresUrl') }
      const output = await succeedWith(more, 'npx', '-y', `node@${version}`, 'packed-smoke.mjs')
      expect(output).toContain(`all well on v${version}`)
    })
  })
})

async function typeCheck(entries) {
  const lines = entries.map((entry, index) => `export * as entry${index} from '${entry}'\n`)
  for (const file of ['consumer.mts', 'consumer.cts']) writeFileSync(join(project, file), lines.join(''))
  const options = ['--noEmit', '--strict', '--target', 'es2022', '--types', 'node']
  await succeed('tsc', ...options, '--module', 'nodenext', 'consumer.mts', 'consumer.cts')
  await succeed('tsc', ...options, '--module', 'node16', 'consumer.mts', 'consumer.cts')
  await succeed('tsc', ...options, '--module', 'esnext', '--moduleResolution', 'bundler', 'consumer.mts')
}

function readJson(path) {
  return JSON.parse(readFileSync(path, 'utf8'))
}
