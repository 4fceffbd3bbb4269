import type { TicketCondition, TicketSearch } from '@docket/core/store'
import { searchTerm } from '../records/search-row.js'
import { TICKET_COLUMNS, term } from '../records/ticket-row.js'
import { arrayLiteral } from '../sql/array-literal.js'
import { selected } from '../sql/column.js'
import { type Bind, conditionSql } from './ticket-condition.js'
import { asleepSql, awakeSql, phasesOf, STORED_PHASES } from './ticket-query.js'

const COLUMNS = `tenant, ${selected(TICKET_COLUMNS)}`
/** So many rows are enough to tell a rare term from a common one. */
const ENOUGH = 1_000
// No condition for an index: on a young table the planner would rather read all that the tenant has than look up a term.
const OF_TENANT = "p.tenant || '' = $1"

/**
 * The statement of a search, or null when nothing can be found.
 *
 * Whoever asks for several terms looks up the tickets that have the rarest, and of these alone reads which parts have the
 * others; a common word costs little beside a rare one.
 */
export function searchStatement(schema: string, search: TicketSearch): { text: string; values: unknown[] } | null {
  const { tenant, where, visibility, after } = search
  const terms = search.terms.map((one) => searchTerm(tenant, one))
  if (terms.length === 0 || visibility.length === 0) return null
  const values: unknown[] = [tenant]
  const bind: Bind = (value) => {
    values.push(value)
    return `$${values.length}`
  }
  const all = `${bind(arrayLiteral(terms))}::text[]`
  const visible = `p.visibility = any(${bind(arrayLiteral(visibility))}::text[])`
  const parts = `${schema}.search_part p`
  const scores =
    "bool_or(p.part = 'subject') as in_subject, bool_or(p.visibility = 'public') as in_public, " +
    "least(count(*), 999) + case when bool_or(p.part = 'subject') then 1000 else 0 end as score"
  const scored =
    terms.length === 1
      ? `scored as materialized (select p.ticket_id, ${scores} from ${parts} ` +
        `where ${OF_TENANT} and p.terms @> ${all} and ${visible} group by p.ticket_id)`
      : scoredByRarest({ parts, all, visible, scores, terms: terms.map((one) => `${bind(one)}::text`) })
  const conditions = ['tenant = $1', 'id = f.ticket_id', ...where.map((one) => searchCondition(tenant, one, bind))]
  const place =
    after === null
      ? ''
      : `where (f.score, t.updated_at, t.id) < (${bind(after.score)}::bigint, ${bind(after.updatedAt)}::bigint, ` +
        `${bind(after.id)}::text collate "C") `
  const text =
    `with ${scored} select t.*, f.score, f.in_subject, f.in_public from scored f cross join lateral ` +
    `(select ${COLUMNS} from ${schema}.ticket where ${conditions.join(' and ')}) as t ${place}` +
    `order by f.score desc, t.updated_at desc, t.id desc limit ${Math.trunc(search.limit)}`
  return { text, values }
}

interface Several {
  readonly parts: string
  readonly all: string
  readonly visible: string
  readonly scores: string
  readonly terms: readonly string[]
}

// The parts of each candidate are read by themselves: joined, the planner would rather read all that have a common term.
function scoredByRarest({ parts, all, visible, scores, terms }: Several): string {
  const has = terms.map((one) => `coalesce(bool_or(p.terms @> array[${one}]), false)`)
  return (
    `rare as materialized (select a.term from unnest(${all}) as a(term) cross join lateral (select count(*) as hits from ` +
    `(select from ${parts} where p.terms @> array[a.term] limit ${ENOUGH}) as s) as c order by c.hits, a.term limit 1), ` +
    `candidate as materialized (select distinct p.ticket_id from rare join ${parts} on p.terms @> array[rare.term] ` +
    `where ${OF_TENANT} and ${visible}), scored as materialized (select c.ticket_id, s.* from candidate c ` +
    `cross join lateral (select ${scores}, ${has.join(' and ')} as whole from ${parts} where p.tenant = $1 ` +
    `and p.ticket_id = c.ticket_id and p.terms && ${all} and ${visible}) as s where s.whole)`
  )
}

function searchCondition(tenant: string, condition: TicketCondition, bind: Bind): string {
  if (condition.on === 'phase' || condition.on === 'archived') {
    return `phase = any(${bind(arrayLiteral(phasesOf([condition])))}::text[])`
  }
  if (condition.on === 'snoozed' && !condition.is) return awakeSql(tenant, STORED_PHASES, condition.at, bind)
  if (condition.on === 'tag' || condition.on === 'watcher' || condition.on === 'snoozed') {
    const { on } = condition
    const is = on === 'snoozed' ? '' : condition.is
    const has = `terms && ${bind(arrayLiteral(STORED_PHASES.map((phase) => term(tenant, phase, on, is))))}::text[]`
    return on === 'snoozed' ? `${has} and ${asleepSql(condition.at, bind)}` : has
  }
  return conditionSql(condition, bind)
}
