import type { Phase, TicketCondition, TicketQuery } from '@docket/core/store'
import { TICKET_COLUMNS } from '../records/ticket-row.js'
import { selected } from '../sql/column.js'
import type { Statement } from '../sql/executor.js'
import { conditionSql } from './ticket-condition.js'

const PHASES: readonly Phase[] = ['open', 'waiting', 'solved', 'terminal']
const SORT_COLUMNS = { createdAt: 'created_at', updatedAt: 'updated_at', priority: 'priority_rank' } as const
const COLUMNS = `tenant, ${selected(TICKET_COLUMNS)}`

/**
 * The statement of a list, or null when nothing can be in it. A page begins after the last ticket's place, never at a
 * number of rows, so that every page costs the same.
 *
 * The indexes begin with the phase. For several phases, each is walked in order and the walks are merged; that is what
 * the union is for. The statement has no name: with the values known, the planner can tell a rare one from a common one.
 */
export function listStatement(schema: string, query: TicketQuery): { statement: Statement; values: unknown[] } | null {
  const phases = phasesOf(query.where)
  if (phases.length === 0) return null
  const values: unknown[] = [query.tenant]
  const bind = (value: string | number | boolean | null): string => {
    values.push(value)
    return `$${values.length}`
  }
  const sort = SORT_COLUMNS[query.sort]
  const conditions = query.where.flatMap((one) => (one.on === 'phase' ? [] : [conditionSql(one, query.tenant, bind)]))
  if (query.after !== null) {
    const operator = query.direction === 'asc' ? '>' : '<'
    conditions.push(`(${sort}, id) ${operator} (${bind(query.after.value)}::bigint, ${bind(query.after.id)}::text)`)
  }
  const where = ['tenant = $1', ...conditions].join(' and ')
  const walks = phases.map((phase) => `select ${COLUMNS} from ${schema}.ticket where ${where} and phase = '${phase}'`)
  const order = `order by ${sort} ${query.direction}, id ${query.direction}`
  return { statement: { text: `${walks.join('\nunion all\n')}\n${order} limit ${bind(query.limit)}` }, values }
}

function phasesOf(where: readonly TicketCondition[]): readonly Phase[] {
  const asked = where.flatMap((condition) => (condition.on === 'phase' ? [condition.in] : []))
  return PHASES.filter((phase) => asked.every((phases) => phases.includes(phase)))
}
