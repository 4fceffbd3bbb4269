import { type Commit, DocketError, type EventRecord } from '@docket/core/store'
import type { TenantSpace } from './space.js'

/**
 * Refuses a commit that breaks the contract: another tenant's record, a ticket without an expectation, a gap in a
 * log, an id that was given before. Not a conflict, because no repetition could succeed: the caller is wrong.
 *
 * @throws DocketError `INTERNAL`
 */
export function refuseFaults(space: TenantSpace, commit: Commit): void {
  refuseForeign(commit)
  for (const [place, { id }] of commit.tickets.entries()) {
    // The expectation is nearly always at the same place, so that a large commit is not searched for each ticket.
    const expected = commit.expect[place]?.ticketId === id || commit.expect.some(({ ticketId }) => ticketId === id)
    if (!expected) throw fault(`the ticket ${id} without the version it was decided on; add it to "expect"`)
  }
  refuseGaps(space, commit.events)
  refuseRepeated('message', commit.messages, space.messages)
  refuseRepeated('outbox message', commit.outbox, space.outbox)
  for (const { ticketId, name, revision } of commit.contents) {
    const kept = space.dossiers.get(ticketId)?.contents
    if (kept?.some((content) => content.name === name && content.revision === revision)) {
      throw fault(`revision ${revision} of ${name} for the second time; a revision is written once`)
    }
  }
}

function refuseForeign(commit: Commit): void {
  const { tenant, tickets, events, messages, contents, timers, outbox, searches, idempotency } = commit
  const one = idempotency ? [idempotency] : []
  for (const records of [tickets, events, messages, contents, timers.set, outbox, searches, one]) {
    for (const record of records) {
      if (record.tenant !== tenant) throw fault('a record of another tenant; commit each tenant by itself')
    }
  }
}

function refuseGaps(space: TenantSpace, events: readonly EventRecord[]): void {
  const lengths = new Map<string, number>()
  for (const { ticketId, seq } of events) {
    const length = lengths.get(ticketId) ?? space.dossiers.get(ticketId)?.events?.length ?? 0
    if (seq !== length + 1) throw fault(`event ${seq} of ticket ${ticketId}, whose log ends with ${length}`)
    lengths.set(ticketId, seq)
  }
}

function refuseRepeated(what: string, given: readonly { readonly id: string }[], kept: ReadonlyMap<string, unknown>) {
  if (given.length === 0) return
  const here = new Set<string>()
  for (const { id } of given) {
    if (kept.has(id) || here.has(id)) throw fault(`the ${what} ${id} for the second time; give each a new id`)
    here.add(id)
  }
}

function fault(what: string): DocketError {
  return new DocketError('INTERNAL', `The commit holds ${what}. Nothing was applied.`)
}
