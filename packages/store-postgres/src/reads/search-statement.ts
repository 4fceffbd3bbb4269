import type { TicketCondition, TicketSearch } from '@docket/core/store'
import { searchTerm } from '../records/search-row.js'
import { TICKET_COLUMNS, term } from '../records/ticket-row.js'
import { arrayLiteral } from '../sql/array-literal.js'
import { selected } from '../sql/column.js'
import { type Bind, conditionSql } from './ticket-condition.js'

const COLUMNS = `tenant, ${selected(TICKET_COLUMNS)}`
/** So many rows are enough to tell a rare term from a common one. */
const ENOUGH = 1_000

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
  const rare =
    `select a.term from unnest(${all}) as a(term) cross join lateral (select count(*) as hits from ` +
    `(select from ${parts} where p.terms @> array[a.term] limit ${ENOUGH}) as s) as c order by c.hits, a.term limit 1`
  const candidates =
    terms.length === 1
      ? `select distinct p.ticket_id from ${parts} where p.tenant = $1 and p.terms @> ${all} and ${visible}`
      : `select distinct p.ticket_id from rare join ${parts} on p.terms @> array[rare.term] ` +
        `where p.tenant = $1 and ${visible}`
  const has = terms.length === 1 ? [] : terms.map((one) => `bool_or(p.terms @> array[${bind(one)}::text])`)
  const scored =
    "select p.ticket_id, bool_or(p.part = 'subject') as in_subject, bool_or(p.visibility = 'public') as in_public, " +
    "least(count(*), 999) + case when bool_or(p.part = 'subject') then 1000 else 0 end as score " +
    `from candidate c join ${parts} on p.ticket_id = c.ticket_id where p.tenant = $1 and p.terms && ${all} and ${visible} ` +
    `group by p.ticket_id${has.length > 0 ? ` having ${has.join(' and ')}` : ''}`
  const conditions = ['tenant = $1', 'id = f.ticket_id', ...where.map((one) => searchCondition(tenant, one, bind))]
  const place =
    after === null
      ? ''
      : `where (f.score, t.updated_at, t.id) < (${bind(after.score)}::bigint, ${bind(after.updatedAt)}::bigint, ` +
        `${bind(after.id)}::text collate "C") `
  const text =
    `with ${terms.length === 1 ? '' : `rare as materialized (${rare}), `}candidate as materialized (${candidates}), ` +
    `scored as materialized (${scored}) select t.*, f.score, f.in_subject, f.in_public from scored f cross join lateral ` +
    `(select ${COLUMNS} from ${schema}.ticket where ${conditions.join(' and ')}) as t ${place}` +
    `order by f.score desc, t.updated_at desc, t.id desc limit ${Math.trunc(search.limit)}`
  return { text, values }
}

const PHASES = ['open', 'waiting', 'solved', 'terminal'] as const

function searchCondition(tenant: string, condition: TicketCondition, bind: Bind): string {
  if (condition.on === 'phase') return `phase = any(${bind(arrayLiteral(condition.in))}::text[])`
  if (condition.on === 'tag' || condition.on === 'watcher') {
    const { on, is } = condition
    return `terms && ${bind(arrayLiteral(PHASES.map((phase) => term({ tenant, phase }, on, is))))}::text[]`
  }
  return conditionSql(condition, bind)
}
