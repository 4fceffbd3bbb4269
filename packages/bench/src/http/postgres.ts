import { postgresStore } from '@docket/store-postgres'
import { interleave } from '../measure/interleave.js'
import { compared, type Report, rounded } from '../measure/row.js'
import { withServer } from '../postgres/server.js'
import { eventOf, HEADERS, servedDesk, servedHandler, TICKETS } from './desk.js'

const EFFORT = { rounds: 9, roundMs: 400 }

/**
 * What the handler adds to a desk's own work on PostgreSQL, in CPU time of the process. Both sides are ours: it says nothing of
 * how quick the desk is, which `pg-write` and `pg-list` compare with statements by hand.
 */
export async function benchmarkHttpPostgres(report: Report): Promise<void> {
  await withServer(report, 'http on PostgreSQL', async (pool) => {
    const store = postgresStore({ pool })
    await store.migrate()
    const { desk, agent, ids } = await servedDesk(store)
    const handle = servedHandler(desk)
    const idOf = (number: number) => ids[number % TICKETS] ?? ''
    let [read, sent] = [0, 0]
    const next = () => {
      read += 1
      return read
    }
    const asked = async (path: string, init: RequestInit) => {
      const response = await handle(new Request(`http://desk.test${path}`, init))
      if (!response.ok) throw new Error(await response.text())
      await response.text()
    }
    const reads = await interleave(
      {
        served: async (times) => {
          for (let index = 0; index < times; index += 1) await asked(`/tickets/${idOf(next())}`, { headers: HEADERS })
        },
        direct: async (times) => {
          for (let index = 0; index < times; index += 1) JSON.stringify(await agent.get(idOf(next())))
        },
      },
      EFFORT,
    )
    row(report, 'GET a ticket on PostgreSQL, through the handler: the desk by itself', reads)
    const headers = { ...HEADERS, 'content-type': 'application/json' }
    const nextEvent = () => {
      const [id, body] = [idOf(sent), eventOf(Math.floor(sent / TICKETS))]
      sent += 1
      return { id, body }
    }
    const sends = await interleave(
      {
        served: async (times) => {
          for (let index = 0; index < times; index += 1) {
            const { id, body } = nextEvent()
            await asked(`/tickets/${id}/events`, { method: 'POST', headers, body })
          }
        },
        direct: async (times) => {
          for (let index = 0; index < times; index += 1) {
            const { id, body } = nextEvent()
            JSON.stringify(await agent.send(id, JSON.parse(body) as { type: 'order' }))
          }
        },
      },
      EFFORT,
    )
    row(report, 'POST an event on PostgreSQL, through the handler: the desk by itself', sends)
  })
}

function row(report: Report, what: string, { served, direct }: { served: number[]; direct: number[] }): void {
  const added = served.map((figure, round) => figure - (direct[round] ?? 0)).toSorted((a, b) => a - b)
  report.row({
    case: what,
    ...compared(served, direct),
    goal: 'ours <= reference + 60',
    unit: 'µs of CPU time',
    note: `added: ${rounded(added[Math.floor(added.length / 2)] ?? 0)} µs; both are ours`,
  })
}
