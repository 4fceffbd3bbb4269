import { type Commit, type CommitResult, type Conflict, DocketError } from '@docket/core/store'
import { type Database, pause } from '../sql/database.js'
import { sqlState, storeError, UNIQUE_VIOLATION } from '../sql/sql-state.js'
import { planCommit } from './commit-plan.js'
import { commitStatements } from './commit-statement.js'
import { explainConflict } from './explain-conflict.js'
import { faultOf } from './fault.js'

const ATTEMPTS = 4
// Keys that only a faulty caller gives twice: no repetition of the commit could succeed.
const GIVEN_ONCE = new Set<unknown>(['event_pkey', 'message_pkey', 'outbox_pkey', 'content_pkey'])

/** Makes the store's `commit`. */
export function commits(database: Database): (commit: Commit) => Promise<CommitResult> {
  const statementOf = commitStatements(database.schema)

  return async (commit) => {
    const plan = planCommit(commit, database.clock?.now() ?? null)
    const fault = faultOf(commit)
    if (fault) return refused(fault, await explainConflict(database, plan))
    const { statement, values } = statementOf(plan)
    if (statement === null) return { ok: true }
    for (let count = 1; ; count += 1) {
      const outcome = await database.attempt(statement, values).then((rows) => rows.length > 0, insertedElsewhere)
      if (outcome === true) return { ok: true }
      const conflict = await explainConflict(database, plan)
      if (conflict) return { ok: false, conflict }
      if (outcome !== false && GIVEN_ONCE.has(outcome.constraint)) throw repeatedId(outcome.error)
      // What stood against the commit is gone: a lock given back, the first value of a counter inserted.
      if (count === ATTEMPTS) throw neverFree(outcome === false ? undefined : outcome.error)
      await pause(count)
    }
  }
}

// What was decided on a version that is gone does not fit the log either; then the conflict is the reason to give.
function refused(fault: DocketError, conflict: Conflict | null): CommitResult {
  if (conflict === null) throw fault
  return { ok: false, conflict }
}

// Somebody inserted the same key between our check and our insertion. Nothing of this commit is left.
function insertedElsewhere(error: unknown): { readonly constraint: unknown; readonly error: unknown } {
  if (sqlState(error) !== UNIQUE_VIOLATION) throw storeError(error)
  return { constraint: (error as { constraint?: unknown }).constraint, error }
}

function repeatedId(cause: unknown): DocketError {
  return new DocketError(
    'INTERNAL',
    'The commit holds an event, message or other record whose id was given before; give each a new one. Nothing was applied.',
    {},
    { cause },
  )
}

function neverFree(cause: unknown): DocketError {
  return new DocketError(
    'STORE_UNAVAILABLE',
    'The commit met another one each time and was not applied. Repeat it.',
    {},
    { cause },
  )
}
