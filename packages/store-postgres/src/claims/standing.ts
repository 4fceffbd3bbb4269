import type { DeadLetter } from '@docket/core/store'
import type { SqlRow, Statement } from '../sql/executor.js'
import { prepared } from '../sql/prepared.js'
import { number, text, textOrNull } from '../sql/read-value.js'
import { storeNow } from '../sql/store-now.js'

/**
 * The milliseconds until something can be claimed, negative when it is over; null for nothing. The first row that nobody
 * has is at the front of the index. Only where none is due, the leases of those that are due are looked at: they are few
 * then, while behind somebody who drains a queue they would be all of it.
 */
export function nextWakeup(schema: string, firstOfTicket: string): Statement {
  const queues = [
    { table: `${schema}.timer`, eligible: 'true' },
    { table: `${schema}.outbox`, eligible: firstOfTicket },
  ]
  const now = '(select now from clock)'
  const free = queues.map(
    ({ table, eligible }) =>
      `(select q.available_at from ${table} q where not q.dead and ${eligible} ` +
      `and (q.lease_until is null or q.lease_until <= ${now}) order by q.available_at limit 1)`,
  )
  const leased = queues.map(
    ({ table, eligible }) =>
      `(select min(q.lease_until) from ${table} q where not q.dead and ${eligible} ` +
      `and q.available_at <= ${now} and q.lease_until > ${now})`,
  )
  return prepared(
    `with clock as materialized (select ${storeNow('$1')} as now), ` +
      `free as materialized (select least(${free.join(', ')}) as due) ` +
      `select case when due <= ${now} then due else least(due, ${leased.join(', ')}) end - ${now} as wait from free`,
  )
}

const MOST = 1_000

/** The timers and messages of a tenant that were given up. */
export function deadLetters(schema: string): { statement: Statement; read: (row: SqlRow) => DeadLetter } {
  const part = (kind: 'timer' | 'outbox', id: string, effect: string) =>
    `(select tenant, ticket_id, '${kind}' as kind, ${id} as id, ${effect} as effect, attempts, error ` +
    `from ${schema}.${kind} where tenant = $1 and dead order by ticket_id limit ${MOST})`
  return {
    statement: prepared(
      `${part('timer', 'key', 'null::text')} union all ${part('outbox', 'id', 'effect')} limit ${MOST}`,
    ),
    read: (row) => ({
      tenant: text(row, 'tenant'),
      ticketId: text(row, 'ticket_id'),
      kind: text(row, 'kind') as DeadLetter['kind'],
      id: text(row, 'id'),
      effect: textOrNull(row, 'effect'),
      attempts: number(row, 'attempts'),
      error: text(row, 'error'),
    }),
  }
}
