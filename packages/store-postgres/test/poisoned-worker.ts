// A process whose worker dies of one ticket's message, says which attempt each other one is, and leaves when none is left.
import { setTimeout } from 'node:timers/promises'
import pg from 'pg'
import { postgresStore } from '../src/index.js'
import { toldDesk } from './told-desk.js'

const [url = '', schema = '', poison = ''] = process.argv.slice(2)
const pool = new pg.Pool({ connectionString: url })
const desk = await toldDesk(postgresStore({ pool, schema }), ({ ticketId, attempt }) => {
  if (ticketId === poison) process.kill(process.pid, 'SIGKILL')
  process.stdout.write(`${attempt}\n`)
})
const worker = desk.system.startWorker({ pollMs: 60_000, leaseMs: 3_600_000 })
const left = async () => (await pool.query(`select from "${schema}".outbox where not dead limit 1`)).rows.length
while ((await left()) > 0) await setTimeout(20)
await worker.stop()
await pool.end()
