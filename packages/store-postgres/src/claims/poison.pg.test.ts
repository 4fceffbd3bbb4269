import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type pg from 'pg'
import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { freshSchema, testPool } from '../../test/postgres-fixture.js'
import { toldDesk } from '../../test/told-desk.js'
import { postgresStore } from '../index.js'

const WORKER = fileURLToPath(new URL('../../test/poisoned-worker.ts', import.meta.url))
const TICKETS = 300

const schema = freshSchema()
let pool: pg.Pool

beforeAll(async () => {
  pool = testPool()
  await postgresStore({ pool, schema }).migrate()
})

afterAll(async () => {
  await pool.query(`drop schema "${schema}" cascade`)
  await pool.end()
})

/** Runs a worker until it leaves or dies; says of what, and how often each message that it delivered had been claimed. */
async function runWorker(poison: string) {
  const flags = ['--conditions=@docket/source', '--import', 'tsx', WORKER, inject('postgresUrl'), schema, poison]
  const child = spawn(process.execPath, flags, { stdio: ['ignore', 'pipe', 'inherit'] })
  let output = ''
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString()
  })
  const end = await new Promise((resolve) => child.once('close', (code, signal) => resolve(signal ?? code)))
  return { end, attempts: output.split('\n').filter(Boolean).map(Number) }
}

it('gives up the one message of which every worker dies, and delivers all others', { timeout: 240_000 }, async () => {
  const desk = await toldDesk(postgresStore({ pool, schema }), () => {})
  const agent = desk.as({ tenant: 'acme', actor: { type: 'agent', id: 'a1' } })
  const ids: string[] = []
  for (let count = 0; count < TICKETS; count += 1) {
    ids.push((await agent.create({ subject: 'x', requester: { id: 'c1' } })).id)
  }
  const poison = ids[TICKETS / 2] ?? ''

  const ends: unknown[] = []
  const attempts: number[] = []
  while (ends.at(-1) !== 0 && ends.length < 20) {
    const run = await runWorker(poison)
    ends.push(run.end)
    attempts.push(...run.attempts)
    // The leases of the dead run out.
    await pool.query(`update "${schema}".outbox set lease_until = 0 where lease_until is not null`)
  }
  expect(ends).toEqual([...Array<string>(10).fill('SIGKILL'), 0])
  // Twice they shared a batch with it; since then it was alone.
  expect(Math.max(...attempts)).toBeLessThanOrEqual(3)
  const { rows } = await pool.query(`select ticket_id, dead, attempts from "${schema}".outbox`)
  expect(rows).toEqual([{ ticket_id: poison, dead: true, attempts: 11 }])
  const letters = await desk.as({ tenant: 'acme', actor: { type: 'admin', id: 'root' } }).deadLetters()
  expect(letters).toMatchObject([{ ticketId: poison, error: 'every attempt ended without an answer' }])
})
