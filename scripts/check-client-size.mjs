// How much a page loads for each entry of the client: bundled for browsers with all that it needs, and packed as servers
// pack it (gzip -9). With --json: [{ name, gz, goal }].
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { root } from './run.mjs'

/** What is measured, each with the most that a page may load for it, in bytes. */
export const ENTRIES = [
  { name: '@docket/client', code: "export * from './src/index.ts'", goal: 6 * 1024 },
  { name: '@docket/client/desk', code: "export * from './src/desk/index.ts'", goal: 8 * 1024 },
  { name: '@docket/client/mini', code: "export * from './src/mini/index.ts'", goal: 1024 },
]

/** The size of a module for browsers, in bytes, as it is and packed. */
export async function sizeOf(code) {
  const { outputFiles } = await build({
    stdin: { contents: code, resolveDir: `${root}packages/client`, loader: 'ts' },
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    conditions: ['@docket/source'],
    logLevel: 'silent',
  })
  const [{ contents }] = outputFiles
  return { plain: contents.length, gz: gzipSync(contents, { level: 9 }).length }
}

if (process.argv[1] === new URL(import.meta.url).pathname) {
  const rows = await Promise.all(ENTRIES.map(async ({ code, ...entry }) => ({ ...entry, ...(await sizeOf(code)) })))
  const line = ({ name, plain, gz, goal }) => `${name}: ${plain} bytes, ${gz} packed (at most ${goal})\n`
  const json = JSON.stringify(rows.map(({ name, gz, goal }) => ({ name, gz, goal })))
  process.stdout.write(process.argv.includes('--json') ? `${json}\n` : rows.map(line).join(''))
  process.exitCode = rows.some(({ gz, goal }) => gz > goal) ? 1 : 0
}
