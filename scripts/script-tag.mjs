// Builds the files of the script tag: `docket.js`, which paints the launcher, and beside it what it fetches, under names
// that change with what is in them. The source is the widget's, with Preact in React's place; only this build knows that.
import { createHash } from 'node:crypto'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { bundled } from './for-browsers.mjs'
import { root } from './run.mjs'

const home = join(root, 'packages', 'react')

/** For esbuild: how the pages of our examples are bundled, within milliseconds. */
export const forBrowsers = {
  absWorkingDir: home,
  bundle: true,
  minify: true,
  write: false,
  format: 'esm',
  platform: 'browser',
  target: 'es2022',
  charset: 'utf8',
  jsx: 'automatic',
  conditions: ['@docket/source'],
  define: { 'process.env.NODE_ENV': '"production"' },
  legalComments: 'none',
  metafile: true,
  logLevel: 'silent',
}

const preact = Object.fromEntries(
  ['react', 'react-dom', 'react-dom/client'].map((name) => [name, join(home, 'bundle', 'preact-as-react.ts')]),
)

const built = new Map()

/** The files by name, the name of what the loader fetches, and its chunks; built once. `quick` is for examples that start. */
export function buildScriptTag({ quick = false } = {}) {
  const files = built.get(quick) ?? build(quick)
  built.set(quick, files)
  return files
}

async function build(quick) {
  // The loader has dressed its launcher itself.
  const keep = (css, path) => (path.endsWith('launcher.css.ts') ? '' : css)
  const widget = { folder: home, entry: 'src/script/widget.ts', name: 'widget', alias: preact, keep, quick }
  const chunks = await bundled(widget)
  const [{ fileName: entry }] = chunks
  // Relative to the script itself, wherever it lies.
  const define = { WIDGET: JSON.stringify(`./${entry}`) }
  const loader = await bundled({ folder: home, entry: 'src/script/loader.ts', name: 'docket', define, classic: true })
  const files = Object.fromEntries([...loader, ...chunks].map(({ fileName, code }) => [fileName, Buffer.from(code)]))
  return { files, entry, chunks }
}

/** What a browser is told to expect of a file: `integrity` of its script tag. */
export const integrityOf = (contents) => `sha384-${createHash('sha384').update(contents).digest('base64')}`

/** Writes them to a folder, with the integrity of each. */
export async function writeScriptTag(folder) {
  const { files } = await buildScriptTag()
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  for (const [name, contents] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), contents)
  }
  const integrity = Object.fromEntries(Object.entries(files).map(([name, contents]) => [name, integrityOf(contents)]))
  writeFileSync(join(folder, 'integrity.json'), `${JSON.stringify(integrity, null, 2)}\n`)
  return Object.keys(files)
}
