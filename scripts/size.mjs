// How much a page loads: each entry bundled for browsers with all that it needs (React is the page's own), and packed as
// servers pack it (gzip -9). Fails over the limit. With --json: [{ name, gz, goal }].

import { basename } from 'node:path'
import { pathToFileURL } from 'node:url'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { root } from './run.mjs'
import { buildScriptTag, forBrowsers, styles } from './script-tag.mjs'

const KB = 1024

/** What is measured: the goal, and the limit over which it fails, in bytes; a limit above its goal is only ever lowered. */
export const ENTRIES = [
  { name: 'client', goal: 6 * KB, limit: 8 * KB, gz: () => sizeOf("export * from './src/index.ts'", 'client') },
  { name: 'client/desk', goal: 8 * KB, gz: () => sizeOf("export * from './src/desk/index.ts'", 'client') },
  { name: 'client/mini', goal: KB, gz: () => sizeOf("export * from './src/mini/index.ts'", 'client') },
  {
    name: 'widget',
    goal: 14 * KB,
    limit: 22.5 * KB,
    gz: () => sizeOf("export { DocketWidget } from './src/widget.ts'", 'react'),
  },
  { name: 'widget-css', goal: 4 * KB, gz: cssSize },
  { name: 'script-tag', goal: 26 * KB, limit: 34 * KB, gz: async () => (await scriptTagSizes()).all },
  { name: 'loader', goal: 1.9 * KB, gz: async () => (await scriptTagSizes()).loader },
  { name: 'locale', goal: 2.5 * KB, gz: async () => (await scriptTagSizes()).locale },
].map((entry) => ({ limit: entry.goal, ...entry, goal: Math.floor(entry.goal) }))

const packed = (contents) => gzipSync(contents, { level: 9 }).length

/** The size of a module of a package for browsers, packed; without the styles, which are a row of their own. */
export async function sizeOf(code, folder) {
  const { outputFiles, metafile } = await build({
    ...forBrowsers,
    stdin: { contents: code, resolveDir: `${root}packages/${folder}`, loader: 'ts', sourcefile: 'measured.ts' },
    external: ['react', 'react-dom', 'react/jsx-runtime', 'react-dom/client'],
    plugins: [styles(() => '')],
    splitting: true,
    outdir: `${root}measured`,
  })
  const [entry = ''] =
    Object.entries(metafile.outputs).find(([, { entryPoint }]) => entryPoint?.endsWith('measured.ts')) ?? []
  return sumOf(filesOf(outputFiles), metafile.outputs, entry)
}

/** The styles of the widget and its launcher, without their spaces. */
async function cssSize() {
  let css = ''
  const keep = (text) => {
    css += text
    return text
  }
  const contents = "export { DocketWidget } from './src/widget.ts'"
  await build({
    ...forBrowsers,
    stdin: { contents, resolveDir: `${root}packages/react`, loader: 'ts' },
    external: ['react', 'react-dom', 'react/jsx-runtime', 'react-dom/client'],
    plugins: [styles(keep)],
  })
  return packed(css)
}

let scriptTag

/** What a page loads by the script tag: at first, in all until the widget is open in one language, and for another one. */
function scriptTagSizes() {
  scriptTag ??= buildScriptTag().then(({ files, entry, outputs }) => {
    const loader = packed(files['docket.js'])
    const chinese = Object.keys(files).find((name) => name.startsWith('zh-cn-'))
    const key = Object.keys(outputs).find((path) => basename(path) === entry)
    return { loader, all: loader + sumOf(files, outputs, key), locale: packed(files[chinese] ?? '') }
  })
  return scriptTag
}

const filesOf = (outputFiles) => Object.fromEntries(outputFiles.map(({ path, contents }) => [basename(path), contents]))

/** Other languages are rows of their own; the pseudo locales no customer loads. */
const OTHER_LOCALE = /^(zh-cn|pseudo)-/

/** A file and all that is loaded for what one can do with it, now or later, each packed by itself, as they are sent. */
function sumOf(files, outputs, entry) {
  const wanted = new Set([entry])
  for (const path of wanted) {
    for (const { path: next, kind, external } of outputs[path]?.imports ?? []) {
      if (!external && kind !== 'require-call' && !OTHER_LOCALE.test(basename(next))) wanted.add(next)
    }
  }
  return [...wanted].reduce((sum, path) => sum + packed(files[basename(path)] ?? ''), 0)
}

/** What is over its limit, in sentences. */
export const tooLarge = (rows) =>
  rows.filter(({ gz, limit }) => gz > limit).map(({ name, gz, limit }) => `${name} has ${gz} bytes, ${limit} at most`)

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const rows = await Promise.all(ENTRIES.map(async (entry) => ({ ...entry, gz: await entry.gz() })))
  const line = ({ name, gz, goal, limit }) => {
    const words = gz <= goal ? '' : gz <= limit ? '  over the goal' : '  TOO LARGE'
    return `${name.padEnd(12)}${String(gz).padStart(7)} of ${String(goal).padStart(6)}${words}\n`
  }
  const json = JSON.stringify(rows.map(({ name, gz, goal }) => ({ name, gz, goal })))
  process.stdout.write(process.argv.includes('--json') ? `${json}\n` : rows.map(line).join(''))
  process.exitCode = tooLarge(rows).length > 0 ? 1 : 0
}
