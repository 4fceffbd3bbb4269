// The acceptance figures of dispatch, in this model: arms on the same customers with intervals and sensitivity, a threefold
// load, and complaints while the process is killed. Exits with 1 when a figure is not reached.
import { parseArgs } from 'node:util'
import { memoryStore } from '@docket/store-memory'
import { type ComparedArms, compareArms, type Estimate } from '../../src/index.js'
import { tellOfComplaints } from './complaints.js'
import { hall, monday, staff, USUAL } from './hall.js'
import { ARMS, hallFigures, VARIED } from './hall-arms.js'

const { values } = parseArgs({
  options: {
    /** How many seeds, from 1 on. */
    seeds: { type: 'string', default: '30' },
    /** Leaves the sensitivity out. */
    quick: { type: 'boolean', default: false },
  },
})
const seeds = Number(values.seeds)
const started = performance.now()
const say = (line = '') => void process.stdout.write(`${line}\n`)
const failures: string[] = []

function expectFigure(what: string, holds: boolean): void {
  say(`${holds ? 'ok    ' : 'FAILED'} ${what}`)
  if (!holds) failures.push(what)
}

function onProgress(done: number, of: number): void {
  if (process.stderr.isTTY) process.stderr.write(`\r${done} of ${of} runs${done === of ? '\n' : ''}`)
  else if (done % 20 === 0) process.stderr.write(`${done} of ${of} runs\n`)
}

say(`A service hall in this model, ${seeds} seeds, means with 95 % intervals (Student's t; differences paired by seed)`)
say()
const comparison = await compareArms(hall, {
  ...monday(memoryStore),
  seeds,
  arms: ARMS,
  figures: hallFigures,
  onProgress,
})
showArms(comparison)
const { desk = {}, dispatcher = {} } = comparison.arms
const gained = comparison.differences['desk'] ?? {}
const mean = (estimate: Estimate | undefined) => estimate?.mean ?? Number.NaN

const threefold = await compareArms(hall, {
  ...monday(memoryStore, { load: { hard: 3 * USUAL.hard, all: 3 * USUAL.all }, until: '10:00' }),
  seeds,
  arms: { desk: { agents: staff(1) } },
  figures: hallFigures,
  onProgress,
})
say('At three times the load, customers of an hour:')
showArms(threefold)

const counts = { complaints: 0, late: 0, told: 0, early: 0, missed: 0, twice: 0, latestSeconds: 0, kills: 0 }
for (let seed = 1; seed <= seeds; seed += 1) {
  const { latestSeconds, ...one } = await tellOfComplaints(memoryStore, { seed, kills: 0.05, hours: 10 })
  for (const name of ['complaints', 'late', 'told', 'early', 'missed', 'twice', 'kills'] as const)
    counts[name] += one[name]
  counts.latestSeconds = Math.max(counts.latestSeconds, latestSeconds)
}
say(`Complaints of important customers: ${JSON.stringify(counts)}`)
say()

for (const [load, figures] of [
  ['the usual load', desk],
  ['three times the load', threefold.arms['desk'] ?? {}],
] as const) {
  expectFigure(`at ${load}, whoever is free gets work within 60 s (P95)`, mean(figures['avoidableWaitP95']) <= 60)
  expectFigure(`at ${load}, nothing is silently unassigned`, mean(figures['silentlyUnassigned']) === 0)
  expectFigure(`at ${load}, nothing goes to who is ineligible`, mean(figures['ineligible']) === 0)
}
expectFigure('at 85 % load, 95 % are answered within an hour', (desk['respondedWithinHour']?.low ?? 0) >= 0.95)
expectFigure(
  'each late complaint is told of once, none early',
  counts.late > 0 && counts.told === counts.late && counts.early + counts.missed + counts.twice === 0,
)
expectFigure('with the desk, experts are used for 78 % of their time', mean(desk['utilisation of experts']) >= 0.78)
expectFigure('with the dispatcher, for about 40 %', Math.abs(mean(dispatcher['utilisation of experts']) - 0.4) < 0.04)
for (const name of ['first response to hard P95', 'solution of hard P95']) {
  expectFigure(`${name}: no worse than with the dispatcher`, (gained[name]?.high ?? Number.POSITIVE_INFINITY) <= 0)
}

if (!values.quick) {
  // Again with the arms as they are, so that what is above need not wait.
  const { variations } = await compareArms(hall, {
    ...monday(memoryStore),
    seeds,
    arms: ARMS,
    figures: hallFigures,
    vary: VARIED,
    onProgress,
  })
  const kept = ['dispatchP95', 'respondedWithinHour', 'utilisation of experts', 'first response to hard P95']
  for (const [name, varied] of Object.entries(variations)) {
    say()
    say(`Varied: ${name}`)
    showArms(varied, [...kept, 'solution of hard P95', 'flowEfficiency', 'overdueShare'])
  }
}
say()
say(`${failures.length} figures not reached, ${((performance.now() - started) / 1000).toFixed(0)} s`)
process.exitCode = failures.length > 0 ? 1 : 0

function showArms({ arms, differences }: ComparedArms, only?: readonly string[]): void {
  const names = Object.keys(arms)
  const changes = Object.keys(differences)
  say(['', ...names, ...changes.map((name) => `${name} − ${names[0]}`)].map((text) => text.padEnd(28)).join(''))
  for (const figure of only ?? Object.keys(Object.values(arms)[0] ?? {})) {
    const row = [...names.map((name) => arms[name]?.[figure]), ...changes.map((name) => differences[name]?.[figure])]
    say([figure, ...row.map(shown)].map((text) => text.padEnd(28)).join(''))
  }
  say()
}

function shown(estimate: Estimate | undefined): string {
  if (estimate === undefined || estimate.mean === null) return '–'
  const round = (value: number | null) => (value === null ? '–' : Number(value.toPrecision(4)).toString())
  return `${round(estimate.mean)} [${round(estimate.low)}, ${round(estimate.high)}]`
}
