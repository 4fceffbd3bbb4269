import type pg from 'pg'
import { columnsOf, rowsOfTicket } from './rows.js'

/** How filled tickets differ from their model: a column's SQL, in which `n` is the ticket's number. */
export type Differences = Readonly<Record<string, string>>

/** An id that sorts before those of new tickets. */
const FILLED_ID = `('019b8c2e-7c1a-7000-8000-' || lpad(n::text, 12, '0'))`

/** Puts tickets with one event each into a schema by the server itself, after the model of an existing ticket. */
export async function fillTickets(
  pool: pg.Pool,
  schema: string,
  model: { readonly schema: string; readonly ticketId: string },
  numbers: { readonly from: number; readonly to: number },
  differences: Differences = {},
): Promise<void> {
  const own = { ticket: { id: FILLED_ID, ...differences }, event: { ticket_id: FILLED_ID } }
  for (const table of ['ticket', 'event'] as const) {
    const [row] = await rowsOfTicket(pool, model.schema, table, model.ticketId)
    const columns = await columnsOf(pool, schema, table)
    const expressions = [...columns].map(([name, type]) => {
      const special = (own[table] as Differences)[name]
      const value = row?.[name] ?? null
      return special ?? (value === null ? 'null' : `${literal(value)}::${type}`)
    })
    await pool.query(
      `insert into ${schema}.${table} (${[...columns.keys()].join(', ')}) ` +
        `select ${expressions.join(', ')} from generate_series(${numbers.from}::bigint, ${numbers.to}) n`,
    )
  }
  await pool.query(`vacuum analyze ${schema}.ticket, ${schema}.event`)
  // So that writing the filled pages to disk is not part of what is measured next.
  await pool.query('checkpoint')
}

/** A text as SQL. */
export function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}
