import { postgresStore } from '@docket/store-postgres'
import type pg from 'pg'
import { compared, type Report } from '../measure/row.js'
import { withServer } from '../postgres/server.js'
import { bareQueue } from './bare-queue.js'
import { expiringDesk, fillOpenTickets, fillOutbox, type Model, makeModel } from './expiring-desk.js'
import { graphileQueue, type PeerQueue, pgBossQueue } from './peers.js'

const ROUNDS = 5
const MESSAGES = 10_000
const AT_ONCE = 24

/** A case: makes its messages, then works them off, which alone is timed. */
interface Contestant {
  fill(): Promise<void>
  drain(): Promise<number>
}

/** Works off an outbox whose handlers do nothing: a worker against a bare loop and against other queues. */
export async function benchmarkOutbox(report: Report): Promise<void> {
  await withServer(report, 'on a server', async (pool) => {
    const store = postgresStore({ pool })
    await store.migrate()
    await postgresStore({ pool, schema: 'bare' }).migrate()
    const model = await makeModel(pool, store)
    for (const schema of ['docket', 'bare']) await fillOpenTickets(pool, schema, model, MESSAGES)
    const client = await pool.connect()
    const contestants = new Map<string, Contestant>([
      ['ours', worker(pool, model, 100)],
      ['ours 500', worker(pool, model, 500)],
      ['bare', bare(client, pool, model)],
    ])
    const peers = await addPeers(report, pool, contestants)
    const figures = await interleaved(contestants)
    client.release()
    for (const peer of peers) await peer.end()
    reportAll(report, figures)
  })
}

function worker(pool: pg.Pool, model: Model, batchSize: number): Contestant {
  return {
    fill: () => fillOutbox(pool, 'docket', model),
    async drain() {
      let told = 0
      let finish = () => {}
      const finished = new Promise<void>((resolve) => {
        finish = resolve
      })
      const desk = await expiringDesk(postgresStore({ pool }), () => {
        told += 1
        if (told === MESSAGES) finish()
      })
      // It must not matter when it would look again.
      const running = desk.system.startWorker({ batchSize, pollMs: 60_000 })
      await finished
      await running.stop()
      return told
    },
  }
}

function bare(client: pg.PoolClient, pool: pg.Pool, model: Model): Contestant {
  const batch = bareQueue(client, 'bare', 100)
  return {
    fill: () => fillOutbox(pool, 'bare', model),
    async drain() {
      let done = 0
      for (let count = await batch(); count > 0; count = await batch()) done += count
      return done
    },
  }
}

async function addPeers(report: Report, pool: pg.Pool, contestants: Map<string, Contestant>): Promise<PeerQueue[]> {
  const url = pool.options.connectionString ?? ''
  const open: readonly [name: string, make: () => Promise<PeerQueue>][] = [
    ['pg-boss', () => pgBossQueue(url, 100)],
    ['graphile', () => graphileQueue(url, { concurrentJobs: AT_ONCE })],
    ['graphile 500', () => graphileQueue(url, { concurrentJobs: AT_ONCE, localQueue: 500 })],
  ]
  const peers: PeerQueue[] = []
  for (const [name, make] of open) {
    try {
      const peer = await make()
      peers.push(peer)
      const fill = async () => {
        await peer.fill(MESSAGES)
        await pool.query('vacuum analyze')
        await pool.query('checkpoint')
      }
      contestants.set(name, { fill, drain: () => peer.drain() })
    } catch (error) {
      report.notRun(`against ${name}`, error instanceof Error ? error.message : String(error))
    }
  }
  return peers
}

async function interleaved(contestants: ReadonlyMap<string, Contestant>): Promise<Map<string, number[]>> {
  const names = [...contestants.keys()]
  const figures = new Map<string, number[]>(names.map((name) => [name, []]))
  // The first round only warms up.
  for (let round = -1; round < ROUNDS; round += 1) {
    for (let turn = 0; turn < names.length; turn += 1) {
      const name = names[(round + 1 + turn) % names.length] ?? ''
      const contestant = contestants.get(name)
      await contestant?.fill()
      const start = performance.now()
      const done = (await contestant?.drain()) ?? 0
      if (done !== MESSAGES) throw new Error(`${name} did ${done} of ${MESSAGES}`)
      if (round >= 0) figures.get(name)?.push((done * 1_000) / (performance.now() - start))
    }
  }
  return figures
}

function reportAll(report: Report, figures: ReadonlyMap<string, number[]>): void {
  const row = (what: string, ours: string, theirs: string, goal: string | null) => {
    const [mine, reference] = [figures.get(ours), figures.get(theirs)]
    if (mine && reference) report.row({ case: what, ...compared(mine, reference), goal, unit: 'messages/s' })
  }
  row('no-op outbox, batches of 100: a bare loop of lease, then delete', 'ours', 'bare', '>= 0.5')
  row('no-op outbox, batches of 100: pg-boss, fetch and complete', 'ours', 'pg-boss', '>= 1.7')
  row(`no-op outbox, batches of 100: graphile-worker, ${AT_ONCE} at once`, 'ours', 'graphile', '>= 8')
  row('no-op outbox, batches of 500: graphile-worker with a local queue of 500', 'ours 500', 'graphile 500', null)
}
