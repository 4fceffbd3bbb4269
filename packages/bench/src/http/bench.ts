import { interleaveTimed, type TimedWork } from '../measure/interleave.js'
import { compared, type Report } from '../measure/row.js'
import { type Served, startServed } from '../measure/served.js'
import { type Connections, openConnections } from './client.js'
import { eventOf, HEADERS, TICKETS } from './desk.js'

const KINDS = ['ours', 'raw', 'bare', 'hono', 'desk'] as const
type Kind = (typeof KINDS)[number]

/** Those that have no desk, and give what the desk's server has answered. */
const GIVEN: ReadonlySet<Kind> = new Set(['raw', 'bare', 'hono'])

const EFFORT = { rounds: 9, roundMs: 250 }
const CONNECTIONS = 16
const UNIT = 'requests per second of the server’s CPU time'

interface Started {
  readonly server: Served<{ readonly port: number; readonly ids: readonly string[] }>
  readonly connections: Connections
}

/**
 * A ticket read and an event posted over loopback, on the memory store, against servers that give the same bytes. Measured by the
 * CPU time of each server's own process, so that the client and the load of the machine do not count.
 * Raw, bare and Hono give back bytes that lie ready: they have no desk, and are the bound, not rivals. The server that asks the desk
 * and checks nothing is ours too: against it, the row says what the handler adds.
 */
export async function benchmarkHttp(report: Report): Promise<void> {
  const script = new URL('./server.ts', import.meta.url)
  const started = {} as Record<Kind, Started>
  for (const kind of KINDS) {
    const server: Started['server'] = await startServed(script, kind)
    started[kind] = { server, connections: await openConnections(server.told.port, CONNECTIONS) }
  }
  try {
    const { port, ids } = started.ours.server.told
    const get = (number: number, of = ids) => Buffer.from(`GET /tickets/${of[number % TICKETS]}${head()}\r\n\r\n`)
    const post = (number: number, of = ids) => {
      const body = eventOf(Math.floor(number / TICKETS))
      const type = `content-type: application/json\r\ncontent-length: ${body.length}`
      return Buffer.from(`POST /tickets/${of[number % TICKETS]}/events${head()}\r\n${type}\r\n\r\n${body}`)
    }
    const answers = {
      get: await answerOf(`http://127.0.0.1:${port}/tickets/${ids[0]}`, {}),
      // The last ticket: the first is still to take the event of the first turn.
      post: await answerOf(`http://127.0.0.1:${port}/tickets/${ids[TICKETS - 1]}/events`, {
        method: 'POST',
        body: eventOf(0),
      }),
    }
    await fetch(`http://127.0.0.1:${port}/tickets/${ids[TICKETS - 1]}/events`, {
      method: 'POST',
      headers: { ...HEADERS, 'content-type': 'application/json' },
      body: eventOf(1),
    })
    for (const kind of KINDS) if (GIVEN.has(kind)) await started[kind].server.ask('answers', answers)
    await measured(report, 'GET a ticket', started, get, '>= 0.7')
    await measured(report, 'POST an event', started, post, '>= 0.5')
    for (const kind of KINDS) {
      if (!GIVEN.has(kind)) continue
      if ((await started[kind].server.ask<string>('found')) === '') throw new Error(`${kind} has read no body`)
    }
  } finally {
    for (const { server, connections } of Object.values(started)) {
      connections.close()
      server.stop()
    }
  }
}

async function measured(
  report: Report,
  what: string,
  started: Record<Kind, Started>,
  requestOf: (number: number, ids?: readonly string[]) => Buffer,
  goal: string,
): Promise<void> {
  const works = Object.fromEntries(
    KINDS.map((kind) => {
      const { server, connections } = started[kind]
      let turn = 0
      const work: TimedWork = async (times) => {
        const before = await server.ask<number>('cpu')
        await connections.send(times, () => {
          turn += 1
          // One that has a desk has tickets of its own.
          return requestOf(turn - 1, server.told.ids.length > 0 ? server.told.ids : undefined)
        })
        return (await server.ask<number>('cpu')) - before
      }
      return [kind, work]
    }),
  ) as Record<Kind, TimedWork>
  const figures = await interleaveTimed(works, EFFORT)
  const perSecond = (kind: Kind) => figures[kind].map((microseconds) => 1_000_000 / microseconds)
  const row = (against: Kind, name: string, of: string | null) =>
    report.row({ case: `${what}: ${name}`, ...compared(perSecond('ours'), perSecond(against)), goal: of, unit: UNIT })
  row('raw', 'raw node:http with the same bytes', goal)
  row('bare', 'a bare fetch handler by @hono/node-server', null)
  row('hono', 'hono', null)
  row('desk', 'raw node:http that asks the desk and checks nothing; both are ours', null)
}

function head(): string {
  const lines = Object.entries({ host: 'desk.test', ...HEADERS }).map(([name, value]) => `${name}: ${value}`)
  return ` HTTP/1.1\r\n${lines.join('\r\n')}`
}

/** Headers that each server makes by itself. */
const OWN = new Set(['content-length', 'transfer-encoding', 'connection', 'keep-alive', 'date'])

async function answerOf(url: string, init: RequestInit) {
  const response = await fetch(url, { ...init, headers: { ...HEADERS, 'content-type': 'application/json' } })
  const body = await response.text()
  if (!response.ok) throw new Error(body)
  return {
    status: response.status,
    headers: Object.fromEntries([...response.headers].filter(([name]) => !OWN.has(name))),
    body,
  }
}
