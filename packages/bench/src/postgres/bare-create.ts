import type pg from 'pg'
import { type Columns, columnsOf, insertion, risingId, rowsOfTicket, type TextRow, valuesOf } from './rows.js'

/** Tables that a creation writes to. */
const TABLES = ['ticket', 'event', 'outbox', 'timer'] as const

/** What somebody writes by hand with `pg` to put the rows of a creation into tables of the same kind. */
export interface BareCreate {
  /** All rows by one statement: one round trip. Gives the ticket's id. */
  inOneStatement(): Promise<string>
  /** A statement for each table in a transaction. */
  inAStatementEach(): Promise<void>
}

interface Model {
  readonly table: string
  readonly columns: Columns
  readonly row: TextRow
}

/** Makes the bare creation after the model of a ticket that the desk created. */
export async function bareCreate(
  pool: pg.Pool,
  like: { readonly schema: string; readonly ticketId: string },
  schema: string,
): Promise<BareCreate> {
  const models: Model[] = []
  for (const table of TABLES) {
    const [row] = await rowsOfTicket(pool, like.schema, table, like.ticketId)
    if (row === undefined) throw new Error(`The desk’s creation wrote nothing to ${table}`)
    models.push({ table, columns: await columnsOf(pool, schema, table), row })
  }
  const one = { name: `create-${schema}`, text: inOne(schema, models) }
  const each = models.map(({ table, columns }) => ({
    name: `create-${schema}-${table}`,
    text: insertion(schema, table, columns),
  }))
  const valuesFor = (id: string) => models.map((model) => valuesOf(model.columns, newRow(model, id)))

  return {
    async inOneStatement() {
      const id = risingId()
      await pool.query({ ...one, values: valuesFor(id).flat() })
      return id
    },
    async inAStatementEach() {
      const values = valuesFor(risingId())
      const client = await pool.connect()
      try {
        await client.query('begin')
        for (const [index, statement] of each.entries())
          await client.query({ ...statement, values: values[index] ?? [] })
        await client.query('commit')
      } finally {
        client.release()
      }
    },
  }
}

function inOne(schema: string, models: readonly Model[]): string {
  let from = 1
  const parts: string[] = []
  for (const { table, columns } of models) {
    parts.push(`new_${table} as (${insertion(schema, table, columns, from)})`)
    from += columns.size
  }
  return `with ${parts.join(', ')} select 1`
}

function newRow({ table, row }: Model, id: string): TextRow {
  const at = String(Date.now())
  if (table === 'ticket') {
    const requester_id = `customer-${Math.floor(Math.random() * 5_000)}`
    return { ...row, id, requester_id, created_at: at, updated_at: at, state_since: at }
  }
  return { ...row, ticket_id: id, ...(table === 'outbox' && { id: risingId() }) }
}
