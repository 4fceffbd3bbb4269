import type { DeadLetter } from '@docket/core/store'
import type { SqlRow, Statement } from '../sql/executor.js'
import { prepared } from '../sql/prepared.js'
import { number, text } from '../sql/read-value.js'
import { storeNow } from '../sql/store-now.js'

/**
 * The milliseconds until something can be claimed, negative when it is over; null for nothing. Rows that are due and leased are few, and the first of the others is
 * at the front of the index, so no more is read than that.
 */
export function nextWakeup(schema: string, firstOfTicket: string): Statement {
  const instants = [wakeupOf(`${schema}.timer`, 'true'), wakeupOf(`${schema}.outbox`, firstOfTicket)].flat()
  return prepared(
    `with clock as materialized (select ${storeNow('$1')} as now) ` +
      `select least(${instants.join(', ')}) - (select now from clock) as wait`,
  )
}

function wakeupOf(table: string, eligible: string): string[] {
  const now = '(select now from clock)'
  const claimable = `${table} q where not q.dead and ${eligible}`
  return [
    `(select q.available_at from ${claimable} and (q.lease_until is null or q.lease_until <= ${now}) ` +
      'order by q.available_at limit 1)',
    `(select min(q.lease_until) from ${claimable} and q.available_at <= ${now} and q.lease_until > ${now})`,
  ]
}

const MOST = 1_000

/** The timers and messages of a tenant that were given up. */
export function deadLetters(schema: string): { statement: Statement; read: (row: SqlRow) => DeadLetter } {
  const part = (kind: 'timer' | 'outbox', id: string) =>
    `(select tenant, ticket_id, '${kind}' as kind, ${id} as id, attempts, error from ${schema}.${kind} ` +
    `where tenant = $1 and dead order by ticket_id limit ${MOST})`
  return {
    statement: prepared(`${part('timer', 'key')} union all ${part('outbox', 'id')} limit ${MOST}`),
    read: (row) => ({
      tenant: text(row, 'tenant'),
      ticketId: text(row, 'ticket_id'),
      kind: text(row, 'kind') as DeadLetter['kind'],
      id: text(row, 'id'),
      attempts: number(row, 'attempts'),
      error: text(row, 'error'),
    }),
  }
}
