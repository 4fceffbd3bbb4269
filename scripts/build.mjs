// Builds every published package into its dist folder: tsup bundles the JavaScript as ESM and CJS (packages side by
// side), one `tsc -b` writes all declarations, and each .d.ts gets a .d.cts twin, because TypeScript wants a CommonJS
// declaration beside a CommonJS file. Three steps, because no single tool does all of it within seconds.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { published, root, run, seconds } from './run.mjs'
import { writeScriptTag } from './script-tag.mjs'

const start = performance.now()
const folder = (name) => join(root, 'packages', name)

const bundles = await Promise.all(published.map((name) => run('tsup', [], { cwd: folder(name), quiet: true })))
for (const { status, output } of bundles) if (status !== 0) process.stdout.write(output)
let failed = bundles.some(({ status }) => status !== 0)

if (!failed) await writeScriptTag(join(folder('react'), 'dist', 'script'))

if (!failed) failed = (await run('tsc', ['-b', 'tsconfig.build.json'])).status !== 0

if (!failed) {
  const dists = published.map((name) => join(folder(name), 'dist'))
  const twins = dists.map(writeCommonJsDeclarations).reduce((sum, count) => sum + count)
  process.stdout.write(`build: ${published.length} packages, ${twins} declarations, ${seconds(start)}\n`)
}
process.exitCode = failed ? 1 : 0

/** Writes x.d.cts beside every x.d.ts, with relative imports of .js turned into .cjs. */
function writeCommonJsDeclarations(dist) {
  const declarations = readdirSync(dist, { recursive: true }).filter((path) => path.endsWith('.d.ts'))
  for (const path of declarations) {
    const text = readFileSync(join(dist, path), 'utf8')
    const twin = text.replace(/((?:from|import)\s*\(?\s*['"]\.{1,2}\/[^'"]*)\.js(['"])/g, '$1.cjs$2')
    writeFileSync(join(dist, path.replace(/\.d\.ts$/, '.d.cts')), twin)
  }
  return declarations.length
}
