// Runs everything that says whether Docket is well, one suite after the other (two cores, and one thing to read), each
// with its time; goes on after a failing suite and closes with a table and the sum of all cases. Names select suites:
// `npm test -- unit pg`. A suite's cases are those its runner counts (vitest's JSON report, or a last line `N passed,
// N failed, N skipped`); a program that counts nothing is one case. Reports lie in test-results/.
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { root, run, seconds } from './run.mjs'

const DRILL = 'packages/store-postgres/drill/main.ts'
const DRILL_CYCLES = '60'

const suites = {
  setup: () => program('node', 'scripts/setup.mjs'),
  typecheck: () => typecheck(),
  lint: () => program('node', 'scripts/lint.mjs'),
  unit: () => vitest('unit'),
  types: () => vitest('types'),
  pg: () => vitest('pg'),
  browser: () => inBrowser('browser'),
  e2e: () => inBrowser('e2e'),
  drill: () => (existsSync(join(root, DRILL)) ? drill() : notPresent(DRILL)),
  build: () => program('node', 'scripts/build.mjs'),
  arrows: () => vitest('built'),
  packed: () => vitest('packed'),
  docs: () => program('typedoc'),
}

const asked = process.argv.slice(2)
const unknown = asked.filter((name) => !Object.hasOwn(suites, name))
if (unknown.length > 0) {
  process.stderr.write(`No suite ${unknown.join(', ')}; there are: ${Object.keys(suites).join(', ')}\n`)
  process.exit(1)
}

const start = performance.now()
const rows = []
for (const name of Object.keys(suites).filter((suite) => asked.length === 0 || asked.includes(suite))) {
  process.stdout.write(`\n=== ${name}\n`)
  const suiteStart = performance.now()
  const counts = await suites[name]()
  rows.push({ name, ...counts, time: seconds(suiteStart) })
  process.stdout.write(`=== ${name}: ${counts.failed > 0 ? 'FAILED' : 'ok'} in ${seconds(suiteStart)}\n`)
}
report(rows, seconds(start))

/** What runs on servers, then what runs in browsers, which knows other globals. */
async function typecheck() {
  const rows = [await program('tsc', '-p', '.'), await program('tsc', '-p', 'packages/react')]
  const sum = (key) => rows.reduce((total, row) => total + row[key], 0)
  return { passed: sum('passed'), failed: sum('failed'), skipped: sum('skipped') }
}

/** Brings a Chromium where there is none; where none can be had, the suite fails and says what to install. */
async function inBrowser(project) {
  const { failed } = await program('node', 'scripts/browser.mjs')
  return failed > 0 ? { passed: 0, failed, skipped: 0 } : vitest(project)
}

async function program(command, ...args) {
  const { status, output } = await run(command, args)
  const line = [...output.matchAll(/^(\d+) passed, (\d+) failed, (\d+) skipped$/gm)].at(-1)
  const [passed, failed, skipped] = line ? line.slice(1).map(Number) : [status === 0 ? 1 : 0, 0, 0]
  return { passed, failed: status !== 0 ? Math.max(failed, 1) : failed, skipped }
}

async function vitest(project) {
  const file = join(root, 'test-results', `${project}.json`)
  mkdirSync(join(root, 'test-results'), { recursive: true })
  rmSync(file, { force: true })
  const { status } = await run('vitest', [
    'run',
    '--project',
    project,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${file}`,
  ])
  const counted = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {}
  const { numPassedTests: passed = 0, numFailedTests = 0, numPendingTests = 0, numTodoTests = 0 } = counted
  // A file that does not even load has no tests; it still failed.
  const failed = status !== 0 ? Math.max(numFailedTests, 1) : numFailedTests
  return { passed, failed, skipped: numPendingTests + numTodoTests }
}

function drill() {
  return program('tsx', '--conditions=@docket/source', DRILL, '--cycles', DRILL_CYCLES)
}

function notPresent(path) {
  process.stdout.write(`NOT PRESENT: ${path}; skipped\n`)
  return { passed: 0, failed: 0, skipped: 1 }
}

function report(rows, time) {
  const sum = (key) => rows.reduce((total, row) => total + row[key], 0)
  const line = (cells) =>
    `${cells[0].padEnd(12)}${cells
      .slice(1)
      .map((cell) => String(cell).padStart(9))
      .join('')}\n`
  process.stdout.write(`\n${line(['suite', 'passed', 'failed', 'skipped', 'time'])}`)
  for (const row of rows) process.stdout.write(line([row.name, row.passed, row.failed, row.skipped, row.time]))
  process.stdout.write(line(['all', sum('passed'), sum('failed'), sum('skipped'), time]))
  process.stdout.write(`\n${sum('passed')} passed, ${sum('failed')} failed, ${sum('skipped')} skipped\n`)
  process.exitCode = sum('failed') > 0 ? 1 : 0
}
