// Compares the business calendar with the oracle in random cases, in several processes; exits with 1 when they differ.
//
//   npm run verify:calendar -- [--cases 1000000] [--seed 7] [--skip 400000] [--workers 2]
//   npm run verify:calendar -- --case '<what a run printed>'
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { availableParallelism } from 'node:os'
import { parseArgs } from 'node:util'
import { differences } from './compare.js'
import { Oracle } from './oracle.js'
import { built } from './plan.js'
import { CASES_A_CALENDAR, type Difference, type Findings } from './verify.js'

const { values } = parseArgs({
  options: {
    cases: { type: 'string', default: '1000000' },
    seed: { type: 'string' },
    /** So many cases of the seed were done before. */
    skip: { type: 'string', default: '0' },
    workers: { type: 'string', default: String(availableParallelism()) },
    case: { type: 'string' },
  },
})

/** So many calendars a process takes at a time. */
const BATCH = 250
const began = performance.now()
const total = (cases: Readonly<Record<string, number>>): number =>
  Object.values(cases).reduce((sum, count) => sum + count, 0)
const seconds = () => `${((performance.now() - began) / 1000).toFixed(1)} s`

async function run(): Promise<void> {
  const seed = Number(values.seed ?? Math.floor(Math.random() * 2 ** 31))
  const [first, count] = [values.skip, values.cases].map((cases) => Math.ceil(Number(cases) / CASES_A_CALENDAR))
  let next = first ?? 0
  const end = next + (count ?? 0)
  if (!Number.isInteger(seed) || !(next >= 0) || !(end > next))
    throw new Error('Give --seed, --cases and --skip as numbers.')
  console.log(`calendar: ${values.cases} cases from ${values.skip} on, seed ${seed}, ${values.workers} processes`)

  const cases: Record<string, number> = {}
  const found: Difference[] = []
  let refused = 0
  let told = began
  async function work(): Promise<void> {
    const worker = fork(new URL('./worker.ts', import.meta.url), { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
    const ended = once(worker, 'exit').then(([status]) => Promise.reject(new Error(`A process ended with ${status}.`)))
    ended.catch(() => {})
    try {
      while (next < end && found.length === 0) {
        const calendars = Math.min(BATCH, end - next)
        worker.send({ seed, first: next, calendars })
        next += calendars
        const [findings] = (await Promise.race([once(worker, 'message'), ended])) as [Findings]
        for (const [zone, more] of Object.entries(findings.cases)) cases[zone] = (cases[zone] ?? 0) + more
        refused += findings.refused
        found.push(...findings.differences)
        if (performance.now() - told > 30_000) {
          told = performance.now()
          // What is still under way in other processes may be lost.
          const done = Math.max(0, next - Number(values.workers) * BATCH) * CASES_A_CALENDAR
          console.log(`${total(cases)} cases, ${seconds()}; to go on later: --seed ${seed} --skip ${done}`)
        }
      }
    } finally {
      worker.kill()
    }
  }
  await Promise.all(Array.from({ length: Number(values.workers) }, work))

  for (const zone of Object.keys(cases).sort()) console.log(`${zone.padEnd(22)}${String(cases[zone]).padStart(9)}`)
  console.log(`${total(cases)} cases in ${seconds()}, ${refused} more calendars rightly refused as never open`)
  const [one] = found
  if (one === undefined) return console.log('no difference')
  console.log(`${found.length} differences; repeat with --seed ${seed}. The first:`)
  console.log(one.findings.map((finding) => `  ${finding}`).join('\n'))
  console.log(`npm run verify:calendar -- --case '${JSON.stringify({ plan: one.plan, question: one.question })}'`)
  process.exitCode = 1
}

function replay({ plan, question }: Difference): void {
  const findings = question === null ? [] : differences(built(plan), new Oracle(plan), question)
  console.log(findings.length === 0 ? 'no difference' : findings.join('\n'))
  process.exitCode = findings.length === 0 ? 0 : 1
}

if (values.case === undefined) await run()
else replay(JSON.parse(values.case) as Difference)
