import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { loadavg } from 'node:os'
import { fileURLToPath } from 'node:url'
import { benchmarks } from './benchmarks.js'
import { keepResults } from './measure/keep.js'

// npm run bench -- <name …> [--keep] [--large]

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
  const load = loadavg().map((average) => average.toFixed(2))
  process.stderr.write(`load average ${load.join(' ')} on Node ${process.version}\n`)
  for (const name of names) {
    let output = ''
    for (const part of Object.keys(benchmarks[name] ?? {})) output += await runApart(name, part)
    if (flags.includes('--keep')) keepResults(name, output)
  }
}

async function runApart(name: string, part: string): Promise<string> {
  const options = ['--expose-gc', '--max-old-space-size=8192', ...process.execArgv]
  const script = fileURLToPath(new URL('./run.ts', import.meta.url))
  const child = spawn(process.execPath, [...options, script, name, part, ...flags], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = once(child, 'close')
  let output = ''
  for await (const text of child.stdout.setEncoding('utf8')) {
    process.stdout.write(text)
    output += text
  }
  const [status, signal] = await ended
  if (status !== 0) process.stdout.write(`NOT RUN ${name} ${part}: it ended early (${signal ?? `status ${status}`})\n`)
  return output
}
