import { CONTENT_COLUMNS } from '../records/content-row.js'
import { EVENT_COLUMNS } from '../records/event-row.js'
import { MESSAGE_COLUMNS } from '../records/message-row.js'
import { rowsFromParameters } from '../sql/column.js'
import type { Statement } from '../sql/executor.js'
import { prepared } from '../sql/prepared.js'
import { type CommitPart, insertion, type PartContext, type Subquery } from './commit-part.js'
import type { CommitPlan } from './commit-plan.js'
import { erasedContent, erasedTickets } from './erasure-parts.js'
import { freeMessageReferences, guardedCounters, heldLease, linkedAttachments, unusedKey } from './guard-parts.js'
import { searchParts } from './search-parts.js'
import {
  absentTickets,
  changeExpected,
  expectedTickets,
  freeTicketReferences,
  insertedTickets,
  updatedTickets,
} from './ticket-parts.js'
import { outboxMessages, removedTimers, revivedMessages, revivedTimers, setTimers } from './timer-parts.js'

// In the order in which rows are locked: the same for all commits, so that no two wait for each other.
const PARTS: readonly CommitPart[] = [
  expectedTickets,
  absentTickets,
  unusedKey,
  freeTicketReferences,
  freeMessageReferences,
  heldLease,
  linkedAttachments,
  guardedCounters,
  insertedTickets,
  updatedTickets,
  insertion('event', ({ commit }) => commit.events, EVENT_COLUMNS),
  insertion('message', ({ messages }) => messages, MESSAGE_COLUMNS),
  insertion('content', ({ contents }) => contents, CONTENT_COLUMNS),
  searchParts,
  removedTimers,
  setTimers,
  revivedTimers,
  revivedMessages,
  outboxMessages,
  erasedContent,
  erasedTickets,
]

/**
 * A commit as one statement, which returns a row if everything was applied and none if nothing was. What a unique index
 * alone can tell is an error, after which nothing was applied either.
 */
export interface CommitStatement {
  /** Null for a commit without anything in it. */
  readonly statement: Statement | null
  readonly values: unknown[]
}

// A part of a certain commit: with one row or many, and with its first parameter's number.
interface Present {
  readonly part: CommitPart
  readonly rows: 'one' | 'many'
  readonly first: number
}

/**
 * Makes the statement of a commit: first everything is checked, with the rows locked that must not change any more, and
 * only if all of it holds is anything written. Commits of the same kind share one text, which is made once.
 */
export function commitStatements(schema: string): (plan: CommitPlan) => CommitStatement {
  const made = new Map<string, Statement>()

  return (plan) => {
    const values: unknown[] = [plan.commit.tenant]
    const present: Present[] = []
    let kind = ''
    for (const part of PARTS) {
      const own = part.parameters(plan)
      kind += own === null ? '-' : own.rows === 'one' ? '1' : 'n'
      if (own === null) continue
      present.push({ part, rows: own.rows, first: values.length + 1 })
      for (const value of own.values) values.push(value)
    }
    if (present.length === 0) return { statement: null, values }
    const statement = made.get(kind) ?? compose(schema, present)
    made.set(kind, statement)
    return { statement, values }
  }
}

function compose(schema: string, present: readonly Present[]): Statement {
  const subqueries: Subquery[] = []
  const conditions: string[] = []
  let gate = ''
  const context = ({ part: { columns }, rows, first }: Present): PartContext => {
    const own = rowsFromParameters(columns, (place) => `$${first + place}`, rows)
    return {
      rows: own,
      gated: gate + own,
      count: rows === 'one' ? '1' : `cardinality($${first}::text[])`,
      further: (place) => `$${first + columns.length + place}`,
      table: (name) => `${schema}.${name}`,
      soFar: conditions.join(' and ') || 'true',
    }
  }
  const direct = directChange(present)
  if (direct) {
    subqueries.push(['ready', changeExpected(context(direct.expected), context(direct.updated))])
  } else {
    for (const one of present) {
      const check = one.part.check?.(context(one))
      if (check === undefined) continue
      subqueries.push(...(check.subqueries ?? []))
      conditions.push(check.holds)
    }
    if (conditions.length > 0) subqueries.push(['ready', `select 1 as one where ${conditions.join(' and ')}`])
  }
  if (subqueries.length > 0) gate = 'ready, '
  for (const one of present) {
    if (one !== direct?.updated) subqueries.push(...(one.part.write?.(context(one)) ?? []))
  }
  const list = subqueries.map(([name, body]) => `${name} as ${isChange(body) ? '' : 'materialized '}(${body})`)
  return prepared(`with ${list.join(',\n')}\nselect 1 as applied${gate && ' from ready'}`)
}

function directChange(present: readonly Present[]): { expected: Present; updated: Present } | null {
  const [expected, ...others] = present.filter(({ part }) => part.check !== undefined)
  const updated = present.find(({ part }) => part === updatedTickets)
  if (expected?.part !== expectedTickets || others.length > 0 || updated === undefined) return null
  return expected.rows === 'one' && updated.rows === 'one' ? { expected, updated } : null
}

const isChange = (body: string) => /^(insert|update|delete) /.test(body)
