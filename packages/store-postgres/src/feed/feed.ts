import { FEED_REACH, type FeedPage, type Store } from '@docket/core/store'
import { EVENT_COLUMNS, readEvent } from '../records/event-row.js'
import { selected } from '../sql/column.js'
import type { Database } from '../sql/database.js'
import type { SqlRow } from '../sql/executor.js'
import { prepared } from '../sql/prepared.js'
import { number, text } from '../sql/read-value.js'
import { type FeedPlace, readPosition, writePosition } from './position.js'

// All of one statement's snapshot: what lies below its oldest running transaction is in the snapshot too.
const OLDEST = 'pg_snapshot_xmin(pg_current_snapshot())'
const BEHIND = '(e.transaction, e.ticket_id, e.seq) > ($2::text::xid8, $3::text, $4::integer)'
const UP_TO = ' and (e.transaction, e.ticket_id, e.seq) <= ($6::text::xid8, $7::text, $8::integer)'

const IN_ORDER = 'order by e.transaction, e.ticket_id, e.seq'

/** The store's `feed`. */
export function feed({ schema, run }: Database): Pick<Store, 'feed'> {
  const name = `coalesce((select name from ${schema}.feed_origin), '') as feed`
  const readable = `from ${schema}.event e where e.tenant = $1 and ${BEHIND} and e.transaction < `
  const pageUpTo = (bound: string, furthest: string) =>
    prepared(
      `select s.oldest::text as oldest, s.feed, s.held, (s.oldest < ${furthest})::integer as ahead, p.* ` +
        `from (select ${OLDEST} as oldest, ${name}, (exists (select from ${schema}.event ` +
        `where tenant = $1 and transaction >= ${OLDEST}))::integer as held) as s ` +
        `left join lateral (select e.tenant, e.transaction::text as transaction, ${selected(EVENT_COLUMNS, 'e.')} ` +
        `${readable}s.oldest${bound} ${IN_ORDER} limit $5) as p on true ` +
        'order by p.transaction::xid8, p.ticket_id, p.seq',
    )
  const [page, boundedPage] = [
    pageUpTo('', '$2::text::xid8'),
    pageUpTo(UP_TO, 'greatest($2::text::xid8, $6::text::xid8)'),
  ]
  const reachOf = (bound: string) => prepared(`select ${readable}${OLDEST}${bound} ${IN_ORDER} offset $5 limit 1`)
  const [reach, boundedReach] = [reachOf(''), reachOf(UP_TO)]
  const present = prepared(`select ${OLDEST}::text as oldest, ${name}`)

  async function atPresent(behind: boolean): Promise<FeedPage> {
    const [row] = await run(present, [])
    return { entries: [], next: row ? beginningOf(row) : '', more: false, held: false, behind }
  }

  return {
    async feed({ tenant, after, until, limit }) {
      if (after === null) return atPresent(false)
      const [from, to] = [readPosition(after), until === undefined ? null : readPosition(until)]
      if (from === null || (until !== undefined && to === null)) return atPresent(true)
      if (to !== null && to.feed !== from.feed) return atPresent(true)
      const values = (fifth: number) => [tenant, ...valuesOf(from), fifth, ...(to ? valuesOf(to) : [])]
      // One more than asked tells whether there is a next page.
      const rows = await run(to ? boundedPage : page, values(limit + 1))
      const [first] = rows
      if (first === undefined || text(first, 'feed') !== from.feed || number(first, 'ahead') === 1)
        return atPresent(true)
      const found = rows.filter((row) => row['seq'] !== null)
      const entries = found.slice(0, limit).map((row) => ({ event: readEvent(row), position: behindOf(row) }))
      const last = entries.at(-1)
      const held = number(first, 'held') === 1
      if (found.length > limit && last) {
        const tooFar = (await run(to ? boundedReach : reach, values(FEED_REACH))).length > 0
        return tooFar ? atPresent(true) : { entries, next: last.position, more: true, held, behind: false }
      }
      const next = until ?? beginningOf(first)
      return { entries, next, more: false, held, behind: false }
    },
  }
}

const valuesOf = ({ transaction, ticketId, seq }: FeedPlace) => [transaction, ticketId, seq]

// Everything below the oldest running transaction was read.
const beginningOf = (row: SqlRow) =>
  writePosition({ feed: text(row, 'feed'), transaction: text(row, 'oldest'), ticketId: '', seq: 0 })

function behindOf(row: SqlRow): string {
  return writePosition({
    feed: text(row, 'feed'),
    transaction: text(row, 'transaction'),
    ticketId: text(row, 'ticket_id'),
    seq: number(row, 'seq'),
  })
}
