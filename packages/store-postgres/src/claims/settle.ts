import type { Outcome } from '@docket/core/store'
import { arrayLiteral } from '../sql/array-literal.js'
import type { Database } from '../sql/database.js'
import { prepared } from '../sql/prepared.js'
import { number } from '../sql/read-value.js'
import { storeNow } from '../sql/store-now.js'

/** What became of a claimed row, with the values of its primary key. */
export interface KeyedSettlement {
  readonly key: readonly string[]
  readonly token: string
  readonly outcome: Outcome
}

/**
 * Makes a method that ends leases: one statement for any number of them. Each names its token, without which nothing
 * changes. Returns how many still held.
 */
export function settler(
  { run, schema, clock }: Database,
  table: 'timer' | 'outbox',
  key: readonly string[],
): (settlements: readonly KeyedSettlement[]) => Promise<number> {
  const given = [...key, 'token', 'kind', 'delay', 'error']
  const types = [...key.map(() => 'text'), 'text', 'text', 'bigint', 'text']
  const arrays = types.map((type, place) => `$${place + 2}::${type}[]`).join(', ')
  const match = [...key, 'token'].map((name) => `c.${name} = s.${name}`).join(' and ')
  const statement = prepared(
    `with s as materialized (select * from unnest(${arrays}) as s(${given.join(', ')})), ` +
      `done as (delete from ${schema}.${table} c using s where s.kind = 'done' and ${match} returning 1), ` +
      `kept as (update ${schema}.${table} c set token = null, lease_until = null, error = s.error, dead = s.kind = 'dead', ` +
      `attempts = c.attempts - (s.kind = 'wait')::integer, ` +
      `available_at = case when s.kind in ('retry', 'wait') then ${storeNow('$1')} + s.delay else c.available_at end ` +
      // Of an equation the planner expects few rows, so it looks each up by its key and never reads the whole table.
      `from s where case s.kind when 'done' then 0 else 1 end = 1 and ${match} returning 1) ` +
      'select (select count(*) from done) + (select count(*) from kept) as held',
  )

  return async (settlements) => {
    const first = firstOfEach(settlements)
    if (first.length === 0) return 0
    const columns = [
      ...key.map((_, place) => first.map((one) => one.key[place] ?? '')),
      first.map(({ token }) => token),
      first.map(({ outcome }) => outcome.kind),
      first.map(({ outcome }) => ('delayMs' in outcome ? outcome.delayMs : 0)),
      first.map(({ outcome }) => (outcome.kind === 'done' ? null : outcome.error)),
    ]
    const [row] = await run(statement, [clock?.now() ?? null, ...columns.map(arrayLiteral)])
    return row ? number(row, 'held') : 0
  }
}

// The first settlement of a lease ends it, so that a second one finds nothing.
function firstOfEach(settlements: readonly KeyedSettlement[]): readonly KeyedSettlement[] {
  const seen = new Set<string>()
  return settlements.filter(({ key, token }) => {
    const lease = [...key, token].join('\u0000')
    return !seen.has(lease) && seen.add(lease)
  })
}
