import { type PostgresPool, postgresStore } from '@docket/store-postgres'
import type pg from 'pg'
import { type ClientWork, interleaveRates } from '../measure/rate.js'
import { compared, type Report, rounded } from '../measure/row.js'
import { type BareCreate, bareCreate } from './bare-create.js'
import { type BareSend, bareSend, lastMove } from './bare-send.js'
import { fillTickets } from './fill.js'
import { MOST_CLIENTS, withServer } from './server.js'
import { indexedFields, routedDesk, serviceDesk, serviceTicket } from './service-desk.js'

const CLIENTS = [1, 8, 32] as const
const EFFORT = { rounds: 5, roundMs: 1_500 }
// So many tickets that no two clients meet on one.
const SENT_TICKETS = 512
const SMALL = 10_000
const LARGE = 1_000_000

type AgentDesk = Awaited<ReturnType<typeof serviceDesk>>

/** What is measured: ours in the schema `docket`, by hand in the schema `bare`, with the same tables and indexes. */
interface Contest {
  readonly create: { readonly ours: ClientWork; readonly bare: ClientWork; readonly each: ClientWork }
  readonly send: { readonly ours: ClientWork; readonly bare: ClientWork }
  readonly model: { readonly schema: string; readonly ticketId: string }
}

/** Creates and moves tickets, durably. */
export async function benchmarkWrites(report: Report, { large }: { readonly large: boolean }): Promise<void> {
  await withServer(report, 'on a server', async (pool) => {
    const contest = await prepare(pool)
    await roundTrips(report, pool)
    const small = new Map<string, number>()
    for (const clients of CLIENTS) await compare(report, contest, clients, small)
    if (!large) return report.notRun(`from ${SMALL} to ${LARGE} tickets`, 'it takes minutes to fill; give --large')
    for (const schema of ['docket', 'bare'])
      await fillTickets(pool, schema, contest.model, { from: SMALL + 1, to: LARGE })
    await grown(report, contest, small)
  })
}

async function prepare(pool: pg.Pool): Promise<Contest> {
  const store = postgresStore({ pool })
  await store.migrate({ indexed: indexedFields })
  await postgresStore({ pool, schema: 'bare' }).migrate({ indexed: indexedFields })
  const desk = await serviceDesk(store)
  const { id } = await desk.create(serviceTicket(1))
  const model = { schema: 'docket', ticketId: id }
  const create = await bareCreate(pool, model, 'bare')

  const moved = await desk.create(serviceTicket(2))
  for (const type of ['start', 'order'] as const) await desk.send(moved.id, { type })
  const forth = await lastMove(pool, 'docket', moved.id)
  await desk.send(moved.id, { type: 'deliver' })
  const send = await bareSend(pool, { forth, back: await lastMove(pool, 'docket', moved.id) }, 'bare')

  const ownIds: string[] = []
  const bareIds: string[] = []
  for (let number = 0; number < SENT_TICKETS; number += 1) {
    const ticket = await desk.create(serviceTicket(number))
    await desk.send(ticket.id, { type: 'start' })
    ownIds.push(ticket.id)
    bareIds.push(await create.inOneStatement())
  }
  for (const schema of ['docket', 'bare']) await fillTickets(pool, schema, model, { from: 1, to: SMALL })
  return { create: creates(desk, create), send: sends(desk, send, ownIds, bareIds), model }
}

async function compare(report: Report, contest: Contest, clients: number, small: Map<string, number>): Promise<void> {
  const unit = 'tickets/s'
  const at = `at ${clients} client${clients === 1 ? '' : 's'}`
  const created = await interleaveRates(contest.create, clients, EFFORT)
  const sent = await interleaveRates(contest.send, clients, EFFORT)
  report.row({
    case: `create ${at}: the same rows by one statement`,
    ...compared(created.ours, created.bare),
    goal: '>= 0.8',
    unit,
  })
  report.row({
    case: `create ${at}: by a statement for each table`,
    ...compared(created.ours, created.each),
    goal: '>= 1.4',
    unit,
  })
  report.row({ case: `send ${at}: load and one statement`, ...compared(sent.ours, sent.bare), goal: '>= 0.75', unit })
  small.set(`create ${clients}`, median(created.ours))
  small.set(`send ${clients}`, median(sent.ours))
  small.set(`bare create ${clients}`, median(created.bare))
  small.set(`bare send ${clients}`, median(sent.bare))
}

