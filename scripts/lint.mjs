// Runs every check that needs no test run, one after the other, and goes on after a failing one, so that one look shows
// all there is to mend. Quiet when all is well. The names given on the command line select some: `npm run lint -- knip`.
import { run, seconds } from './run.mjs'

const checks = {
  format: ['biome', 'ci', '--colors=off', '--error-on-warnings', '.'],
  oxlint: ['oxlint', '--type-aware', '--deny-warnings', '.'],
  arrows: ['depcruise', '--config', '.dependency-cruiser.cjs', 'packages', 'examples'],
  unused: ['knip'],
  lockfile: ['node', 'scripts/check-lockfile.mjs'],
  determinism: ['node', 'scripts/check-determinism.mjs'],
  files: ['node', 'scripts/check-files.mjs'],
  size: ['node', 'scripts/size.mjs'],
}

// These tools colour character by character, which nobody can read in a log.
const plain = { NO_COLOR: '1', FORCE_COLOR: undefined }
const asked = process.argv.slice(2)
const names = Object.keys(checks).filter((name) => asked.length === 0 || asked.includes(name))
let failed = 0
for (const name of names) {
  const start = performance.now()
  const [command, ...args] = checks[name]
  const { status, output } = await run(command, args, { quiet: true, env: plain })
  if (status !== 0) {
    failed += 1
    process.stdout.write(output)
  }
  process.stdout.write(`${status === 0 ? 'ok    ' : 'FAILED'} ${name} (${seconds(start)})\n`)
}
process.stdout.write(`${names.length - failed} passed, ${failed} failed, 0 skipped\n`)
process.exitCode = failed > 0 || names.length === 0 ? 1 : 0
