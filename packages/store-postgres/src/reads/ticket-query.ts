import type { TicketCondition, TicketQuery, TicketSort } from '@docket/core/store'
import { type StoredPhase, type TermKind, TICKET_COLUMNS, term } from '../records/ticket-row.js'
import { arrayLiteral } from '../sql/array-literal.js'
import { selected } from '../sql/column.js'
import { type Bind, conditionSql, type OfPhase } from './ticket-condition.js'

/** All phases as they are stored. */
export const STORED_PHASES: readonly StoredPhase[] = ['open', 'waiting', 'solved', 'terminal', 'archived']
const SORT_COLUMNS = {
  createdAt: 'created_at',
  updatedAt: 'updated_at',
  priority: 'priority_rank',
  dueAt: 'due_at',
} as const
const COLUMNS = `tenant, ${selected(TICKET_COLUMNS)}`

/** A list in SQL. */
export interface ListStatement {
  readonly text: string
  readonly values: unknown[]
  /** True when one plan is as good for any values. Otherwise the planner must know them, to tell a rare from a common one. */
  readonly alike: boolean
}

/**
 * The statement of a list, or null when nothing can be in it. A page begins after the last ticket's place, never at a
 * number of rows, so that every page costs the same.
 *
 * The indexes begin with the phase. For several phases each is walked in its order, and the walks are merged as far as
 * the page needs; that is what the union is for.
 */
export function listStatement(schema: string, query: TicketQuery): ListStatement | null {
  const phases = phasesOf(query.where)
  if (phases.length === 0) return null
  const values: unknown[] = [query.tenant]
  const bind: Bind = (value) => {
    values.push(value)
    return `$${values.length}`
  }
  const sort = SORT_COLUMNS[query.sort]
  const conditions = ['tenant = $1']
  for (const one of query.where) if (!isOfPhase(one)) conditions.push(conditionSql(one, bind))
  if (query.sort === 'dueAt') conditions.push('due_at is not null')
  if (query.after !== null) {
    const operator = query.direction === 'asc' ? '>' : '<'
    conditions.push(`(${sort}, id) ${operator} (${bind(query.after.value)}::bigint, ${bind(query.after.id)}::text)`)
  }
  // The number itself, not a parameter: a planner that does not know it would rather sort everything.
  const page = `order by ${sort} ${query.direction}, id ${query.direction} limit ${Math.trunc(query.limit)}`
  const walks = walked(query, phases, bind).map(
    (walk) => `select ${COLUMNS} from ${schema}.ticket where ${[...conditions, ...walk].join(' and ')} ${page}`,
  )
  const text = walks.length === 1 ? walks.join('') : `(${walks.join(')\nunion all\n(')})\n${page}`
  return { text, values, alike: query.where.every((one) => isAlike(one, query.sort)) }
}

// The further conditions of each walk through an index. A requester's few tickets are found at once, whatever their phase.
function walked({ tenant, where }: TicketQuery, phases: readonly StoredPhase[], bind: Bind): string[][] {
  const terms = where.flatMap(termOf)
  const snoozes = where.filter((one) => one.on === 'snoozed')
  const awake = (own: readonly StoredPhase[]) =>
    snoozes.map(({ is, at }) => (is ? asleepSql(at, bind) : awakeSql(tenant, own, at, bind)))
  if (terms.length === 0 && where.some(({ on }) => on === 'requester')) {
    const inPhases = phases.length === STORED_PHASES.length ? [] : [`phase in ('${phases.join("', '")}')`]
    return [[...inPhases, ...awake(phases)]]
  }
  return phases.map((phase) => {
    const own = terms.map(({ on, is }) => term(tenant, phase, on, is))
    const has = own.length > 0 ? [`terms @> ${bind(arrayLiteral(own))}::text[]`] : []
    return [`phase = '${phase}'`, ...has, ...awake([phase])]
  })
}

/** What a condition finds in the column `terms`, if anything. */
function termOf(one: TicketCondition): { readonly on: TermKind; readonly is: string }[] {
  if (one.on === 'tag' || one.on === 'watcher') return [one]
  return one.on === 'snoozed' && one.is ? [{ on: 'snoozed', is: '' }] : []
}

const SNOOZED_UNTIL = "(rest -> 'flow' ->> 'snoozedUntil')::bigint"

/** Only tickets that are not snoozed at an instant, in some phases. */
export function awakeSql(tenant: string, phases: readonly StoredPhase[], at: number, bind: Bind): string {
  const snoozed = phases.map((phase) => term(tenant, phase, 'snoozed', ''))
  // What the terms do not say is read out of the few rows alone that have such a term.
  return `(terms is null or not terms && ${bind(arrayLiteral(snoozed))}::text[] or ${SNOOZED_UNTIL} <= ${bind(at)}::bigint)`
}

/** Of tickets that have the term of a snooze, only those whose snooze is not over at an instant. */
export function asleepSql(at: number, bind: Bind): string {
  return `${SNOOZED_UNTIL} > ${bind(at)}::bigint`
}

const OF_PHASE: ReadonlySet<string> = new Set([
  'phase',
  'archived',
  'tag',
  'watcher',
  'snoozed',
] satisfies OfPhase['on'][])

function isOfPhase(condition: TicketCondition): condition is TicketCondition & OfPhase {
  return OF_PHASE.has(condition.on)
}

// Where an index finds the value and another gives the order, the better one depends on how many tickets have the value.
function isAlike(condition: TicketCondition, sort: TicketSort): boolean {
  if (condition.on === 'field') return 'is' in condition
  if (condition.on === 'dueAt') return sort === 'dueAt'
  if (condition.on === 'snoozed') return !condition.is
  return !['tag', 'watcher', 'state', 'category', 'categories'].includes(condition.on)
}

/** The phases, as they are stored, in which a ticket meets the conditions. */
export function phasesOf(where: readonly TicketCondition[]): readonly StoredPhase[] {
  return STORED_PHASES.filter((stored) =>
    where.every((condition) => {
      if (condition.on === 'archived') return (stored === 'archived') === condition.is
      return condition.on !== 'phase' || condition.in.includes(stored === 'archived' ? 'terminal' : stored)
    }),
  )
}
