import assert from 'node:assert/strict'
import type { Commit, CommitResult, Conflict, Store, TicketRecord } from '@docket/core/store'
import { creation } from './records.js'

/** Whole numbers from 0 to `count - 1`. */
export const range = (count: number): number[] => Array.from({ length: count }, (_, index) => index)

/** Fails unless the commit was applied. */
export function assertApplied(result: CommitResult): void {
  assert.deepEqual(result, { ok: true }, 'the commit should have been applied')
}

/** Applies a commit that must not meet a conflict. */
export async function apply(store: Store, commit: Commit): Promise<void> {
  assertApplied(await store.commit(commit))
}

/** Stores a new ticket. */
export async function given(store: Store, ticket: TicketRecord, parts: Partial<Commit> = {}): Promise<TicketRecord> {
  await apply(store, creation(ticket, parts))
  return ticket
}

/** The conflict of a commit that must have met one of this kind. */
export function conflictOf<Kind extends Conflict['kind']>(
  result: CommitResult,
  kind: Kind,
): Extract<Conflict, { kind: Kind }> {
  assert.equal(result.ok, false, `the commit should have met a conflict of the kind ${kind}`)
  const { conflict } = result
  assert.equal(conflict.kind, kind, 'the kind of the conflict')
  return conflict as Extract<Conflict, { kind: Kind }>
}

/** What of the results was applied. */
export const appliedOf = (results: readonly CommitResult[]): CommitResult[] => results.filter((result) => result.ok)

/** The items' ids, in their order. */
export const idsOf = (items: readonly { readonly id: string }[]): string[] => items.map((item) => item.id)

/** What must be there: narrows away null and undefined. */
export function present<Value>(value: Value | null | undefined, what: string): Value {
  assert.ok(value !== null && value !== undefined, `${what} should be there`)
  return value
}
