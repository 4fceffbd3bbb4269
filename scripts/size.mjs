// How much a page loads: each entry bundled for browsers with all that it needs (React is the page's own), and packed as
// servers pack it (gzip -9). Fails over the limit. With --json: [{ name, gz, goal }].

import { pathToFileURL } from 'node:url'
import { gzipSync } from 'node:zlib'
import { bundled } from './for-browsers.mjs'
import { root } from './run.mjs'
import { buildScriptTag } from './script-tag.mjs'

const KB = 1024

/** What is measured: the goal, and the limit over which it fails, in bytes; a limit above its goal is only ever lowered. */
export const ENTRIES = [
  { name: 'client', goal: 6 * KB, limit: 8 * KB, gz: () => sizeOf("export * from './src/index.ts'", 'client') },
  { name: 'client/desk', goal: 8 * KB, gz: () => sizeOf("export * from './src/desk/index.ts'", 'client') },
  { name: 'client/mini', goal: KB, gz: () => sizeOf("export * from './src/mini/index.ts'", 'client') },
  { name: 'widget', goal: 14 * KB, limit: 22.5 * KB, gz: async () => (await widgetSizes()).js },
  { name: 'widget-css', goal: 4 * KB, gz: async () => (await widgetSizes()).css },
  { name: 'script-tag', goal: 26 * KB, limit: 34 * KB, gz: async () => (await scriptTagSizes()).all },
  { name: 'loader', goal: 1.9 * KB, gz: async () => (await scriptTagSizes()).loader },
  { name: 'locale', goal: 2.5 * KB, gz: async () => (await scriptTagSizes()).locale },
].map((entry) => ({ limit: entry.goal, ...entry, goal: Math.floor(entry.goal) }))

const packed = (contents) => gzipSync(contents, { level: 9 }).length

/** The page has its own React. */
const external = ['react', 'react-dom', 'react-dom/client']

/** The size of a module of a package for browsers, packed. */
export async function sizeOf(code, folder) {
  return sumOf(await bundled({ folder: `${root}packages/${folder}`, code, external }))
}

let widget

/** The widget without React, in English, and its styles without their spaces. */
function widgetSizes() {
  widget ??= measure()
  return widget

  async function measure() {
    let css = ''
    const keep = (text) => {
      css += text
      return ''
    }
    const code = "export { DocketWidget } from './src/widget.ts'"
    const chunks = await bundled({ folder: `${root}packages/react`, code, external, keep })
    return { js: sumOf(chunks), css: packed(css) }
  }
}

/** What a page loads by the script tag: at first, in all until the widget is open in one language, and for another one. */
async function scriptTagSizes() {
  const { files, chunks } = await buildScriptTag()
  const loader = packed(files['docket.js'])
  const chinese = Object.keys(files).find((name) => name.startsWith('zh-cn-'))
  return { loader, all: loader + sumOf(chunks), locale: packed(files[chinese] ?? '') }
}

/** Other languages are rows of their own; the pseudo locales no customer loads. */
const OTHER_LOCALE = /^(zh-cn|pseudo)-/

/** What is loaded for all that one can do, now or later, each file packed by itself, as they are sent. */
function sumOf(chunks) {
  const wanted = chunks.filter(({ fileName }) => !OTHER_LOCALE.test(fileName))
  return wanted.reduce((sum, { code }) => sum + packed(code), 0)
}

/** What is over its limit, in sentences. */
export const tooLarge = (rows) =>
  rows.filter(({ gz, limit }) => gz > limit).map(({ name, gz, limit }) => `${name} has ${gz} bytes, ${limit} at most`)

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const rows = await Promise.all(ENTRIES.map(async (entry) => ({ ...entry, gz: await entry.gz() })))
  const line = ({ name, gz, goal, limit }) => {
    const words = gz <= goal ? '' : gz <= limit ? '  over the goal' : '  TOO LARGE'
    const most = String(Math.floor(limit)).padStart(6)
    return `${name.padEnd(12)}${String(gz).padStart(7)} bytes; goal ${String(goal).padStart(6)}, limit ${most}${words}\n`
  }
  const json = JSON.stringify(rows.map(({ name, gz, goal }) => ({ name, gz, goal })))
  process.stdout.write(process.argv.includes('--json') ? `${json}\n` : rows.map(line).join(''))
  process.exitCode = tooLarge(rows).length > 0 ? 1 : 0
}
