// A process with a worker, that remembers what it was told.
import { postgresStore } from '@docket/store-postgres'
import pg from 'pg'
import { expiringDesk, TENANT } from './expiring-desk.js'
import type { FromWorker, ToWorker } from './minute-wire.js'

const tickets: string[] = []
let first = Number.POSITIVE_INFINITY
let last = 0
let cpu = process.cpuUsage()
let stop = async () => {}

const tell = (message: FromWorker) => process.send?.(message)

async function start(url: string, schema: string): Promise<void> {
  const pool = new pg.Pool({ connectionString: url, max: 10 })
  pool.on('error', () => {})
  const desk = await expiringDesk(postgresStore({ pool, schema }), ({ tenant, ticketId }) => {
    if (tenant !== TENANT) return
    last = Date.now()
    if (tickets.length === 0) {
      first = last
      cpu = process.cpuUsage()
    }
    tickets.push(ticketId)
  })
  // It looks again when something is due, and never because of its poll.
  const worker = desk.system.startWorker({ pollMs: 60_000 })
  const progress = setInterval(() => tell({ kind: 'told', count: tickets.length }), 100)
  stop = async () => {
    clearInterval(progress)
    await worker.stop()
    await pool.end()
    // It ends when the benchmark has heard that.
    const { user, system } = process.cpuUsage(cpu)
    tell({ kind: 'stopped', tickets, first, last, cpuSeconds: (user + system) / 1e6 })
  }
  tell({ kind: 'working' })
}

process.on('message', (message: ToWorker) => {
  if (message.kind === 'start') void start(message.url, message.schema)
  else void stop()
})
process.on('disconnect', () => process.exit(0))