async function grown(report: Report, contest: Contest, small: Map<string, number>): Promise<void> {
  const clients = 8
  const created = await interleaveRates(contest.create, clients, EFFORT)
  const sent = await interleaveRates(contest.send, clients, EFFORT)
  const figures = [
    ['create', created.ours, '<= 1.3'],
    ['bare create', created.bare, null],
    ['send', sent.ours, '<= 1.3'],
    ['bare send', sent.bare, null],
  ] as const
  for (const [what, now, goal] of figures) {
    const [before, after] = [small.get(`${what} ${clients}`) ?? Number.NaN, median(now)]
    report.row({
      case: `${what} at ${clients} clients, of 1,000,000 tickets against of 10,000`,
      ours: rounded(1e6 / after),
      reference: rounded(1e6 / before),
      ratio: rounded(before / after),
      goal,
      unit: 'µs/ticket',
    })
  }
}

function creates(desk: AgentDesk, bare: BareCreate): Contest['create'] {
  let number = 0
  return {
    ours: async () => {
      number += 1
      await desk.create(serviceTicket(number))
    },
    bare: async () => void (await bare.inOneStatement()),
    each: () => bare.inAStatementEach(),
  }
}

function sends(
  desk: AgentDesk,
  bare: BareSend,
  ownIds: readonly string[],
  bareIds: readonly string[],
): Contest['send'] {
  const waiting = new Set<string>()
  return {
    ours: eachClientItsOwn(ownIds, async (id) => {
      const { state } = await desk.send(id, { type: waiting.has(id) ? 'deliver' : 'order' })
      if (state === 'waiting') waiting.add(id)
      else waiting.delete(id)
    }),
    bare: eachClientItsOwn(bareIds, bare),
  }
}

/** Gives each client tickets in turn that no other client has. */
function eachClientItsOwn(ids: readonly string[], work: (id: string) => Promise<void>): ClientWork {
  const turns = new Array<number>(MOST_CLIENTS).fill(0)
  return (client) => {
    const turn = ((turns[client] ?? 0) + 1) % (ids.length / MOST_CLIENTS)
    turns[client] = turn
    return work(ids[client + MOST_CLIENTS * turn] ?? '')
  }
}

async function roundTrips(report: Report, pool: pg.Pool): Promise<void> {
  let count = 0
  const counting: PostgresPool = {
    query: (statement) => {
      count += 1
      return pool.query(statement)
    },
    on: () => counting,
  }
  const desk = await serviceDesk(postgresStore({ pool: counting }))
  const { id } = await desk.create(serviceTicket(3))
  const counted = async (work: () => Promise<unknown>) => {
    await work()
    count = 0
    await work()
    return count
  }
  const unit = 'round trips'
  const trips = (ours: number, reference: number) => ({ ours, reference, ratio: rounded(ours / reference), unit })
  report.row({ case: 'create', ...trips(await counted(() => desk.create(serviceTicket(4))), 1), goal: '= 1' })
  await desk.send(id, { type: 'start' })
  let sent = 0
  const send = await counted(() => {
    sent += 1
    return desk.send(id, { type: sent % 2 === 1 ? 'order' : 'deliver' })
  })
  report.row({ case: 'send', ...trips(send, 2), goal: '= 2' })
  const routed = await routedDesk(postgresStore({ pool: counting, schema: 'docket' }))
  const assigned = await counted(() => routed.create(serviceTicket(5)))
  report.row({ case: 'create with immediate assignment', ...trips(assigned, 1), goal: null })
}

function median(figures: readonly number[]): number {
  return figures.toSorted((a, b) => a - b)[Math.floor(figures.length / 2)] ?? Number.NaN
}
