import { createDesk, defaultAccess, defineDesk, defineWorkflow, type EffectMessage, type Store } from '@docket/core'
import type { PostgresStore } from '@docket/store-postgres'
import type pg from 'pg'
import { fillTickets } from '../postgres/fill.js'

/** A workflow whose first state ends by itself after an hour, and tells somebody so. */
const expiring = defineWorkflow({
  id: 'expiring',
  version: 1,
  initial: 'open',
  states: {
    open: {
      tags: ['open'],
      on: { expire: { target: 'expired', effects: ['tell'] }, hold: 'waiting' },
      timeout: { after: { hours: 1 }, send: 'expire' },
    },
    waiting: { tags: ['waiting'], on: { resume: 'open' } },
    expired: { tags: ['terminal'], on: {} },
  },
})

const definition = defineDesk({ workflows: [expiring], access: defaultAccess(), effects: { tell: { on: [] } } })

/** The tenant whose timers are due; the other one only works meanwhile. */
export const TENANT = 'acme'

/** Runs the desk on a store. */
export function expiringDesk(store: Store, tell: (message: EffectMessage) => void | Promise<void>) {
  return createDesk(definition, { store, effects: { tell } })
}

/** What an agent of the desk does: opens tickets. */
export async function openTicket(desk: Awaited<ReturnType<typeof expiringDesk>>, tenant = TENANT): Promise<string> {
  const agent = desk.as({ tenant, actor: { type: 'agent', id: 'a7' } })
  return (await agent.create({ subject: 'The lamp hums at night', requester: { id: 'customer-1' } })).id
}

/** The rows that a ticket of the desk brings, after which many are made. */
export interface Model {
  readonly ticketId: string
  readonly timer: string
  readonly message: string
}

/** Opens a ticket, lets it expire, and keeps what its timer and message carry as the model of many; then clears both queues. */
export async function makeModel(pool: pg.Pool, store: PostgresStore): Promise<Model> {
  const desk = await expiringDesk(store, () => {})
  const ticketId = await openTicket(desk)
  const timer = await dataOf(pool, 'timer')
  const sent = await openTicket(desk)
  await desk.as({ tenant: TENANT, actor: { type: 'agent', id: 'a7' } }).send(sent, { type: 'expire' })
  const message = await dataOf(pool, 'outbox')
  await pool.query('delete from docket.timer')
  await pool.query('delete from docket.outbox')
  return { ticketId, timer, message }
}

async function dataOf(pool: pg.Pool, table: 'timer' | 'outbox'): Promise<string> {
  const { rows } = await pool.query(`select data::text as data from docket.${table} limit 1`)
  if (rows[0] === undefined) throw new Error(`The desk wrote nothing to ${table}`)
  return rows[0].data
}

/** Makes tickets that are open, numbered from 1, without their timers. */
export async function fillOpenTickets(pool: pg.Pool, schema: string, { ticketId }: Model, count: number, from = 1) {
  await fillTickets(pool, schema, { schema: 'docket', ticketId }, { from, to: from + count - 1 })
}

// Those that were filled, and not the models.
const FILLED = `tenant = '${TENANT}' and id like '019b8c2e-7c1a-7000-8000-%' and state = 'open'`

/** Sets timers for the filled tickets, so many for each, all due at one instant. */
export async function fillTimers(pool: pg.Pool, { timer }: Model, dueAt: number, each = 1): Promise<void> {
  await pool.query(
    `insert into docket.timer (tenant, ticket_id, key, due_at, epoch, data, available_at)
     select tenant, id, case when n = 1 then 'timeout' else 'timeout ' || n end, $1::bigint, 1, $2::json, $1::bigint
     from docket.ticket, generate_series(1, $3) n where ${FILLED}`,
    [dueAt, timer, each],
  )
  await settle(pool, 'docket.timer')
}

/** Puts messages into the outbox, so many for each filled ticket, due one millisecond after the other. */
export async function fillOutbox(pool: pg.Pool, schema: string, { message }: Model, each = 1): Promise<void> {
  await pool.query(
    `insert into ${schema}.outbox (tenant, id, ticket_id, seq, ordinal, effect, data, created_at, available_at)
     select tenant, id || '.' || n || '.tell', id, n, 0, 'tell', $1::json, created_at, created_at + n
     from ${schema}.ticket, generate_series(1, $2) n where ${FILLED}`,
    [message, each],
  )
  await settle(pool, `${schema}.outbox`)
}

// So that neither vacuuming nor writing the filled pages is part of what is measured next.
async function settle(pool: pg.Pool, table: string): Promise<void> {
  await pool.query(`vacuum analyze ${table}`)
  await pool.query('checkpoint')
}
