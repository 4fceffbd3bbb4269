import { setTimeout } from 'node:timers/promises'
import { type PostgresStore, postgresStore } from '@docket/store-postgres'
import type pg from 'pg'
import { percentile, type Report, rounded } from '../measure/row.js'
import { withServer } from '../postgres/server.js'
import { bareFiring } from './bare-firing.js'
import { bareQueue } from './bare-queue.js'
import {
  expiringDesk,
  fillOpenTickets,
  fillTimers,
  type Model,
  makeModel,
  openTicket,
  TENANT,
} from './expiring-desk.js'
import { type CrewReport, startCrew } from './minute-crew.js'

const TIMERS = 100_000
const BARE_TIMERS = 10_000
const BARE_CLIENTS = 32
/** Between two commands of the person who works meanwhile. */
const THINKING_MS = 20
/** From the setting of the timers to their instant. */
const AHEAD_MS = 12_000
/** Whoever has not finished by then never will. */
const LONGEST_MS = 300_000

/** Fires many timers that are due at one instant, each with a message to deliver, while somebody works in another tenant. */
export async function benchmarkMinute(report: Report): Promise<void> {
  await withServer(report, 'on a server', async (pool) => {
    const store = postgresStore({ pool })
    await store.migrate()
    await postgresStore({ pool, schema: 'bare' }).migrate()
    const model = await makeModel(pool, store)
    const byHand = await bareSeconds(pool, store, model)
    for (const [round, workers] of [1, 2].entries()) {
      await fillOpenTickets(pool, 'docket', model, TIMERS, 1 + round * TIMERS)
      const minute = await runMinute(pool, store, model, workers)
      reportMinute(report, workers, minute, byHand)
    }
  })
}

interface Minute {
  /** From the timers' instant to the last message. */
  readonly seconds: number
  /** Of the workers' processes, together. */
  readonly cpuSeconds: number
  /** The milliseconds that commands took of the person who works, before and after the timers' instant. */
  readonly before: readonly number[]
  readonly during: readonly number[]
}

async function runMinute(pool: pg.Pool, store: PostgresStore, model: Model, workers: number): Promise<Minute> {
  const dueAt = Date.now() + AHEAD_MS + TIMERS / 20
  await fillTimers(pool, model, dueAt)
  // They look for what is due next when they begin, and then not before it is.
  const crew = await startCrew(workers, pool.options.connectionString ?? '', 'docket')
  if (Date.now() > dueAt - 3_000) throw new Error('Setting the timers took too long')
  const person = workOn(store, dueAt)
  try {
    while (crew.told() < TIMERS && Date.now() < dueAt + LONGEST_MS) await setTimeout(50)
  } finally {
    await person.stop()
  }
  const done = await crew.stop()
  await requireOnceEach(pool, dueAt, done)
  const { before, during } = person
  return { seconds: (done.last - dueAt) / 1_000, cpuSeconds: done.cpuSeconds, before, during }
}

/** Lets somebody open and hold tickets of another tenant, one after the other, and times each command. */
function workOn(store: PostgresStore, dueAt: number) {
  const [before, during]: [number[], number[]] = [[], []]
  let working = true
  const timed = async <Result>(work: () => Promise<Result>): Promise<Result> => {
    const start = performance.now()
    const result = await work()
    ;(Date.now() < dueAt ? before : during).push(performance.now() - start)
    await setTimeout(THINKING_MS)
    return result
  }
  async function work() {
    const desk = await expiringDesk(store, () => {})
    const agent = desk.as({ tenant: 'other', actor: { type: 'agent', id: 'a9' } })
    // The first commands of a process are those of its compiler.
    for (let count = 0; count < 20; count += 1) await openTicket(desk, 'other')
    while (working) {
      const id = await timed(() => openTicket(desk, 'other'))
      await timed(() => agent.send(id, { type: 'hold' }))
    }
  }
  const done = work()
  return {
    before,
    during,
    async stop() {
      working = false
      await done
    },
  }
}

