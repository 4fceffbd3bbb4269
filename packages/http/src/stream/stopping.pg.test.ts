import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { postgresStore } from '@docket/store-postgres'
import pg from 'pg'
import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { type EventReader, readEvents, until } from '../../test/stream/event-reader.js'
import { definition } from '../../test/stream/stream-desk.js'

const NODE = fileURLToPath(new URL('../../test/stream/stopping-node.ts', import.meta.url))
const AGENT = { authorization: 'acme/agent/a1' }
const CLIENTS = 60
const RESTARTS = 4
const schema = `docket_stop_${process.pid}_${Date.now().toString(36)}`
let admin: pg.Pool

beforeAll(async () => {
  admin = new pg.Pool({ connectionString: inject('postgresUrl') })
  await postgresStore({ pool: admin, schema }).migrate({ indexed: definition.model.fields.indexed })
})
afterAll(async () => {
  await admin.query(`drop schema if exists "${schema}" cascade`)
  await admin.end()
})

interface Running {
  readonly base: string
  readonly child: ChildProcess
}

async function startNode(): Promise<Running> {
  const flags = ['--conditions=@docket/source', '--import', 'tsx', NODE, inject('postgresUrl'), schema]
  const child = spawn(process.execPath, flags, { stdio: ['ignore', 'pipe', 'inherit'] })
  let said = ''
  child.stdout?.on('data', (chunk: Buffer) => {
    said += chunk.toString()
  })
  await until(() => said.includes('listening on') || child.exitCode !== null, 'the process listens')
  return { base: `http://127.0.0.1:${/listening on (\d+)/.exec(said)?.[1]}`, child }
}

/** A client as a browser has it: it comes again with the last id that it has, to whichever process there is. */
function clientOf(nodes: readonly Running[]) {
  const seen: string[] = []
  const events: string[] = []
  let reader: EventReader | null = null
  let [going, comings] = [true, 0]
  const run = (async () => {
    for (let lastId: string | null = null; going; ) {
      const { base } = nodes[comings++ % nodes.length] as Running
      const headers = { ...AGENT, ...(lastId !== null && { 'last-event-id': lastId }) }
      const response = await fetch(`${base}/stream`, { headers }).catch(() => null)
      if (response?.status === 200) {
        reader = readEvents(response)
        await until(() => !going || (reader?.over() ?? true), 'the stream ends')
        seen.push(...reader.changes())
        events.push(...reader.events.map(({ event }) => event))
        lastId = reader.lastId() ?? lastId
        await reader.stop().catch(() => {})
        reader = null
      } else {
        await response?.body?.cancel()
        await setTimeout(20)
      }
    }
  })()
  return {
    came: () => [...seen, ...(reader?.changes() ?? [])],
    comings: () => comings,
    events,
    async end() {
      going = false
      await run
    },
  }
}

// X50: SIGTERM under load.
it('loses nothing for clients of real processes that are told to stop while everybody writes', {
  timeout: 240_000,
}, async () => {
  const nodes = [await startNode(), await startNode()]
  const post = async (path: string, key: string, body: object): Promise<{ id: string; seq: number }> => {
    for (let tries = 0; ; tries += 1) {
      const { base } = nodes[tries % nodes.length] as Running
      const headers = { ...AGENT, 'content-type': 'application/json', 'idempotency-key': key }
      const sent = await fetch(`${base}${path}`, { method: 'POST', headers, body: JSON.stringify(body) }).catch(
        () => null,
      )
      if (sent?.status === 201) return (await sent.json()) as { id: string; seq: number }
      await sent?.body?.cancel()
      if (tries > 500) throw new Error(`It was never answered: ${sent?.status}.`)
      await setTimeout(20)
    }
  }
  const { id } = await post('/tickets', 'ticket', { subject: 'Broken', requester: { id: 'c1' } })
  const clients = Array.from({ length: CLIENTS }, () => clientOf(nodes))
  await until(() => clients.every(({ comings }) => comings() > 0), 'all have come')
  // Who begins at the present has missed nothing from the first change on that all have heard.
  const { seq: first } = await (async () => {
    for (let tries = 0; ; tries += 1) {
      const note = await post(`/tickets/${id}/notes`, `first ${tries}`, { body: 'x' })
      await setTimeout(200)
      if (clients.every(({ came }) => came().includes(`${id} ${note.seq}`))) return note
    }
  })()
  let writing = true
  const written: number[] = []
  const writers = Array.from({ length: 4 }, async (_, writer) => {
    for (let count = 0; writing; count += 1) {
      const { seq } = await post(`/tickets/${id}/notes`, `${writer} ${count}`, { body: `${writer} ${count}` })
      written.push(seq)
    }
  })
  const ends: unknown[] = []
  for (let restarts = 0; restarts < RESTARTS; restarts += 1) {
    const place = restarts % nodes.length
    const before = written.length
    await until(() => written.length > before + 10, 'they write')
    const { child } = nodes[place] as Running
    const ended = once(child, 'exit')
    child.kill('SIGTERM')
    const [[code]] = await Promise.all([ended, startNode().then((node) => nodes.splice(place, 1, node))])
    ends.push(code)
  }
  writing = false
  await Promise.all(writers)
  const due = written.map((seq) => `${id} ${seq}`).sort()
  const after = (all: readonly string[]) => all.filter((name) => Number(name.split(' ')[1]) > first)
  await until(() => clients.every(({ came }) => after(came()).length >= due.length), 'all came')
  await Promise.all(clients.map((client) => client.end()))
  for (const { child } of nodes) {
    const ended = once(child, 'exit')
    child.kill('SIGTERM')
    ends.push((await ended)[0])
  }
  const comings = clients.reduce((sum, { comings: count }) => sum + count(), 0)
  console.log(`${RESTARTS} restarts, ${written.length} notes, ${clients.length} clients came ${comings} times`)
  expect(ends).toEqual(Array(RESTARTS + 2).fill(0))
  for (const { came, events } of clients) {
    expect(events).not.toContain('resync')
    const heard = after(came())
    expect([...heard].sort()).toEqual(due)
    expect(heard).toEqual([...heard].sort((one, other) => Number(one.split(' ')[1]) - Number(other.split(' ')[1])))
  }
})
