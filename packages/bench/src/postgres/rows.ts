import type pg from 'pg'

/** A row with each value as PostgreSQL writes it, by column. */
export type TextRow = Readonly<Record<string, string | null>>

/** A table's columns with their types, in order. */
export type Columns = ReadonlyMap<string, string>

/** The columns of a table. */
export async function columnsOf(pool: pg.Pool, schema: string, table: string): Promise<Columns> {
  const { rows } = await pool.query(
    `select attname as name, format_type(atttypid, atttypmod) as type from pg_attribute
     where attrelid = $1::regclass and attnum > 0 and not attisdropped order by attnum`,
    [`${schema}.${table}`],
  )
  return new Map(rows.map(({ name, type }) => [name, type]))
}

/** The rows of a ticket in a table, as texts, oldest first. */
export async function rowsOfTicket(pool: pg.Pool, schema: string, table: string, ticketId: string): Promise<TextRow[]> {
  const columns = await columnsOf(pool, schema, table)
  const texts = [...columns.keys()].map((name) => `${name}::text as ${name}`).join(', ')
  const order = columns.has('seq') ? 'order by seq' : ''
  const key = table === 'ticket' ? 'id' : 'ticket_id'
  const { rows } = await pool.query(
    `select ${texts} from ${schema}.${table} t where ${key} = $1 ${order.replace('seq', 't.seq')}`,
    [ticketId],
  )
  return rows
}

/**
 * An `insert` of one row, in the order of the columns.
 *
 * @param from - the number of the first placeholder
 * @param source - a subquery that the row depends on, if any
 */
export function insertion(schema: string, table: string, columns: Columns, from = 1, source?: string): string {
  const places = [...columns.values()].map((type, index) => `$${from + index}::${type}`)
  const condition = source ? ` from ${source}` : ''
  return `insert into ${schema}.${table} (${[...columns.keys()].join(', ')}) select ${places.join(', ')}${condition}`
}

/** A row's values in the order of the columns. */
export function valuesOf(columns: Columns, row: TextRow): (string | null)[] {
  return [...columns.keys()].map((name) => row[name] ?? null)
}

let made = 0

/** A new id that rises with time, of 36 characters as the desk's. */
export function risingId(): string {
  made = (made + 1) % 0x1000_0000_0000
  const time = Date.now().toString(16).padStart(12, '0')
  return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-${made.toString(16).padStart(12, '0')}`
}
