import { CONTENT_COLUMNS } from '../records/content-row.js'
import { EVENT_COLUMNS } from '../records/event-row.js'
import { MESSAGE_COLUMNS } from '../records/message-row.js'
import type { Statement } from '../sql/executor.js'
import { shortHash } from '../sql/identifier.js'
import { type CommitPart, insertion, type PartContext, type Subquery } from './commit-part.js'
import type { CommitPlan } from './commit-plan.js'
import { erasedContent, erasedTickets } from './erasure-parts.js'
import {
  freeMessageReferences,
  guardedCounters,
  heldLease,
  linkedAttachments,
  unusedKey,
} from './guard-parts.js'
import {
  absentTickets,
  expectedTickets,
  freeTicketReferences,
  insertedTickets,
  updatedTickets,
} from './ticket-parts.js'
import { outboxMessages, removedTimers, setTimers } from './timer-parts.js'

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
  insertion('event', EVENT_COLUMNS, ({ commit }) => commit.events),
  insertion('message', MESSAGE_COLUMNS, ({ messages }) => messages),
  insertion('content', CONTENT_COLUMNS, ({ contents }) => contents),
  removedTimers,
  setTimers,
  outboxMessages,
  erasedContent,
  erasedTickets,
]

/** A commit as one statement, which returns a row if and only if everything was applied. */
export interface CommitStatement {
  /** Null for a commit without anything in it. */
  readonly statement: Statement | null
  readonly values: unknown[]
}

/**
 * Makes the statement of a commit: first everything is checked, with the rows locked that must not change any more, and
 * only if all of it holds is anything written. Commits of the same kind share one text, which is made once.
 */
export function commitStatements(schema: string): (plan: CommitPlan) => CommitStatement {
  const made = new Map<number, Statement>()

  return (plan) => {
    const values: unknown[] = [plan.commit.tenant]
    const present: { part: CommitPart; first: number }[] = []
    let kind = 0
    for (const [place, part] of PARTS.entries()) {
      const own = part.values(plan)
      if (own === null) continue
      kind |= 1 << place
      present.push({ part, first: values.length + 1 })
      for (const value of own) values.push(value)
    }
    if (kind === 0) return { statement: null, values }
    const statement = made.get(kind) ?? compose(schema, present)
    made.set(kind, statement)
    return { statement, values }
  }
}

function compose(schema: string, present: readonly { part: CommitPart; first: number }[]): Statement {
  const subqueries: Subquery[] = []
  const conditions: string[] = []
  const context = (first: number): PartContext => ({
    $: (place) => `$${first + place}`,
    table: (name) => `${schema}.${name}`,
    soFar: conditions.join(' and ') || 'true',
  })
  for (const { part, first } of present) {
    const check = part.check?.(context(first))
    if (check === undefined) continue
    subqueries.push(...(check.subqueries ?? []))
    conditions.push(check.holds)
  }
  subqueries.push(['ready', `select 1 as one where ${conditions.join(' and ') || 'true'}`])
  for (const { part, first } of present) subqueries.push(...(part.write?.(context(first)) ?? []))
  const list = subqueries.map(([name, body]) => `${name} as ${isChange(body) ? '' : 'materialized '}(${body})`)
  const text = `with ${list.join(',\n')}\nselect 1 as applied from ready`
  return { name: `docket_${shortHash(text)}`, text }
}

const isChange = (body: string) => /^(insert|update|delete) /.test(body)
