import { type PostgresStore, postgresStore } from '@docket/store-postgres'
import { type Report, rounded } from '../measure/row.js'
import { withServer } from '../postgres/server.js'
import { bareQueue } from './bare-queue.js'
import { fillOpenTickets, fillOutbox, fillTimers, makeModel } from './expiring-desk.js'

const BATCH = 100
const TICKETS = 21_000
const EACH = 10
/** So many rows are claimed and settled before the last batches. */
const CLAIMED = 200_000
/** By claims from the front, which take longer and longer, fewer are enough to see it. */
const CLAIMED_FROM_FRONT = 40_000
/** Batches that are compared, the first ones after a few that warm up. */
const COMPARED = 50
const WARM_UP = 10

/** A batch of due rows: claimed and settled; says how many there were. */
type Batch = () => Promise<number>

/** Works queues off while an old snapshot is open elsewhere, so that no deleted row can be cleaned away. */
export async function benchmarkSnapshot(report: Report): Promise<void> {
  await withServer(report, 'on a server', async (pool) => {
    const store = postgresStore({ pool })
    await store.migrate()
    await postgresStore({ pool, schema: 'bare' }).migrate()
    const model = await makeModel(pool, store)
    for (const schema of ['docket', 'bare']) await fillOpenTickets(pool, schema, model, TICKETS)
    await fillTimers(pool, model, Date.now() - 60_000, EACH)
    for (const schema of ['docket', 'bare']) await fillOutbox(pool, schema, model, EACH)

    const old = await pool.connect()
    await old.query('begin isolation level repeatable read')
    await old.query('select 1 from docket.ticket limit 1')
    const client = await pool.connect()
    const bare = bareQueue(client, 'bare', BATCH)
    report.row(await afterMany('timers', timers(store), CLAIMED, '<= 1.5'))
    report.row(await afterMany('messages', messages(store), CLAIMED, '<= 1.5'))
    report.row(await afterMany('messages by bare claims from the front', bare, CLAIMED_FROM_FRONT, null))
    client.release()
    await old.query('commit')
    old.release()
  })
}

function timers(store: PostgresStore): Batch {
  let count = 0
  return async () => {
    count += 1
    const token = `token-${count}`
    const claimed = await store.claimTimers({ limit: BATCH, leaseMs: 30_000, token })
    return store.settleTimers(
      claimed.map(({ timer: { tenant, ticketId, key } }) => ({
        tenant,
        ticketId,
        key,
        token,
        outcome: { kind: 'done' },
      })),
    )
  }
}

function messages(store: PostgresStore): Batch {
  let count = 0
  return async () => {
    count += 1
    const token = `token-${count}`
    const claimed = await store.claimOutbox({ limit: BATCH, leaseMs: 30_000, token })
    return store.settleOutbox(
      claimed.map(({ message: { tenant, id } }) => ({ tenant, id, token, outcome: { kind: 'done' } })),
    )
  }
}

async function afterMany(what: string, batch: Batch, claimed: number, goal: string | null) {
  const times: number[] = []
  for (let done = 0; done < claimed + COMPARED * BATCH; ) {
    const start = performance.now()
    const count = await batch()
    times.push(performance.now() - start)
    if (count !== BATCH) throw new Error(`A batch had ${count} rows`)
    done += count
  }
  const first = times.slice(WARM_UP, WARM_UP + COMPARED)
  const last = times.slice(-COMPARED)
  const [ours, reference] = [mean(last), mean(first)]
  return {
    case: `${BATCH} ${what} after ${claimed} claimed, with an old snapshot open elsewhere: against the first batches`,
    ours: rounded(ours),
    reference: rounded(reference),
    ratio: rounded(ours / reference),
    goal,
    unit: 'ms/batch',
    note: `medians ${rounded(median(last))} and ${rounded(median(first))} ms, the mean of all ${rounded(mean(times))} ms`,
  }
}

const mean = (figures: readonly number[]) => figures.reduce((sum, figure) => sum + figure, 0) / figures.length

const median = (figures: readonly number[]) =>
  figures.toSorted((a, b) => a - b)[Math.floor(figures.length / 2)] ?? Number.NaN
