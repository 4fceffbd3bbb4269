import type pg from 'pg'
import { type Columns, columnsOf, insertion, rowsOfTicket, type TextRow, valuesOf } from '../postgres/rows.js'

/** Fires the timer of a ticket by hand: load, then one statement on condition of the version. */
export type BareFiring = (ticketId: string) => Promise<void>

interface Fired {
  readonly columns: Columns
  readonly row: TextRow
}

/**
 * What somebody writes by hand with `pg` to let a ticket expire: the same rows as the desk, in tables of the same kind.
 *
 * @param like - a ticket that the desk let expire
 */
export async function bareFiring(
  pool: pg.Pool,
  like: { readonly schema: string; readonly ticketId: string },
  schema: string,
): Promise<BareFiring> {
  const last = async (table: string): Promise<Fired> => {
    const row = (await rowsOfTicket(pool, like.schema, table, like.ticketId)).at(-1)
    if (row === undefined) throw new Error(`The desk’s firing wrote nothing to ${table}`)
    return { columns: await columnsOf(pool, schema, table), row }
  }
  const [ticket, event, outbox] = [await last('ticket'), await last('event'), await last('outbox')]
  const changed = [...ticket.columns.keys()].filter((name) => !['tenant', 'id'].includes(name))
  const sets = changed.map((name, index) => `${name} = $${index + 4}::${ticket.columns.get(name)}`).join(', ')
  const firstEvent = 4 + changed.length
  const text =
    `with moved as (update ${schema}.ticket set ${sets} where tenant = $1 and id = $2 and version = $3 returning id), ` +
    `fired as (delete from ${schema}.timer t using moved where t.tenant = $1 and t.ticket_id = moved.id), ` +
    `new_event as (${insertion(schema, 'event', event.columns, firstEvent, 'moved')}), ` +
    `new_outbox as (${insertion(schema, 'outbox', outbox.columns, firstEvent + event.columns.size, 'moved')}) ` +
    'select count(*)::integer as moved from moved'
  const load = { name: `load-${schema}`, text: `select * from ${schema}.ticket where tenant = $1 and id = $2` }
  const tenant = ticket.row['tenant']

  return async (ticketId) => {
    const { rows } = await pool.query({ ...load, values: [tenant, ticketId] })
    const values = [
      tenant,
      ticketId,
      rows[0].version,
      ...changed.map((name) => ticket.row[name]),
      ...valuesOf(event.columns, { ...event.row, ticket_id: ticketId }),
      ...valuesOf(outbox.columns, { ...outbox.row, id: `${ticketId}.2.tell`, ticket_id: ticketId }),
    ]
    const result = await pool.query({ name: `fire-${schema}`, text, values })
    if (result.rows[0]?.moved !== 1) throw new Error(`The ticket ${ticketId} was not moved`)
  }
}
