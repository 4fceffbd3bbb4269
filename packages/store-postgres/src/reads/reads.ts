import type { Store } from '@docket/core/store'
import { readAttachment } from '../records/attachment-row.js'
import { CONTENT_COLUMNS, readContent } from '../records/content-row.js'
import { EVENT_COLUMNS, readEvent } from '../records/event-row.js'
import { IDEMPOTENCY_COLUMNS, readIdempotency } from '../records/idempotency-row.js'
import { MESSAGE_COLUMNS, readMessage } from '../records/message-row.js'
import { readFound } from '../records/search-row.js'
import { readTicket, TICKET_COLUMNS } from '../records/ticket-row.js'
import { arrayLiteral } from '../sql/array-literal.js'
import { type Column, selected } from '../sql/column.js'
import type { Database } from '../sql/database.js'
import type { SqlRow, Statement } from '../sql/executor.js'
import { prepared, preparedUpTo } from '../sql/prepared.js'
import { number, text } from '../sql/read-value.js'
import { searchStatement } from './search-statement.js'
import { listStatement } from './ticket-query.js'

type Reads = Pick<
  Store,
  | 'load'
  | 'loadMany'
  | 'findByExternal'
  | 'query'
  | 'search'
  | 'thread'
  | 'messages'
  | 'history'
  | 'contents'
  | 'findByIdempotencyKey'
  | 'attachment'
  | 'attachments'
  | 'counters'
>

// A desk's own views are a few dozen.
const MOST_LISTS = 200

/** The store's reading methods. */
export function reads({ schema, run }: Database): Reads {
  const from = (table: string, columns: readonly Column<never>[], rest: string): Statement =>
    prepared(`select tenant, ${selected(columns)} from ${schema}.${table} ${rest}`)

  const load = from('ticket', TICKET_COLUMNS, 'where tenant = $1 and id = $2')
  const loadMany = from('ticket', TICKET_COLUMNS, 'where tenant = $1 and id = any($2::text[])')
  const byExternal = prepared(
    `select r.place, t.tenant, ${selected(TICKET_COLUMNS, 't.')} ` +
      'from unnest($2::text[], $3::text[]) with ordinality as r(source, external, place) ' +
      `join ${schema}.ticket t on t.tenant = $1 and t.external_source = r.source and t.external_id = r.external`,
  )
  const thread = from(
    'message',
    MESSAGE_COLUMNS,
    'where tenant = $1 and ticket_id = $2 and seq > $3::bigint and visibility = any($4::text[]) order by seq, id limit $5',
  )
  const messages = from('message', MESSAGE_COLUMNS, 'where tenant = $1 and id = any($2::text[])')
  const history = from(
    'event',
    EVENT_COLUMNS,
    'where tenant = $1 and ticket_id = $2 and seq > $3::bigint order by seq limit $4',
  )
  const contents = from('content', CONTENT_COLUMNS, 'where tenant = $1 and ticket_id = $2 order by name, revision')
  const byKey = from('idempotency', IDEMPOTENCY_COLUMNS, 'where tenant = $1 and scope = $2 and key = $3')
  const attachment = prepared(`select * from ${schema}.attachment where tenant = $1 and id = $2`)
  const attachments = prepared(
    `select * from ${schema}.attachment where tenant = $1 and ticket_id = $2 order by created_at, id`,
  )
  // The planner shall not know how many keys there are, hence the subquery: see rowsFromParameters.
  const counters = prepared(
    'select coalesce(c.value, 0) as value from unnest((select $2::text[])) with ordinality as k(key, place) ' +
      `left join ${schema}.counter c on c.tenant = $1 and c.key = k.key order by k.place`,
  )

  const named = preparedUpTo(MOST_LISTS)
  const byIds = async (statement: Statement, tenant: string, ids: readonly string[]): Promise<readonly SqlRow[]> =>
    ids.length === 0 ? [] : run(statement, [tenant, arrayLiteral([...new Set(ids)])])

  return {
    async load(tenant, ticketId) {
      const [row] = await run(load, [tenant, ticketId])
      return row ? readTicket(row) : null
    },
    async loadMany(tenant, ticketIds) {
      return inOrder(ticketIds, await byIds(loadMany, tenant, ticketIds), readTicket)
    },
    async findByExternal(tenant, references) {
      if (references.length === 0) return []
      const sources = arrayLiteral(references.map(({ source }) => source))
      const rows = await run(byExternal, [tenant, sources, arrayLiteral(references.map(({ id }) => id))])
      const found = new Map(rows.map((row) => [number(row, 'place'), row]))
      return references.map((_, place) => {
        const row = found.get(place + 1)
        return row ? readTicket(row) : null
      })
    },
    async query(query) {
      const list = listStatement(schema, query)
      if (list === null) return []
      return (await run(list.alike ? named(list.text) : { text: list.text }, list.values)).map(readTicket)
    },
    async search(search) {
      const statement = searchStatement(schema, search)
      return statement === null ? [] : (await run(statement, statement.values)).map(readFound)
    },
    async thread({ tenant, ticketId, afterSeq, visibility, limit }) {
      return (await run(thread, [tenant, ticketId, afterSeq, arrayLiteral(visibility), limit])).map(readMessage)
    },
    async messages(tenant, messageIds) {
      return inOrder(messageIds, await byIds(messages, tenant, messageIds), readMessage)
    },
    async history({ tenant, ticketId, afterSeq, limit }) {
      return (await run(history, [tenant, ticketId, afterSeq, limit])).map(readEvent)
    },
    async contents(tenant, ticketId) {
      return (await run(contents, [tenant, ticketId])).map(readContent)
    },
    async findByIdempotencyKey(tenant, scope, key) {
      const [row] = await run(byKey, [tenant, scope, key])
      return row ? readIdempotency(row) : null
    },
    async attachment(tenant, attachmentId) {
      const [row] = await run(attachment, [tenant, attachmentId])
      return row ? readAttachment(row) : null
    },
    async attachments(tenant, ticketId) {
      return (await run(attachments, [tenant, ticketId])).map(readAttachment)
    },
    async counters(tenant, keys) {
      if (keys.length === 0) return []
      return (await run(counters, [tenant, arrayLiteral(keys)])).map((row) => number(row, 'value'))
    },
  }
}

function inOrder<Row>(ids: readonly string[], rows: readonly SqlRow[], read: (row: SqlRow) => Row): (Row | null)[] {
  const found = new Map(rows.map((row) => [text(row, 'id'), row]))
  return ids.map((id) => {
    const row = found.get(id)
    return row ? read(row) : null
  })
}
