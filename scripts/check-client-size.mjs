// How much a page loads for the client: bundled for browsers with all that it needs, and packed as servers pack it.
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { root } from './run.mjs'

/** The most that a page may load for it, in bytes. */
export const LIMIT = 8 * 1024

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
  return { plain: contents.length, packed: gzipSync(contents, { level: 9 }).length }
}

if (process.argv[1] === new URL(import.meta.url).pathname) {
  const { plain, packed } = await sizeOf("export * from './src/index.ts'")
  process.stdout.write(`@docket/client: ${plain} bytes, ${packed} packed (limit ${LIMIT})\n`)
  process.exitCode = packed > LIMIT ? 1 : 0
}
