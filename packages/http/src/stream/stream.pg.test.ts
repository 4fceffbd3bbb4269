import { setTimeout } from 'node:timers/promises'
import { postgresStore } from '@docket/store-postgres'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, expect, inject, it } from 'vitest'
import { until } from '../../test/stream/event-reader.js'
import { type Node, streamWhileNodesRestart } from '../../test/stream/restarts.js'
import { definition, type StreamDesk, streamDesk } from '../../test/stream/stream-desk.js'

const AGENT = 'acme/agent/a1'
const schema = `docket_stream_${process.pid}_${Date.now().toString(36)}`
const ends: (() => Promise<unknown>)[] = []
let admin: pg.Pool

beforeAll(async () => {
  admin = new pg.Pool({ connectionString: inject('postgresUrl') })
  await postgresStore({ pool: admin, schema }).migrate({ indexed: definition.model.fields.indexed })
})

afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

afterAll(async () => {
  await admin.query(`drop schema if exists "${schema}" cascade`)
  await admin.end()
})

interface PostgresNode extends Node {
  readonly pool: pg.Pool
}

async function start(options: Parameters<typeof streamDesk>[0] = {}): Promise<PostgresNode> {
  const pool = new pg.Pool({ connectionString: inject('postgresUrl'), max: 6 })
  const streams = await streamDesk(options, postgresStore({ pool, schema, onProblem: () => {} }))
  const stop = async () => {
    expect(streams.listeners()).toBe(0)
    await pool.end()
  }
  return { streams, pool, stop }
}

async function startHere(options: Parameters<typeof streamDesk>[0] = {}): Promise<StreamDesk> {
  const node = await start(options)
  ends.push(() => node.stop())
  return node.streams
}

it('brings what one node commits to the clients of another by a hint, long before it polls', async () => {
  const patient = { streams: { pollMs: 100_000 } }
  const [here, there] = [await startHere(patient), await startHere(patient)]
  const reader = await there.read(AGENT)
  await until(() => reader.events.length > 0, 'the stream is ready')
  let made = 0
  // Until the other node listens, hints are lost; and here nothing polls.
  await until(async () => {
    await here.as(AGENT).create({ subject: 'Broken', requester: { id: 'c1' } })
    made += 1
    await setTimeout(50)
    return reader.changes().length > 0
  }, 'a hint came')
  await until(() => reader.changes().length === made, 'all came')
  await reader.stop()
})

it('goes on at another node, which may be behind the first', async () => {
  const [here, there] = [await startHere(), await startHere()]
  const { id } = await here.as(AGENT).create({ subject: 'Broken', requester: { id: 'c1' } })
  const kept = await there.read('acme/agent/a2')
  const seen: string[] = []
  let lastId: string | null = null
  for (let count = 0; count < 20; count += 1) {
    const node = count % 2 === 0 ? here : there
    const reader = await node.read(AGENT, lastId)
    await until(() => reader.events.length > 0, 'the stream is ready')
    await here.as(AGENT).note(id, { body: `${count}` })
    const want = count % 3 === 2 ? 0 : 1
    await until(() => reader.changes().length >= want, 'it came')
    await reader.stop()
    seen.push(...reader.changes())
    lastId = reader.lastId()
  }
  const last = await there.read(AGENT, lastId)
  await until(() => seen.length + last.changes().length >= 20, 'all came')
  await setTimeout(100)
  seen.push(...last.changes())
  expect(seen).toEqual(Array.from({ length: 20 }, (_, count) => `${id} ${count + 2}`))
  await Promise.all([last.stop(), kept.stop()])
})

it('keeps the order, and skips nothing, where a transaction of the host ends late', async () => {
  const node = await startHere({ streams: { pollMs: 50 } })
  const agent = node.as(AGENT)
  const { id } = await agent.create({ subject: 'Broken', requester: { id: 'c1' } })
  const reader = await node.read(AGENT)
  await until(() => reader.events.length > 0, 'the stream is ready')
  const client = await admin.connect()
  await client.query('begin')
  await client.query('select pg_current_xact_id()')
  await agent.note(id, { body: 'held' })
  await setTimeout(300)
  expect(reader.changes()).toEqual([])
  await client.query('commit')
  client.release()
  await until(() => reader.changes().length === 1, 'it came')
  await reader.stop()
})

it('loses and doubles nothing for 1,000 clients while nodes restart', { timeout: 120_000 }, async () => {
  const size = { agents: 100, customers: 30, clientsOfEach: 30, changes: 300 }
  const report = await streamWhileNodesRestart(() => start({ streams: { mostPerPrincipal: 1_000 } }), size)
  expect(report.clients).toBe(1_000)
  expect(report.notices).toBe(100 * 300 + 30 * 300)
})

it('brings what was committed while the listening connection was cut, and what comes after', {
  timeout: 30_000,
}, async () => {
  const node = await start({ streams: { pollMs: 100_000 } })
  const { streams, pool } = node
  ends.push(() => node.stop())
  const other = await startHere()
  const reader = await streams.read(AGENT)
  await until(() => reader.events.length > 0, 'the stream is ready')
  expect(pool.totalCount).toBeGreaterThan(0)
  await setTimeout(500)
  await admin.query(
    "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and query like 'listen %'",
  )
  await other.as(AGENT).create({ subject: 'Meanwhile', requester: { id: 'c1' } })
  await until(() => reader.changes().length === 1, 'it came with the next connection')
  await reader.stop()
})
