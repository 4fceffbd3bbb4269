import type { ClaimRequest } from '@docket/core/store'
import { type Column, selected } from '../sql/column.js'
import type { Database } from '../sql/database.js'
import type { SqlRow } from '../sql/executor.js'
import { prepared } from '../sql/prepared.js'
import { number } from '../sql/read-value.js'
import { storeNow } from '../sql/store-now.js'

/** A table that workers claim rows of. */
export interface Claimable<Leased> {
  readonly table: 'timer' | 'outbox'
  /** The columns of the primary key. */
  readonly key: readonly string[]
  /** The columns of the claim index after `available_at`. */
  readonly order: readonly string[]
  readonly columns: readonly Column<never>[]
  /** Which rows `q` may be claimed, besides being due and not leased. */
  readonly eligible: string
  readonly read: (row: SqlRow) => Leased
}

// Where the next claim of a drain begins: behind the last row that was claimed.
type Mark = readonly unknown[]

// So many claims of a drain begin where the one before ended, then one at the front; each time twice as many, since the
// way from the front grows, but no more than so many.
const FIRST_RUN = 50
const LONGEST_RUN = 800

/**
 * Makes a method that claims due rows.
 *
 * While somebody drains the queue, the claimed rows stay at the front of the index, deleted but still there as long as
 * any transaction in the database is older. Walking over them costs more with each claim, so a claim begins where the
 * last one ended (the mark). Rows before the mark, such as one that was inserted late or whose lease ran out, are found
 * because a claim that comes back short begins again at the front, and so does the fiftieth of a drain, then fewer and fewer.
 */
export function claimer<Leased>(
  { run, schema, clock }: Database,
  { table, key, order, columns, eligible, read }: Claimable<Leased>,
): (request: ClaimRequest) => Promise<Leased[]> {
  const place = ['available_at', ...order]
  const claim = (after: string) =>
    prepared(
      `with clock as materialized (select ${storeNow('$1')} as now), ` +
        `due as materialized (select ${[...new Set([...key, ...place])].map((name) => `q.${name}`).join(', ')} ` +
        `from ${schema}.${table} q where not q.dead and q.available_at <= (select now from clock) ` +
        `and (q.lease_until is null or q.lease_until <= (select now from clock)) and ${eligible}${after} ` +
        `order by ${place.map((name) => `q.${name}`).join(', ')} limit $2 for no key update of q skip locked) ` +
        `update ${schema}.${table} c set token = $3, lease_until = (select now from clock) + $4::bigint, ` +
        `attempts = c.attempts + 1 from due where ${key.map((name) => `c.${name} = due.${name}`).join(' and ')} ` +
        `returning c.tenant, ${selected(columns, 'c.')}, c.attempts, c.available_at`,
    )
  const fromFront = claim('')
  const tuple = place.map((name) => `q.${name}`).join(', ')
  const types = ['bigint', ...order.map((name) => (name === 'seq' || name === 'ordinal' ? 'integer' : 'text'))]
  const fromMark = claim(` and (${tuple}) > (${types.map((type, index) => `$${5 + index}::${type}`).join(', ')})`)

  let mark: Mark | null = null
  let sinceFront = 0
  let longest = FIRST_RUN

  async function claimRows(request: ClaimRequest, after: Mark | null): Promise<SqlRow[]> {
    const values = [clock?.now() ?? null, request.limit, request.token, request.leaseMs]
    const rows = await run(after ? fromMark : fromFront, [...values, ...(after ?? [])])
    return [...rows].sort((a, b) => compare(a, b, place))
  }

  return async (request) => {
    const begin = sinceFront < longest ? mark : null
    if (mark === null) longest = FIRST_RUN
    else if (begin === null) longest = Math.min(2 * longest, LONGEST_RUN)
    sinceFront = begin ? sinceFront + 1 : 0
    let rows = await claimRows(request, begin)
    if (begin && rows.length < request.limit) {
      sinceFront = 0
      const more = await claimRows({ ...request, limit: request.limit - rows.length }, null)
      rows = [...more, ...rows]
    }
    const last = rows.length < request.limit ? undefined : rows.at(-1)
    mark = last ? place.map((name) => last[name]) : null
    return rows.map(read)
  }
}

// The update returns its rows in any order.
function compare(a: SqlRow, b: SqlRow, place: readonly string[]): number {
  for (const name of place) {
    const [left, right] = [a[name], b[name]]
    if (left === right) continue
    if (name === 'available_at' || name === 'seq' || name === 'ordinal') {
      const difference = number(a, name) - number(b, name)
      if (difference !== 0) return difference
    } else {
      return Buffer.compare(Buffer.from(String(left)), Buffer.from(String(right)))
    }
  }
  return 0
}
