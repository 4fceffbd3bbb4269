// The crash drill: processes of a desk are killed and stopped at random moments under load, on a real PostgreSQL, and
// after each cycle the store must hold what its callers were told, once. Exits with 1 on the first violation.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { seededRandom } from '@docket/core/testing'
import { embeddedPostgres } from '../src/embedded/index.js'
import { Choices } from './choices.js'
import { neverHappened } from './counts.js'
import { Drill } from './drill.js'
import { isMutant, MUTANTS } from './mutants.js'
import { DESK_SCHEMA, JOB_SCHEMA, openStores } from './stores.js'

const { values } = parseArgs({
  options: {
    cycles: { type: 'string', default: '500' },
    seed: { type: 'string' },
    /** A fault that the drill must find. */
    mutant: { type: 'string' },
    /** The same as `--mutant unfenced`. */
    unfenced: { type: 'boolean', default: false },
    /** A server that is there already; its schemas of the drill are dropped. */
    url: { type: 'string' },
  },
})
const cycles = Number(values.cycles)
const mutant = values.mutant ?? (values.unfenced ? 'unfenced' : null)
if (mutant !== null && !isMutant(mutant)) {
  throw new Error(`There is no mutant ${mutant}. Give one of ${Object.keys(MUTANTS).join(', ')}.`)
}
const seed = Number(values.seed ?? Math.floor(Math.random() * 2 ** 31))

const folder = await mkdtemp(join(tmpdir(), 'docket-drill-'))
const server = values.url === undefined ? await embeddedPostgres({ dataDir: folder }) : null
const url = values.url ?? server?.url ?? ''
const stores = openStores(url)
await stores.pool.query(`drop schema if exists ${DESK_SCHEMA} cascade; drop schema if exists ${JOB_SCHEMA} cascade`)
await stores.desk.migrate()
await stores.jobs.migrate()

console.log(`crash drill: ${cycles} cycles, seed ${seed}${mutant === null ? '' : `, mutant ${mutant}`}`)
const began = performance.now()
const seconds = () => `${((performance.now() - began) / 1000).toFixed(1)} s`
const drill = new Drill(stores, { url, mutant, choices: new Choices(seededRandom(seed)) })
// A process that stands still would outlive its parent, because it does not even notice.
process.once('exit', () => void drill.abandon())
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1))
try {
  await drill.begin()
  for (let cycle = 1; cycle <= cycles && drill.violations.length === 0; cycle += 1) {
    await drill.cycle()
    if (cycle % 10 === 0) console.log(`${cycle} cycles, ${seconds()}: ${JSON.stringify(drill.counts)}`)
  }
  await drill.end()
} catch (error) {
  await drill.abandon()
  throw error
} finally {
  await stores.pool.end()
  await server?.stop()
  await rm(folder, { recursive: true, force: true })
}

const { afterFault, afterLease, unexplained } = drill.receiver.duplicates()
const { counts } = drill
console.log(
  [
    `ended after ${seconds()}`,
    `kills ${counts.kills}, of them with commands in flight ${counts.killsUnderLoad}`,
    `commands ${counts.commands}, retried after a kill ${counts.retries}, repeated ${counts.repeats}`,
    `zombies ${counts.zombies}, their late results refused ${counts.lateResults}, jobs ${counts.jobs}`,
    `timers fired ${counts.timersFired}, of them after a kill ${counts.timersAfterKill}`,
    `routed ${counts.routed}, of them after a kill that came between creation and routing ${counts.routedAfterKill}`,
    `tickets ${counts.tickets}, events ${counts.events}, effects arrived ${drill.receiver.count}`,
    `raw duplicates after a kill or stop ${afterFault}, after a lease ran out ${afterLease}, unexplained ${unexplained.length}`,
  ].join('\n'),
)
const vacuous = cycles >= 10 && mutant === null ? neverHappened(counts) : []
const failures = [...drill.violations, ...vacuous]
for (const failure of failures.slice(0, 20)) console.error(`violation: ${failure}`)
if (failures.length > 0) console.error(`${failures.length} violations; repeat with --seed ${seed}`)
else console.log('no violation')
process.exitCode = failures.length > 0 ? 1 : 0
