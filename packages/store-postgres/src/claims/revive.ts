import type { DeadLetterReference } from '@docket/core/store'
import { arrayLiteral } from '../sql/array-literal.js'
import type { Database } from '../sql/database.js'
import { prepared } from '../sql/prepared.js'
import { number } from '../sql/read-value.js'
import { storeNow } from '../sql/store-now.js'

/** Makes the method that lets what was given up be claimed again: one statement for any number of letters. */
export function reviver({ run, schema, clock }: Database) {
  const update = (kind: DeadLetterReference['kind'], id: string) =>
    `update ${schema}.${kind} c set dead = false, error = null, attempts = 0, token = null, lease_until = null, ` +
    `available_at = ${storeNow('$1')} from letter l where l.kind = '${kind}' and c.tenant = $2 ` +
    `and c.ticket_id = l.ticket_id and c.${id} = l.id and c.dead returning 1`
  const statement = prepared(
    'with letter as materialized (select * from unnest($3::text[], $4::text[], $5::text[]) as l(kind, ticket_id, id)), ' +
      `timers as (${update('timer', 'key')}), messages as (${update('outbox', 'id')}) ` +
      'select (select count(*) from timers) + (select count(*) from messages) as revived',
  )

  return async (tenant: string, letters: readonly DeadLetterReference[]): Promise<number> => {
    if (letters.length === 0) return 0
    const columns = [
      letters.map(({ kind }) => kind),
      letters.map(({ ticketId }) => ticketId),
      letters.map(({ id }) => id),
    ]
    const [row] = await run(statement, [clock?.now() ?? null, tenant, ...columns.map(arrayLiteral)])
    return row ? number(row, 'revived') : 0
  }
}
