// Runs inside a plain npm project that has Docket's tarballs and no more (scripts/tarballs.packed.test.mjs): loads every
// entry named on the command line as ESM and as CommonJS, and tries a small scenario on what a user would write first.
import assert from 'node:assert/strict'
import { createRequire } from 'node:module'

const require = createRequire(import.meta.url)
const keys = (module) =>
  Object.keys(module)
    .filter((key) => key !== 'default' && key !== 'module.exports')
    .sort()

for (const entry of process.argv.slice(2)) {
  const esm = await import(entry)
  const cjs = require(entry)
  assert.ok(keys(esm).length > 0, `${entry} exports nothing`)
  assert.deepEqual(keys(cjs), keys(esm), `${entry} exports the same by import and by require`)
}

console.log(`all well on ${process.version}`)
