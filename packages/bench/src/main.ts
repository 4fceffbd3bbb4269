import { spawnSync } from 'node:child_process'
import { loadavg } from 'node:os'
import { fileURLToPath } from 'node:url'
import { benchmarks } from './benchmarks.js'
import { keepResults } from './measure/keep.js'

// npm run bench -- <name …> [--keep] [--large]
// Each benchmark runs in a process of its own, so that none inherits another's heap or compiled code.

const flags = process.argv.slice(2).filter((word) => word.startsWith('--'))
const names = process.argv.slice(2).filter((word) => !word.startsWith('--'))
const unknown = names.filter((name) => !(name in benchmarks))

if (names.length === 0 || unknown.length > 0) {
  process.stderr.write(
    `${unknown.length > 0 ? `There is no benchmark ${unknown.join(', ')}.\n` : ''}` +
      `Usage: npm run bench -- <name …> [--keep] [--large]\nNames: ${Object.keys(benchmarks).join(', ')}\n`,
  )
  process.exitCode = 2
} else {
  process.stderr.write(
    `load average ${loadavg()
      .map((load) => load.toFixed(2))
      .join(' ')} on Node ${process.version}\n`,
  )
  for (const name of names) runApart(name)
}

function runApart(name: string): void {
  const options = ['--expose-gc', '--max-old-space-size=8192', ...process.execArgv]
  const script = fileURLToPath(new URL('./run.ts', import.meta.url))
  const { stdout, status, signal } = spawnSync(process.execPath, [...options, script, name, ...flags], {
    stdio: ['ignore', 'pipe', 'inherit'],
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  })
  process.stdout.write(stdout)
  if (status !== 0) process.stdout.write(`NOT RUN ${name}: it ended early (${signal ?? `status ${status}`})\n`)
  else if (flags.includes('--keep')) keepResults(name, stdout)
}
