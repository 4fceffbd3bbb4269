import { benchmarks } from './benchmarks.js'

// One part of a benchmark, in the process that main.ts started for it.

const [name = '', part = '', ...flags] = process.argv.slice(2)
const print = (line: string) => process.stdout.write(`${line}\n`)

await benchmarks[name]?.[part]?.(
  {
    row: (row) => print(JSON.stringify({ bench: name, ...row })),
    notRun: (what, why) => print(`NOT RUN ${name} ${what}: ${why}`),
  },
  { large: flags.includes('--large') },
)