/** Fails unless each timer was fired once, not before its instant, and told of once. */
async function requireOnceEach(pool: pg.Pool, dueAt: number, { tickets, first }: CrewReport): Promise<void> {
  const { rows } = await pool.query(
    `select count(*)::integer as fired, count(distinct ticket_id)::integer as tickets, min(occurred_at) as earliest,
       (select count(*)::integer from docket.timer where tenant = $1) as left
     from docket.event where tenant = $1 and type = 'ticket.transitioned' and occurred_at > $2`,
    [TENANT, dueAt - AHEAD_MS],
  )
  const { fired, tickets: expired, earliest, left } = rows[0]
  const told = new Set(tickets).size
  if (fired !== TIMERS || expired !== TIMERS || left !== 0 || tickets.length !== TIMERS || told !== TIMERS)
    throw new Error(
      `Of ${TIMERS}: ${fired} fired in ${expired} tickets, ${left} left, ${tickets.length} told of ${told}`,
    )
  if (Number(earliest) < dueAt || first < dueAt) throw new Error('A timer was fired before its instant')
}

/** How long the same takes by hand: each loaded and fired by one statement, then its message leased and deleted. */
async function bareSeconds(pool: pg.Pool, store: PostgresStore, model: Model): Promise<number> {
  const desk = await expiringDesk(store, () => {})
  const expired = await openTicket(desk)
  await desk.as({ tenant: TENANT, actor: { type: 'agent', id: 'a7' } }).send(expired, { type: 'expire' })
  await fillOpenTickets(pool, 'bare', model, BARE_TIMERS)
  await pool.query(
    `insert into bare.timer (tenant, ticket_id, key, due_at, epoch, data, available_at)
     select tenant, id, 'timeout', 0, 1, $1::json, 0 from bare.ticket`,
    [model.timer],
  )
  await pool.query('vacuum analyze bare.timer')
  const fire = await bareFiring(pool, { schema: 'docket', ticketId: expired }, 'bare')
  const { rows } = await pool.query('select id from bare.ticket order by id')
  const ids: string[] = rows.map(({ id }) => id)
  await pool.query('delete from docket.outbox')

  const start = performance.now()
  let next = 0
  const work = async () => {
    for (let id = ids[next++]; id !== undefined; id = ids[next++]) await fire(id)
  }
  await Promise.all(Array.from({ length: BARE_CLIENTS }, work))
  const client = await pool.connect()
  const batch = bareQueue(client, 'bare', 100)
  while ((await batch()) > 0);
  client.release()
  return ((performance.now() - start) / 1_000) * (TIMERS / BARE_TIMERS)
}

function reportMinute(report: Report, workers: number, minute: Minute, byHand: number): void {
  const { seconds, cpuSeconds, before, during } = minute
  const by = `${workers} worker${workers === 1 ? '' : 's'}`
  report.row({
    case: `${TIMERS} timers due at one instant, fired and delivered by ${by}: each by hand, ${BARE_CLIENTS} at once`,
    ours: rounded(seconds),
    reference: rounded(byHand),
    ratio: rounded(seconds / byHand),
    goal: 'ours <= 30',
    unit: 's',
    note:
      'each fired once, none before its instant, each message delivered once, by workers that poll once a minute and ' +
      `took ${rounded(cpuSeconds)} s of CPU time`,
  })
  const [busy, quiet] = [percentile(during, 0.99), percentile(before, 0.99)]
  report.row({
    case: `commands of another tenant meanwhile, ${by}, 99th percentile: before that instant`,
    ours: rounded(busy),
    reference: rounded(quiet),
    ratio: rounded(busy / quiet),
    goal: 'ours < 250',
    unit: 'ms',
    note: `${during.length} commands, the median ${rounded(percentile(during, 0.5))} ms`,
  })
}
