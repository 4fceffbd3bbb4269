import type pg from 'pg'
import { columnsOf, insertion, risingId, rowsOfTicket, type TextRow, valuesOf } from './rows.js'

/** Loads a ticket and moves it, by two statements, the second on condition of the version that the first read. */
export type BareSend = (ticketId: string) => Promise<void>

/** What is stored of a ticket after a move: its row, and the event and outbox message of the move. */
export interface Moved {
  readonly ticket: TextRow
  readonly event: TextRow
  readonly outbox: TextRow
}

/** Reads what the last move of a ticket stored. */
export async function lastMove(pool: pg.Pool, schema: string, ticketId: string): Promise<Moved> {
  const last = async (table: string) => (await rowsOfTicket(pool, schema, table, ticketId)).at(-1) ?? {}
  return { ticket: await last('ticket'), event: await last('event'), outbox: await last('outbox') }
}

// What every move changes, whatever it leads to.
const OF_THE_MOVE = ['version', 'state_version', 'state_since', 'updated_at']

/** Makes the bare pair of load and versioned write, after the model of a ticket that the desk moved forth and back. */
export async function bareSend(
  pool: pg.Pool,
  { forth, back }: { readonly forth: Moved; readonly back: Moved },
  schema: string,
): Promise<BareSend> {
  const ticketColumns = await columnsOf(pool, schema, 'ticket')
  const changed = [...ticketColumns.keys()].filter(
    (name) => OF_THE_MOVE.includes(name) || forth.ticket[name] !== back.ticket[name],
  )
  const events = await columnsOf(pool, schema, 'event')
  const outbox = await columnsOf(pool, schema, 'outbox')
  const firstEvent = 4 + changed.length
  const sets = changed.map((name, index) => `${name} = $${index + 4}::${ticketColumns.get(name)}`).join(', ')
  const text =
    `with moved as (update ${schema}.ticket set ${sets} where tenant = $1 and id = $2 and version = $3 returning 1), ` +
    `new_event as (${insertion(schema, 'event', events, firstEvent, 'moved')}), ` +
    `new_outbox as (${insertion(schema, 'outbox', outbox, firstEvent + events.size, 'moved')}) ` +
    'select count(*)::integer as moved from moved'
  const load = { name: `load-${schema}`, text: `select * from ${schema}.ticket where tenant = $1 and id = $2` }

  return async (ticketId) => {
    const { rows } = await pool.query({ ...load, values: [forth.ticket['tenant'], ticketId] })
    const [before] = rows
    const after = before.state === forth.ticket['state'] ? back : forth
    const version = String(before.version + 1)
    const at = String(Date.now())
    const own: TextRow = { version, state_version: version, state_since: at, updated_at: at }
    const values = [
      before.tenant,
      ticketId,
      before.version,
      ...changed.map((name) => own[name] ?? after.ticket[name]),
      ...valuesOf(events, { ...after.event, ticket_id: ticketId, seq: version }),
      ...valuesOf(outbox, { ...after.outbox, id: risingId(), ticket_id: ticketId, seq: version }),
    ]
    const result = await pool.query({ name: `send-${schema}`, text, values })
    if (result.rows[0]?.moved !== 1) throw new Error(`The ticket ${ticketId} was not moved`)
  }
}
