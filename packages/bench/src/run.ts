import { benchmarks } from './benchmarks.js'

// One benchmark, in the process that main.ts started for it.

const [name = '', ...flags] = process.argv.slice(2)
const print = (line: string) => process.stdout.write(`${line}\n`)

await benchmarks[name]?.(
  {
    row: (row) => print(JSON.stringify({ bench: name, ...row })),
    notRun: (what, why) => print(`NOT RUN ${name} ${what}: ${why}`),
  },
  { large: flags.includes('--large') },
)
